"""A defect of the program in a window: it goes into the log (`ui.faults`), and a dialog says so."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QWidget

from ui import faults
from ui.locale import _, text


def show(error: BaseException, log: Path, parent: QWidget | None) -> None:
    """Write the log and tell the person."""
    from ui.ask import notice

    faults.record(error, log)
    notice(
        parent,
        _("Something went wrong in Coffer"),
        _(
            "What you were doing may not have happened; what was saved before is safe. This was written to {path},"
            " without amounts or names. Nothing was sent."
        ).format(path=text.code(str(log))),
        details=faults.description(error),
    )


def install(log: Path, parent: Callable[[], QWidget | None]) -> None:
    """Handle exceptions that reach Qt's event loop; a second one while the dialog is open is only logged."""
    is_open = False

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal is_open
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        elif is_open:
            faults.record(error, log)
        else:
            is_open = True
            try:
                show(error, log, parent())
            finally:
                is_open = False

    sys.excepthook = hook
