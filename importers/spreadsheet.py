"""Spreadsheets: XLSX, XLSB, XLS and ODS; the table inside is read like any other."""

from __future__ import annotations

import zipfile
from decimal import Decimal

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading
from importers import compound_file, xml_tree
from importers.archives import open_zip, read_entry
from importers.base import Importer, Progress, Source
from importers.sheet_child import sheets_of
from importers.sheets import numbered, read_sheets

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00")
_MARKS = (b"xl/", b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet")


_TABLE, _CHECKED = "content.xml", 16 << 20
"""The entry with the cells, and up to how many bytes it is looked through first."""
_MANIFEST = "META-INF/manifest.xml"


def recognise(source: Source) -> Decimal:
    """Sure of the magic numbers of old and new workbooks."""
    head = source.head
    if head.startswith((_OLE, *_BIFF)):
        return Decimal("0.95")
    if head.startswith(b"PK\x03\x04") and any(mark in head for mark in _MARKS):
        return Decimal("0.95")
    return Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the tables of all sheets, once the container is known to be harmless."""
    content = source.content
    if content.startswith(b"PK"):
        with open_zip(content) as archive:
            _check_table(archive)
    elif content.startswith(_OLE):
        compound_file.check(content)
    sheets = [(name, numbered(cells)) for name, cells in sheets_of(content)]
    progress(1, 2, "reading")
    reading = read_sheets(sheets, source.answers)
    sure = Decimal("0.97") if all(q.is_answered for q in reading.questions) else Decimal("0.75")
    return FileReading(
        format=_kind(content),
        importer="spreadsheet",
        confidence=sure,
        statements=tuple(reading.statements),
        facts=tuple(reading.facts),
        questions=tuple(reading.questions),
        problems=tuple(reading.problems),
    )


def _check_table(archive: zipfile.ZipFile) -> None:
    """Refuse a table of OpenDocument that is encrypted, or whose end is damaged: calamine would look for it without
    end."""
    if _TABLE not in archive.namelist():
        return
    if _MANIFEST in archive.namelist() and b"encryption-data" in read_entry(archive, _MANIFEST):
        raise StatementError("locked_file", next_step="unlock_file")
    if archive.getinfo(_TABLE).file_size > _CHECKED:
        return
    try:
        xml_tree.check(read_entry(archive, _TABLE))
    except StatementError as error:
        raise StatementError("broken_spreadsheet", next_step="other_export") from error


def _kind(content: bytes) -> str:
    if not content.startswith(b"PK"):
        return "xls"
    return "ods" if b"opendocument" in content[:200] else "xlsx"


IMPORTER = Importer("spreadsheet", recognise, extract)
