"""The desktop app: `python -m ui.app`, `coffer-desktop`, or `coffer` without a command.

The window is shown first; the store, the services and the screens are imported after it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hub.services.closed_vault import default_folder
from hub.services.process import InstanceLock, harden
from ui import locale
from ui.locale import _
from ui.program import handover, system
from ui.program.memory import FileMemory

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.cli.session import Session

_STARTED = time.perf_counter()
OK, CAN_ACT = 0, 1


@dataclass(frozen=True, slots=True)
class Options:
    """What the start was asked for. folder: None = the one of last time, else the default. started: seconds."""

    folder: Path | None = None
    files: list[Path] = field(default_factory=list)
    passphrase: str = ""
    language: str = ""
    shows_timings: bool = False
    started: float = _STARTED


def main(argv: Sequence[str] | None = None) -> int:
    """Open the desktop app and return its exit code. argv: without the program's name; None = the process's own."""
    parser = argparse.ArgumentParser(prog="coffer-desktop")
    parser.add_argument("--vault", metavar="DIR", default=os.environ.get("COFFER_VAULT", ""))
    parser.add_argument("--lang", metavar="CODE", default="")
    parser.add_argument("--timings", action="store_true")
    parser.add_argument("files", nargs="*", type=Path)
    asked = parser.parse_args(argv)
    folder = Path(asked.vault).expanduser() if asked.vault else None
    return open_window(Options(folder, asked.files, "", asked.lang, asked.timings))


def run(session: Session) -> int:
    """Open the desktop app for the command line, with its global options."""
    passphrase = session.passphrase() if session.passphrase_file is not None else ""
    language = locale.language() if session.has_chosen_language else ""
    return open_window(Options(session.vault_folder, [], passphrase, language, session.shows_timings, session.started))


def open_window(options: Options) -> int:
    """Show the window until it is closed; where there is no display, say so and run the demonstration."""
    harden()
    locale.use(options.language or locale.system_language())
    problem = system.display_problem()
    if problem:
        return _without_display(problem)
    memory, folder = _remembered(options)
    place = handover.box(folder, handover.runtime())
    first = handover.claim(place) if place is not None else None
    if place is not None and first is None:
        token = os.environ.pop("XDG_ACTIVATION_TOKEN", "")
        if handover.hand_over(place, options.files, token):
            return OK
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QGuiApplication.setApplicationName("coffer")
    QGuiApplication.setDesktopFileName("coffer")
    app = QApplication(["coffer"])
    QGuiApplication.setApplicationDisplayName(_("Coffer"))
    return _run(app, options, memory, folder, first)


def _remembered(options: Options) -> tuple[FileMemory, Path]:
    """What was remembered of the last time, and the folder of the vault to show."""
    from platformdirs import user_config_path

    memory = FileMemory(user_config_path("coffer", appauthor=False) / "window.json")
    kept = memory.get("vault", "")
    return memory, options.folder or (Path(kept) if kept and Path(kept).is_dir() else default_folder())


def _run(app: QApplication, options: Options, memory: FileMemory, folder: Path, first: InstanceLock | None) -> int:
    from platformdirs import user_log_path

    from ui import crash, icons
    from ui.painted import Painted
    from ui.program.commands import fixed_today
    from ui.program.program import Program
    from ui.program.signals import Signals
    from ui.style.focus import FocusRing

    log = user_log_path("coffer", appauthor=False) / "faults.log"
    FocusRing(app)
    program = Program(
        app,
        folder,
        memory,
        today=fixed_today(os.environ.get("COFFER_TODAY")),
        language=options.language,
        log=log,
        listening=handover.runtime(),
    )
    app.setWindowIcon(icons.logo(256))
    if sys.platform != "win32":
        Signals(program, program.window.close)
    crash.install(log, lambda: program.window)
    program.start(options.files, options.passphrase, first=first)
    if options.shows_timings:  # after the start: of two filters the later is asked first
        Painted(program.window, lambda: _say_timings(options.started))
    return app.exec()


def _without_display(problem: str) -> int:
    kind, _sep, name = problem.partition(":")
    sentence = {
        "no_display": _("There is no display here, so no window can be shown. This is the demonstration instead."),
        "display_refused": _("The display can't be reached, so no window can be shown. This is the demonstration."),
    }.get(kind, _("The library {name} is missing, so no window can be shown. This is the demonstration instead."))
    print(sentence.format(name=name), file=sys.stderr)  # noqa: T201 - there is no window to say it in
    from ui.cli import main as command_line

    return command_line(["demo"])


def _say_timings(started: float) -> None:
    line = json.dumps({"window": round(time.perf_counter() - started, 4)})
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - asked for with --timings


if __name__ == "__main__":
    sys.exit(main())
