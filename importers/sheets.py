"""Statements out of the sheets of a workbook: several tables are read, copies of one are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hub.domain.errors import StatementError
from hub.domain.statement import Fact, Line
from importers.table import TableReading, read_table
from importers.text_rows import COLUMN_LIMIT, Row

Sheet = tuple[str, Sequence[Row]]
"""The name of a sheet, and its rows that hold something."""
_MOST = 1000
"""Sheets of a workbook that hold something: one for each month of fifty years are fewer."""


def numbered(cells: Sequence[list[str]]) -> list[Row]:
    """The rows that hold something, out of all from the first on."""
    return [Row(number, row) for number, row in enumerate(cells, 1) if any(row)]


def read_sheets(sheets: Sequence[Sheet], answers: Mapping[str, str]) -> TableReading:
    """The tables of all sheets as one reading; StatementError when no sheet holds one, or the sheets are too many."""
    result = TableReading()
    seen: list[set[tuple[object, ...]]] = []
    filled = [(name, rows) for name, rows in sheets if rows]
    if len(filled) > _MOST:
        raise StatementError("too_many_tables", next_step="other_export", limit=_MOST)
    for name, rows in filled:
        if max(len(r.cells) for r in rows) > COLUMN_LIMIT:
            raise StatementError("too_many_columns", limit=COLUMN_LIMIT)
        reading = read_table(rows, answers, "\t")
        if reading is None or not any(s.lines for s in reading.statements):
            continue
        own = {_key(line) for s in reading.statements for line in s.lines}
        if any(2 * len(own & other) >= min(len(own), len(other)) for other in seen):
            result.facts.append(Fact("sheet_left_out", {"name": name}))
            continue
        seen.append(own)
        result.statements += reading.statements
        result.problems += reading.problems
        result.facts += [Fact("sheet", {"name": name}), *reading.facts]
        result.questions += [q for q in reading.questions if q.code not in {x.code for x in result.questions}]
    if not seen:
        raise StatementError("no_table", next_step="other_export")
    return result


def _key(line: Line) -> tuple[object, ...]:
    return (line.booked_on, line.amount, line.payee, line.description)
