"""SpreadsheetML, the XML workbooks of Excel 2003, often named .xls or .xml."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading
from importers.base import Importer, Progress, Source
from importers.sheet_child import cell_text
from importers.sheets import read_sheets
from importers.text_rows import COLUMN_LIMIT, Row
from importers.xml_tree import parse

_NAMES = "{urn:schemas-microsoft-com:office:spreadsheet}"
_NAME, _TYPE, _INDEX, _MERGED = (f"{_NAMES}{name}" for name in ("Name", "Type", "Index", "MergeAcross"))
_WIDEST, _COLUMNS = 500, 16_384
"""Columns that an index may skip, and all that a sheet of Excel has."""
_LAST_ROW = 1_100_000
_MANY, _SHORTEST = 100_000, 48
"""From so many rows on, so many characters each on average are the least that rows of a table have with their tags."""


def recognise(source: Source) -> Decimal:
    """Sure when the first bytes name the schema."""
    head = source.head.replace(b"\0", b"")
    return (
        Decimal("0.97")
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<html" not in head[:500].lower()
        else Decimal(0)
    )


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the tables of all worksheets."""
    root = parse(source.content)
    progress(1, 2, "reading")
    count = sum(1 for _ in root.iter("Row"))
    if count > _MANY and count * _SHORTEST > len(source.content):
        raise StatementError("no_table", next_step="other_export")
    sheets = [(sheet.get(_NAME, ""), _rows(sheet)) for sheet in _sheets(root)]
    reading = read_sheets(sheets, source.answers)
    sure = Decimal("0.97") if all(q.is_answered for q in reading.questions) else Decimal("0.75")
    return FileReading(
        "spreadsheetml", "sheet_xml", sure, tuple(reading.statements), "utf-8", tuple(reading.facts),
        tuple(reading.questions), tuple(reading.problems),
    )  # fmt: skip


def _sheets(root: Element) -> list[Element]:
    """The worksheets that are in no other."""
    level = [root]
    while level:
        found = [element for element in level if element.tag == "Worksheet"]
        if found:
            return found
        level = [one for element in level for one in element]
    return []


def _rows(sheet: Element) -> list[Row]:
    """The rows that hold something; an index skips places, as ss:Index says."""
    rows: list[Row] = []
    last = 0
    for row in sheet.iter("Row"):
        place = row.get(_INDEX)
        last += 1
        if place is not None:
            last = max(last, min(_count(place, last), _LAST_ROW + 1))
        if len(row) and any(cells := _cells(row)):
            rows.append(Row(last, cells))
    return rows


def _cells(row: Element) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag != "Cell":
            continue
        place, merged = cell.get(_INDEX), cell.get(_MERGED)
        if place is not None:
            cells += [""] * (min(_count(place, 0), _WIDEST) - 1 - len(cells))
        data = cell.find("Data") if len(cell) else None
        cells.append("" if data is None else _text(data))
        if merged is not None:
            cells += [""] * min(_count(merged, 0), _WIDEST)
        if len(cells) > _COLUMNS:
            raise StatementError("too_many_columns", next_step="other_export", limit=COLUMN_LIMIT)
    return cells


def _count(text: str, otherwise: int) -> int:
    """The number of an attribute; what it would be without it when it is no number."""
    return int(text) if text.isdecimal() and len(text) < 8 else otherwise


def _text(data: Element) -> str:
    text = ("".join(data.itertext()) if len(data) else data.text or "").strip()
    kind = data.get(_TYPE)
    if kind == "DateTime":
        day, _, clock = text.partition("T")
        return day if not clock.strip("0:.") else f"{day} {clock[:8]}"
    return _number(text) if kind == "Number" else text


def _number(text: str) -> str:
    """A number cell as the others write it; what is no number stays as it is."""
    try:
        number = Decimal(text) if len(text) < 40 else Decimal("NaN")
    except InvalidOperation:
        return text
    return cell_text(number) if number.is_finite() else text


IMPORTER = Importer("sheet_xml", recognise, extract)
