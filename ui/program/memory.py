"""What the window remembers before any vault is open: geometry, language, look, and which vault was open last.

A small file of texts beside the other settings of programs; nothing in it comes out of a vault.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from pathlib import Path

_LONGEST = 100_000


class FileMemory(MutableMapping[str, str]):
    """Texts by name in a JSON file; a damaged or unwritable file is forgotten, never an error."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values = _read(path)

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __setitem__(self, name: str, value: str) -> None:
        if self._values.get(name) != value:
            self._values[name] = value
            self._write()

    def __delitem__(self, name: str) -> None:
        del self._values[name]
        self._write()

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def _write(self) -> None:
        new = self._path.with_name(self._path.name + ".new")
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                json.dump(self._values, file, ensure_ascii=False, indent=1)
            new.replace(self._path)


def _read(path: Path) -> dict[str, str]:
    try:
        text = path.read_text("utf-8")
        found = json.loads(text) if len(text) < _LONGEST else {}
    except (OSError, ValueError):
        return {}
    return {name: value for name, value in found.items() if isinstance(value, str)} if isinstance(found, dict) else {}
