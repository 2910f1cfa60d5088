"""What is derived says what the transactions say, whatever was done to them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from hub.domain.recurring import find_series
from hub.domain.transaction import Split
from hub.services import accounts, history, ledger, recurrence, reports, transfers
from storage import checks, recurring, texts, transactions, undo
from storage.tables import batches
from storage.vault import Vault

FIRST = date(2024, 1, 1)
TODAY = date(2026, 1, 15)
PAYEES = ("Café Größe", "Café Größe 2", "カフェ 東京", "Rent", "qz", "")
Step = tuple[Any, ...]
DAYS = st.integers(0, 740)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), DAYS, st.integers(-9_999, 9_999), st.sampled_from(PAYEES)),
        st.tuples(st.just("batch"), DAYS, st.integers(1, 40), st.sampled_from(PAYEES)),
        st.tuples(st.just("change"), st.integers(0, 60), DAYS, st.integers(-9_999, 9_999), st.sampled_from(PAYEES)),
        st.tuples(st.just("sort"), st.integers(0, 60), st.integers(0, 9)),
        st.tuples(st.just("split"), st.integers(0, 60), st.integers(0, 9)),
        st.tuples(st.just("link"), st.integers(0, 60), st.integers(0, 60)),
        st.tuples(st.just("remove"), st.integers(0, 60)),
        st.tuples(st.just("look")),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
    ),
    max_size=14,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_it_stays_true_whatever_is_done(steps: list[Step]) -> None:
    with Vault.in_memory() as vault:
        ids = [accounts.add(vault, name, "current", "EUR") for name in ("One", "Two")]
        for step in steps:
            do(vault, ids, step)
        with vault.read() as connection:
            assert checks.differing(connection) == []
            rows = connection.exec_driver_sql("SELECT id, folded FROM transactions ORDER BY id").all()
            for word in ("é", "caf", "カ", "z", "e", "größe 2", "rent", "nowhere"):
                wanted = [row.id for row in rows if texts_of(word) in row.folded]
                assert list(texts.rows_with(connection, texts_of(word))) == wanted
            everything = recurring.payments(connection, recurrence.window_start(TODAY), TODAY)
        found = [one for one, _paid in recurrence.current(vault, TODAY)]
        assert found == find_series(everything, TODAY)
        assert reports.report(vault, "months", FIRST, TODAY) == counted(vault, "months", FIRST, TODAY)
        assert ledger.totals(vault, "", TODAY) == ledger.totals(vault, "on:2000..2099", TODAY)
        middle = FIRST + timedelta(100)
        assert reports.report(vault, "categories", middle, TODAY) == counted(vault, "categories", middle, TODAY)


def do(vault: Vault, ids: list[int], step: Step) -> None:
    """One step of a life; what can't be done now is left out."""
    kind, *rest = step
    known = ledger.find(vault, "", TODAY)
    if kind == "add":
        ledger.add(vault, ids[0], FIRST + timedelta(rest[0]), rest[1], rest[2] or "Somebody")
    elif kind == "batch":
        bring(vault, ids[1], *rest)
    elif kind == "look":
        recurrence.current(vault, TODAY)
    elif kind == "undo":
        newest = next(one.name for one in undo.history(vault) if one.state == "done")
        if newest != "add_account":  # the steps need the accounts
            history.undo_last(vault)
    elif kind == "redo":
        undo.redo(vault)
    elif known:
        one = known[rest[0] % len(known)]
        touch(vault, kind, one, known, rest)


def touch(vault: Vault, kind: str, one: int, known: list[int], rest: list[Any]) -> None:
    row = ledger.load(vault, [one])[0]
    categories: list[int | None] = [None, *(category.id for category in ledger.categories(vault))]
    if kind == "change" and not row.is_split:
        ledger.change(vault, [one], booked_on=FIRST + timedelta(rest[1]), amount=rest[2], payee=rest[3] or "Somebody")
    elif kind == "sort":
        ledger.set_category(vault, [one], categories[rest[1] % len(categories)], TODAY)
    elif kind == "split":
        half = row.amount // 2
        ledger.split(vault, one, [Split(0, categories[0], half), Split(0, None, row.amount - half)])
    elif kind == "link":
        other = ledger.load(vault, [known[rest[1] % len(known)]])[0]
        is_move = other.account_id != row.account_id and row.amount * other.amount < 0
        if is_move and row.transfer_id is None and other.transfer_id is None:
            transfers.link(vault, [one, other.id])
    elif kind == "remove":
        ledger.remove(vault, [one])


def bring(vault: Vault, account: int, day: int, count: int, payee: str) -> None:
    """Rows in bulk, a month apart: something that recurs."""
    facts = dict.fromkeys(("file_name", "file_hash", "format", "importer"), "x") | {"imported_at": "2026-01-01"}
    numbers = dict.fromkeys(("read", "new", "duplicate", "matched", "rejected"), 0)
    with vault.write("import") as write:
        made = write.connection.execute(insert(batches).values(account_id=account, **facts, **numbers)).lastrowid
        rows = [row_of(account, made, FIRST + timedelta(day - 30 * number), payee) for number in range(count)]
        with write.bulk(made) as connection:
            transactions.insert_many(connection, rows)


def row_of(account: int, batch: int, on: date, payee: str) -> tuple[object, ...]:
    none = (None,) * 5
    return (account, on.isoformat(), None, -1299, payee, "", "booked", None, None, "", *none[:4], "", None, "", batch,
            1, None, f"{texts_of(payee)}\n\n")  # fmt: skip


def texts_of(word: str) -> str:
    """The word as the search folds it."""
    from hub.domain.text import fold

    return fold(word)


def counted(vault: Vault, name: str, first: date, last: date) -> list[reports.Total]:
    """A report by a plain count of rows and parts."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    named = {one.id: one.name for one in ledger.categories(vault)}
    for row in ledger.load(vault, ledger.find(vault, "", TODAY)):
        if row.transfer_id is not None or not first <= row.booked_on <= last:
            continue
        parts = [(row.category_id, row.amount)]
        if name == "categories" and row.is_split:
            parts = [(part.category_id, part.amount) for part in ledger.detail(vault, row.id).splits]
        for category, amount in parts:
            label = f"{row.booked_on:%Y-%m}" if name == "months" else named.get(category or 0, "")
            for at, value in enumerate((min(amount, 0), max(amount, 0), 1)):
                sums[label][at] += value
    order = (lambda one: (one.label,)) if name == "months" else (lambda one: (one.out, one.label))
    return sorted((reports.Total(label, "EUR", *three) for label, three in sums.items()), key=order)


def test_what_recurs_is_looked_at_again_in_another_currency() -> None:
    with Vault.in_memory() as vault:
        account = accounts.add(vault, "One", "current", "EUR")
        for month in range(1, 10):
            ledger.add(vault, account, date(2025, month, 5), -1299, "Rent")
        assert [one.currency for one, _paid in recurrence.current(vault, date(2025, 9, 20))] == ["EUR"]
        with vault.write("change_account") as write:
            write.connection.exec_driver_sql("UPDATE accounts SET currency = 'CHF'")
        assert [one.currency for one, _paid in recurrence.current(vault, date(2025, 9, 20))] == ["CHF"]
        history.undo_last(vault)
        assert [one.currency for one, _paid in recurrence.current(vault, date(2025, 9, 20))] == ["EUR"]
