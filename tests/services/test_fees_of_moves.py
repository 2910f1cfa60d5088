"""The fee of a move between own accounts is spending, in the category of fees, whatever happens to the rows."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.chains import fee_of
from hub.domain.transaction import Transaction
from hub.domain.transfers import Movement
from hub.services import accounts, history, ledger, reports, today, transfers, vaults
from storage import checks
from storage.vault import Vault

TODAY = date(2026, 3, 31)
FIRST = date(2026, 1, 1)


def leg(number: int, amount: int, text: str = "", currency: str = "EUR") -> Movement:
    return Movement(number, number, TODAY, amount, currency, text)


@pytest.mark.parametrize(
    ("legs", "paid"),
    [
        ([leg(1, -10_150), leg(2, 10_000)], (1, -150)),
        ([leg(1, -10_000), leg(2, 10_000)], None),
        ([leg(1, -1_000), leg(2, 300)], (1, -700)),
        ([leg(1, -10_000), leg(2, 10_150)], None),
        ([leg(1, -2_000), leg(2, -2_000)], None),
        ([leg(1, -2_000), leg(2, 2_000), leg(3, -2_000)], None),
        ([leg(1, -2_050), leg(2, 2_000), leg(3, -2_000), leg(4, 2_000)], (1, -50)),
        ([leg(1, -10_150, "To Limmat, fee 1.50"), leg(2, 9_300, currency="CHF")], (1, -150)),
        ([leg(1, -10_150, "To Limmat"), leg(2, 9_300, currency="CHF")], None),
    ],
)
def test_the_row_that_left_paid_what_did_not_arrive(legs: list[Movement], paid: tuple[int, int] | None) -> None:
    assert fee_of(legs) == paid


def test_a_stated_fee_is_found_in_every_sum(vault: Vault, current: int, card: int) -> None:
    move = transfers.book(vault, current, card, 10_150, date(2026, 3, 10), "Repayment", received=10_000)
    ledger.add(vault, current, date(2026, 3, 12), -2_000, "Bakery")
    for query in ("", "on:2026-03"):
        assert ledger.totals(vault, query, TODAY) == [("EUR", -2_150, 0, 3)]
    assert ledger.totals(vault, "category:fees", TODAY) == [("EUR", -150, 0, 1)]
    assert ledger.months(vault, "", TODAY) == [("2026-03", "EUR", -2_150, 3)]
    for first in (date(2026, 3, 1), date(2026, 3, 2)):
        by_category = {one.label: one.out for one in reports.report(vault, "categories", first, TODAY)}
        assert by_category == {"": -2_000, "fees": -150}
        assert sum(one.out for one in reports.report(vault, "months", first, TODAY)) == -2_150
        assert {one.label: one.out for one in reports.report(vault, "payees", first, TODAY)}["Repayment"] == -150
    assert today.look(vault, TODAY).spent_this_month == 2_150
    payer = ledger.find(vault, "category:fees", TODAY)[0]
    assert ledger.detail(vault, payer).fee == -150
    transfers.unlink(vault, move)
    assert ledger.totals(vault, "", TODAY) == [("EUR", -12_150, 10_000, 3)]
    history.undo_last(vault)
    ledger.remove(vault, [payer])
    assert ledger.totals(vault, "", TODAY)[0][1] == -2_000


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("book", "link", "add", "change", "move", "remove", "unlink", "sort", "undo", "redo")),
        st.integers(0, 40),
        st.integers(0, 89),
        st.integers(-9_999, 9_999),
        st.sampled_from(("Move", "Move, fee 1.50")),
    ),
    max_size=16,
)


@given(STEPS)
@settings(max_examples=5, deadline=None)
def test_all_sums_are_those_of_a_plain_count(steps: list[tuple[str, int, int, int, str]]) -> None:
    with Vault.in_memory() as vault:
        vaults.prepare(vault)
        held = [accounts.add(vault, name, "current", code) for name, code in (("A", "EUR"), ("B", "EUR"), ("C", "CHF"))]
        settled = len(history.operations(vault, 99))
        for step in steps:
            _do(vault, held, step, settled)
        plain = _plain(vault)
        with vault.read() as connection:
            assert checks.differing(connection) == []
        for query in ("", "on:2026"):
            found = {code: out for code, out, _into, _count in ledger.totals(vault, query, TODAY) if out}
            assert found == {code: sum(out.values()) for code, out in plain.items()}
        for first in (FIRST, FIRST + timedelta(9)):
            wanted = _plain(vault, first)
            report = {(one.currency, one.label): one.out for one in reports.report(vault, "categories", first, TODAY)}
            assert {key: out for key, out in report.items() if out} == {
                (code, label): out for code, labels in wanted.items() for label, out in labels.items()
            }
        by_month: dict[str, int] = defaultdict(int)
        for month, _currency, total, _count in ledger.months(vault, "is:spending or is:transfer", TODAY):
            by_month[month] += total
        assert sum(by_month.values()) == sum(sum(labels.values()) for labels in plain.values())


def _do(vault: Vault, held: list[int], step: tuple[str, int, int, int, str], settled: int) -> None:
    what, which, day, amount, payee = step
    on, known = FIRST + timedelta(day), ledger.load(vault, ledger.find(vault, "", TODAY))
    row = known[which % len(known)] if known else None
    if what == "book":
        ids = [(held[0], -abs(amount) - 150 * (which % 2) - 1), (held[1 + which % 2], abs(amount) + 1)]
        transfers.link(vault, [ledger.add(vault, at, on, minor, payee) for at, minor in ids])
    elif what == "add":
        ledger.add(vault, held[which % 3], on, amount, payee)
    elif what in {"undo", "redo"}:
        if len(history.operations(vault, 99)) > settled:
            (history.undo_last if what == "undo" else history.redo)(vault)
    elif row is not None:
        _touch(vault, known, row, step)


def _touch(vault: Vault, known: list[Transaction], row: Transaction, step: tuple[str, int, int, int, str]) -> None:
    what, _which, day, amount, payee = step
    if what == "link":
        other = known[day % len(known)]
        is_move = other.account_id != row.account_id and row.amount * other.amount < 0
        if is_move and row.transfer_id is None and other.transfer_id is None:
            transfers.link(vault, [row.id, other.id])
    elif what == "change":
        ledger.change(vault, [row.id], amount=amount, payee=payee)
    elif what == "move":
        ledger.change(vault, [row.id], booked_on=FIRST + timedelta(day))
    elif what == "remove":
        ledger.remove(vault, [row.id])
    elif what == "unlink" and row.transfer_id is not None:
        transfers.unlink(vault, row.transfer_id)
    elif what == "sort":
        ledger.set_category(vault, [row.id], ledger.categories(vault)[day % 26].id, TODAY)


def _plain(vault: Vault, first: date = FIRST) -> dict[str, dict[str, int]]:
    """What went out by currency and category, counted row by row."""
    categories = {one.id: one for one in ledger.categories(vault)}
    moves: dict[int, list[Any]] = defaultdict(list)
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in ledger.load(vault, ledger.find(vault, "", TODAY)):
        category = categories.get(row.category_id or 0)
        if row.transfer_id is not None:
            moves[row.transfer_id].append(row)
        elif row.amount < 0 and row.booked_on >= first and (category is None or category.kind in {"expense", "income"}):
            found[row.currency][category.name if category else ""] += row.amount
    for legs in moves.values():
        payer, total = min(legs, key=lambda leg: (leg.amount, leg.id)), sum(leg.amount for leg in legs)
        is_move = len(legs) == 2 and min(leg.amount for leg in legs) < 0 < max(leg.amount for leg in legs)
        is_foreign = len({leg.currency for leg in legs}) > 1
        if is_foreign:
            states = "fee 1.50" in payer.payee and -payer.amount > 2 * 150
            total = -150 if states else 0
        if is_move and total < 0 and payer.booked_on >= first:
            found[payer.currency]["fees"] += total
    return found
