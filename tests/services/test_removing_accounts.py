"""Removing what others hang on: rows of one month go together, sums stay right, and undo brings all back."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete

from hub.services import accounts, doctor, history, ledger, transfers
from storage.tables import categories
from storage.vault import Vault

TODAY = date(2026, 11, 21)


def balances(vault: Vault) -> dict[str, int]:
    return {one.account.name: one.balance for one in accounts.positions(vault)}


def test_an_account_goes_with_all_rows_of_a_month_and_comes_back(vault: Vault, current: int, card: int) -> None:
    for day in (3, 5, 9):
        ledger.add(vault, card, date(2026, 11, day), -1_000, "Bakery")
    out = ledger.add(vault, current, date(2026, 11, 10), -3_000, "Card payment")
    back = ledger.add(vault, card, date(2026, 11, 10), 3_000, "Payment received")
    transfers.link(vault, [out, back])
    before = balances(vault)
    accounts.remove(vault, card)
    assert balances(vault) == {"Current": before["Current"]}
    history.undo_last(vault)
    assert balances(vault) == before
    history.redo(vault)
    assert balances(vault) == {"Current": before["Current"]}
    assert not [one for one in doctor.check(vault) if one.code in ("sums_differ", "index_differs")]


def test_what_is_left_alone_of_a_transfer_counts_again(vault: Vault, current: int, card: int) -> None:
    for remove in (lambda leg: ledger.remove(vault, [leg]), lambda _leg: accounts.remove(vault, card)):
        out = ledger.add(vault, current, date(2026, 11, 10), -3_000, "Card payment")
        back = ledger.add(vault, card, date(2026, 11, 10), 3_000, "Payment received")
        transfers.link(vault, [out, back])
        before = ledger.totals(vault, "", TODAY)
        remove(back)
        assert ledger.detail(vault, out).transaction.transfer_id is None
        assert ledger.totals(vault, "card payment", TODAY) == [("EUR", -3_000, 0, 1)]
        history.undo_last(vault)
        assert ledger.totals(vault, "", TODAY) == before
        ledger.remove(vault, [out, back])


def test_two_sides_in_one_account_and_month_are_set_free_together(vault: Vault, current: int) -> None:
    out = ledger.add(vault, current, date(2026, 11, 10), -3_000, "Own")
    back = ledger.add(vault, current, date(2026, 11, 11), 3_000, "Own")
    other = accounts.add(vault, "Other", "current", "EUR")
    ledger.change(vault, [back], account_id=other)
    linked = transfers.link(vault, [out, back])
    transfers.unlink(vault, linked)
    linked = transfers.link(vault, [out, back])
    ledger.remove(vault, [out, back])
    assert balances(vault) == {"Current": 100_000, "Other": 0}
    category = ledger.categories(vault)[0].id
    rows = [ledger.add(vault, current, date(2026, 11, day), -500, "Bakery") for day in (1, 2, 3)]
    ledger.set_category(vault, rows, category, TODAY)
    history.undo_last(vault)
    assert not [one for one in doctor.check(vault) if one.code in ("sums_differ", "index_differs")]


def test_a_category_goes_from_all_rows_of_a_payee_at_once(vault: Vault, current: int) -> None:
    category = ledger.categories(vault)[0].id
    rows = [ledger.add(vault, current, date(2026, 11, day), -500, "Bakery") for day in (1, 2, 3)]
    ledger.set_category(vault, rows, category, TODAY)
    with vault.write("remove_category") as write:
        write.connection.execute(delete(categories).where(categories.c.id == category))
    assert len(ledger.find(vault, "is:uncategorised", TODAY)) >= 3
    assert not [one for one in doctor.check(vault) if one.code in ("sums_differ", "index_differs")]
