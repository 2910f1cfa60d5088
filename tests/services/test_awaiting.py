"""What was expected and not seen yet, and receipts without a row of the bank, before and after a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from hub.domain.period import add_months
from hub.domain.transaction import EXPECTED
from hub.services import accounts, attachments, awaiting, bills, imports, ledger
from hub.services.awaiting import Awaited, left
from hub.services.choosing import Choices
from hub.services.imports import Preview
from storage.vault import Vault
from ui.bringing import changing

TODAY = date(2026, 11, 19)
HEAD = "Buchungstag;Empfaenger;Verwendungszweck;Betrag"


def shown(vault: Vault, folder: Path, *rows: str, into: str = "Current") -> Preview:
    path = folder / "bank.csv"
    path.write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    return imports.preview(vault, [path], choices=Choices(into, today=TODAY))


def rent(vault: Vault, account: int) -> None:
    for back in range(1, 13):
        ledger.add(vault, account, add_months(TODAY, -back, 2), -98_000, "Hausverwaltung Seifert")


def counts(known: Awaited, preview: Preview) -> tuple[int, int, int, int]:
    """Payments before and after, receipts before and after."""
    payments, receipts = known.payments, known.receipts
    return len(payments), len(left(payments, preview)), len(receipts), len(left(receipts, preview))


def look(vault: Vault, preview: Preview) -> Awaited:
    return awaiting.look(vault, preview, TODAY)


OTHER = "03.11.2026;Gruenmarkt;GRUENMARKT;-46,83", "18.11.2026;Kino;KINO;-18,50"


def test_a_recurring_payment_is_expected_until_a_line_pays_it(vault: Vault, current: int, tmp_path: Path) -> None:
    rent(vault, current)
    without = shown(vault, tmp_path, "01.11.2026;Baeckerei;BROT;-3,50", *OTHER)
    assert counts(look(vault, without), without)[:2] == (1, 1)
    paid = shown(vault, tmp_path, "02.11.2026;Hausverwaltung Seifert;Miete;-980,00", *OTHER)
    found = look(vault, paid)
    assert counts(found, paid)[:2] == (1, 0)
    assert [(one.name, one.due_on.month, one.amount) for one in found.payments] == [
        ("Hausverwaltung Seifert", 11, -98_000)
    ]


def test_what_is_due_outside_of_the_files_days_is_not_told(vault: Vault, current: int, tmp_path: Path) -> None:
    bills.add(vault, "Dr. Albrecht", TODAY - timedelta(days=60), -12_840, "EUR")
    bills.add(vault, "Dr. Albrecht", TODAY + timedelta(days=20), -12_840, "EUR")
    assert look(vault, shown(vault, tmp_path, *OTHER)) == Awaited()


def test_a_bill_paid_late_or_early_under_another_name_with_its_code_is_met(
    vault: Vault, current: int, tmp_path: Path
) -> None:
    bills.add(vault, "Dr. Albrecht", date(2026, 10, 30), -12_840, "EUR")
    bills.add(vault, "Stadtkasse", date(2026, 11, 30), -5_000, "EUR", reference="RF18 5390 0754")
    preview = shown(
        vault, tmp_path, "05.11.2026;DR ALBRECHT PRAXIS;Rechnung;-128,40", "18.11.2026;XQZT;RF1853900754;-50,00", *OTHER
    )
    assert counts(look(vault, preview), preview)[:2] == (2, 0)


def test_one_line_pays_one_bill_only(vault: Vault, current: int, tmp_path: Path) -> None:
    for day in (5, 12):
        bills.add(vault, "Dr. Albrecht", date(2026, 11, day), -12_840, "EUR")
    preview = shown(vault, tmp_path, "06.11.2026;Dr. Albrecht;Rechnung;-128,40", *OTHER)
    found = look(vault, preview)
    assert [one.due_on.day for one in left(found.payments, preview)] == [12]


def test_a_tick_taken_away_leaves_the_payment_unseen(vault: Vault, current: int, tmp_path: Path) -> None:
    bills.add(vault, "Dr. Albrecht", date(2026, 11, 5), -12_840, "EUR")
    preview = shown(vault, tmp_path, "06.11.2026;Dr. Albrecht;Rechnung;-128,40", *OTHER)
    found = look(vault, preview)
    assert counts(found, changing.tick(preview, (0, 0), 0, is_on=False))[:2] == (1, 1)
    assert counts(found, preview)[:2] == (1, 0)


def test_an_expected_row_is_met_by_the_line_that_completes_it_or_that_the_person_joins(
    vault: Vault, current: int, tmp_path: Path
) -> None:
    row = ledger.add(vault, current, date(2026, 11, 7), 3_895, "Modehaus Kern", status=EXPECTED)
    preview = shown(vault, tmp_path, "08.11.2026;Modehaus Kern;Erstattung;38,95", *OTHER)
    assert counts(look(vault, preview), preview)[:2] == (1, 0)
    parted = changing.join(preview, (0, 0), 0, None)
    assert counts(look(vault, preview), parted)[:2] == (1, 1)
    less = shown(vault, tmp_path, "08.11.2026;Modehaus Kern;Erstattung;30,00", *OTHER)
    found = look(vault, less)
    assert counts(found, less)[:2] == (1, 1)
    assert counts(found, changing.join(less, (0, 0), 0, row))[:2] == (1, 0)


def test_a_bill_and_its_expected_row_are_one_payment_with_the_invoice(
    vault: Vault, current: int, tmp_path: Path, paper: Path
) -> None:
    attachments.add_to_bill(vault, bills.add(vault, "Dr. Albrecht", date(2026, 11, 6), -12_840, "EUR"), paper)
    ledger.add(vault, current, date(2026, 11, 7), -12_840, "Dr. Albrecht", status=EXPECTED)
    preview = shown(vault, tmp_path, *OTHER)
    assert counts(look(vault, preview), preview) == (1, 1, 1, 1)
    paid = shown(vault, tmp_path, "07.11.2026;Dr. Albrecht;Rechnung;-128,40", *OTHER)
    assert counts(look(vault, paid), paid) == (1, 0, 1, 0)


def test_income_that_did_not_come_is_expected(vault: Vault, current: int, tmp_path: Path) -> None:
    for back in range(1, 13):
        ledger.add(vault, current, add_months(TODAY, -back, 10), 291_245, "Lindner Verlag")
    preview = shown(vault, tmp_path, *OTHER)
    (one,) = left(look(vault, preview).payments, preview)
    assert (one.name, one.amount) == ("Lindner Verlag", 291_245)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "receipt.pdf"
    path.write_bytes(b"%PDF-1.7 receipt")
    return path


def test_a_receipt_on_a_typed_row_waits_for_the_banks_line(
    vault: Vault, current: int, tmp_path: Path, paper: Path
) -> None:
    attachments.add(vault, ledger.add(vault, current, date(2026, 11, 13), -1_860, "Café Inselweg"), paper)
    without = shown(vault, tmp_path, *OTHER)
    assert counts(look(vault, without), without) == (0, 0, 1, 1)
    preview = shown(vault, tmp_path, "13.11.2026;Cafe Inselweg;CAFE;-18,60", *OTHER)
    found = look(vault, preview)
    assert counts(found, preview) == (0, 0, 1, 0)
    assert found.receipts[0].name == "receipt.pdf"
    imports.accept(vault, preview)
    again = shown(vault, tmp_path, *OTHER)
    assert look(vault, again) == Awaited()


def test_a_receipt_in_another_account_is_not_told(vault: Vault, current: int, tmp_path: Path, paper: Path) -> None:
    purse = accounts.add(vault, "Purse", "cash", "EUR")
    attachments.add(vault, ledger.add(vault, purse, date(2026, 11, 13), -1_860, "Café Inselweg"), paper)
    assert look(vault, shown(vault, tmp_path, *OTHER)) == Awaited()


def test_an_invoice_on_a_bill_waits_with_it(vault: Vault, current: int, tmp_path: Path, paper: Path) -> None:
    bill = bills.add(vault, "Dr. Albrecht", date(2026, 11, 5), -12_840, "EUR")
    attachments.add_to_bill(vault, bill, paper)
    preview = shown(vault, tmp_path, "06.11.2026;Dr. Albrecht;Rechnung;-128,40", *OTHER)
    assert counts(look(vault, preview), preview) == (1, 0, 1, 0)


def test_what_was_seen_is_what_the_bills_say_after_adding(vault: Vault, current: int, tmp_path: Path) -> None:
    rent(vault, current)
    bills.add(vault, "Dr. Albrecht", date(2026, 11, 5), -12_840, "EUR")
    bills.add(vault, "Stadtkasse", date(2026, 11, 10), -5_000, "EUR")
    lines = "02.11.2026;Hausverwaltung Seifert;Miete;-980,00", "06.11.2026;Dr. Albrecht;Rechnung;-128,40"
    preview = shown(vault, tmp_path, *lines, *OTHER)
    still = {one.name for one in left(look(vault, preview).payments, preview)}
    imports.accept(vault, preview)
    late = bills.overview(vault, TODAY).of_state("late")
    assert still == {one.biller for one in late} == {"Stadtkasse"}


def test_the_first_rows_alone_tell_nothing(vault: Vault, current: int, tmp_path: Path) -> None:
    bills.add(vault, "Dr. Albrecht", date(2026, 11, 5), -12_840, "EUR")
    preview = shown(vault, tmp_path, *OTHER)
    assert look(vault, replace(preview, is_provisional=True)) == Awaited()
    assert look(vault, preview) != Awaited()


def test_a_line_that_was_joined_and_is_read_no_more_answers_nothing(vault: Vault, current: int, tmp_path: Path) -> None:
    row = ledger.add(vault, current, date(2026, 11, 5), -1_999, "Telmo Mobile", status=EXPECTED)
    found = shown(vault, tmp_path, *OTHER)
    known = look(vault, found)
    joined = {(str(found.files[0].path), part, line): row for part, line in ((0, 99), (7, 0))}
    stale = replace(found, choices=replace(found.choices, joined=joined))
    assert counts(known, stale)[:2] == counts(known, found)[:2] == (1, 1)
