"""What the person chose against the proposal of an import: accounts, answers, ticks, rows that are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from hub.domain.marks import MATCH, NEW, Mark
from hub.domain.transaction import BY_HAND
from hub.services.file_reading import first_answers


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person chose against the proposal.

    Files go by their whole path, or by their name where no two have the same. account_name: put everything into this
    account. accounts: (file, part number) → account id, None for a new one. answers: file → question code → choice.
    flipped: (file, part number, line index) whose tick was changed. joined: (file, part number, line index) → the
    known row that the line is, None for a row of its own. today: the day of dates without a year.
    """

    account_name: str | None = None
    accounts: Mapping[tuple[str, int], int | None] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    flipped: frozenset[tuple[str, int, int]] = frozenset()
    joined: Mapping[tuple[str, int, int], int | None] = field(default_factory=dict)
    today: date | None = None

    def of_file(self, path: Path) -> Choices:
        """The choices about one file, which goes by its whole path from here on."""
        names = (path.name, str(path))
        own = str(path)
        return Choices(
            self.account_name,
            {(own, part): chosen for (name, part), chosen in self.accounts.items() if name in names},
            {own: {code: one for name in names for code, one in self.answers.get(name, {}).items()}},
            frozenset((own, part, line) for name, part, line in self.flipped if name in names),
            {(own, part, line): row for (name, part, line), row in self.joined.items() if name in names},
            self.today,
        )

    def first_answers(self, path: Path) -> dict[str, str]:
        """What a file is read under at first: the day, and what was answered about it."""
        today = self.today or date.today()  # noqa: DTZ011 - the person's own calendar day
        return first_answers(self.of_file(path).answers[str(path)], today)


def joined(found: Sequence[Mark], rows: Mapping[int, int | None]) -> Sequence[Mark]:
    """The marks as the person changed them: a line is a row that is there, or one of its own. rows: by line."""
    if not rows:
        return found
    marks = list(found)
    for line, row in rows.items():
        if line < len(marks):
            marks[line] = joined_mark(marks[line], row)
    return marks


def joined_mark(mark: Mark, row: int | None) -> Mark:
    """The mark of a line that a person joined with a known row, or took apart from one."""
    return Mark(NEW if row is None else MATCH, BY_HAND, row, mark.key)
