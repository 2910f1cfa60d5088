"""Dates that a table spreads over three columns (year, month, day) or sets above the rows of a day, in one place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.dates import shape
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
