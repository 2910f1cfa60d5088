"""What the import screen reads: the preview, both readings of open questions, and what is in the vault now."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from hub.domain.marks import DUPLICATE, FURTHER, NEW, SHARED_DAY, places_of
from hub.domain.progress import Progress
from hub.domain.statement import Line
from hub.services import awaiting, foreseeing, imports, layouts, ledger
from hub.services.awaiting import Awaited
from hub.services.choosing import Choices
from hub.services.imports import FilePreview, Preview
from hub.services.layouts import Known
from hub.services.reading_apart import read_apart
from hub.services.shared_days import TWICE
from hub.services.together import ACCOUNT_CURRENCY, SAME_ACCOUNT
from hub.services.vaults import Vault
from ui.bringing.changing import Place
from ui.bringing.reckoned import Reckoned
from ui.transactions.reading import Names, names

_TURN = sys.getswitchinterval()
"""Seconds for which a thread may keep the interpreter while others wait for it."""
_LARGE = 1 << 18
"""Bytes of a file that takes longer to read than the window may wait."""
_A_MOMENT = 0.5
"""Seconds; a window that can't be seen shows nothing."""
FIRST = 3
"""Rows that show how a reading looks."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A preview and what stands beside it.

    readings: by file and question, the first lines under each choice. to_sort: rows without a category now. moves:
    the lines that are moves between own accounts, by their place. reckoned: of the lines as they were read, by part.
    layouts: what is remembered of how each file is laid out. awaited: what waits for these files, looked for last.
    """

    preview: Preview
    names: Names
    to_sort: int
    today: date
    readings: Mapping[tuple[str, str], Mapping[str, tuple[Line, ...]]] = field(default_factory=dict)
    moves: Mapping[foreseeing.Place, foreseeing.Move] = field(default_factory=dict)
    reckoned: Mapping[Place, Reckoned] = field(default_factory=dict)
    layouts: Mapping[Path, Known] = field(default_factory=dict)
    awaited: Awaited = field(default_factory=Awaited)

    def moves_of(self, place: Place) -> dict[int, foreseeing.Move]:
        """The moves among the lines of one part."""
        return {line: one for (*at, line), one in self.moves.items() if tuple(at) == place}


def read(vault: Vault, paths: Sequence[Path], choices: Choices, today: date, progress: Progress) -> Brought:
    """Look at files without changing anything."""
    chosen = replace(choices, today=today)
    with giving_way():
        return _read(vault, paths, chosen, today, progress)


def _read(vault: Vault, paths: Sequence[Path], chosen: Choices, today: date, progress: Progress) -> Brought:
    with read_apart(paths, chosen, progress, _LARGE) as apart:
        preview = imports.preview(vault, paths, progress, chosen, apart)
    readings = {}
    for file in preview.files:
        asked = file.reading.questions if file.reading is not None else ()
        answers = {one.code: one.assumed for one in asked if one.is_answered}
        for one in asked:
            if one.code in {SAME_ACCOUNT, ACCOUNT_CURRENCY}:
                continue  # the rows read the same
            if one.code == SHARED_DAY:
                readings[str(file.path), one.code] = {TWICE: _doubtful(file)[:FIRST]}
                continue
            now = {"today": today.isoformat(), **answers}
            readings[str(file.path), one.code] = foreseeing.readings(file.path, one, now, FIRST)
    counts = ledger.totals(vault, "is:uncategorised", today)
    moves = foreseeing.moves(vault, preview)
    known = _layouts(vault, preview)
    return _reckoned(
        Brought(preview, names(vault), sum(one[3] for one in counts), today, readings, moves, layouts=known)
    )


def _layouts(vault: Vault, preview: Preview) -> dict[Path, Known]:
    """What is remembered of each file's layout."""
    readings = [(one.path, one.reading) for one in preview.files if one.reading is not None]
    return {path: layouts.known(vault, reading, path.stem) for path, reading in readings}


def _doubtful(file: FilePreview) -> tuple[Line, ...]:
    """The lines that may be further rows of the day on which the file meets an earlier one."""
    return tuple(
        part.statement.lines[at]
        for part in file.parts
        for kind, why in ((DUPLICATE, SHARED_DAY), (NEW, FURTHER))
        for at in places_of(part.marks, kind, {why})
    )


@contextmanager
def giving_way() -> Iterator[None]:
    """Let the window in at once while files are looked at.

    Painting enters the interpreter hundreds of times, and waits each time for as long as a worker may keep it: here ten
    times shorter than usual. It costs the worker nothing while the window rests.
    """
    sys.setswitchinterval(_TURN / 10)
    try:
        yield
    finally:
        sys.setswitchinterval(_TURN)


def once_clear(is_clear: threading.Event, read_all: Callable[[Progress], Brought], progress: Progress) -> Brought:
    """Read all when the window has shown what was found so far, which takes it a moment."""
    is_clear.wait(_A_MOMENT)
    return read_all(progress)


def first_rows(
    vault: Vault, paths: Sequence[Path], choices: Choices, today: date, progress: Progress
) -> Brought | None:
    """The first rows of large files, to look at while all of them are read; None where that is quick enough."""
    with giving_way():
        preview = imports.first_rows(vault, paths, progress, replace(choices, today=today))
    if preview is None:
        return None
    return _reckoned(Brought(preview, names(vault), 0, today, layouts=_layouts(vault, preview)))


def awaited(vault: Vault, preview: Preview, today: date, progress: Progress) -> Awaited:
    """What waits for these files."""
    progress(0, 0)
    with giving_way():
        return awaiting.look(vault, preview, today)


def places(preview: Preview) -> list[Place]:
    """All parts; (file, -1) for a file that can't be read."""
    found: list[Place] = []
    for at, file in enumerate(preview.files):
        found += [(at, number) for number in range(len(file.parts))] or [(at, -1)]
    return found


def _reckoned(brought: Brought) -> Brought:
    """With what is derived from all lines, which is not for the window to go through."""
    files = brought.preview.files
    parts = [place for place in places(brought.preview) if place[1] >= 0]
    reckoned = {
        (at, number): Reckoned.of(files[at], files[at].parts[number], brought.moves_of((at, number)))
        for at, number in parts
    }
    return replace(brought, reckoned=reckoned)
