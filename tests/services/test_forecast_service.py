"""The forecast of a vault: it adds up, knows bills, moves with what is entered, and is worked out only where needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pytest

from hub.domain import backtest
from hub.domain.errors import LedgerError
from hub.domain.outlook import AMOUNT, CANCEL, PURCHASE, Change, Outlook, mean_off
from hub.domain.period import add_months
from hub.domain.projection import Past
from hub.services import accounts, bills, demo, forecast, history, ledger, planning, transfers, vaults
from storage.vault import Vault

TODAY = date(2026, 11, 19)


@pytest.fixture(scope="module")
def household() -> Iterator[Vault]:
    with Vault.in_memory() as made:
        vaults.prepare(made)
        demo.load(made, TODAY)
        yield made


@pytest.fixture
def plain(vault: Vault) -> Vault:
    """A wage, a rent and a subscription on one account for two years; savings with a standing order."""
    bank = accounts.add(vault, "Bank", "current", "EUR", opening=100_000)
    saved = accounts.add(vault, "Savings", "savings", "EUR")
    for back in range(24):
        ledger.add(vault, bank, add_months(TODAY, -back, 1), 250_000, "Lindner Verlag")
        ledger.add(vault, bank, add_months(TODAY, -back, 3), -98_000, "Hausverwaltung Seifert")
        ledger.add(vault, bank, add_months(TODAY, -back, 12), -1_399, "Streamly")
        transfers.book(vault, bank, saved, 10_000, add_months(TODAY, -back, 4), "Savings plan")
    return vault


def of(vault: Vault, name: str, **more: object) -> Outlook:
    found = forecast.look(vault, TODAY, **more).of(accounts.find(vault, name).id)  # type: ignore[arg-type]  # of the test
    assert found is not None
    return found


def test_the_total_is_the_sum_of_its_accounts(household: Vault) -> None:
    found = forecast.look(household, TODAY)
    assert found.total is not None
    parts = [one for one in found.accounts if one.account and one.account.kind in forecast.HELD]
    assert found.total.balance == sum(one.balance for one in parts)
    for at in (0, 29, 364):
        assert abs(found.total.days[at].middle - sum(one.days[at].middle for one in parts)) <= len(parts)
    assert len(found.total.days) == 365
    assert all(len(day.bands) == 3 for day in found.total.days)


def test_what_was_foreseen_is_compared_with_the_balance_that_came(household: Vault) -> None:
    from hub.services import balances

    bank = accounts.find(household, "Rheinbank Current")
    found = forecast.look(household, TODAY).of(bank.id)
    assert found is not None
    assert len(found.compared) > 20
    course = {one.on: one.balance for one in balances.course(household, bank.id, date(2026, 1, 1), TODAY)}
    checked = [one for one in found.compared if one.on in course]
    assert checked
    assert all(one.came == course[one.on] for one in checked)
    assert mean_off(found.compared) > 0


def test_regular_things_come_exactly(plain: Vault) -> None:
    bank = of(plain, "Bank")
    by_day = {one.on: one.middle for one in bank.days}
    assert by_day[date(2026, 12, 1)] - by_day[date(2026, 11, 30)] == 250_000
    assert by_day[date(2026, 12, 3)] - by_day[date(2026, 12, 2)] == -98_000
    assert by_day[date(2026, 12, 4)] - by_day[date(2026, 12, 3)] == -10_000  # the standing order to the savings
    assert of(plain, "Savings").days[-1].middle == of(plain, "Savings").balance + 12 * 10_000
    assert bank.lowest is not None
    assert bank.lowest.on in {TODAY + timedelta(1), bank.lowest.on}


def test_a_bill_that_is_typed_moves_the_forecast_and_undo_moves_it_back(plain: Vault) -> None:
    before = of(plain, "Bank")
    bills.add(plain, "Dr. Albrecht", TODAY + timedelta(5), -30_000, "EUR")
    after = of(plain, "Bank")
    assert after.days[3].middle == before.days[3].middle
    assert after.days[4].middle == before.days[4].middle - 30_000
    history.undo_last(plain)
    assert of(plain, "Bank").days == before.days


def test_what_might_be_done_is_drawn_beside(plain: Vault) -> None:
    bank = accounts.find(plain, "Bank").id
    keys = {one.payee: one.key for one in (*bills.overview(plain, TODAY).series, *bills.overview(plain, TODAY).income)}
    base = of(plain, "Bank").days[-1].middle
    bought = Change(PURCHASE, TODAY + timedelta(2), -50_000, bank)
    cancelled = Change(CANCEL, TODAY, series_key=keys["Streamly"])
    raised = Change(AMOUNT, date(2027, 1, 1), 260_000, series_key=keys["Lindner Verlag"])
    assert of(plain, "Bank", changes=(bought,)).days[-1].middle == base - 50_000
    assert of(plain, "Bank", changes=(cancelled,)).days[-1].middle == base + 12 * 1_399
    assert of(plain, "Bank", changes=(raised,)).days[-1].middle == base + 11 * 10_000
    assert of(plain, "Bank").days[-1].middle == base


def test_an_account_that_will_fall_below_zero_is_told_before(vault: Vault) -> None:
    bank = accounts.add(vault, "Bank", "current", "EUR", opening=120_000)
    assert forecast.look(vault, TODAY).alert is None
    bills.add(vault, "Roof", TODAY + timedelta(40), -150_000, "EUR", account_id=bank)
    alert = forecast.look(vault, TODAY).alert
    assert alert is not None
    low = alert.below(0)
    assert low is not None
    assert (low.on, low.middle) == (TODAY + timedelta(40), -30_000)


def test_affordable_looks_at_the_account_that_pays_in_the_end(plain: Vault) -> None:
    bank = accounts.find(plain, "Bank")
    card = accounts.add(plain, "Card", "card", "EUR", statement_day=31, due_days=10, funded_by=bank.id, limit=9_000_000)
    balance = of(plain, "Bank").balance
    assert forecast.affords(plain, bank.id, 10_000, TODAY).verdict == "yes"
    no = forecast.affords(plain, bank.id, balance + 200_000, TODAY)
    assert (no.verdict, no.drawn_on.name) == ("no", "Bank")
    by_card = forecast.affords(plain, card, balance + 400_000, TODAY)
    assert (by_card.verdict, by_card.drawn_on.name) == ("no", "Bank")
    beyond = forecast.affords(plain, card, 9_500_000, TODAY)
    assert beyond.verdict == "no"
    with pytest.raises(LedgerError):
        forecast.affords(plain, 999, 1, TODAY)


def test_only_what_an_edit_touches_is_worked_out_again(
    plain: Vault, household: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts.add(plain, "Wallet", "wallet", "EUR", opening=5_000)
    foresee = backtest.foresee
    worked: list[tuple[str, int]] = []

    def noted(members: Sequence[Past], places: Sequence[int]) -> backtest.Foreseen:
        worked.extend((one.account.name, origin) for one in members for origin in places)
        return foresee(members, places)

    monkeypatch.setattr(backtest, "foresee", noted)
    wallet, bank = accounts.find(plain, "Wallet").id, accounts.find(plain, "Bank").id
    for back in range(300, 0, -20):
        ledger.add(plain, wallet, TODAY - timedelta(back), -100 - back * back % 77, f"Kiosk {back}")
    forecast.look(plain, TODAY)
    made = len(worked)
    assert made > 50
    forecast.look(plain, TODAY)
    assert len(worked) == made
    worked.clear()
    ledger.add(plain, wallet, TODAY - timedelta(40), -500, "Werkstatt")
    edited = forecast.look(plain, TODAY)
    since = (TODAY - timedelta(40)).toordinal()
    assert {name for name, _ in worked} == {"Wallet"}
    assert worked == [
        ("Wallet", at) for at in range(since + -since % backtest.EVERY, TODAY.toordinal(), backtest.EVERY)
    ]
    ledger.change(plain, [ledger.add(plain, bank, TODAY, -1, "Kiosk")], amount=-2)
    again = forecast.look(plain, TODAY)
    with plain.aside() as connection:
        connection.exec_driver_sql("DELETE FROM derived_backtests")
    assert forecast.look(plain, TODAY).accounts == again.accounts
    assert again.of(wallet) == edited.of(wallet)
    worked.clear()
    forecast.look(plain, TODAY + timedelta(backtest.EVERY))
    assert len(worked) <= 3  # one more origin for each account


def test_kept_flows_are_what_a_plain_count_says_after_edits_and_undo(plain: Vault) -> None:
    bank = accounts.find(plain, "Bank").id
    seen = of(plain, "Bank").balance
    number = ledger.add(plain, bank, add_months(TODAY, -3), -7_777, "Werkstatt")
    assert of(plain, "Bank").balance == seen - 7_777
    ledger.change(plain, [number], amount=-1_000)
    assert of(plain, "Bank").past[-1] == seen - 1_000
    history.undo_last(plain)
    history.undo_last(plain)
    assert of(plain, "Bank").balance == seen


def test_a_new_account_takes_no_bands_from_the_others(plain: Vault) -> None:
    before = of(plain, "Bank")
    bank = accounts.find(plain, "Bank").id
    accounts.add(plain, "New card", "card", "EUR", statement_day=31, due_days=10, funded_by=bank)
    assert of(plain, "Bank").days == before.days
    assert of(plain, "New card").days[0].bands == ()
    total = forecast.look(plain, TODAY).total
    assert total is not None
    assert len(total.days[0].bands) == 3


def test_an_empty_vault_has_no_forecast(vault: Vault) -> None:
    found = forecast.look(vault, TODAY)
    assert (found.total, found.accounts, found.alert) == (None, (), None)


def test_budgets_come_and_go_with_undo(household: Vault) -> None:
    assert planning.budget(household, TODAY).envelopes == ()
    count = planning.plan_usual(household, TODAY)
    seen = planning.budget(household, TODAY)
    assert count == len(seen.envelopes) > 3
    first = seen.envelopes[0]
    planning.set_budget(household, first.category_id, 12_345, seen.month, carries=True)
    changed = planning.budget(household, TODAY).envelopes[0]
    assert (changed.planned, changed.carries, changed.spent) == (12_345, True, first.spent)
    planning.set_budget(household, first.category_id, 0, seen.month)
    assert first.category_id not in {one.category_id for one in planning.budget(household, TODAY).envelopes}
    for _back in range(3):
        history.undo_last(household)
    assert planning.budget(household, TODAY).envelopes == ()
    with pytest.raises(LedgerError):
        planning.set_budget(household, first.category_id, -1, seen.month)


def test_debts_are_those_that_bear_interest(vault: Vault) -> None:
    accounts.add(vault, "Paid each month", "card", "EUR", opening=-20_000)
    accounts.add(vault, "No terms", "loan", "EUR", opening=-50_000)
    loan = {"apr": "0.06", "payment": 10_000, "first_due_on": date(2026, 1, 31)}
    from decimal import Decimal

    accounts.add(vault, "Car", "loan", "EUR", opening=-100_000, **{**loan, "apr": Decimal("0.06")})
    found = planning.debts(vault, TODAY, 5_000)
    assert [one.name for one in found.debts] == ["Car"]
    assert [one.name for one in found.unknown] == ["No terms"]
    assert found.avalanche is not None
    assert found.least is not None
    assert found.avalanche.months < found.least.months == 11
    assert found.saved(found.avalanche) == found.least.interest - found.avalanche.interest


def test_goals_are_kept_changed_and_undone(vault: Vault) -> None:
    account = accounts.add(vault, "Savings", "savings", "EUR", opening=30_000)
    number = planning.add_goal(vault, "Bicycle", 120_000, "EUR", due_on=date(2027, 5, 19), account_id=account)
    (goal,) = planning.goals(vault)
    assert (goal.saved, goal.missing, goal.monthly(TODAY)) == (30_000, 90_000, 15_000)
    planning.change_goal(vault, number, target=60_000)
    assert planning.goals(vault)[0].monthly(TODAY) == 5_000
    planning.remove_goal(vault, number)
    assert planning.goals(vault) == []
    history.undo_last(vault)
    assert planning.goals(vault)[0].target == 60_000
    with pytest.raises(LedgerError):
        planning.add_goal(vault, " ", 1, "EUR")
