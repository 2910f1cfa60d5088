"""The cells of a spreadsheet, read by python-calamine in a child process."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hub.domain.errors import StatementError
from importers.confined import confined

Sheets = list[tuple[str, list[list[str]]]]

ROW_LIMIT = 1_100_000


def sheets_of(content: bytes) -> Sheets:
    """The sheets of a workbook as text; StatementError with the reason when it can't be read."""
    return _checked(confined(read_sheets, content, "broken_spreadsheet"))


def read_sheets(content: bytes) -> Sheets | str:
    """The sheets, or the code of why there are none."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets: Sheets = []
        for place, name in enumerate(book.sheet_names):
            rows = book.get_sheet_by_index(place).to_python(skip_empty_area=False, nrows=ROW_LIMIT + 1)
            if len(rows) > ROW_LIMIT:
                return "too_large"
            sheets.append((name, [[cell_text(c) for c in row] for row in rows]))
    except CalamineError as error:
        words = str(error).lower()
        return "locked_file" if "password" in words or "encrypt" in words else "broken_spreadsheet"
    return sheets


def _checked(found: Sheets | str) -> Sheets:
    if isinstance(found, str):
        raise StatementError(found, next_step="unlock_file" if found == "locked_file" else "other_export")
    return found


def cell_text(cell: object) -> str:
    """A cell as text: dates in ISO form, numbers with a point and at most 15 digits.

    Three decimals get a fourth, so that 1.234 of a number cell is never taken for a thousand.
    """
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool | None):
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time | timedelta):
        return str(cell)
    text = f"{cell:.15g}"
    if "e" in text.lower():
        text = f"{Decimal(text):f}" if abs(Decimal(text).adjusted()) < 30 else text
    return text + "0" if len(text.partition(".")[2]) == 3 else text
