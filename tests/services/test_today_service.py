"""Today, what is worth doing, the course of a balance, and the statement that is to be paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import lived_in
import pytest

from hub.domain.account import Account
from hub.domain.cycle import Cycle, cycle
from hub.domain.errors import LedgerError
from hub.domain.period import add_months
from hub.services import accounts, balances, bills, coach, ledger, recurrence, settings, today
from storage.vault import Vault

TODAY = date(2026, 11, 19)


@pytest.fixture
def household() -> Iterator[Vault]:
    with lived_in.household(TODAY) as made:
        yield made


def worth(vault: Vault, day: date = TODAY) -> coach.WorthDoing:
    return coach.worth_doing(vault, today.look(vault, day))


def keys(vault: Vault, day: date = TODAY) -> list[str]:
    return [one.key for one in worth(vault, day).insights]


def test_what_is_free_adds_up(household: Vault) -> None:
    seen = today.look(household, TODAY)
    free = seen.free
    assert free.in_reach - free.owed_on_cards - free.bills_before - free.buffer == free.free
    assert free.income is not None
    assert free.income.biller == "Lindner Verlag"
    assert len(seen.ahead) == 7
    assert seen.main is not None
    paid = sum(bill.amount for day in seen.ahead for bill in day.bills)
    assert seen.ahead[-1].balance == seen.main.balance + paid


def test_an_empty_vault_has_nothing_and_says_so(vault: Vault) -> None:
    seen = today.look(vault, TODAY)
    assert (seen.positions, seen.main, seen.ahead, seen.free.income) == ((), None, (), None)
    found = coach.worth_doing(vault, seen)
    assert (found.insights, found.doubles, found.standing.level) == ((), (), "")


def test_the_most_urgent_comes_first(household: Vault) -> None:
    codes = [one.code for one in worth(household).insights]
    assert codes[0] == "bill_due"
    assert {"double_charge", "price_up", "fee_found"} <= set(codes)


def test_not_now_hides_for_a_week_and_never_for_ever(household: Vault) -> None:
    first, second = keys(household)[:2]
    settings.put_off(household, first, TODAY)
    settings.never(household, second)
    assert {first, second}.isdisjoint(keys(household))
    assert {first, second}.isdisjoint(keys(household, TODAY + timedelta(days=6)))
    later = keys(household, TODAY + timedelta(days=7))
    assert second not in later


def test_a_put_off_double_charge_still_counts_for_the_level_until_it_is_settled(household: Vault) -> None:
    found = worth(household)
    key = next(one.key for one in found.insights if one.code == "double_charge")
    assert found.doubles
    assert (found.standing.level, "double_charge" in found.standing.open) == ("safe", True)
    settings.put_off(household, key, TODAY)
    put_off = worth(household)
    assert put_off.doubles == ()
    assert "double_charge" in put_off.standing.open
    settings.never(household, key)
    assert worth(household).standing.level == "clear"


@pytest.mark.parametrize(
    ("open_codes", "level", "number", "percent"),
    [
        ({"bill_late", "to_sort"}, "safe", 1, 80),
        ({"to_sort", "price_up", "fee_found"}, "clear", 2, 50),
        ({"fee_found"}, "in_control", 3, 0),
        ({"offer_fits", "idle_money"}, "", 4, 0),
    ],
)
def test_the_level_is_the_lowest_with_something_open(
    open_codes: set[str], level: str, number: int, percent: int
) -> None:
    found = coach.standing(open_codes)
    assert (found.level, found.number, found.percent) == (level, number, percent)


def test_an_offer_is_suggested_before_it_ends_and_not_again_when_tracked(household: Vault) -> None:
    from hub.services import offers
    from hub.services.offering import ways_in

    assert not [one for one in worth(household).insights if one.code == "offer_fits"]  # never without an occasion
    shop = next(one.offer.merchant for one in offers.matched(household, TODAY) if one.match.fits)
    ways_in.add(household, shop, "90 %", valid_to=TODAY + timedelta(days=5))
    found = next(one for one in worth(household).insights if one.code == "offer_fits")
    offers.mark(household, str(found.arguments["offer"]), "tracked")
    assert found.key not in keys(household)


def test_spending_compares_with_the_same_day_of_last_month(vault: Vault, current: int) -> None:
    for on, amount in ((TODAY, -500), (add_months(TODAY, -1), -700), (date(2026, 10, 20), -9_000)):
        ledger.add(vault, current, on, amount, "Bäckerei Lang")
    seen = today.look(vault, TODAY)
    assert (seen.spent_this_month, seen.spent_last_month) == (500, 700)


def test_the_course_of_a_balance_starts_and_ends_with_what_is_there(vault: Vault, current: int) -> None:
    for on, amount in ((date(2026, 1, 1), -10_000), (date(2026, 3, 1), 500), (date(2026, 3, 1), 250)):
        ledger.add(vault, current, on, amount, "x")
    found = balances.course(vault, current, date(2026, 2, 1), TODAY)
    assert [(one.on, one.balance) for one in found] == [
        (date(2026, 2, 1), 90_000),
        (date(2026, 3, 1), 90_750),
        (TODAY, 90_750),
    ]
    assert found[-1].balance == accounts.positions(vault)[0].balance
    with pytest.raises(LedgerError, match="no_such_account"):
        balances.course(vault, current + 99, date(2026, 2, 1), TODAY)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 19), Cycle(date(2026, 11, 15), date(2026, 11, 28), is_closed=True)),
        (date(2026, 11, 28), Cycle(date(2026, 11, 15), date(2026, 11, 28), is_closed=True)),
        (date(2026, 11, 29), Cycle(date(2026, 12, 15), date(2026, 12, 28), is_closed=False)),
        (date(2026, 11, 15), Cycle(date(2026, 11, 15), date(2026, 11, 28), is_closed=False)),
    ],
)
def test_the_closed_statement_counts_until_it_is_due(on: date, expected: Cycle) -> None:
    assert cycle(Account(1, "Card", "card", "EUR", statement_day=15, due_days=13), on) == expected


def test_a_statement_that_closes_on_the_last_day_follows_the_months() -> None:
    card = Account(1, "Card", "card", "EUR", statement_day=31, due_days=12)
    assert cycle(card, date(2028, 3, 5)) == Cycle(date(2028, 2, 29), date(2028, 3, 12), is_closed=True)
    assert cycle(Account(1, "Card", "card", "EUR", statement_day=31), date(2027, 2, 5)) == Cycle(
        date(2027, 2, 28), None, is_closed=False
    )
    assert cycle(Account(1, "Current", "current", "EUR"), TODAY) is None


def test_insights_name_bills_as_the_screens_do(household: Vault) -> None:
    from ui.bills.naming import bill_key

    found = next(one for one in worth(household).insights if one.code == "bill_due")
    assert found.arguments["bill"] in {bill_key(one) for one in bills.overview(household, TODAY).bills}


def test_a_screen_does_not_wait_for_what_recurs(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recurrence, "_LONG", 5)
    account = accounts.add(vault, "Current", "current", "EUR", opening=100_000)
    for month in range(1, 10):
        ledger.add(vault, account, date(2026, month, 5), -1299, "Rent")
    day = date(2026, 9, 20)
    assert recurrence.is_long(vault, day)
    assert today.look(vault, day, at_once=True).overview.series == ()
    assert [one.payee for one in today.look(vault, day).overview.series] == ["Rent"]
    assert not recurrence.is_long(vault, day)
    assert [one.payee for one in today.look(vault, day, at_once=True).overview.series] == ["Rent"]
