"""Bringing files in: preview, accept, again, overlapping, undo, on a real encrypted vault."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from hub.domain.errors import LedgerError
from hub.domain.matching import DUPLICATE, MATCH, NEW
from hub.services import accounts, history, imports, ledger
from hub.services.choosing import Choices
from storage.schema import recorded_tables
from storage.vault import Vault

TODAY = date(2026, 11, 21)
HEAD = "Date,Description,Amount\n"
ROWS = [
    "2026-11-01,COFFEE BAR,-3.50",
    "2026-11-01,COFFEE BAR,-3.50",
    "2026-11-02,SALARY LINDNER,2912.45",
    "2026-11-03,GRUENMARKT 4471,-46.83",
    "2026-11-05,KINO HARMONIE,-18.50",
    "2026-11-09,ZOO BASEL,-42.00",
]


def snapshot(vault: Vault) -> dict[str, str]:
    """A hash of each recorded table."""
    with vault.read() as connection:
        return {
            table.name: hashlib.sha256(repr(connection.execute(select(table)).all()).encode()).hexdigest()
            for table in recorded_tables()
        }


def put(folder: Path, name: str, rows: list[str]) -> Path:
    path = folder / name
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def bring(vault: Vault, *paths: Path, account: str | None = None) -> imports.Preview:
    shown = imports.preview(vault, list(paths), choices=Choices(account_name=account))
    imports.accept(vault, shown)
    return shown


def amounts(vault: Vault) -> list[int]:
    return sorted(one.amount for one in ledger.load(vault, ledger.find(vault, "", TODAY)))


def test_twins_stay_two_and_the_same_file_adds_nothing(vault: Vault, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", ROWS)
    first = bring(vault, path).files[0].parts[0]
    assert (first.count(NEW), first.recognised_by) == (6, "none")
    again = bring(vault, path).files[0].parts[0]
    assert (again.count(DUPLICATE), again.count(NEW), again.recognised_by) == (6, 0, "overlap")
    assert amounts(vault) == [-4683, -4200, -1850, -350, -350, 291245]


def test_overlapping_files_add_only_what_is_new(vault: Vault, tmp_path: Path) -> None:
    bring(vault, put(tmp_path, "a.csv", ROWS[:4]), account="Bank")
    later = bring(vault, put(tmp_path, "b.csv", ROWS[2:]), account="Bank").files[0].parts[0]
    assert (later.count(DUPLICATE), later.count(NEW)) == (2, 2)
    assert len(amounts(vault)) == 6


def test_undo_is_the_vault_before_and_redo_the_vault_after(vault: Vault, current: int, tmp_path: Path) -> None:
    ledger.add(vault, current, date(2026, 11, 4), -4_683, "Gruenmarkt")
    before = snapshot(vault)
    shown = imports.preview(vault, [put(tmp_path, "a.csv", ROWS)], choices=Choices(account_name="Current"))
    part = shown.files[0].parts[0]
    assert (part.count(MATCH), part.count(NEW)) == (1, 5)
    batch = imports.accept(vault, shown)[0]
    after = snapshot(vault)
    imports.undo_batch(vault, batch.id)
    assert snapshot(vault) == before
    history.redo(vault)
    assert snapshot(vault) == after


def test_a_hand_typed_row_is_completed_not_doubled(vault: Vault, current: int, tmp_path: Path) -> None:
    typed = ledger.add(vault, current, date(2026, 11, 4), -4_683, "Grünmarkt", notes="with Jo")
    bring(vault, put(tmp_path, "a.csv", ROWS), account="Current")
    one = ledger.detail(vault, typed).transaction
    assert (one.description, one.notes, one.booked_on) == ("GRUENMARKT 4471", "with Jo", date(2026, 11, 3))
    assert len(ledger.find(vault, "", TODAY)) == 6


def test_what_was_deleted_stays_deleted(vault: Vault, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", ROWS)
    bring(vault, path, account="Bank")
    gone = ledger.find(vault, "zoo", TODAY)
    ledger.remove(vault, gone)
    marks = bring(vault, path, account="Bank").files[0].parts[0].marks
    assert marks[5].why == "deleted_before"
    assert ledger.find(vault, "zoo", TODAY) == []
    history.undo_last(vault, next(op.id for op in history.operations(vault) if op.name == "remove_transactions"))
    assert ledger.find(vault, "zoo", TODAY) == gone


def test_a_tick_decides_against_the_mark(vault: Vault, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", ROWS)
    shown = imports.preview(
        vault, [path], choices=Choices(account_name="Bank", flipped=frozenset({("a.csv", 0, 0), ("a.csv", 0, 2)}))
    )
    imports.accept(vault, shown)
    assert len(amounts(vault)) == 4


def test_a_transfer_between_own_accounts_counts_once(vault: Vault, tmp_path: Path) -> None:
    bank = put(tmp_path, "bank.csv", ["2026-11-03,TRANSFER TO SAVINGS,-300.00", "2026-11-04,ZOO,-8.00"])
    savings = put(tmp_path, "savings.csv", ["2026-11-04,TRANSFER FROM CURRENT,300.00", "2026-11-05,CUSTODY,-1.00"])
    bring(vault, bank, account="Current")
    batch = imports.accept(vault, imports.preview(vault, [savings], choices=Choices(account_name="Savings")))[0]
    assert batch.transfers == 1
    assert ledger.totals(vault, "", TODAY) == [("EUR", -900, 0, 4)]
    assert len(ledger.find(vault, "is:transfer", TODAY)) == 2
    history.undo_last(vault)
    assert ledger.find(vault, "is:transfer", TODAY) == []


def test_a_file_goes_on_where_another_cannot_be_read(vault: Vault, tmp_path: Path) -> None:
    good, bad = put(tmp_path, "good.csv", ROWS), tmp_path / "bad.csv"
    bad.write_bytes(b"")
    shown = imports.preview(vault, [bad, good, tmp_path / "missing.csv"])
    assert [None if file.error is None else file.error.code for file in shown.files] == [
        "empty_file",
        None,
        "cannot_read_file",
    ]
    assert len(imports.accept(vault, shown)) == 1


def test_accepting_into_an_account_that_is_gone_changes_nothing(vault: Vault, current: int, tmp_path: Path) -> None:
    shown = imports.preview(vault, [put(tmp_path, "a.csv", ROWS)], choices=Choices(account_name="Current"))
    accounts.remove(vault, current)
    before = snapshot(vault)
    with pytest.raises(LedgerError, match="vault_changed"):
        imports.accept(vault, shown)
    assert snapshot(vault) == before


def test_a_file_laid_out_alike_is_not_taken_for_another_banks(vault: Vault, tmp_path: Path) -> None:
    """Same headings, other name, no rows in common: a new account is proposed, never the first bank's."""
    bring(vault, put(tmp_path, "oaks-2026-10.csv", ROWS[:3]))
    other = imports.preview(
        vault, [put(tmp_path, "elms-2026-10.csv", ["2026-11-07,CINEMA,-9.00", "2026-11-08,PAY,5.00"])]
    )
    assert other.files[0].parts[0].recognised_by == "none"
    same = imports.preview(
        vault, [put(tmp_path, "oaks-2026-11.csv", ["2026-11-07,CINEMA,-9.00", "2026-11-08,PAY,5.00"])]
    )
    assert same.files[0].parts[0].recognised_by == "layout"


def test_a_balance_that_is_not_the_banks_is_said(vault: Vault, tmp_path: Path) -> None:
    head = "Date,Description,Amount,Balance\n"
    first, second = tmp_path / "oct.csv", tmp_path / "nov.csv"
    first.write_text(head + "2026-10-01,A,-1.00,99.00\n2026-10-02,B,-2.00,97.00\n2026-10-03,C,-3.00,94.00\n")
    second.write_text(head + "2026-11-01,D,-1.00,43.00\n2026-11-02,E,-2.00,41.00\n2026-11-03,F,-3.00,38.00\n")
    new = bring(vault, first, account="Bank").files[0].parts[0]
    assert (new.opening, new.balance_after, new.apart) == (10_000, 9_400, 0)
    assert accounts.positions(vault)[0].balance == 9_400
    part = imports.preview(vault, [second], choices=Choices(account_name="Bank")).files[0].parts[0]
    assert (part.balance_after, part.closing, part.apart) == (8_800, 3_800, -5_000)


def test_a_batch_counts_the_rows_it_lacks_and_not_what_is_wrong_with_the_file(vault: Vault, tmp_path: Path) -> None:
    damaged = put(tmp_path, "damaged.csv", [*ROWS, "2026-11-10,BAKERY,twelve", "99.99.2026,MARKET,-3.00"])
    (batch,) = imports.accept(vault, imports.preview(vault, [damaged]))
    assert (batch.new, batch.rejected) == (6, 2)
    fields = (
        ":20:1\n:25:{}\n:28C:1/1\n:60F:C261101EUR100,00\n:61:2611021102D10,00NMSCA\n:86:X\n:62F:C261102EUR{},00\n-\n"
    )
    both = tmp_path / "both.sta"
    both.write_text(fields.format("11111111", 90) + fields.format("22222222", 80), "utf-8")
    shown = imports.preview(vault, [both])
    assert shown.files[0].reading is not None
    assert len(shown.files[0].reading.problems) == 1
    assert [one.rejected for one in imports.accept(vault, shown)] == [0, 0]
