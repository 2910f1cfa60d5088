"""Bills with ranges, references and files; agenda and calendar; merges, watch, pay sheets; the sample's removal."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from pathlib import Path

import pytest
import vobject
import zxingcpp

from hub.domain.bill import DISPUTED, DUE, EXPECTED, PAID, Bill
from hub.domain.errors import LedgerError
from hub.domain.period import add_months
from hub.services import (
    accounts,
    agenda,
    alarms,
    attachments,
    bill_files,
    bills,
    contracts,
    demo,
    ledger,
    outbound,
    paying,
    public_holidays,
    settings,
)
from storage.vault import Vault

TODAY = date(2026, 11, 21)
IBAN = "DE89370400440532013000"


def of(vault: Vault, biller: str) -> list[Bill]:
    return [one for one in bills.overview(vault, TODAY).bills if one.biller.startswith(biller)]


def monthly(
    vault: Vault, account: int, payee: str, amount: int, *, first: int = 0, last: int = 12, day: int = 5
) -> None:
    for back in range(first, last):
        ledger.add(vault, account, add_months(TODAY, -back, day), -amount, payee)


def test_a_range_is_settled_by_an_amount_within_it_and_no_payment_settles_two(vault: Vault, current: int) -> None:
    bills.add(vault, "Stadtwerke", TODAY, -8_000, "EUR", amount_most=-12_000)
    bills.add(vault, "Stadtwerke", TODAY + timedelta(3), -8_000, "EUR", amount_most=-12_000)
    ledger.add(vault, current, TODAY, -9_950, "Stadtwerke Freital")
    states = [(one.state, one.amount) for one in of(vault, "Stadtwerke")]
    assert states == [(PAID, -9_950), (DUE, -8_000)]


def test_a_reference_settles_whatever_the_payee_is_called(vault: Vault, current: int) -> None:
    bills.add(vault, "Dr. Albrecht", TODAY, -12_840, "EUR", reference="2026-3381")
    paid = ledger.add(vault, current, TODAY, -12_840, "PVS Abrechnung", description="RG 2026 3381 VOM 10.11.")
    (bill,) = of(vault, "Dr. Albrecht")
    assert (bill.state, bill.transaction_id) == (PAID, paid)


def test_a_wrong_iban_is_refused(vault: Vault) -> None:
    with pytest.raises(LedgerError, match="iban_wrong"):
        bills.add(vault, "X", TODAY, -100, "EUR", iban="DE88370400440532013000")


def test_a_disputed_bill_is_neither_late_nor_gone(vault: Vault) -> None:
    bills.add(vault, "Inkasso", TODAY - timedelta(9), -5_000, "EUR")
    bills.mark(vault, of(vault, "Inkasso")[0], DISPUTED)
    assert [one.state for one in of(vault, "Inkasso")] == [DISPUTED]
    bills.mark(vault, of(vault, "Inkasso")[0], EXPECTED)
    assert [one.state for one in of(vault, "Inkasso")] == ["late"]


def test_ignored_series_come_back_and_joined_ones_come_apart(vault: Vault, current: int) -> None:
    monthly(vault, current, "Streamly", 1_199, first=4)
    monthly(vault, current, "Bildwerk Plus", 1_399, last=4)
    (one,) = bills.overview(vault, TODAY).series
    bills.judge(vault, one, "ignored")
    found = bills.overview(vault, TODAY)
    assert (found.series, [gone.payee for gone in found.ignored]) == ((), ["Bildwerk Plus"])
    bills.bring_back(vault, found.ignored[0])
    (new,) = bills.overview(vault, TODAY).series
    with pytest.raises(LedgerError, match="cannot_merge"):
        bills.merge(vault, new, new)


def test_two_running_series_become_one_with_a_price_step(vault: Vault, current: int) -> None:
    monthly(vault, current, "Streamly", 1_199, first=1)
    monthly(vault, current, "Bildwerk Plus", 1_399, last=3, day=6)
    by_name = {one.payee: one for one in bills.overview(vault, TODAY).series}
    bills.merge(vault, by_name["Bildwerk Plus"], by_name["Streamly"])
    (one,) = bills.overview(vault, TODAY).series
    assert (one.payee, one.key, one.count) == ("Bildwerk Plus", by_name["Streamly"].key, 14)
    found = contracts.analyse(vault, one, TODAY)
    assert found.parts == (by_name["Bildwerk Plus"].key,)
    bills.separate(vault, one)
    assert len(bills.overview(vault, TODAY).series) == 2


def test_the_file_of_a_bill_is_kept_with_it(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "bill.txt"
    path.write_text(f"Praxis Albrecht\nGesamtbetrag 128,40 EUR\nZahlbar bis 01.12.2026\nIBAN {IBAN}\n", "utf-8")
    (reading,) = bill_files.read(vault, path, TODAY)
    bill_id = bill_files.accept(vault, reading, path, TODAY)
    (kept,) = attachments.listed_of_bill(vault, bill_id)
    assert attachments.content(vault, kept.id) == path.read_bytes()
    (bill,) = of(vault, "Praxis Albrecht")
    assert (bill.amount, bill.due_on, bill.iban) == (-12_840, date(2026, 12, 1), IBAN)
    bills.remove(vault, bill_id)
    assert attachments.listed_of_bill(vault, bill_id) == []


def test_a_pay_sheet_is_scanned_back_word_for_word() -> None:
    bill = Bill(
        None, "Régie Eau du Rhin", TODAY, -5_951, "EUR", DUE, iban="FR1420041010050500013M02606", reference="F-20418"
    )
    found = paying.sheet(bill)
    assert found.payload.split("\n") == [
        "BCD", "002", "1", "SCT", "", "Régie Eau du Rhin", "FR1420041010050500013M02606", "EUR59.51", "", "", "F-20418",
    ]  # fmt: skip
    assert 17 + 4 <= len(found.squares) <= 17 + 4 * 13
    assert scanned(found.squares) == found.payload


@pytest.mark.parametrize(
    ("bill", "why"),
    [
        (Bill(None, "A", TODAY, -1, "EUR", DUE), "iban_missing"),
        (Bill(None, "A", TODAY, -1, "EUR", DUE, iban="DE88370400440532013000"), "iban_wrong"),
        (Bill(None, "A", TODAY, -1, "CHF", DUE, iban=IBAN), "not_euro"),
        (Bill(None, "A", TODAY, -1, "EUR", DUE, iban=IBAN, amount_most=-2), "amount_unknown"),
    ],
)
def test_there_is_no_code_where_one_would_be_wrong(bill: Bill, why: str) -> None:
    found = paying.sheet(bill)
    assert (found.why_not, found.payload, found.squares) == (why, "", ())


def test_the_calendar_opens_in_another_parser_and_its_days_are_right(
    vault: Vault, current: int, tmp_path: Path
) -> None:
    monthly(vault, current, "Hausverwaltung Seifert", 98_000, day=31)
    card = accounts.add(vault, "Aurum", "card", "EUR", statement_day=31, due_days=12)
    ledger.add(vault, card, date(2026, 10, 20), -4_500, "Gruenmarkt")
    (rent,) = bills.overview(vault, TODAY).series
    contracts.agree(vault, rent, term_ends_on=date(2027, 2, 28), notice_days=90, renews_months=12)
    path = tmp_path / "coffer.ics"
    count, record = agenda.write_calendar(vault, TODAY, path, lambda one: f"{one.kind} {one.title}")
    parsed = list(vobject.readOne(path.read_text("utf-8")).vevent_list)
    assert len(parsed) == count
    days = {one.dtstart.value for one in parsed if one.summary.value == "bill Hausverwaltung Seifert"}
    months = [(2026 + (10 + at) // 12, (10 + at) % 12 + 1) for at in range(12)]
    assert days == {date(year, month, calendar.monthrange(year, month)[1]) for year, month in months}
    kinds = {one.summary.value.split()[0] for one in parsed}
    assert {"bill", "card", "notice_by", "renews"} <= kinds
    assert record in outbound.disclosures(vault)
    assert record.fields == {"bills": "full"}


def test_holidays_move_the_bills_of_a_series_that_moves_off_weekends(vault: Vault, current: int) -> None:
    days = [date(2026, month, 26) for month in range(1, 12)]
    for day in days:
        after = {5: 2, 6: 1}.get(day.weekday(), 0)
        ledger.add(vault, current, day + timedelta(after), -4_990, "Netz Sued", status="booked")
    settings.change(vault, country="DE")
    found = [one.due_on for one in bills.overview(vault, date(2026, 11, 28)).bills if one.state == EXPECTED]
    assert found[0] == date(2026, 12, 28)
    assert date(2026, 12, 25) in public_holidays.between("de", TODAY, date(2026, 12, 31))
    assert public_holidays.between("", TODAY, TODAY) == public_holidays.between("XX", TODAY, TODAY) == frozenset()


def test_what_looks_wrong_is_put_away_or_disputed(vault: Vault, current: int) -> None:
    for back in range(2):
        ledger.add(vault, current, TODAY - timedelta(back), -4_999, "Gadgetshop")
    (alert,) = alarms.waiting(vault, TODAY)
    assert (alert.code, len(alert.ids)) == ("double_charge", 2)
    alarms.dispute(vault, alert)
    assert alarms.waiting(vault, TODAY) == []
    assert ledger.detail(vault, alert.ids[-1]).tags == ("disputed",)


def test_removing_the_sample_leaves_a_typed_bill_of_the_same_biller(vault: Vault) -> None:
    demo.load(vault, TODAY)
    typed = bills.add(vault, "Dr. Albrecht", TODAY + timedelta(9), -4_000, "EUR")
    assert demo.remove(vault)
    assert [one.id for one in of(vault, "Dr. Albrecht")] == [typed]


def scanned(squares: tuple[tuple[bool, ...], ...]) -> str:
    """What a decoder reads from the squares as a picture of grey bytes."""
    import numpy as np

    dark = np.pad(np.array(squares, dtype=np.uint8), 4)
    picture = np.kron(255 * (1 - dark), np.ones((6, 6), dtype=np.uint8)).astype(np.uint8)
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)
