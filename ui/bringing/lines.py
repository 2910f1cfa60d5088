"""The lines of a part, grouped by what becomes of them; rows are made when they come into view."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import overload

from hub.domain.marks import MATCH, NEW, PROBLEM
from hub.domain.statement import Problem
from hub.services.foreseeing import Move
from hub.services.imports import Part
from ui.bringing import words
from ui.bringing.reckoned import GROUPS, LOOK, MATCHED, MOVES, SORTED, THERE, TROUBLE, Moves, Reckoned
from ui.locale import N_, _, text, wording
from ui.parts.segmented import Choice
from ui.table import Amount, Category, Column, Day, Group, Payee, Row, Rows, Tick, Words
from ui.transactions.reading import Names

_GROUPS = {
    TROUBLE: (N_("Problems"), N_("left out"), "circle-alert", "negative"),
    LOOK: (N_("New, worth a look"), N_("can be sorted later"), "eye", "warning"),
    MATCHED: (N_("Matched"), N_("joined with what you already knew"), "link", "info"),
    MOVES: (N_("Transfers"), N_("between your own accounts, not spending"), "arrow-left-right", "text-2"),
    SORTED: (N_("New, sorted"), "", "circle-plus", "positive"),
    THERE: (N_("Already there"), N_("left out; tick to add all the same"), "copy", "text-2"),
}
GROUP_MARKS = tuple((name, icon, tone) for name, (_words, _comment, icon, tone) in _GROUPS.items())
"""Icon and colour of the head of each group."""
FILTERS = {
    "new": {LOOK, SORTED, MOVES},
    "matched": {MATCHED},
    "moves": {MOVES},
    "there": {THERE},
    "problems": {TROUBLE},
}
_YEAR = 330
"""Days from which a day is told with its year."""
Key = int | str | Problem
"""A line by its index, the head of a group by its name, or a line that can't be read."""


def columns(currency: str, *, is_near: bool = False) -> list[Column]:
    """Tick, day, payee, category, why, amount. is_near: no day needs its year."""
    return [
        Column("", 40, has_tick=True),
        Column(_("Date"), 78 if is_near else 100),
        Column(_("Payee")),
        Column(_("Category"), 132),
        Column(_("Why"), 228),
        Column(currency, 110, is_trailing=True),
    ]


class Grouped(Sequence[Key]):
    """The heads of groups and the lines below each, in the order of the screen. only: a key of `FILTERS`, "" for
    all."""

    def __init__(self, found: Reckoned, only: str = "") -> None:
        self.counts = found.counts
        self._found = found
        self._shown: list[tuple[str, Sequence[Key]]] = []
        for name in GROUPS:
            keys: Sequence[Key] = found.groups[name]
            if name == TROUBLE and found.problems:
                keys = [*found.problems, *keys]
            if keys and (not only or name in FILTERS[only]):
                self._shown.append((name, keys))
        self._starts = list(accumulate((1 + len(keys) for _name, keys in self._shown), initial=0))

    @property
    def is_ticked(self) -> bool | None:
        """Whether the lines that are shown will be added; None: some of them."""
        return _as_tick(*self._tally(self._tickable()))

    @property
    def will_tick(self) -> bool:
        """What the tick of all turns them to: what can be added is added first, then all is left out."""
        return _as_tick(*self._tally(self._to_tick(is_on=True))) is not True

    def to_tick(self, *, is_on: bool) -> Iterator[int]:
        """The lines that the tick of all is about: those that are there already are only ever left out by it, unless
        they are all there is."""
        for name in self._to_tick(is_on=is_on):
            yield from self._found.groups[name]

    def _tickable(self) -> list[str]:
        return [name for name, _keys in self._shown if name != TROUBLE]

    def _to_tick(self, *, is_on: bool) -> list[str]:
        names = self._tickable()
        return [name for name in names if name != THERE] or names if is_on else names

    def _tally(self, names: Sequence[str]) -> tuple[int, int]:
        found = self._found
        return sum(found.ticked[name] for name in names), sum(len(found.groups[name]) for name in names)

    def is_same(self, other: Grouped) -> bool:
        """Whether the same rows stand at the same places."""
        mine, others = self._shown, other._shown
        return len(mine) == len(others) and all(
            name == its and (keys is theirs or keys == theirs)
            for (name, keys), (its, theirs) in zip(mine, others, strict=True)
        )

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, place: int) -> Key: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Key, ...]: ...

    def __getitem__(self, place: int | slice) -> Key | tuple[Key, ...]:
        if isinstance(place, slice):
            return tuple(self[at] for at in range(*place.indices(len(self))))
        at = range(len(self))[place]
        number = bisect_right(self._starts, at) - 1
        name, keys = self._shown[number]
        return keys[at - self._starts[number] - 1] if at > self._starts[number] else name


def _as_tick(on: int, count: int) -> bool | None:
    return False if on == 0 else True if on == count else None


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
        self._found: Grouped | None = None
        self._part: Part | None = None
        self._names: Names | None = None
        self._today = date.min
        self._moves: Moves = {}
        self._made: dict[int, Row] = {}

    def show_lines(self, found: Grouped, part: Part, names: Names, today: date, moves: Moves) -> None:
        """Show these lines; where the same keys come again, nothing moves."""
        before = self._found
        is_part = self._part is not None and self._part.statement is part.statement
        is_same = is_part and before is not None and before.is_same(found)
        if not is_same:
            self.beginResetModel()
        self._found, self._part = found, part
        self._names, self._today, self._moves, self._made = names, today, moves, {}
        if not is_same:
            self.endResetModel()
        elif len(found):
            self.dataChanged.emit(self.index(0, 0), self.index(len(found) - 1, 5))

    def row_at(self, at: int) -> Row | None:
        """The row at a place."""
        found, part, names = self._found, self._part, self._names
        if found is None or part is None or names is None or not 0 <= at < len(found):
            return None
        if at not in self._made:
            self._made[at] = self._row(found, found[at], part, names)
        return self._made[at]

    def is_taken(self, line: int) -> bool:
        """Whether a line will be added."""
        return self._part is not None and self._part.taken[line]

    def rowCount(self, parent: object = None) -> int:  # noqa: N802 - Qt's name
        """How many there are."""
        is_inside = parent is not None and getattr(parent, "isValid", lambda: False)()
        return 0 if is_inside or self._found is None else len(self._found)

    def _row(self, found: Grouped, key: Key, part: Part, names: Names) -> Row:
        if isinstance(key, str):
            name, comment, icon, tone = _GROUPS[key]
            return Row(key, (Group(_(name), text.count(found.counts[key]), _(comment), icon, tone),), has_line=False)
        if isinstance(key, Problem):
            return _problem_row(key)
        return _line_row(key, part, names, self._today, self._moves.get(key))


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


def is_near(on: date, today: date) -> bool:
    """Whether a day is told without its year."""
    return abs((today - on).days) < _YEAR


def _day(on: date, today: date) -> Day:
    return Day(text.day_month_short(on) if is_near(on, today) else text.day(on), "")


def _problem_row(problem: Problem) -> Row:
    place = _("line {line}").format(line=text.count(problem.line)) if problem.line else _("whole file")
    told, raw = wording.problem(problem), problem.text.strip()
    verbatim = Words(raw, tone="text-2", is_mono=True, is_wide=True) if raw else None
    cells = (None, Words(place, tone="text-2"), Words(told, is_wide=True), None, verbatim, None)
    return Row(problem, cells, has_line=False, words=f"{place}: {told}")
