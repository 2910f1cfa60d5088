"""A defect of the program: a log on this computer without amounts, names or keys, and a dialog that says so.

Only the kind of the exception and the places in our own code are written; messages and values never are, because
they hold what the person owns.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QWidget

from ui.ask import notice
from ui.locale import _, text

_KEPT = 200_000
"""Bytes of log that are kept."""
_ROOT = Path(__file__).resolve().parents[1]


def report_of(error: BaseException, version: str = "") -> str:
    """What may be written down about an exception: kinds and places, for it and for what caused it."""
    lines = [f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC {version}".rstrip()]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        lines += [f"  {_place(frame)}" for frame in traceback.extract_tb(seen.__traceback__)]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines) + "\n"


def write(error: BaseException, log: Path, version: str = "") -> str:
    """Append the report to the log and return it; an unwritable log is no second crash."""
    report = report_of(error, version)
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        before = log.read_text("utf-8", "replace")[-_KEPT:] if log.exists() else ""
        log.write_text(before + report + "\n", "utf-8")
    except OSError:
        return report
    return report


def show(error: BaseException, log: Path, parent: QWidget | None, version: str = "") -> None:
    """Write the log and tell the person."""
    report = write(error, log, version)
    notice(
        parent,
        _("Something went wrong in Coffer"),
        _(
            "What you were doing may not have happened; what was saved before is safe. This was written to {path},"
            " without amounts or names. Nothing was sent."
        ).format(path=text.code(str(log))),
        details=report,
    )


def install(log: Path, parent: Callable[[], QWidget | None], version: str = "") -> None:
    """Handle exceptions that reach Qt's event loop; a second one while the dialog is open is only logged."""
    is_open = False

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal is_open
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        elif is_open:
            write(error, log, version)
        else:
            is_open = True
            try:
                show(error, log, parent(), version)
            finally:
                is_open = False

    sys.excepthook = hook


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    shown = path.relative_to(_ROOT) if path.is_relative_to(_ROOT) else Path(path.name)
    return f"{shown.as_posix()}:{frame.lineno} {frame.name}"
