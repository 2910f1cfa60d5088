"""Spreadsheets: XLSX, XLSB, XLS and ODS, read by python-calamine; the table inside is read like any other."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading
from importers.archives import open_zip
from importers.base import Importer, Progress, Source
from importers.sheets import Sheet, read_sheets

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00")
_MARKS = (b"xl/", b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet")
ROW_LIMIT = 1_100_000


def recognise(source: Source) -> Decimal:
    """Sure of the magic numbers of old and new workbooks."""
    head = source.head
    if head.startswith(_OLE) or head.startswith(_BIFF):
        return Decimal("0.95")
    if head.startswith(b"PK\x03\x04") and any(mark in head for mark in _MARKS):
        return Decimal("0.95")
    return Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the tables of all sheets."""
    from python_calamine import CalamineError, CalamineWorkbook

    kind = _kind(source.content)
    if kind in ("xlsx", "ods"):
        open_zip(source.content).close()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.content))
        sheets: list[Sheet] = []
        for place, name in enumerate(book.sheet_names):
            progress(place, len(book.sheet_names), "reading")
            rows = book.get_sheet_by_index(place).to_python(skip_empty_area=False)
            if len(rows) > ROW_LIMIT:
                raise StatementError("too_large", limit=ROW_LIMIT)
            sheets.append((name, [[cell_text(c) for c in row] for row in rows]))
    except CalamineError as error:
        locked = "password" in str(error).lower() or "encrypt" in str(error).lower()
        raise StatementError("locked_file" if locked else "broken_spreadsheet", next_step="other_export") from error
    reading = read_sheets(sheets, source.answers)
    sure = Decimal("0.97") if not reading.questions else Decimal("0.75")
    return FileReading(
        kind, "spreadsheet", sure, tuple(reading.statements), None, tuple(reading.facts), tuple(reading.questions),
        tuple(reading.problems),
    )  # fmt: skip


def _kind(content: bytes) -> str:
    if not content.startswith(b"PK"):
        return "xls"
    return "ods" if b"opendocument" in content[:200] else "xlsx"


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


IMPORTER = Importer("spreadsheet", recognise, extract)
