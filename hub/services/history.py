"""Undo, redo and the history of what was done; it survives a restart."""

from __future__ import annotations

from dataclasses import dataclass

from hub.domain.errors import LedgerError
from storage import depending, journal, undo
from storage.journal import DONE, Operation
from storage.vault import Vault

__all__ = ["Operation", "Plan", "operations", "plan", "plan_of_batch", "redo", "undo_last", "undo_with_later"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking back one operation means. also: later ones that go with it. lost: later edits of its rows that go."""

    operation: Operation
    also: tuple[Operation, ...] = ()
    lost: tuple[Operation, ...] = ()

    @property
    def is_alone(self) -> bool:
        """Whether nothing later is lost."""
        return not (self.also or self.lost)


def operations(vault: Vault, limit: int = 50) -> list[Operation]:
    """What was done, newest first."""
    with vault.read() as connection:
        return journal.listed(connection, limit)


def undo_last(vault: Vault, operation_id: int | None = None) -> Operation | None:
    """Take back the last operation, or a chosen one; what was taken back, None when there was nothing."""
    return undo.undo(vault, operation_id)


def plan(vault: Vault, operation_id: int) -> Plan:
    """What taking back an operation would lose; LedgerError "not_undoable" when it is not done any more."""
    with vault.read() as connection:
        target = journal.find(connection, operation_id)
        if target is None or target.state != DONE:
            raise LedgerError("not_undoable", operation=operation_id, state="" if target is None else target.state)
        later = depending.later(connection, target)
    return Plan(target, later.undone, later.lost)


def plan_of_batch(vault: Vault, batch_id: int) -> Plan:
    """What taking back an import would lose; every account and file that was accepted with the batch goes."""
    operation = undo.operation_of_batch(vault, batch_id)
    if operation is None:
        raise LedgerError("no_such_batch", where={"batch": batch_id})
    return plan(vault, operation.id)


def undo_with_later(vault: Vault, planned: Plan) -> Operation | None:
    """Take back an operation with all that builds on it, in one step.

    LedgerError "history_changed" when something more was done since the plan was made.
    """
    now = plan(vault, planned.operation.id)
    if {one.id for one in (*now.also, *now.lost)} - {one.id for one in (*planned.also, *planned.lost)}:
        raise LedgerError("history_changed", operation=planned.operation.id)
    return undo.undo(vault, now.operation.id, [one.id for one in now.also])


def redo(vault: Vault) -> Operation | None:
    """Do again what was taken back last."""
    return undo.redo(vault)
