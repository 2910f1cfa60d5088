"""The lines of a part, grouped by what becomes of them; rows are made when they come into view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hub.domain.marks import DUPLICATE, MATCH, NEW, PROBLEM, Mark
from hub.domain.statement import Problem
from hub.services.foreseeing import Move
from hub.services.imports import FilePreview, Part
from hub.services.sorting import Sorted
from ui.bringing import words
from ui.locale import N_, _, text, wording
from ui.parts.segmented import Choice
from ui.table import Amount, Category, Column, Day, Group, Payee, Row, Rows, Tick, Words
from ui.transactions.reading import Names

LOOK, THERE, MATCHED, MOVES, SORTED, TROUBLE = "look", "there", "matched", "moves", "sorted", "trouble"
_GROUPS = {  # what asks for a decision comes first; what is left out, often most of a file, last
    TROUBLE: (N_("Problems"), N_("left out"), "circle-alert", "negative"),
    LOOK: (N_("New, worth a look"), N_("can be sorted later"), "eye", "warning"),
    MATCHED: (N_("Matched"), N_("joined with what you already knew"), "link", "info"),
    MOVES: (N_("Transfers"), N_("between your own accounts, not spending"), "arrow-left-right", "text-2"),
    SORTED: (N_("New, sorted"), "", "circle-plus", "positive"),
    THERE: (N_("Already there"), N_("left out; tick to add all the same"), "copy", "text-2"),
}
FILTERS = {
    "new": {LOOK, SORTED, MOVES},
    "matched": {MATCHED},
    "moves": {MOVES},
    "there": {THERE},
    "problems": {TROUBLE},
}
Moves = Mapping[int, Move]
"""The lines of a part that are moves between own accounts."""
Key = int | str | Problem
"""A line by its index, the head of a group by its name, or a line that can't be read."""
Groups = Mapping[str, Sequence[Key]]


def columns(currency: str) -> list[Column]:
    """Tick, day, payee, category, why, amount."""
    return [
        Column("", 40),
        Column(_("Date"), 108),
        Column(_("Payee")),
        Column(_("Category"), 124),
        Column(_("Why"), 224),
        Column(currency, 110, is_trailing=True),
    ]


@dataclass(frozen=True, slots=True)
class Grouped:
    """The keys of a part in the order of the screen, and how many lines each group has."""

    keys: tuple[Key, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class PartGroups:
    """The groups of a part, and what they were made from."""

    sorted_as: object
    marks: object
    groups: Groups

    @classmethod
    def of(cls, file: FilePreview, part: Part, moves: Moves) -> PartGroups:
        """Group the lines of a part."""
        return cls(part.sorted_as, part.marks, groups_of(file, part, moves))

    def is_of(self, part: Part) -> bool:
        """Whether nothing of the part changed that moves a line to another group."""
        return self.sorted_as is part.sorted_as and self.marks is part.marks


def groups_of(file: FilePreview, part: Part, moves: Moves) -> Groups:
    """All lines of a part by their group; what the file could not read stands with its first part."""
    groups: dict[str, list[Key]] = {name: [] for name in _GROUPS}
    for index, (mark, as_) in enumerate(zip(part.marks, part.sorted_as, strict=True)):
        groups[MOVES if index in moves else _group_of(mark, as_)].append(index)
    if file.reading is not None and file.parts[0].statement is part.statement:
        groups[TROUBLE] = [*file.reading.problems, *groups[TROUBLE]]
    return groups


def grouped(groups: Groups, only: str = "") -> Grouped:
    """The groups below each other; only: a key of `FILTERS`, "" for all."""
    keys: list[Key] = []
    for name, found in groups.items():
        if found and (not only or name in FILTERS[only]):
            keys += [name, *found]
    return Grouped(tuple(keys), {name: len(found) for name, found in groups.items()})


def choices(counts: Mapping[str, int], *, is_narrow: bool) -> list[Choice]:
    """The segments with their counts; where there is little room only those that have lines."""
    shown = [
        Choice("", _("All"), text.count(sum(counts.values()))),
        Choice("new", _("New"), text.count(counts[LOOK] + counts[SORTED] + counts[MOVES])),
        Choice("matched", _("Matched"), text.count(counts[MATCHED])),
        Choice("moves", _("Transfers"), text.count(counts[MOVES])),
        Choice("there", _("Already there"), text.count(counts[THERE])),
        Choice("problems", _("Problems"), text.count(counts[TROUBLE])),
    ]
    nothing = text.count(0)
    return [one for one in shown if not one.key or one.count != nothing or not is_narrow]


class LineRows(Rows):
    """The model: rows from keys, made when asked for."""

    def __init__(self) -> None:
        super().__init__(6)
        self._keys: Sequence[Key] = ()
        self._counts: dict[str, int] = {}
        self._part: Part | None = None
        self._names: Names | None = None
        self._today = date.min
        self._moves: Moves = {}
        self._made: dict[int, Row] = {}

    def show_lines(self, found: Grouped, part: Part, names: Names, today: date, moves: Moves) -> None:
        """Show these lines; where the same keys come again, nothing moves."""
        is_same = self._keys == found.keys and self._part is not None and self._part.statement is part.statement
        if not is_same:
            self.beginResetModel()
        self._keys, self._counts, self._part = found.keys, found.counts, part
        self._names, self._today, self._moves, self._made = names, today, moves, {}
        if not is_same:
            self.endResetModel()
        elif found.keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(found.keys) - 1, 5))

    def row_at(self, at: int) -> Row | None:
        """The row at a place."""
        if not 0 <= at < len(self._keys) or self._part is None or self._names is None:
            return None
        if at not in self._made:
            self._made[at] = self._row(self._keys[at], self._part, self._names)
        return self._made[at]

    def rowCount(self, parent: object = None) -> int:  # noqa: N802 - Qt's name
        """How many there are."""
        is_inside = parent is not None and getattr(parent, "isValid", lambda: False)()
        return 0 if is_inside else len(self._keys)

    def _row(self, key: Key, part: Part, names: Names) -> Row:
        if isinstance(key, str):
            name, comment, icon, tone = _GROUPS[key]
            return Row(key, (Group(_(name), text.count(self._counts[key]), _(comment), icon, tone),), has_line=False)
        if isinstance(key, Problem):
            return _problem_row(key)
        return _line_row(key, part, names, self._today, self._moves.get(key))


def _group_of(mark: Mark, as_: Sorted) -> str:
    if mark.kind == NEW:
        is_sorted = as_.category_id is not None and mark.why == "not_seen_before"
        return SORTED if is_sorted else LOOK
    return {DUPLICATE: THERE, MATCH: MATCHED, PROBLEM: TROUBLE}[mark.kind]


def _line_row(index: int, part: Part, names: Names, today: date, move: Move | None) -> Row:
    line, mark, as_ = part.statement.lines[index], part.marks[index], part.sorted_as[index]
    is_taken, amount = part.taken[index], part.amounts[index]
    tone = "text" if is_taken else "text-2"
    kind = "quiet" if not is_taken else "in" if amount > 0 else "out"
    verbatim = "" if line.description.strip() in {"", as_.payee} else line.description
    category = None
    if move is not None:
        category, kind = Category(_("Transfer"), icon="arrow-left-right"), "transfer" if is_taken else "quiet"
    elif mark.kind in {NEW, MATCH}:
        found = names.categories.get(as_.category_id) if as_.category_id is not None else None
        category = Category(names.category(as_.category_id), found.slot if found is not None else None)
    icon = "" if move is None else "arrow-left-right"
    can_tick = mark.kind != PROBLEM
    cells = (
        Tick(is_taken, _("Add this line")) if can_tick else None,
        _day(line.booked_on, today),
        Payee(words.payee(part, index, move), verbatim="" if move is not None else verbatim, tone=tone, icon=icon),
        category,
        Words(words.why(mark, as_, names, part.places, move), tone="text-2", role="small"),
        Amount(
            text.amount(abs(amount) if kind == "transfer" else amount, part.account.currency, sign=kind != "transfer"),
            kind,
        ),
    )
    spoken = [cells[2].words, text.day_in_words(line.booked_on, today), cells[5].words, cells[4].words]
    return Row(index, cells, has_line=False, words=", ".join(spoken))


def _day(on: date, today: date) -> Day:
    is_near = abs((today - on).days) < 330
    return Day(text.day_month_short(on) if is_near else text.day(on), "")


def _problem_row(problem: Problem) -> Row:
    place = _("line {line}").format(line=text.count(problem.line)) if problem.line else _("whole file")
    told, raw = wording.problem(problem), problem.text.strip()
    verbatim = Words(raw, tone="text-2", is_mono=True, is_wide=True) if raw else None
    cells = (None, Words(place, tone="text-2"), Words(told, is_wide=True), None, verbatim, None)
    return Row(problem, cells, has_line=False, words=f"{place}: {told}")
