"""Accounts and transactions through the services, on a real encrypted vault."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.domain.errors import LedgerError, QueryError
from hub.domain.transaction import Split
from hub.services import accounts, history, ledger, rules
from storage.vault import Vault

TODAY = date(2026, 11, 21)


def balance(vault: Vault, account_id: int) -> int:
    return next(p.balance for p in accounts.positions(vault) if p.account.id == account_id)


def test_balance_is_opening_plus_transactions(vault: Vault, current: int) -> None:
    ledger.add(vault, current, date(2026, 11, 1), -2_550, "Bäckerei Lang")
    ledger.add(vault, current, date(2026, 11, 2), 291_245, "Lindner Verlag")
    ledger.add(vault, current, date(2026, 11, 20), -9_999, "Later", status="expected")
    assert balance(vault, current) == 100_000 - 2_550 + 291_245


def test_search_is_folded_and_finds_parts_of_words(vault: Vault, current: int) -> None:
    wanted = ledger.add(vault, current, date(2026, 11, 1), -2_550, "BÄCKEREI LANG")
    ledger.add(vault, current, date(2026, 11, 1), -2_550, "Kino Harmonie")
    cjk = ledger.add(vault, current, date(2026, 11, 3), -100, "星巴克咖啡")
    assert ledger.find(vault, "backer", TODAY) == [wanted]
    assert ledger.find(vault, "巴克", TODAY) == [cjk]
    assert ledger.find(vault, "payee:lang amount:20..30 on:2026-11", TODAY) == [wanted]
    assert ledger.find(vault, "-payee:lang", TODAY) == [cjk, wanted + 1]


def test_search_says_where_it_does_not_understand(vault: Vault) -> None:
    with pytest.raises(QueryError) as caught:
        ledger.find(vault, "coffee (amount>3", TODAY)
    assert caught.value.where["position"] == 7


def test_splits_must_add_up(vault: Vault, current: int, categories: dict[str, int]) -> None:
    one = ledger.add(vault, current, date(2026, 11, 17), -6_348, "Grünmarkt")
    parts = [Split(0, categories["groceries"], -5_153, "Weekly shop"), Split(0, categories["shopping"], -1_195)]
    with pytest.raises(LedgerError) as caught:
        ledger.split(vault, one, [parts[0], Split(0, None, -1)])
    assert caught.value.code == "split_does_not_add_up"
    assert ledger.detail(vault, one).splits == ()
    ledger.split(vault, one, parts)
    assert [part.amount for part in ledger.detail(vault, one).splits] == [-5_153, -1_195]
    with pytest.raises(LedgerError):
        ledger.change(vault, [one], amount=-1)
    assert ledger.find(vault, "category:shopping", TODAY) == [one]


def test_a_correction_is_learned_offers_a_rule_and_can_be_undone(
    vault: Vault, current: int, categories: dict[str, int]
) -> None:
    first, second = (ledger.add(vault, current, date(2026, 11, day), -800, "Xylo Prax") for day in (3, 9))
    correction = ledger.set_category(vault, [first], categories["leisure"], TODAY)
    assert correction is not None
    assert (correction.query, correction.others) == ('payee:"Xylo Prax"', 1)
    assert [c.category_id for c in rules.proposed(vault)] == [categories["leisure"]]
    rules.add(vault, correction.query, correction.category_id, None, TODAY, apply=True)
    assert ledger.detail(vault, second).transaction.category_by == "rule"
    history.undo_last(vault)
    assert ledger.detail(vault, second).transaction.category_id is None
    history.undo_last(vault)
    assert ledger.detail(vault, first).transaction.category_id is None
    assert rules.proposed(vault) == []
    history.redo(vault)
    assert ledger.detail(vault, first).transaction.category_id == categories["leisure"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " ", "kind": "current", "currency": "EUR"}, "account_without_name"),
        ({"name": "CURRENT", "kind": "current", "currency": "EUR"}, "account_name_taken"),
        ({"name": "A", "kind": "bucket", "currency": "EUR"}, "unknown_kind"),
        ({"name": "A", "kind": "card", "currency": "euro"}, "not_a_currency"),
        ({"name": "A", "kind": "card", "currency": "EUR", "statement_day": 32}, "out_of_range"),
    ],
)
def test_accounts_that_make_no_sense_are_refused(
    vault: Vault, current: int, values: dict[str, object], code: str
) -> None:
    with pytest.raises(LedgerError) as caught:
        accounts.add(vault, **values)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert len(accounts.positions(vault)) == 1


def test_currency_of_a_used_account_stays(vault: Vault, current: int) -> None:
    accounts.change(vault, current, currency="CHF")
    ledger.add(vault, current, TODAY, -1, "x")
    with pytest.raises(LedgerError, match="currency_is_used"):
        accounts.change(vault, current, currency="EUR")


def test_deleting_an_account_takes_its_transactions_and_undo_brings_all_back(vault: Vault, current: int) -> None:
    one = ledger.add(vault, current, TODAY, -1_000, "Zoo")
    ledger.tag(vault, one, ["#trip", "family"])
    accounts.remove(vault, current)
    assert ledger.find(vault, "", TODAY) == []
    history.undo_last(vault)
    assert ledger.find(vault, "zoo", TODAY) == [one]
    assert ledger.detail(vault, one).tags == ("family", "trip")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(-(10**9), 10**9), st.booleans()), max_size=8))
def test_balance_holds_whatever_is_done_and_undone(steps: list[tuple[int, bool]]) -> None:
    with Vault.in_memory() as vault:
        account_id = accounts.add(vault, "A", "cash", "JPY", opening=7)
        expected = 7
        for amount, is_undone in steps:
            ledger.add(vault, account_id, TODAY, amount, "p")
            if is_undone:
                history.undo_last(vault)
            else:
                expected += amount
        assert balance(vault, account_id) == expected


@pytest.mark.parametrize("query", ["", "on:2026"])
def test_accounts_and_categories_are_sorted_by_their_names(vault: Vault, query: str) -> None:
    kinds = [one.id for one in ledger.categories(vault)[:3]]
    names = dict(zip(kinds, ("Zoo", "Äpfel", "market"), strict=True))
    rows = {}
    for at, name in enumerate(("Zebra", "äther", "Bank")):
        account = accounts.add(vault, name, "current", "EUR")
        made = ledger.add(vault, account, date(2026, 1, 1 + at), -100, name)
        ledger.set_category(vault, [made], kinds[at], date(2026, 2, 1))
        rows[name] = made
    rows["none"] = ledger.add(vault, accounts.find(vault, "Bank").id, date(2026, 1, 9), -100, "none")
    today, keys = date(2026, 2, 1), {"Zebra": "Zoo", "äther": "Äpfel", "Bank": "market", "none": ""}
    by_account = [rows[one] for one in ("äther", "Bank", "none", "Zebra")]
    assert ledger.find(vault, query, today, sort="account", descending=False) == by_account
    assert ledger.find(vault, query, today, sort="account") == by_account[::-1]
    by_category = [rows[one] for one in ("none", "äther", "Bank", "Zebra")]
    assert [keys[one] for one in ("none", "äther", "Bank", "Zebra")] == ["", "Äpfel", "market", "Zoo"]
    assert ledger.find(vault, query, today, sort="category", descending=False, names=names) == by_category
    assert ledger.find(vault, query, today, sort="category", names=names) == by_category[::-1]
    assert ledger.find(vault, query, today, sort="category", names=names, limit=2) == by_category[:1:-1]
