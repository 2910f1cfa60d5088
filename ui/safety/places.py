"""The warning about places where a vault's files may change behind its back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ui.locale import N_, _
from ui.parts.bars import ProblemBar
from ui.tasks import Tasks

WARNINGS: Mapping[str, str] = {
    "network": N_(
        "This folder is on a network drive. Locks and writes can't be relied on there: keep the vault on this"
        " computer, and backups on the drive."
    ),
    "synced": N_(
        "A service copies this folder. It may change the vault's file while it is open: keep the vault in another"
        " folder, and backups here."
    ),
}
"""Sentences by the kind of surroundings."""


def warn(tasks: Tasks, folder: Path, bar: ProblemBar) -> None:
    """Say it in a bar when a folder is such a place; hide the bar when it is an ordinary one."""

    def look(_progress: object) -> str:
        from hub.services import vaults  # the store takes a third of a second to import

        return vaults.surroundings(folder)

    tasks.run(look, lambda kind: say(kind, bar), owner=bar, key=f"surroundings {id(bar)}")


def say(kind: str, bar: ProblemBar) -> None:
    """Show the warning of a kind of surroundings; "" hides it."""
    if kind in WARNINGS:
        bar.say(_(WARNINGS[kind]), "warning", may_retry=False)
    else:
        bar.hide()
