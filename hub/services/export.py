"""Taking the data out: one file in the format of choice, journalled as a disclosure. The formats are in `exports`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hub.domain.errors import HubError
from hub.domain.outgoing import PURPOSES, Disclosure, Outgoing
from hub.services import outbound
from hub.services.exports import book, document, journals, ofx, qif, report, tables
from hub.services.exports.book import Book
from storage.vault import Vault

_MAKERS: dict[str, Callable[[Book], bytes]] = {
    "csv": tables.csv_file,
    "json": document.json_file,
    "ofx": ofx.ofx_file,
    "qif": qif.qif_file,
    "beancount": journals.beancount_file,
    "hledger": journals.hledger_file,
    "xlsx": tables.xlsx_file,
}
REPORT = "markdown"
FORMATS = (*_MAKERS, REPORT)
ENDINGS = {"hledger": "journal", REPORT: "md"}
"""Endings of file names where they differ from the name of the format."""


@dataclass(frozen=True, slots=True)
class Written:
    """An export: the file, its rows and bytes, and its record in the disclosure log."""

    path: Path
    rows: int
    size: int
    disclosure: Disclosure


def outgoing(vault: Vault, file_format: str, path: Path, words: report.Words = report.ENGLISH) -> tuple[Outgoing, int]:
    """The exact bytes of an export and how many transactions are in it. words: of a report for people."""
    if file_format not in FORMATS:
        raise HubError("unknown_format", where={"format": file_format}, known=list(FORMATS))
    with vault.read() as connection:
        read = book.read(connection)
        body = report.report_file(read, words) if file_format == REPORT else _MAKERS[file_format](read)
    return Outgoing("export", f"file:{path.name}", dict(PURPOSES["export"].fields), body), read.count


def write(vault: Vault, file_format: str, path: Path, words: report.Words = report.ENGLISH) -> Written:
    """Write everything to a file only its owner can read; HubError when it can't be written."""
    leaving, count = outgoing(vault, file_format, path, words)
    record = outbound.write_file(vault, leaving, path)
    return Written(path, count, len(leaving.body), record)
