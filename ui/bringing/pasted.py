"""A table that was copied on a web page or in a spreadsheet, as a file that can be looked at like any other."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QMimeData

from ui.locale import _

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made inside, readable by the person alone
_LARGEST = 20_000_000
"""Characters of a paste that are looked at."""


class Pasted:
    """Keeps what was pasted in a folder of its own, readable by the person alone, for as long as it is looked at."""

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None

    def take(self, mime: QMimeData | None) -> list[Path]:
        """Files that were copied; else the table among the text as one file. [] when there is neither."""
        if mime is None:
            return []
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if files:
            return files
        found = mime.text()[:_LARGEST]
        table = mime.html()[:_LARGEST] if mime.hasHtml() and "\t" not in found else ""
        is_table = "<table" in table.casefold()
        if not found.strip() and not is_table:
            return []
        self.forget()
        self._folder = TemporaryDirectory(prefix="coffer-")
        path = Path(self._folder.name, _("Pasted table"))
        path.write_text(table if is_table else found, encoding="utf-8")
        return [path]

    def keep(self, name: str, content: bytes) -> Path:
        """A file of what arrived from elsewhere than the clipboard."""
        self.forget()
        self._folder = TemporaryDirectory(prefix="coffer-", dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None)
        path = Path(self._folder.name, name)
        path.write_bytes(content)
        return path

    def forget(self) -> None:
        """Remove it from the disk."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
