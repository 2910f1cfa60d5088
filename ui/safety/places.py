"""The warning about places where a vault's files may change behind its back."""

from __future__ import annotations

from pathlib import Path

from ui.locale import _
from ui.parts.bars import ProblemBar
from ui.safety.saying import WARNINGS
from ui.tasks import Tasks


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
