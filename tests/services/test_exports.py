"""Everything out: what each format holds is what the vault holds, read back by Coffer itself and by other programs."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hub.domain.money import to_decimal
from hub.domain.statement import FileReading
from hub.domain.transaction import Split
from hub.services import accounts, demo, export, ledger, vaults
from hub.services.exports import document
from hub.services.exports.book import flat
from importers import detect
from storage.vault import Vault

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def household() -> Iterator[Vault]:
    with Vault.in_memory() as made:
        vaults.prepare(made)
        demo.load(made, TODAY)
        yen = accounts.add(made, "Yen: 円 & Co", "cash", "JPY", opening=5000)
        ledger.add(made, yen, TODAY, -1200, '=HYPERLINK(1) | Tom\'s "Bar"; & <b>', notes="two\nlines")
        accounts.add(made, "Dinar", "wallet", "KWD")
        split = ledger.add(made, yen, TODAY, -3000, "Split shop")
        groceries, other = [one.id for one in ledger.categories(made)][:2]
        ledger.split(made, split, [Split(0, groceries, -1000, "a note"), Split(0, other, -2000)])
        yield made


@pytest.fixture(scope="module")
def written(household: Vault, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("exports")
    paths = {name: folder / f"all.{export.ENDINGS.get(name, name)}" for name in export.FORMATS}
    for name, path in paths.items():
        export.write(household, name, path)
    return paths


def kept(vault: Vault) -> list[Any]:
    return ledger.load(vault, ledger.find(vault, "", TODAY))


def lines(reading: FileReading) -> Counter[tuple[date, Decimal, str, str]]:
    assert reading.problems == ()
    return Counter(
        (line.booked_on, line.amount, line.payee, line.description)
        for statement in reading.statements
        for line in statement.lines
    )


@pytest.mark.parametrize("name", ["csv", "xlsx", "ofx", "qif"])
def test_our_own_importers_read_the_same_transactions(household: Vault, written: dict[str, Path], name: str) -> None:
    reading = detect.read(written[name].name, written[name].read_bytes())
    wanted = Counter(
        (one.booked_on, to_decimal(one.amount, one.currency), flat(one.payee), flat(one.description))
        for one in kept(household)
    )
    found = lines(reading)
    if name == "csv":  # the guard against formulas is part of the file
        found = Counter({(*key[:2], key[2].removeprefix("'="), key[3]): count for key, count in found.items()})
        wanted = Counter({(*key[:2], key[2].removeprefix("="), key[3]): count for key, count in wanted.items()})
    assert found == wanted
    if name != "qif":
        currencies = {(line.currency, line.booked_on) for one in reading.statements for line in one.lines}
        assert currencies == {(one.currency, one.booked_on) for one in kept(household)}


def balances(vault: Vault) -> dict[str, Decimal]:
    return {one.account.name: to_decimal(one.balance, one.account.currency) for one in accounts.positions(vault)}


def test_hledger_finds_the_same_balances(household: Vault, written: dict[str, Path]) -> None:
    if shutil.which("hledger") is None:
        pytest.skip("hledger is not installed")
    file = ["hledger", "-f", str(written["hledger"])]
    checked = subprocess.run(
        [*file, "check", "accounts", "commodities", "ordereddates"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    command = [*file, "balance", "Assets", "Liabilities", "--flat", "-E", "-N", "-O", "csv"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = [row for row in csv.reader(io.StringIO(done.stdout)) if row[0] != "account"]
    found = {row[0].partition(":")[2]: Decimal(row[1].split(" ")[0]) for row in rows}
    known = {name.replace(":", " ").replace("  ", " "): value for name, value in balances(household).items()}
    assert {name: value for name, value in found.items() if value} == {n: v for n, v in known.items() if v}
    assert written["hledger"].read_text().count(" EUR = ") >= 6


def test_a_wrong_balance_would_be_noticed(written: dict[str, Path], tmp_path: Path) -> None:
    if shutil.which("hledger") is None:
        pytest.skip("hledger is not installed")
    text = written["hledger"].read_text()
    wrong = tmp_path / "wrong.journal"
    wrong.write_text(text.replace(" EUR = ", " EUR = 1", 1))
    done = subprocess.run(["hledger", "-f", str(wrong), "stats"], capture_output=True, text=True, check=False)
    assert done.returncode != 0


def test_bean_check_finds_the_same_balances(household: Vault, written: dict[str, Path]) -> None:
    beancount = pytest.importorskip("beancount.loader", reason="beancount is not installed")
    from beancount.core import data

    entries, errors, _options = beancount.load_file(str(written["beancount"]))
    assert errors == []
    sums: dict[str, Decimal] = {}
    for entry in entries:
        for posting in entry.postings if isinstance(entry, data.Transaction) else []:
            assert posting.units is not None
            assert posting.units.number is not None
            sums[posting.account] = sums.get(posting.account, Decimal(0)) + posting.units.number
    own = sorted(value for name, value in sums.items() if name.startswith(("Assets", "Liabilities")) and value)
    assert own == sorted(value for value in balances(household).values() if value)
    asserted = [entry for entry in entries if isinstance(entry, data.Balance)]
    assert len(asserted) == len(balances(household))
    assert sum(isinstance(entry, data.Transaction) for entry in entries) >= len(kept(household))


def test_the_document_keeps_to_its_schema(household: Vault, written: dict[str, Path]) -> None:
    from jsonschema import Draft202012Validator

    found = json.loads(written["json"].read_text())
    checker = Draft202012Validator(document.schema())
    checker.check_schema(document.schema())
    assert [error.message for error in checker.iter_errors(found)] == []
    assert len(found["transactions"]) == len(kept(household))
    del found["transactions"][0]["amount"]
    found["accounts"][0]["opening"] = 12.5
    assert len(list(checker.iter_errors(found))) == 2


def test_no_cell_of_a_workbook_is_a_formula(written: dict[str, Path]) -> None:
    import zipfile

    with zipfile.ZipFile(written["xlsx"]) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert "'=HYPERLINK" in written["csv"].read_text(encoding="utf-8-sig")


def test_the_report_adds_up(household: Vault, written: dict[str, Path]) -> None:
    text = written["markdown"].read_text()
    for name, value in balances(household).items():
        assert f"| {name} |" in text
        assert f"| {value:f} |" in text
    assert "two\nlines" not in text


@pytest.mark.parametrize("name", export.FORMATS)
def test_an_empty_vault_can_be_written(name: str, tmp_path: Path) -> None:
    with Vault.in_memory() as vault:
        done = export.write(vault, name, tmp_path / "empty")
        assert done.rows == 0
        assert done.disclosure.size == (tmp_path / "empty").stat().st_size
