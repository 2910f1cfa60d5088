"""Accounts of every kind: cards, loans, cash, points, investments, lent and borrowed; the position over all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.errors import LedgerError, StatementError
from hub.domain.loan import annuity, schedule
from hub.services import accounts, cards, cash, history, holdings, iou, ledger, loans, rates, transfers, whence, worth
from storage.vault import Vault

TODAY = date(2026, 11, 21)
ECB = '<Envelope><Cube><Cube time="{day}">{rates}</Cube></Cube></Envelope>'


def balance_of(vault: Vault, account_id: int) -> int:
    return next(p.balance for p in accounts.positions(vault) if p.account.id == account_id)


def test_statement_cycles_of_a_card(vault: Vault) -> None:
    card = accounts.add(
        vault, "Aurum", "card", "EUR", statement_day=15, due_day=5, limit=100_000, minimum_rate=Decimal("0.05"),
        minimum_floor=1_000,
    )  # fmt: skip
    ledger.add(vault, card, date(2026, 10, 20), -30_000, "Shoes")
    ledger.add(vault, card, date(2026, 11, 18), -5_000, "Bread")
    ledger.add(vault, card, date(2026, 11, 20), 10_000, "Payment")
    running, closed, *_older = cards.cycles(vault, card, TODAY)
    assert (closed.opens_on, closed.closes_on, closed.due_on) == (
        date(2026, 10, 16), date(2026, 11, 15), date(2026, 12, 5),
    )  # fmt: skip
    assert (closed.owed, closed.minimum, closed.paid, closed.left) == (30_000, 1_500, 10_000, 20_000)
    assert (running.is_closed, running.owed, running.closes_on) == (False, 25_000, date(2026, 12, 15))


def test_a_loan_ends_at_zero_and_its_parts_add_up() -> None:
    rows = schedule(1_000_000, Decimal("0.049"), annuity(1_000_000, Decimal("0.049"), 60), date(2026, 1, 31))
    assert len(rows) in {60, 61}
    assert rows[-1].left == 0
    assert sum(row.principal + row.extra for row in rows) == 1_000_000
    assert rows[1].due_on == date(2026, 2, 28)
    assert rows[0].interest == 4083


@given(st.integers(1_000, 50_000_000), st.integers(0, 2_000), st.integers(1, 120), st.integers(0, 100_000))
@settings(max_examples=80)
def test_extra_payments_never_cost(principal: int, basis_points: int, months: int, extra: int) -> None:
    apr = Decimal(basis_points) / 10_000
    payment = annuity(principal, apr, months) + 1
    usual = schedule(principal, apr, payment, TODAY)
    faster = schedule(principal, apr, payment, TODAY, monthly_extra=extra)
    assert sum(row.principal + row.extra for row in faster) == principal
    assert len(faster) <= len(usual) <= months + 1
    assert sum(row.interest for row in faster) <= sum(row.interest for row in usual)


def test_a_loan_says_what_is_left_and_books_missing_interest(vault: Vault) -> None:
    loan = accounts.add(
        vault, "Car", "loan", "EUR", opening=-1_200_000, apr=Decimal("0.06"), payment=50_000,
        first_due_on=date(2026, 9, 1),
    )  # fmt: skip
    for month in (9, 10, 11):
        ledger.add(vault, loan, date(2026, month, 1), 50_000, "Instalment")
    plan = loans.plan(vault, loan, TODAY)
    assert [one.interest for one in plan.paid] == [6_000, 5_750, 5_500]
    assert loans.book_interest(vault, loan, TODAY, "Interest") == 3
    plan = loans.plan(vault, loan, TODAY, monthly_extra=10_000)
    first = 1_200_000 - 44_000
    second = first - (50_000 - 5_780)
    assert plan.left == second - (50_000 - round(second * 0.005))
    assert plan.missing_interest == 0
    assert plan.instalments[0].due_on == date(2026, 12, 1)
    assert plan.saved is not None
    assert plan.saved.months > 0
    assert plan.saved.interest > 0


def test_a_payment_below_its_interest_is_refused(vault: Vault) -> None:
    loan = accounts.add(vault, "House", "loan", "EUR", opening=-10_000_000, apr=Decimal("0.12"), payment=50_000)
    with pytest.raises(LedgerError) as caught:
        loans.plan(vault, loan, TODAY)
    assert caught.value.code == "loan_never_ends"


def test_counted_cash_books_the_difference_once(vault: Vault) -> None:
    purse = accounts.add(vault, "Purse", "cash", "EUR", opening=5_000)
    made = cash.count(vault, purse, {2_000: 2, 500: 1, 200: 1, 20: 3}, TODAY, "Counted")
    assert (made.expected, made.counted, made.difference) == (5_000, 4_760, -240)
    assert balance_of(vault, purse) == 4_760
    booked = ledger.load(vault, [made.transaction_id or 0])[0]
    assert booked.notes == "3 × 0.20, 1 × 2.00, 1 × 5.00, 2 × 20.00"
    again = cash.count(vault, purse, {2_000: 2, 500: 1, 200: 1, 20: 3}, TODAY, "Counted")
    assert again.transaction_id is None


def test_lent_and_borrowed_by_person_and_settled(vault: Vault, current: int) -> None:
    lent = accounts.add(vault, "Friends", "iou", "EUR")
    iou.lend(vault, lent, current, "Ada", 5_000, TODAY)
    iou.lend(vault, lent, current, "Ada", 1_000, TODAY)
    iou.lend(vault, lent, current, "Bo", -2_000, TODAY)
    assert [(one.name, one.balance) for one in iou.people(vault, lent)] == [("Ada", 6_000), ("Bo", -2_000)]
    assert balance_of(vault, current) == 100_000 - 4_000
    iou.settle(vault, lent, current, "ada", TODAY)
    iou.settle(vault, lent, current, "Bo", TODAY)
    assert {one.balance for one in iou.people(vault, lent)} == {0}
    assert balance_of(vault, current) == 100_000
    assert ledger.totals(vault, "", TODAY)[0][1:3] == (0, 0)
    with pytest.raises(LedgerError) as caught:
        iou.settle(vault, lent, current, "Bo", TODAY)
    assert caught.value.code == "nothing_to_settle"


@pytest.mark.parametrize(("costing", "realised", "cost"), [("fifo", 9_900, 12_010), ("average", 8_895, 11_005)])
def test_holdings_by_costing(vault: Vault, costing: str, realised: int, cost: int) -> None:
    depot = accounts.add(vault, "Depot", "investment", "EUR", opening=100_000, costing=costing)
    for quantity, price, fee, day in (("10", "10", 0, 1), ("10", "12", 10, 2), ("-10", "20", 100, 3)):
        holdings.trade(
            vault, depot, "World", date(2026, 10, day), Decimal(quantity), Decimal(price), fee=fee, symbol="WLD"
        )
    holdings.set_price(vault, "wld", TODAY, Decimal("15.505"))
    found = holdings.portfolio(vault, depot, TODAY)
    assert (int(found.holdings[0].quantity), found.holdings[0].cost, found.realised) == (10, cost, realised)
    assert (found.cash, found.value, found.gain) == (100_000 - 10_000 - 12_010 + 19_900, 15_505, 15_505 - cost)
    assert found.total - 100_000 == found.gain + found.realised
    assert accounts.standing(vault, TODAY).total == found.total
    assert whence.balance(vault, depot, TODAY).balance == found.total
    with pytest.raises(LedgerError) as caught:
        holdings.trade(vault, depot, "World", TODAY, Decimal(-11), Decimal(1))
    assert caught.value.code == "sells_more_than_held"
    assert holdings.portfolio(vault, depot, TODAY) == found


def test_a_price_file_is_taken_over_and_its_bad_line_named(vault: Vault, tmp_path: Path) -> None:
    depot = accounts.add(vault, "Depot", "investment", "EUR")
    holdings.trade(vault, depot, "World", TODAY, Decimal(2), Decimal(10), symbol="WLD", pays=False)
    file = tmp_path / "prices.csv"
    file.write_text("Datum;Symbol;Kurs\n20.11.2026;WLD;11,50\n21.11.2026;WLD;1.012,25\n21.11.2026;XYZ;3\n")
    assert holdings.read_price_file(vault, file) == (2, ["XYZ"])
    assert holdings.portfolio(vault, depot, TODAY).value == 202_450
    assert holdings.portfolio(vault, depot, TODAY).holdings[0].price.source == "prices.csv:3"  # type: ignore[union-attr]  # it has a price
    file.write_text("date,symbol,price\n2026-11-21,WLD,0\n")
    with pytest.raises(StatementError) as caught:
        holdings.read_price_file(vault, file)
    assert (caught.value.code, caught.value.where) == ("bad_price", {"line": 2})


def test_points_are_no_money(vault: Vault, current: int) -> None:
    points = accounts.add(vault, "Lumo", "points", "EUR", opening=12_345, programme="lumo")
    assert accounts.get(vault, points).currency == "XXX"
    standing = accounts.standing(vault, TODAY)
    assert (standing.total, standing.unconverted) == (100_000, ())
    assert worth.over_time(vault, TODAY)[-1].total == 100_000


def test_net_worth_takes_each_months_rate(vault: Vault, current: int, tmp_path: Path) -> None:
    swiss = accounts.add(vault, "Limmat", "savings", "CHF", opening=100_000)
    ledger.add(vault, swiss, date(2026, 10, 5), 10_000, "Interest")
    file = tmp_path / "rates.csv"
    file.write_text("Date,USD,CHF,\n2026-11-20,1.10,0.9500,\n2026-09-30,1.2,1.0000,\n")
    assert rates.read_file(vault, file) == 4
    found = worth.over_time(vault, TODAY, months=3)
    assert [(one.on, one.total, one.missing) for one in found] == [
        (date(2026, 8, 31), 100_000, ("CHF",)),
        (date(2026, 9, 30), 200_000, ()),
        (date(2026, 10, 31), 210_000, ()),
        (TODAY, 100_000 + 115_789, ()),
    ]
    standing = accounts.standing(vault, TODAY)
    assert standing.total == found[-1].total
    assert (standing.dated["CHF"].day, standing.dated["CHF"].source) == (date(2026, 11, 20), "rates.csv")


@pytest.mark.parametrize("content", [ECB.format(day="2026-11-20", rates='<Cube currency="CHF" rate="0"/>'),
                                     "Date,CHF\n2026-11-20,0.0\n"])  # fmt: skip
def test_a_rate_of_zero_is_refused(vault: Vault, tmp_path: Path, content: str) -> None:
    file = tmp_path / "rates.xml"
    file.write_text(content)
    with pytest.raises(StatementError) as caught:
        rates.read_file(vault, file)
    assert (caught.value.code, caught.value.values["currency"]) == ("rate_is_zero", "CHF")
    with pytest.raises(LedgerError) as typed:
        rates.enter(vault, TODAY, "CHF", Decimal(0))
    assert typed.value.code == "rate_is_zero"
    assert rates.reference(vault, "EUR", TODAY) == {"EUR": 1}


def test_a_ring_of_funding_is_refused_and_accounts_are_arranged(vault: Vault, current: int, card: int) -> None:
    wallet = accounts.add(vault, "Pay", "wallet", "EUR", funded_by=card)
    accounts.change(vault, card, funded_by=current)
    with pytest.raises(LedgerError) as caught:
        accounts.change(vault, current, funded_by=wallet)
    assert caught.value.code == "funding_ring"
    accounts.arrange(vault, [wallet, current])
    assert [one.account.id for one in accounts.positions(vault)] == [wallet, current, card]
    history.undo_last(vault)
    assert [one.account.id for one in accounts.positions(vault)] == [current, card, wallet]


def test_where_a_balance_comes_from(vault: Vault, current: int) -> None:
    ledger.add(vault, current, TODAY, -1_000, "Bread")
    origin = whence.balance(vault, current, TODAY)
    assert (origin.opening, origin.balance, origin.rate) == (100_000, 99_000, None)
    assert [(one.file, one.rows, one.total) for one in origin.sources] == [("", 1, -1_000)]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("add", "change", "remove", "book", "count", "lend", "undo", "redo")),
        st.integers(0, 3),
        st.integers(1, 9_999),
    ),
    max_size=14,
)


@given(STEPS)
@settings(max_examples=8, deadline=None)
def test_balance_is_opening_and_transactions_whatever_is_done(steps: list[tuple[str, int, int]]) -> None:
    from hub.services import vaults

    with Vault.in_memory() as vault:
        vaults.prepare(vault)
        held = [
            accounts.add(vault, name, kind, "EUR", opening=opening)
            for name, kind, opening in (("A", "current", 7), ("B", "cash", -5), ("C", "iou", 0), ("D", "wallet", 3))
        ]
        for what, at, number in steps:
            _do(vault, held, what, at, number)
            for position in accounts.positions(vault):
                rows = ledger.load(vault, ledger.find(vault, f"account:{position.account.name}"))
                expected = position.account.opening + sum(row.amount for row in rows)
                assert position.balance == expected
                assert whence.balance(vault, position.account.id, TODAY).balance == expected


def _do(vault: Vault, held: list[int], what: str, at: int, number: int) -> None:
    ids = ledger.find(vault)
    there = {one.account.id for one in accounts.positions(vault)}
    if what in {"undo", "redo"}:
        (history.undo_last if what == "undo" else history.redo)(vault)
    elif not set(held) <= there:
        return
    elif what == "add":
        ledger.add(vault, held[at], TODAY, number if at % 2 else -number, "Payee")
    elif what == "change" and ids:
        ledger.change(vault, ids[:1], amount=number)
    elif what == "remove" and ids:
        ledger.remove(vault, ids[:1])
    elif what == "book" and at:
        transfers.book(vault, held[0], held[at], number, TODAY, "Move")
    elif what == "count":
        cash.count(vault, held[1], {100: number}, TODAY, "Counted")
    elif what == "lend":
        iou.lend(vault, held[2], held[at if at != 2 else 0], "Ada", number, TODAY)


def test_a_closed_account_refuses_new_transfers(vault: Vault, current: int, card: int) -> None:
    out = ledger.add(vault, current, TODAY, -500, "Card")
    into = ledger.add(vault, card, TODAY, 500, "Payment")
    accounts.change(vault, card, is_archived=True)
    acts: tuple[Callable[[], int], ...] = (
        lambda: transfers.link(vault, [out, into]),
        lambda: transfers.book(vault, current, card, 100, TODAY, "Move"),
    )
    for act in acts:
        with pytest.raises(LedgerError) as caught:
            act()
        assert (caught.value.code, caught.value.where["account"]) == ("account_is_closed", "Card")
    assert transfers.linked(vault) == []
