"""How regular a run of days is: weekly to yearly, every n, with weekends, skipped and double payments.

`fit` finds the cadence that explains the days best; shares and mean deviations are statistics and use float.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

BEFORE, AFTER = "before", "after"
"""Where a due day that is a weekend moves to: the working day before or after it."""

_PERIODS: tuple[tuple[str, int, int, int, int], ...] = (
    # unit, every, days, days off that still fit, fewest payments that prove it
    ("week", 1, 7, 1, 6),
    ("week", 2, 14, 2, 5),
    ("week", 3, 21, 2, 5),
    ("week", 4, 28, 2, 5),
    ("month", 1, 30, 4, 3),
    ("month", 2, 61, 5, 3),
    ("month", 3, 91, 6, 3),
    ("month", 4, 122, 6, 3),
    ("month", 6, 183, 7, 3),
    ("year", 1, 365, 8, 2),
)


@dataclass(frozen=True, slots=True)
class Cadence:
    """A rhythm: every n weeks, months or years on an anchor.

    anchor: for weeks the ordinal of a due day, else the day of the month (31 = last). phase: slot number modulo
    every. month: for years, the month. shift: "", before or after (weekends).
    """

    unit: str
    every: int
    anchor: int
    phase: int
    shift: str = ""

    @property
    def months(self) -> int:
        """Months from one slot to the next; 0 for weeks."""
        return {"week": 0, "month": self.every, "year": 12 * self.every}[self.unit]

    @property
    def days(self) -> int:
        """About how many days lie between two due days."""
        return 7 * self.every if self.unit == "week" else 30 * self.months + self.months // 2

    def due(self, slot: int) -> date:
        """The due day of a slot, moved off the weekend."""
        return date.fromordinal(self.due_ordinal(slot))

    def due_ordinal(self, slot: int) -> int:
        """The ordinal of a slot's due day, moved off the weekend."""
        if self.unit == "week":
            on = self.anchor + 7 * self.every * slot
        else:
            first, length = _month(self.phase + self.months * slot)
            on = first + min(self.anchor, length) - 1
        late = (on - 1) % 7 - 4  # ordinal 1 is a Monday: 1 and 2 for Saturday and Sunday
        if late > 0 and self.shift:
            return on - late if self.shift == BEFORE else on + 3 - late
        return on

    def slot_near(self, on: date) -> int:
        """The slot whose due day is nearest to a day."""
        if self.unit == "week":
            return round((on.toordinal() - self.anchor) / (7 * self.every))
        slot, ordinal = (on.year * 12 + on.month - 1 - self.phase) // self.months, on.toordinal()
        off = [abs(self.due_ordinal(near) - ordinal) for near in (slot - 1, slot, slot + 1)]
        return slot - 1 + off.index(min(off))


@dataclass(frozen=True, slots=True)
class Fit:
    """A cadence with the evidence for it: slots of the days, shares of days in time and of slots that were paid,
    and the mean number of days off."""

    cadence: Cadence
    slots: tuple[int, ...]
    in_time: float
    coverage: float
    days_off: float


def working_day(on: date, shift: str, closed: Collection[date]) -> date:
    """A due day moved off weekends and holidays in the direction of its habit; without a habit it stays."""
    step = {BEFORE: -1, AFTER: 1}.get(shift, 0)
    while step and (on.weekday() > 4 or on in closed):
        on += timedelta(step)
    return on


def fit(days: Sequence[date]) -> Fit | None:
    """The cadence of ascending days; None when they have none.

    Up to a seventh of the days may be off, and up to three in ten slots unpaid; a second payment in a slot is
    tolerated now and then.
    """
    gaps = sorted(gap for a, b in pairwise(days) if (gap := (b - a).days) > 3)
    if not gaps or 8 * len(gaps) < 5 * (len(days) - 1):
        return None
    middle = gaps[len(gaps) // 2]
    best: Fit | None = None
    for unit, every, length, off, fewest in _PERIODS:
        if len(days) < fewest or not 0.8 * length <= middle <= 1.25 * length:
            continue
        found = _weekly(days, every, off) if unit == "week" else _monthly(days, unit, every, off)
        if found is not None and _is_regular(found, fewest) and (best is None or _rank(found) > _rank(best)):
            best = found
    return best and _refined(days, best)


def _rank(found: Fit) -> float:
    """Months are how people are billed: four weeks must explain the days clearly better than a month."""
    return found.in_time + found.coverage - found.days_off / 10 - (0.1 if found.cadence.unit == "week" else 0.0)


def _is_regular(found: Fit, fewest: int) -> bool:
    filled = len(set(found.slots))
    doubles = len(found.slots) - filled
    return (
        filled >= fewest and found.in_time >= 0.86 and found.coverage >= 0.7 and doubles <= max(1, round(0.15 * filled))
    )


def _measured(cadence: Cadence, slots: list[int], offs: list[int], tolerance: int) -> Fit:
    near = [abs(off) <= tolerance for off in offs]
    filled = {slot for slot, is_near in zip(slots, near, strict=True) if is_near} or {0}
    coverage = len(filled) / (max(filled) - min(filled) + 1)
    days_off = sum(min(abs(off), 2 * tolerance) for off in offs) / len(offs)
    return Fit(cadence, tuple(slots), sum(near) / len(near), coverage, days_off)


def _weekly(days: Sequence[date], every: int, tolerance: int) -> Fit:
    length = 7 * every
    phases = Counter(day.toordinal() % length for day in days)
    phase = phases.most_common(1)[0][0]
    anchor = days[0].toordinal() - (days[0].toordinal() - phase) % length
    cadence = Cadence("week", every, anchor, 0)
    slots = [round((day.toordinal() - anchor) / length) for day in days]
    offs = [day.toordinal() - anchor - length * slot for day, slot in zip(days, slots, strict=True)]
    return _measured(cadence, slots, offs, tolerance)


def _monthly(days: Sequence[date], unit: str, every: int, tolerance: int) -> Fit | None:
    months = every * (12 if unit == "year" else 1)
    best: Fit | None = None
    counts = Counter(day.day for day in days)
    anchors = {day for day, _ in counts.most_common(3)} | ({31} if max(counts) >= 28 else set())
    for anchor in sorted(anchors):
        placed = [_place(day, anchor) for day in days]
        phase = Counter(month % months for month, _ in placed).most_common(1)[0][0]
        slots = [round((month - phase) / months) for month, _ in placed]
        offs = [off + 30 * (month - phase - months * slot) for (month, off), slot in zip(placed, slots, strict=True)]
        found = _measured(Cadence(unit, every, anchor, phase), slots, offs, tolerance)
        if best is None or (found.in_time, -found.days_off) > (best.in_time, -best.days_off):
            best = found
    return best


def _place(day: date, anchor: int) -> tuple[int, int]:
    """The month whose anchor day is nearest (year · 12 + month − 1) and the days after it."""
    month = day.year * 12 + day.month - 1
    length = _month(month)[1]
    off = day.day - min(anchor, length)
    if off > 15:
        return month + 1, day.day - length - min(anchor, _month(month + 1)[1])
    if off < -15:
        before = _month(month - 1)[1]
        return month - 1, day.day + before - min(anchor, before)
    return month, off


def _refined(days: Sequence[date], found: Fit) -> Fit:
    """The anchor and weekend habit that explain the days best."""
    cadence = found.cadence
    if cadence.unit == "week":
        return found
    tried: list[tuple[int, int, Cadence]] = []
    booked = [day.toordinal() for day in days]
    for moved in range(-4, 5):
        # days moved off the weekend can lie in the month before or after that of their due day
        months_off, before = divmod(cadence.anchor + moved - 1, 31)
        anchor, phase = before + 1, cadence.phase + months_off
        offs: dict[str, int] = {AFTER: 0, BEFORE: 0, "": 0}
        for slot, day in zip(found.slots, booked, strict=True):
            first, length = _month(phase + cadence.months * slot)
            due = first + min(anchor, length) - 1
            late = (due - 1) % 7 - 4  # ordinal 1 is a Monday: 1 and 2 for Saturday and Sunday
            offs[""] += min(abs(due - day), 9)
            offs[BEFORE] += min(abs(due - max(late, 0) - day), 9)
            offs[AFTER] += min(abs(due + (3 - late if late > 0 else 0) - day), 9)
        for rank, (shift, total) in enumerate(offs.items()):
            other = Cadence(cadence.unit, cadence.every, anchor, phase, shift)
            tried.append((total, abs(moved) * 3 + rank, other))
    total, _, best = min(tried, key=lambda one: one[:2])
    return Fit(best, found.slots, found.in_time, found.coverage, total / len(days))


@lru_cache(maxsize=4096)
def _month(number: int) -> tuple[int, int]:
    """Ordinal of the first day and length of a month (year · 12 + month − 1)."""
    year, month = number // 12, number % 12 + 1
    return date(year, month, 1).toordinal(), monthrange(year, month)[1]
