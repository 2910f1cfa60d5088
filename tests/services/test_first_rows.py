"""The first rows of large files: the same as in the whole preview, soon, and never accepted."""

from __future__ import annotations

import time
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

import pytest

from hub.domain.statement import Line
from hub.services import imports
from hub.services.previewing import Part, first_rows, preview
from storage.vault import Vault

ROWS = 2200


def _csv(day: date, n: int) -> str:
    return f'{day:%d.%m.%Y};"Markt {n % 37} ""am Tor""";{"-" if n % 9 else ""}{n % 80 + 1},{n % 100:02};EUR\n'


def _qif(day: date, n: int) -> str:
    return f"D{day:%m/%d/%Y}\nT-{n % 80 + 1}.{n % 100:02}\nPMarkt {n % 37}\n^\n"


def _camt(day: date, n: int) -> str:
    return (
        f'<Ntry><Amt Ccy="EUR">{n % 80 + 1}.{n % 100:02}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>'
        f"<BookgDt><Dt>{day}</Dt></BookgDt><NtryDtls><TxDtls><RltdPties><Cdtr><Nm>Markt {n % 37}</Nm></Cdtr>"
        "</RltdPties></TxDtls></NtryDtls></Ntry>"
    )


def _ofx(day: date, n: int) -> str:
    return (
        f"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>{day:%Y%m%d}<TRNAMT>-{n % 80 + 1}.{n % 100:02}<FITID>{n}<NAME>Markt {n % 37}"
        "\n</STMTTRN>\n"
    )


def _journal(day: date, n: int) -> str:
    return f"{day} Markt {n % 37}\n    Expenses:Food    {n % 80 + 1}.{n % 100:02} EUR\n    Assets:Giro\n\n"


_CAMT = '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>'
_OFX = "OFXHEADER:100\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKTRANLIST>\n"
KINDS = {
    "bank.csv": ("Buchungstag;Empfänger;Betrag;Währung\n", _csv, ""),
    "bank.qif": ("!Type:Bank\n", _qif, ""),
    "bank.xml": (f"{_CAMT}<Id>1</Id><Acct><Ccy>EUR</Ccy></Acct>", _camt, "</Stmt></BkToCstmrStmt></Document>"),
    "bank.ofx": (_OFX, _ofx, "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"),
    "bank.journal": ("", _journal, ""),
}


def _file(folder: Path, name: str, rows: int = ROWS, encoding: str = "utf-8") -> Path:
    head, row, tail = KINDS[name]
    days = [date(2024, 1, 1) + timedelta(days=n // 8) for n in range(rows)]
    path = folder / name
    path.write_text(head + "".join(row(day, n) for n, day in enumerate(days)) + tail, encoding=encoding)
    return path


def _parts(path: Path, vault: Vault) -> tuple[Part, Part]:
    first, whole = first_rows(vault, [path]), preview(vault, [path])
    assert first is not None
    assert first.is_provisional
    assert not whole.is_provisional
    return first.files[0].parts[0], whole.files[0].parts[0]


@pytest.mark.parametrize("name", sorted(KINDS))
def test_the_first_rows_are_those_of_the_whole_file(name: str, tmp_path: Path, vault: Vault) -> None:
    first, whole = _parts(_file(tmp_path, name), vault)
    count = len(first.statement.lines)
    assert 20 < count < len(whole.statement.lines)
    wanted = [field.name for field in fields(Line)]
    assert [[getattr(line, n) for n in wanted] for line in first.statement.lines] == [
        [getattr(line, n) for n in wanted] for line in whole.statement.lines[:count]
    ]
    assert first.amounts == whole.amounts[:count]
    assert first.marks == whole.marks[:count]
    assert first.sorted_as == whole.sorted_as[:count]
    assert first.closing is None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252", "utf-8-sig"])
def test_any_encoding_is_cut_between_characters(encoding: str, tmp_path: Path, vault: Vault) -> None:
    first, whole = _parts(_file(tmp_path, "bank.csv", encoding=encoding), vault)
    assert first.statement.lines == whole.statement.lines[: len(first.statement.lines)]


def test_known_lines_are_marked_in_the_first_rows(tmp_path: Path, vault: Vault) -> None:
    path = _file(tmp_path, "bank.csv")
    imports.accept(vault, preview(vault, [path]))
    first, whole = _parts(path, vault)
    assert {mark.kind for mark in first.marks} == {"duplicate"}
    assert first.marks == whole.marks[: len(first.marks)]
    assert first.recognised_by == whole.recognised_by


def test_small_and_packed_files_have_no_first_rows(tmp_path: Path, vault: Vault) -> None:
    assert first_rows(vault, [_file(tmp_path, "bank.csv", rows=20)]) is None
    packed = tmp_path / "book.gnucash"
    packed.write_bytes(b"\x1f\x8b" + bytes(range(256)) * 400)
    assert first_rows(vault, [packed, tmp_path / "absent.csv"]) is None
    assert first_rows(vault, [packed]) is None


def test_the_first_rows_cannot_be_accepted(tmp_path: Path, vault: Vault) -> None:
    first = first_rows(vault, [_file(tmp_path, "bank.csv")])
    assert first is not None
    with pytest.raises(ValueError, match="first rows"):
        imports.accept(vault, first)


def test_a_larger_file_takes_no_longer(tmp_path: Path, vault: Vault) -> None:
    path = _file(tmp_path, "bank.csv", rows=40_000)
    first_rows(vault, [path])
    before = time.process_time()
    first_rows(vault, [path])
    assert time.process_time() - before < 0.5
