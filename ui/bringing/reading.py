"""What the import screen reads: the preview, both readings of open questions, and what is in the vault now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from hub.domain.marks import NEW, kinds_of
from hub.domain.progress import Progress
from hub.domain.statement import Line
from hub.services import foreseeing, imports, ledger
from hub.services.imports import Part, Preview
from hub.services.recognising import Choices
from hub.services.vaults import Vault
from ui.bringing.changing import Place
from ui.bringing.lines import PartGroups
from ui.transactions.reading import Names, names

FIRST = 3
"""Rows that show how a reading looks."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A preview and what stands beside it.

    readings: by file and question, the first lines under each choice. to_sort: rows without a category now. moves:
    the lines that are moves between own accounts, by their place. groups: of the lines as they were read, by part.
    """

    preview: Preview
    names: Names
    to_sort: int
    today: date
    readings: Mapping[tuple[str, str], Mapping[str, tuple[Line, ...]]] = field(default_factory=dict)
    moves: Mapping[foreseeing.Place, foreseeing.Move] = field(default_factory=dict)
    groups: Mapping[Place, PartGroups] = field(default_factory=dict)
    as_read: tuple[Preview, int] | None = None

    @property
    def fresh(self) -> int:
        """How many rows without a category adding would bring; of the preview as it was read the worker counted."""
        if self.as_read is not None and self.as_read[0] is self.preview:
            return self.as_read[1]
        return sum(new_to_sort(part) for file in self.preview.files for part in file.parts)

    def moves_of(self, place: Place) -> dict[int, foreseeing.Move]:
        """The moves among the lines of one part."""
        return {line: one for (*at, line), one in self.moves.items() if tuple(at) == place}


def read(vault: Vault, paths: Sequence[Path], choices: Choices, today: date, progress: Progress) -> Brought:
    """Look at files without changing anything."""
    preview = imports.preview(vault, paths, progress, replace(choices, today=today))
    readings = {}
    for file in preview.files:
        asked = file.reading.questions if file.reading is not None else ()
        answers = {one.code: one.assumed for one in asked if one.is_answered}
        for one in asked:
            now = {"today": today.isoformat(), **answers}
            readings[str(file.path), one.code] = foreseeing.readings(file.path, one, now, FIRST)
    counts = ledger.totals(vault, "is:uncategorised", today)
    moves = foreseeing.moves(vault, preview)
    brought = Brought(preview, names(vault), sum(one[3] for one in counts), today, readings, moves)
    groups = {
        (at, number): PartGroups.of(file, part, brought.moves_of((at, number)))
        for at, file in enumerate(preview.files)
        for number, part in enumerate(file.parts)
    }
    return replace(brought, groups=groups, as_read=(preview, brought.fresh))


def first_rows(
    vault: Vault, paths: Sequence[Path], choices: Choices, today: date, progress: Progress
) -> Brought | None:
    """The first rows of large files, to look at while all of them are read; None where that is quick enough."""
    preview = imports.first_rows(vault, paths, progress, replace(choices, today=today))
    return None if preview is None else Brought(preview, names(vault), 0, today)


def new_to_sort(part: Part) -> int:
    """How many rows without a category a part would add."""
    lines = zip(kinds_of(part.marks), part.taken, part.sorted_as, strict=True)
    return sum(taken and kind == NEW and as_.category_id is None for kind, taken, as_ in lines)
