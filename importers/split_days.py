"""Dates that a table spreads over three columns (year, month, day) or sets above the rows of a day or month."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from importers.dates import DateReading, Shape, lacks_year, shape
from importers.preamble import month_headed
from importers.sections import Section
from importers.text_rows import Row

_YEAR = re.compile(
    r"(年|년|\byear|\byyyy|\bjahr|\bannee|\bannée|\baño|\bano|\banno|\bjaar|\bår|\brok|\bгод)\W*$", re.IGNORECASE
)
_MONTH = re.compile(
    r"(月|월|\bmonth|\bmm|\bmonat|\bmois|\bmes|\bmês|\bmese|\bmaand|\bmåned|\bmånad|\bměsíc|\bмесяц)\W*$", re.IGNORECASE
)
_DAY = re.compile(r"(日|일|\bday|\bdd|\btag|\bjour|\bdía|\bdia|\bgiorno|\bdag|\bden|\bдень)\W*$", re.IGNORECASE)
_LOOKED_AT = 50
_HEADED = 5000
"""Rows among which the first heading of a month is looked for."""


def days_above(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows with the day before them that stands alone in a row above, as pages of apps list movements."""
    found, day = list[Row](), ""
    for row in rows:
        filled = [c for c in row.cells if c]
        parts = shape(filled[0]) if len(filled) == 1 else None
        if parts is not None and (parts.kind in ("ymd", "three") or parts.c):
            day = filled[0]
        else:
            found.append(Row(row.line, [day, *row.cells], row.fault, row.raw))
    return found if day else ()


def join_days(section: Section) -> None:
    """Write the whole day into the column of the year, where three neighbouring columns hold its parts."""
    heads = section.header
    for place in range(len(heads) - 2):
        if _YEAR.search(heads[place]) and _MONTH.search(heads[place + 1]) and _DAY.search(heads[place + 2]):
            if all(_parts(row.cells, place) for row in section.rows[:_LOOKED_AT]):
                section.rows = [_joined(row, place) for row in section.rows]
                section.alike = [_joined(row, place) for row in section.alike]
                section.header = [*heads[: place + 1], "", "", *heads[place + 3 :]]
            return


def _parts(cells: Sequence[str], place: int) -> bool:
    """Whether cells hold a year, a month and a day as numbers."""
    found = cells[place : place + 3]
    return (
        len(found) == 3
        and all(c.isdecimal() and len(c) <= 4 for c in found)
        and 1 <= int(found[1]) <= 12
        and 1 <= int(found[2]) <= 31
    )


def _joined(row: Row, place: int) -> Row:
    cells = row.cells
    if not _parts(cells, place):
        return row
    day = f"{cells[place]}/{cells[place + 1]}/{cells[place + 2]}"
    return Row(row.line, [*cells[:place], day, "", "", *cells[place + 3 :]], row.fault, row.raw)


def take_years(section: Section, places: Sequence[int]) -> bool:
    """Write the year into days that lack it, where months stand with theirs above the movements ("November 2026").

    Whether there are such headings. places: of the columns of days. What stands above the first heading lies near it.
    """
    first = next(filter(None, map(_month_above, islice(section.pool, _HEADED))), None)
    if first is None:
        return False
    section.rows = list(_with_years(section.rows, places, first))
    section.alike = list(_with_years(section.alike, places, first))
    return True


def _month_above(row: Row) -> date | None:
    filled = [c for c in row.cells if c]
    return month_headed(filled[0]) if len(filled) == 1 else None


def _with_years(rows: Sequence[Row], places: Sequence[int], month: date) -> Iterator[Row]:
    for row in rows:
        month = _month_above(row) or month
        if any(lacks_year(row.cells[p]) for p in places if p < len(row.cells)):
            cells = [_dated(c, month) if p in places and lacks_year(c) else c for p, c in enumerate(row.cells)]
            yield Row(row.line, cells, row.fault, row.raw)
        else:
            yield row


def _dated(cell: str, month: date) -> str:
    """A day of a month, or of one nearby, with its year; which number is the month stays open where neither is this."""
    parts, middle = shape(cell), month.replace(day=15)
    if parts is None:
        return cell
    day = DateReading(_order(parts, month)).near(cell, middle)
    if day is None:
        return cell
    if parts.kind == "day_month" and month.month not in (parts.a, parts.b):
        return f"{parts.a}/{parts.b}/{day.year}"
    return day.isoformat()


def _order(parts: Shape, month: date) -> str:
    """Which number of a day without a year is its month: the one of the heading, else the one that can be."""
    if parts.b == month.month or (parts.a != month.month and parts.b <= 12):
        return "dmy"
    return "mdy"
