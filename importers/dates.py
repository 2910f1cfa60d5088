"""Dates as files write them: the order of day, month and year is decided over a whole column.

`shape` takes a cell apart, `decide` finds the one order that fits all cells of a column (by what is impossible, then
by how the rows run, then by the locale), and a `DateReading` turns cells into days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from hub.domain.statement import Question
from importers.amounts import DIGITS
from importers.calendars import gregorian
from importers.months import month_of
from importers.weekdays import is_weekday

_CLOCK = r"\(?[0-2]?[0-9][:.h][0-5][0-9](?:[:.][0-5][0-9](?:[.,][0-9]+)?)?\)?"
_ZONE = r"(?:Z|UTC|GMT|[A-Z]{2,4}|[+-][0-2][0-9]:?[0-9]{2})"
_TIME = rf"(?:(?:[T ,;-]*| (?:at|um|à|a las|alle|om|kl\.?|klo|o|в) ){_CLOCK}\s*(?:[AaPp]\.?[Mm]\.?)?\s*{_ZONE}?)?"
_WEEKDAY = re.compile(r"([^\W\d_]{2,13}(?:-feira)?)([.,]+)?\s*(?=[0-9])")
_WEEKDAY_BEHIND = re.compile(
    r"(?<=[0-9.月日])[., ]*(?:[(（]([月火水木金土日월화수목금토일])[)）]|[ (]([^\W\d_]{2,13})\)?\.?)"
)
"""The day of the week behind a day: in brackets where a character says it."""
_YEAR_FIRST = re.compile(
    rf"([12][0-9]{{3}})\s?['\-/.:年년 ]\s?([0-9]{{1,2}})\s?[-/.:月월 ]\s?([0-9]{{1,2}})[日일.]?{_TIME}", re.ASCII
)
_THREE = re.compile(
    rf"([0-9]{{1,2}})([-/.: ]) ?([0-9]{{1,2}})['\-/.: ] ?'?([0-9]{{4}}|[0-9]{{1,2}})(?![0-9])\.?{_TIME}", re.ASCII
)
_REPUBLIC = re.compile(rf"([01]?[0-9]{{2}})[-/.年]([0-9]{{1,2}})[-/.月]([0-9]{{1,2}})日?{_TIME}", re.ASCII)
_NAMED = re.compile(
    rf"([0-9]{{1,2}})(?:st|nd|rd|th)?[-/., ]*(?:de |of )?([^\W\d_][^\d\s,/-]*)[-/., ]*(?:de |of |del )?"
    rf"'?([0-9]{{4}}|[0-9]{{1,2}})?{_TIME}"
)
_NAME_FIRST = re.compile(
    rf"([^\W\d_][^\d\s,/-]*)[-/. ]*([0-9]{{1,2}})(?:st|nd|rd|th)?(?:[-/, ]+'?([0-9]{{4}}|[0-9]{{2}}))?{_TIME}"
)
_SHORT_YEAR = re.compile(r"[^\W\d_]+\.?,? +[0-9]{1,2}[-/][0-9]{2}(?![0-9])")
"""A word, a blank, two numbers: a day and a month behind a day of the week rather than a day and a year."""
_YEAR_NAMED = re.compile(rf"([12][0-9]{{3}})[-/. ]+([^\W\d_][^\d\s,/-]*)[-/. ]+([0-9]{{1,2}})\.?{_TIME}")
_PACKED = re.compile(
    r"([0-9]{8}|[0-9]{6}|1[0-4][0-9][01][0-9][0-3][0-9])(?:[ T]?[0-9]{4,6}(?:\.[0-9]+)?)?(?:\[[^\]]*\])?", re.ASCII
)
_PACKED_TIME = re.compile(r"([12][0-9]{7})[0-9]{6}(?:\.[0-9]+)?(?:\[[^\]]*\])?", re.ASCII)
_CLOCK_FIRST = re.compile(rf"{_CLOCK}[ ,;-]+(?=[0-9]{{1,4}}[-/.])")
_SHORT = re.compile(rf"([0-9]{{1,2}})\s?[-/.月]\s?([0-9]{{1,2}})[日.]?{_TIME}", re.ASCII)
_ERA = re.compile(r"(令和|平成|昭和|[RHS])\s?([0-9]{1,2}|元)[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
_REPUBLIC_DIGITS = 7
"""Digits of a day in Taiwan's years without marks: 1151121 is 2026-11-21."""
_DIGIT = re.compile(r"\d")
_FIRST = frozenset("0123456789(")
"""How dates begin that begin with no word."""
_BRACKETS = str.maketrans("", "", "[]")


@dataclass(frozen=True, slots=True)
class Shape:
    """A date cell taken apart: kind, three numbers as written (0 = absent) and the separator.

    kinds: "ymd" (sure), "three" (order open), "packed8", "packed6", "day_month" (order open, no year), "named"
    (day, month, year known; year 0 = absent).
    """

    kind: str
    a: int
    b: int
    c: int
    mark: str = ""
    wide: bool = True


@lru_cache(maxsize=65536)
def shape(text: str) -> Shape | None:
    """The parts of a date cell; None when the cell is not a date."""
    if not 3 < len(text) < 48 or not _DIGIT.search(text):
        return None
    cell = text.strip().lstrip("'")
    if cell[:1] == "[":
        cell = cell.translate(_BRACKETS)
    if not cell.isascii():
        cell = cell.translate(DIGITS).replace("٬", "")
    if cell[:1] not in _FIRST:
        return _named(cell) if cell[:1].isalnum() or " as of " in cell else None
    match = _YEAR_FIRST.fullmatch(cell)
    if match:
        return Shape("ymd", int(match[1]), int(match[2]), int(match[3]))
    match = _THREE.fullmatch(cell)
    if match:
        return Shape("three", int(match[1]), int(match[3]), int(match[4]), match[2], len(match[4]) == 4)
    return _rare(cell)


def _named(cell: str) -> Shape | None:
    """The parts of a date that begins with a word: a weekday, a month, an era."""
    match = None if _SHORT_YEAR.match(cell) else _NAME_FIRST.fullmatch(cell)
    if match and (month := month_of(match[1])):  # "Mar 5" is in March, though a day of the week may be called so
        return Shape("named", int(match[2]), month, int(match[3] or 0), "", len(match[3] or "") == 4)
    weekday = _WEEKDAY.match(cell)
    if weekday and (is_weekday(weekday[1]) or (weekday[2] and month_of(weekday[1]) is None)):
        return shape(cell[weekday.end() :])
    match = _ERA.fullmatch(cell)
    if match:
        return Shape("ymd", _ERAS[match[1]] + (1 if match[2] == "元" else int(match[2])), int(match[3]), int(match[4]))
    booked, also, _ = cell.partition(" as of ")
    return shape(booked) if also else None


def _rare(cell: str) -> Shape | None:
    match = _PACKED_TIME.fullmatch(cell) or _PACKED.fullmatch(cell)
    if match:
        return _packed(match[1])
    match = _NAMED.fullmatch(cell)
    if match and (month := month_of(match[2])):
        return Shape("named", int(match[1]), month, int(match[3] or 0), "", len(match[3] or "") == 4)
    match = _YEAR_NAMED.fullmatch(cell)
    if match and (month := month_of(match[2])):
        return Shape("named", int(match[3]), month, int(match[1]))
    match = _REPUBLIC.fullmatch(cell)
    if match and 90 <= int(match[1]) < 200:
        return Shape("ymd", int(match[1]), int(match[2]), int(match[3]))
    match = _SHORT.fullmatch(cell)
    if match:
        return Shape("day_month", int(match[1]), int(match[2]), 0)
    clock = _CLOCK_FIRST.match(cell)
    booked, also, _ = cell[clock.end() if clock else 0 :].partition(" as of ")
    if clock or also:
        return shape(booked)
    weekday = _WEEKDAY_BEHIND.search(cell)
    if weekday and (weekday[1] or is_weekday(weekday[2])):
        return shape(cell[: weekday.start()] + cell[weekday.end() :])
    match = _THREE.fullmatch(cell)
    return Shape("three", int(match[1]), int(match[3]), int(match[4]), match[2], len(match[4]) == 4) if match else None


def _packed(digits: str) -> Shape | None:
    if len(digits) == _REPUBLIC_DIGITS:
        return Shape("ymd", int(digits[:3]), int(digits[3:5]), int(digits[5:]))
    if len(digits) == 6:
        return Shape("packed6", int(digits[:2]), int(digits[2:4]), int(digits[4:]), "", False)
    if digits[:2] in ("19", "20", "13", "14", "25") and "01" <= digits[4:6] <= "12" and "01" <= digits[6:] <= "31":
        return Shape("ymd", int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return Shape("packed8", int(digits[:2]), int(digits[2:4]), int(digits[4:]))


@lru_cache(maxsize=65536)
def is_packed(text: str) -> bool:
    """Whether digits alone can be a day of our time (20260131, 310126 …)."""
    parts = shape(text) if text.isdigit() and len(text) in (6, _REPUBLIC_DIGITS, 8) else None
    if parts is None:
        return False
    days = (day_of(parts, order) for order in ("dmy", "mdy", "ymd"))
    return any(day is not None and 1990 <= day.year <= 2045 for day in days)


def full_year(year: int, wide: bool) -> int:
    """A year of two digits (or one) as four: 70 and later are of the last century."""
    if wide or year > 99:
        return year
    return year + (1900 if year >= 70 else 2000)


@dataclass(slots=True)
class DateReading:
    """How a column's dates are read. order: "dmy", "mdy" or "ymd"; anchor: a day near which dates without a year lie.

    doubt: the orders that the column allows, when more than one gives other days; because: why order was taken.
    era: what two-digit years from 60 on count from (2500: Buddhist), 0 for the usual century.
    known: the cells read so far.
    """

    order: str = "dmy"
    doubt: tuple[str, ...] = ()
    because: str = ""
    anchor: date | None = None
    era: int = 0
    known: dict[str, date | None] = field(default_factory=dict)

    def answered(self, answers: Mapping[str, str]) -> DateReading:
        """The reading in the order that the person chose, where the column leaves it open."""
        questions = self.questions
        if not questions:
            return self
        asked = questions[0].answered(answers.get(questions[0].code))
        return replace(self, order=asked.assumed, because=asked.because, known={})

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the column leaves open."""
        return (Question("day_or_month_first", self.doubt, self.order, self.because),) if self.doubt else ()

    def read(self, text: str) -> date | None:
        """The day a cell names; None when it is no date in this reading."""
        try:
            return self.known[text]
        except KeyError:
            day = self.known[text] = self._day(text)
            return day

    def near(self, text: str, day: date) -> date | None:
        """The day that a cell without a year names, in the year that brings it nearest to another day."""
        parts = shape(text)
        found = [day_of(parts, self.order, date(year, 12, 31)) for year in _around(day)] if parts is not None else []
        return min(filter(None, found), key=lambda one: abs((one - day).days), default=None)

    def _day(self, text: str) -> date | None:
        parts = shape(text)
        if parts is not None and self.era and not parts.wide and parts.c >= 60:
            parts = replace(parts, c=parts.c + self.era, wide=True)
        return None if parts is None else day_of(parts, self.order, self.anchor)


def lacks_year(cell: str) -> bool:
    """Whether a cell names a day without its year."""
    parts = shape(cell)
    return parts is not None and not parts.c and parts.kind in ("day_month", "named")


def _around(day: date) -> tuple[int, ...]:
    return (day.year, day.year - 1, day.year + 1)


def day_of(parts: Shape, order: str, anchor: date | None = None) -> date | None:
    """The day that parts name in an order; None when that is no day of the calendar."""
    a, b, c = parts.a, parts.b, parts.c
    if parts.kind == "ymd":
        return gregorian(a, b, c)
    if parts.kind == "named":
        return gregorian(full_year(c, parts.wide), b, a) if c or not anchor else _near(anchor, b, a)
    if parts.kind == "day_month":
        month, day = (b, a) if order == "dmy" else (a, b)
        return _near(anchor, month, day) if anchor else None
    if order == "ymd" and not parts.wide:
        return gregorian(full_year(a, False), b, c)
    month, day = (a, b) if order == "mdy" else (b, a)
    return gregorian(full_year(c, parts.wide), month, day)


def _near(anchor: date, month: int, day: int) -> date | None:
    """The day with that month and day that is closest to the anchor, at most 60 days after it.

    The last day of a year as anchor means that year.
    """
    if (anchor.month, anchor.day) == (12, 31):
        return gregorian(anchor.year, month, day)
    for year in (anchor.year, anchor.year - 1, anchor.year + 1):
        found = gregorian(year, month, day)
        if found and -305 <= (found - anchor).days <= 60:
            return found
    return None


def decide(
    cells: Iterable[str],
    locale: str = "",
    anchor: date | None = None,
    *,
    day_first: bool = False,
    repeats: bool = False,
) -> DateReading:
    """The order of a column's dates. locale: "dmy", "mdy" or "ymd" as language or currency suggest, or "".
    day_first: the month comes first in no file like this one, unless its cells prove it. repeats: each day stands in
    several rows, as no monthly bill does.

    First what is possible for most cells; then rows that run in order; then the shorter time span, as a statement
    covers weeks rather than years; then the locale.
    """
    texts = list(dict.fromkeys(cells))
    shapes = [s for s in map(shape, texts) if s is not None]
    open_ = [s for s in shapes if s.kind in ("three", "packed6", "packed8", "day_month")]
    if not open_:
        return DateReading(locale or "dmy", anchor=anchor)
    orders = ["dmy", "mdy"] + (["ymd"] if not all(s.wide for s in open_) else [])
    days = {order: [day_of(s, order, anchor) for s in open_] for order in orders}
    read = {order: sum(d is not None for d in found) for order, found in days.items()}
    most = max(read.values())
    left = [order for order in orders if read[order] == most]
    if day_first and "dmy" in left:
        left = [order for order in left if order != "mdy"]
    if all(days[order] == days[left[0]] for order in left):
        return DateReading(left[0], anchor=anchor)
    return _weigh(left, days, open_, locale, anchor, repeats)


def _weigh(
    left: Sequence[str],
    days: dict[str, list[date | None]],
    shapes: Sequence[Shape],
    locale: str,
    anchor: date | None,
    repeats: bool,
) -> DateReading:
    """The likeliest of several possible orders, and whether that is proof or an assumption."""
    if any(s.mark == "." for s in shapes) and "dmy" in left and locale != "ymd":
        return DateReading("dmy", anchor=anchor)
    scores = {order: _run(days[order]) for order in left}
    spans = {order: _span(days[order]) for order in left}
    reason = {order: "locale" if order == locale else "" for order in left}
    shortest = min(spans.values())
    for order in left:
        if 10 * spans[order] <= 13 * shortest + 30:
            scores[order] += 20
            reason[order] = reason[order] or "span"
        if not repeats and _monthly(days[order]):
            scores[order] += 20
        scores[order] += (3 if order == "dmy" else 0) + (15 if order == locale else 0)
        if order == "ymd" and locale != "ymd":
            scores[order] -= 30
        if spans[order] > 1000 + 10 * shortest:
            scores[order] -= 60  # no statement covers years where another order makes it weeks
    ranked = sorted(left, key=lambda o: -scores[o])
    best = ranked[0]
    if len(ranked) > 1 and scores[best] - scores[ranked[1]] >= 40:
        return DateReading(best, anchor=anchor)
    return DateReading(best, tuple(ranked), reason[best] or "habit", anchor)


def _run(days: Sequence[date | None]) -> int:
    """How well days run one way, 0 to 30; 0 for too few."""
    known = [d for d in days if d is not None]
    if len(known) < 3:
        return 0
    steps = len(known) - 1
    ups = sum(a <= b for a, b in pairwise(known))
    return (30 if steps > 3 else 15) * (2 * max(ups, steps - ups) - steps) // steps


def _monthly(days: Sequence[date | None]) -> bool:
    """Whether days are the same one of successive months, as bills are."""
    known = sorted({d for d in days if d is not None})
    months = [d.year * 12 + d.month for d in known]
    return (
        len(known) > 2 and len({d.day for d in known}) == 1 and months == list(range(months[0], months[0] + len(known)))
    )


def _span(days: Sequence[date | None]) -> int:
    known = [d for d in days if d is not None]
    return (max(known) - min(known)).days if known else 99999


_EPOCH = date(1899, 12, 30)


def from_number(digits: str) -> date | None:
    """The day of a bare number in a date column: a spreadsheet's serial, or seconds or milliseconds since 1970 (UTC).

    None outside 1954 to 2119 for serials (1 = 1900-01-01) and 1990 to 2044 for clocks.
    """
    if len(digits) == 5:
        serial = int(digits)
        return _EPOCH + timedelta(days=serial) if 20000 <= serial < 80000 else None
    if len(digits) in (10, 13):
        days = int(digits[:10]) // 86400
        return date(1970, 1, 1) + timedelta(days=days) if 7305 <= days < 27393 else None
    return None
