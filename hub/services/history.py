"""Undo, redo and the history of what was done; it survives a restart."""

from __future__ import annotations

from storage import journal, undo
from storage.journal import Operation
from storage.vault import Vault

__all__ = ["Operation", "operations", "redo", "undo_last"]


def operations(vault: Vault, limit: int = 50) -> list[Operation]:
    """What was done, newest first."""
    with vault.read() as connection:
        return journal.listed(connection, limit)


def undo_last(vault: Vault, operation_id: int | None = None) -> Operation | None:
    """Take back the last operation, or a chosen one; what was taken back, None when there was nothing."""
    return undo.undo(vault, operation_id)


def redo(vault: Vault) -> Operation | None:
    """Do again what was taken back last."""
    return undo.redo(vault)
