"""Transfers and chains on a real vault: found, agreed to, refused, counted once."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.chains import chain_of, cost
from hub.domain.errors import LedgerError
from hub.services import accounts, history, ledger, rates, transfers, vaults, worth
from storage.vault import Vault

TODAY = date(2026, 11, 21)


def spent(vault: Vault) -> int:
    return sum(out for _currency, out, _into, _count in ledger.totals(vault, "", TODAY))


def net(vault: Vault) -> int:
    return accounts.standing(vault, TODAY).total


def test_a_pair_is_proposed_with_its_confidence_and_never_again_once_refused(vault: Vault, current: int) -> None:
    savings = accounts.add(vault, "Pot", "savings", "EUR")
    out = ledger.add(vault, current, TODAY, -5_000, "Transfer to Pot")
    into = ledger.add(vault, savings, TODAY + timedelta(4), 5_000, "Transfer")
    found = transfers.proposed(vault)
    assert [(one.out_id, one.in_id) for one in found] == [(out, into)]
    assert 0 < found[0].confidence < 100
    transfers.reject(vault, into, out)
    assert transfers.proposed(vault) == []
    history.undo_last(vault)
    made = transfers.link(vault, [out, into], found[0].confidence, found[0].why)
    assert spent(vault) == 0
    assert [(one.id, one.why, one.cost) for one in transfers.linked(vault)] == [(made, found[0].why, 0)]
    transfers.unlink(vault, made)
    assert transfers.proposed(vault) == []


def test_a_move_between_currencies_is_found_within_a_tenth_of_the_rate(vault: Vault, current: int) -> None:
    swiss = accounts.add(vault, "Limmat", "savings", "CHF")
    rates.enter(vault, TODAY, "CHF", Decimal("0.95"))
    out = ledger.add(vault, current, TODAY, -10_000, "To Limmat")
    into = ledger.add(vault, swiss, TODAY, 9_300, "From Current")
    ledger.add(vault, swiss, TODAY, 8_000, "From Current")
    assert [(one.out_id, one.in_id) for one in transfers.proposed(vault)] == [(out, into)]
    before = net(vault)
    transfers.link(vault, [out, into])
    assert net(vault) == before
    assert transfers.linked(vault)[0].cost == 10_000 - round(9_300 / Decimal("0.95"))


def test_a_chain_of_three_counts_once(vault: Vault, current: int, card: int) -> None:
    accounts.change(vault, card, funded_by=current)
    wallet = accounts.add(vault, "PayPal", "wallet", "EUR", funded_by=card)
    purchase = ledger.add(vault, wallet, TODAY, -2_000, "Book shop")
    drawn = ledger.add(vault, card, TODAY + timedelta(1), -2_000, "PAYPAL *BOOKSHOP")
    repaid = ledger.add(vault, current, TODAY + timedelta(3), -2_000, "Credit card payment Card")
    arrived = ledger.add(vault, card, TODAY + timedelta(3), 2_000, "Payment thank you")
    assert (spent(vault), net(vault)) == (-6_000, 100_000 - 4_000)
    pair = next(one for one in transfers.proposed(vault) if one.out_id == repaid)
    transfers.link(vault, [pair.out_id, pair.in_id])
    assert pair.in_id == arrived
    assert spent(vault) == -4_000
    found = transfers.fundings(vault)
    assert [(one.purchase_id, one.source_id) for one in found] == [(purchase, drawn)]
    transfers.complete(vault, purchase, drawn, "Drawn from Card")
    assert (spent(vault), net(vault)) == (-2_000, 100_000 - 2_000)
    assert transfers.fundings(vault) == []
    assert chain_of(wallet, {wallet: card, card: current, current: None}) == [wallet, card, current]
    history.undo_last(vault)
    transfers.reject(vault, purchase, drawn)
    assert transfers.fundings(vault) == []


def test_what_is_no_single_purchase_is_not_completed(vault: Vault, current: int, card: int) -> None:
    first = ledger.add(vault, current, TODAY, -2_000, "A")
    other = ledger.add(vault, card, TODAY, -2_100, "B")
    with pytest.raises(LedgerError) as caught:
        transfers.complete(vault, first, other, "Drawn")
    assert caught.value.code == "not_one_purchase"


def test_a_transfer_between_currencies_needs_what_arrives(vault: Vault, current: int) -> None:
    swiss = accounts.add(vault, "Limmat", "savings", "CHF")
    with pytest.raises(LedgerError) as caught:
        transfers.book(vault, current, swiss, 1_000, TODAY, "Move")
    assert caught.value.code == "transfer_amount_missing"
    transfers.book(vault, current, swiss, 1_000, TODAY, "Move", received=930)
    assert {p.account.name: p.balance for p in accounts.positions(vault)} == {"Current": 99_000, "Limmat": 930}


MOVES = st.lists(
    st.tuples(
        st.sampled_from(("book", "fee", "exchange", "link", "complete", "unlink", "undo", "redo")),
        st.integers(0, 3),
        st.integers(0, 3),
        st.integers(1, 50_000),
    ),
    max_size=12,
)


@given(MOVES)
@settings(max_examples=8, deadline=None)
def test_moves_change_net_worth_only_by_what_they_say_they_cost(moves: list[tuple[str, int, int, int]]) -> None:
    with Vault.in_memory() as vault:
        vaults.prepare(vault)
        rates.enter(vault, TODAY, "CHF", Decimal("1.25"))
        held = [
            accounts.add(vault, name, kind, currency, opening=1_000_000)
            for name, kind, currency in (
                ("Bank", "current", "EUR"), ("Visa", "card", "EUR"), ("Purse", "wallet", "EUR"),
                ("Limmat", "savings", "CHF"),
            )
        ]  # fmt: skip
        accounts.change(vault, held[2], funded_by=held[1])
        start = net(vault)
        for what, first, second, amount in moves:
            _move(vault, held, what, held[first], held[second], amount)
            linked = transfers.linked(vault)
            legs = {leg.id for one in linked for leg in one.legs}
            free = [row for row in ledger.load(vault, ledger.find(vault)) if row.id not in legs]
            home = {"EUR": Decimal(1), "CHF": Decimal("0.8")}
            outside = sum(cost([(row.amount, row.currency)], home, "EUR") or 0 for row in free)
            lost = sum(one.cost or 0 for one in linked)
            slack = 1 + len(linked) + len(free)  # each sum in the home currency is rounded to the cent
            assert abs(start - net(vault) - lost - outside) <= slack
            assert worth.over_time(vault, TODAY, months=1)[-1].total == net(vault)


def _move(vault: Vault, held: list[int], what: str, first: int, second: int, amount: int) -> None:
    is_foreign = (first == held[3]) != (second == held[3])
    if what in {"undo", "redo"} and len(history.operations(vault, 99)) > 8:
        (history.undo_last if what == "undo" else history.redo)(vault)
    elif what == "book" and first != second and not is_foreign:
        transfers.book(vault, first, second, amount, TODAY, "Move")
    elif what == "exchange" and first != second:
        transfers.book(vault, first, second, amount, TODAY, "Move", received=amount + 7)
    elif what == "fee" and first != second and not is_foreign:
        transfers.book(vault, first, second, amount + 150, TODAY, "Move", received=amount)
    elif what == "link" and first != second:
        ids = [ledger.add(vault, first, TODAY, -amount, "Out"), ledger.add(vault, second, TODAY, amount, "In")]
        before = net(vault)
        transfers.link(vault, ids)
        assert net(vault) == before
    elif what == "unlink" and transfers.linked(vault):
        before = net(vault)
        transfers.unlink(vault, transfers.linked(vault)[0].id)
        assert net(vault) == before
    elif what == "complete":
        before = net(vault)
        purchase = ledger.add(vault, held[2], TODAY, -amount, "Shop")
        drawn = ledger.add(vault, held[1], TODAY, -amount, "Purse shop")
        transfers.complete(vault, purchase, drawn, "Drawn")
        assert net(vault) == before - amount
