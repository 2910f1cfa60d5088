"""What the import screen reads: the preview, both readings of open questions, and what is in the vault now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from hub.domain.matching import NEW
from hub.domain.progress import Progress
from hub.domain.statement import Line, Question
from hub.services import imports, ledger
from hub.services.imports import Part, Preview
from hub.services.recognising import Choices
from hub.services.vaults import Vault
from ui.bringing.changing import answer
from ui.transactions.reading import Names, names

_LARGEST_FOR_BOTH = 5_000_000
"""Bytes of a file beyond which only the assumed reading of a question is shown."""
FIRST = 3
"""Rows that show how a reading looks."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A preview and what stands beside it.

    readings: by file name and question, the first lines under each choice. to_sort: rows without a category now.
    """

    preview: Preview
    names: Names
    to_sort: int
    today: date
    readings: Mapping[tuple[str, str], Mapping[str, tuple[Line, ...]]] = field(default_factory=dict)


def read(vault: Vault, paths: Sequence[Path], choices: Choices, today: date, progress: Progress) -> Brought:
    """Look at files without changing anything."""
    preview = imports.preview(vault, paths, progress, choices)
    readings = {}
    for file in preview.files:
        for question in file.reading.questions if file.reading is not None else ():
            if file.size <= _LARGEST_FOR_BOTH:
                found = _readings(vault, file.path, question, choices, progress)
                readings[file.path.name, question.code] = found
    counts = ledger.totals(vault, "is:uncategorised", today)
    return Brought(preview, names(vault), sum(one[3] for one in counts), today, readings)


def new_to_sort(part: Part) -> int:
    """How many rows without a category a part would add."""
    lines = zip(part.marks, part.taken, part.sorted_as, strict=True)
    return sum(taken and mark.kind == NEW and as_.category_id is None for mark, taken, as_ in lines)


def _readings(
    vault: Vault, path: Path, question: Question, choices: Choices, progress: Progress
) -> dict[str, tuple[Line, ...]]:
    found = {}
    for choice in question.choices:
        other = imports.preview(vault, [path], progress, answer(choices, path.name, question.code, choice))
        parts = other.files[0].parts
        found[choice] = parts[0].statement.lines[:FIRST] if parts else ()
    return found
