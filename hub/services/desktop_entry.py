"""The entry that lets a file manager open bank files with Coffer; written for this user alone, and removed again.

Freedesktop desktop entry 1.4; MIME types as in the shared MIME database. Nothing is made the default program.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from hub.domain.errors import HubError

NAME = "coffer.desktop"
MIME_TYPES = (
    "text/csv", "text/tab-separated-values", "application/x-ofx", "application/vnd.intu.qfx", "application/x-qif",
    "application/qif", "application/vnd.ms-excel", "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/x-gnucash", "application/pdf",
)  # fmt: skip


def folder() -> Path:
    """Where a user's own entries are; XDG base directory specification."""
    home = os.environ.get("XDG_DATA_HOME", "")
    return (Path(home) if Path(home).is_absolute() else Path.home() / ".local" / "share") / "applications"


def is_possible() -> bool:
    """Whether this system has desktop entries."""
    return sys.platform.startswith("linux")


def is_installed() -> bool:
    """Whether the entry is there."""
    return (folder() / NAME).is_file()


def install() -> Path:
    """Write the entry; its place. HubError where the system has none, or it can't be written."""
    if not is_possible():
        raise HubError("no_desktop_entries", next_step="open_with_by_hand")
    path = folder() / NAME
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content(), encoding="utf-8")
    except OSError as error:
        raise HubError("cannot_write", where={"file": str(path)}, reason=error.strerror or "") from error
    return path


def remove() -> bool:
    """Remove the entry; whether there was one."""
    path = folder() / NAME
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise HubError("cannot_write", where={"file": str(path)}, reason=error.strerror or "") from error
    return True


def content() -> str:
    """The entry's text."""
    return "\n".join(
        (
            "[Desktop Entry]",
            "Type=Application",
            "Version=1.4",
            "Name=Coffer",
            "GenericName=Personal finance",
            "Comment=Cards, wallets, accounts and bills in one encrypted store",
            f"Exec={' '.join(map(_quoted, _command()))} %F",
            "Icon=coffer",
            "Terminal=false",
            "Categories=Office;Finance;",
            f"MimeType={';'.join(MIME_TYPES)};",
            "StartupWMClass=coffer",
            "",
        )
    )


def _command() -> list[str]:
    """What starts the window: the installed program beside this interpreter, on the path, or the module."""
    beside = Path(sys.executable).with_name("coffer-desktop")
    found = str(beside) if beside.is_file() else shutil.which("coffer-desktop")
    return [found] if found else [sys.executable, "-m", "ui.app"]


def _quoted(argument: str) -> str:
    """An argument of Exec: quoted, with the characters escaped that the specification names, % doubled."""
    escaped = "".join(f"\\\\{c}" if c in '"`$\\' else c for c in argument).replace("%", "%%")
    return f'"{escaped}"'
