"""Bills: found and typed, settled and opened again, judged, changed, taken back."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from hub.domain.bill import DUE, EXPECTED, LATE, PAID, SKIPPED, Bill
from hub.domain.errors import LedgerError
from hub.domain.period import add_months
from hub.services import bills, history, ledger
from storage.vault import Vault

TODAY = date(2026, 11, 21)


def rent(vault: Vault, account: int, day: int = 2, months: int = 12, amount: int = -98_000) -> None:
    for back in range(months):
        ledger.add(vault, account, add_months(TODAY, -back, day), amount, "Hausverwaltung Seifert")


def of(vault: Vault, biller: str) -> list[Bill]:
    return [one for one in bills.overview(vault, TODAY).bills if one.biller.startswith(biller)]


def test_what_recurs_is_found_and_its_next_bill_expected(vault: Vault, current: int) -> None:
    rent(vault, current)
    found = of(vault, "Hausverwaltung")
    assert [(one.due_on.day, one.state) for one in found][-1][1] == EXPECTED
    assert [one.state for one in found].count(PAID) == 1  # within the last 40 days
    assert bills.overview(vault, TODAY).monthly == {"EUR": -98_000}


def test_a_month_of_a_quarterly_payment_is_a_third(vault: Vault, current: int) -> None:
    for back in range(0, 24, 3):
        ledger.add(vault, current, add_months(TODAY, -back, 2), -9_000, "Badenia Versicherung")
    (one,) = bills.overview(vault, TODAY).series
    assert (one.every, one.unit, bills.a_month(one)) == (3, "month", Fraction(-3_000))


@pytest.mark.parametrize(("days", "state"), [(-1, LATE), (0, DUE), (7, DUE), (8, EXPECTED)])
def test_a_typed_bill_has_the_state_of_its_day(vault: Vault, days: int, state: str) -> None:
    bills.add(vault, "Dr. Albrecht", TODAY + timedelta(days=days), -12_840, "EUR")
    assert [one.state for one in of(vault, "Dr. Albrecht")] == [state]


def test_a_payment_settles_a_typed_bill(vault: Vault, current: int) -> None:
    bills.add(vault, "Dr. Albrecht", TODAY, -12_840, "EUR")
    paid = ledger.add(vault, current, TODAY - timedelta(days=3), -12_840, "DR ALBRECHT PRAXIS")
    (bill,) = of(vault, "Dr. Albrecht")
    assert (bill.state, bill.transaction_id) == (PAID, paid)


@pytest.mark.parametrize("state", [PAID, SKIPPED])
def test_a_typed_bill_is_settled_and_opened_again(vault: Vault, state: str) -> None:
    bills.add(vault, "Dr. Albrecht", TODAY - timedelta(days=2), -12_840, "EUR")
    bills.mark(vault, of(vault, "Dr. Albrecht")[0], state)
    (settled,) = of(vault, "Dr. Albrecht")
    assert settled.state == state
    bills.mark(vault, settled, EXPECTED)
    assert [one.state for one in of(vault, "Dr. Albrecht")] == [LATE]


def test_a_bill_of_a_series_is_settled_and_opened_again_as_what_it_is(vault: Vault, current: int) -> None:
    """Opened again it is late, and not merely "expected" because that is the word in its row."""
    for back in range(1, 13):
        ledger.add(vault, current, add_months(TODAY, -back, 18), -1_999, "Telmo Mobile")
    late = next(one for one in of(vault, "Telmo") if one.state == LATE)
    bills.mark(vault, late, PAID)
    settled = next(one for one in of(vault, "Telmo") if one.due_on == late.due_on)
    assert settled.state == PAID
    bills.mark(vault, settled, EXPECTED)
    assert next(one for one in of(vault, "Telmo") if one.due_on == late.due_on).state == LATE


def test_confirming_and_ignoring_a_series_stays_and_can_be_taken_back(vault: Vault, current: int) -> None:
    rent(vault, current)
    (one,) = bills.overview(vault, TODAY).series
    bills.judge(vault, one, "confirmed")
    assert [each.state for each in bills.overview(vault, TODAY).series] == ["confirmed"]
    bills.judge(vault, one, "ignored")
    assert bills.overview(vault, TODAY).series == ()
    assert of(vault, "Hausverwaltung") == []
    history.undo_last(vault)
    assert [each.state for each in bills.overview(vault, TODAY).series] == ["confirmed"]


def test_a_typed_bill_is_changed_and_removed(vault: Vault) -> None:
    made = bills.add(vault, "Dr. Albrecht", TODAY, -12_840, "EUR")
    bills.change(vault, made, amount=-13_000, notes="with the reminder")
    (bill,) = of(vault, "Dr. Albrecht")
    assert (bill.amount, bill.notes) == (-13_000, "with the reminder")
    bills.remove(vault, made)
    assert of(vault, "Dr. Albrecht") == []
    history.undo_last(vault)
    assert [one.amount for one in of(vault, "Dr. Albrecht")] == [-13_000]


def test_what_makes_no_sense_is_refused_and_nothing_changes(vault: Vault) -> None:
    made = bills.add(vault, "Dr. Albrecht", TODAY, -12_840, "EUR")
    for act, field in (
        (lambda: bills.add(vault, " ", TODAY, -100, "EUR"), "biller"),
        (lambda: bills.add(vault, "A", TODAY, 0, "EUR"), "amount"),
        (lambda: bills.change(vault, made, biller=" "), "biller"),
        (lambda: bills.change(vault, made, amount=0), "amount"),
        (lambda: bills.mark(vault, of(vault, "Dr. Albrecht")[0], "lost"), "state"),
    ):
        with pytest.raises(LedgerError) as refused:
            act()
        assert refused.value.where["field"] == field
    with pytest.raises(LedgerError, match="no_such_bill"):
        bills.change(vault, made + 1, amount=-1)
    assert [one.amount for one in of(vault, "Dr. Albrecht")] == [-12_840]
