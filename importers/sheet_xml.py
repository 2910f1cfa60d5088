"""SpreadsheetML, the XML workbooks of Excel 2003, often named .xls or .xml."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from hub.domain.statement import FileReading
from importers.base import Importer, Progress, Source
from importers.sheet_child import cell_text
from importers.sheets import read_sheets
from importers.xml_tree import parse

_NAME = "{urn:schemas-microsoft-com:office:spreadsheet}"
_WIDEST = 500


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
    sheets = [(s.get(f"{_NAME}Name", ""), _rows(s)) for s in root.iter("Worksheet")]
    reading = read_sheets(sheets, source.answers)
    sure = Decimal("0.97") if all(q.is_answered for q in reading.questions) else Decimal("0.75")
    return FileReading(
        "spreadsheetml", "sheet_xml", sure, tuple(reading.statements), "utf-8", tuple(reading.facts),
        tuple(reading.questions), tuple(reading.problems),
    )  # fmt: skip


def _rows(sheet: Element) -> list[list[str]]:
    """The cells by row; an index skips places, as ss:Index says."""
    rows: list[list[str]] = []
    for row in sheet.iter("Row"):
        place = _count(row, "Index", len(rows) + 1)
        while len(rows) < min(place - 1, 1_100_000):
            rows.append([])
        cells: list[str] = []
        for cell in row.findall("Cell"):
            index = _count(cell, "Index", len(cells) + 1)
            cells += [""] * (min(index, _WIDEST) - 1 - len(cells))
            data = cell.find("Data")
            cells.append(_text(data))
            cells += [""] * min(_count(cell, "MergeAcross", 0), _WIDEST)
        rows.append(cells)
    return rows


def _count(element: Element, name: str, otherwise: int) -> int:
    """The number of an attribute; what it would be without it when it is no number."""
    text = element.get(f"{_NAME}{name}", "")
    return int(text) if text.isdecimal() and len(text) < 8 else otherwise


def _text(data: Element | None) -> str:
    if data is None:
        return ""
    text = "".join(data.itertext()).strip()
    if data.get(f"{_NAME}Type") == "DateTime":
        day, _, clock = text.partition("T")
        return day if not clock.strip("0:.") else f"{day} {clock[:8]}"
    if data.get(f"{_NAME}Type") == "Number":
        return _number(text)
    return text


def _number(text: str) -> str:
    """A number cell as the others write it; what is no number stays as it is."""
    try:
        number = Decimal(text) if len(text) < 40 else Decimal("NaN")
    except InvalidOperation:
        return text
    return cell_text(number) if number.is_finite() else text


IMPORTER = Importer("sheet_xml", recognise, extract)
