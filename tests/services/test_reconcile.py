"""Reconciling: the difference, its culprits, what is marked, and what breaks it later."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.errors import LedgerError
from hub.domain.reconciling import Candidate, difference, suspects
from hub.services import bulk, history, ledger, reconcile
from hub.services.bulk import Edit
from storage.vault import Vault

TODAY = date(2026, 11, 21)
END = date(2026, 10, 31)


def row(at: int, amount: int, payee: str = "Shop", *, is_ticked: bool = True) -> Candidate:
    return Candidate(at, END, amount, payee, is_ticked)


@pytest.mark.parametrize(
    ("missing", "rows", "code", "ids", "amount"),
    [
        (-1_250, [row(1, -900), row(2, -1_250, is_ticked=False)], "missing_tick", (2,), -1_250),
        (1_250, [row(1, -1_250, "Café"), row(2, -1_250, "CAFÉ")], "double", (1,), -1_250),
        (1_250, [row(1, -1_250), row(2, -300)], "extra_tick", (1,), -1_250),
        (-5_000, [row(1, 2_500), row(2, -300)], "sign", (1,), -2_500),
        (-2_700, [row(1, -1_450)], "digits", (1,), -4_150),
        (-800, [row(1, -300, is_ticked=False), row(2, -500, is_ticked=False)], "missing_tick", (1, 2), -800),
        (-77, [row(1, -300)], "not_here", (), -77),
    ],
)
def test_culprits(missing: int, rows: list[Candidate], code: str, ids: tuple[int, ...], amount: int) -> None:
    first = suspects(missing, rows)[0]
    assert (first.code, first.ids, first.amount) == (code, ids, amount)


@given(st.lists(st.integers(-100_000, 100_000).filter(bool), min_size=1, max_size=20), st.data())
def test_a_forgotten_tick_is_always_named(amounts: list[int], data: st.DataObject) -> None:
    forgotten = data.draw(st.integers(0, len(amounts) - 1))
    rows = [row(at, amount, f"P{at}", is_ticked=at != forgotten) for at, amount in enumerate(amounts)]
    missing = difference(500 + sum(amounts), 500, rows)
    assert missing == amounts[forgotten]
    assert any(one.code == "missing_tick" and forgotten in one.ids for one in suspects(missing, rows))


@given(st.integers(10, 10_000_000), st.integers(0, 5))
def test_exchanged_digits_are_found(amount: int, place: int) -> None:
    digits = list(str(amount))
    at = place % (len(digits) - 1)
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    right = int("".join(digits))
    if right not in {amount, 0} and abs(right - amount) != amount:
        found = suspects(-(right - amount), [row(1, -amount)])
        assert ("digits", (1,), -right) in [(one.code, one.ids, one.amount) for one in found]


def test_a_statement_is_met_kept_and_watched(vault: Vault, current: int) -> None:
    first = ledger.add(vault, current, date(2026, 10, 5), -1_000, "Bread")
    second = ledger.add(vault, current, date(2026, 10, 9), -2_000, "Shoes")
    late = ledger.add(vault, current, date(2026, 11, 3), -4_000, "Rent")
    ledger.add(vault, current, date(2026, 11, 30), -9, "Later")
    sheet = reconcile.sheet(vault, current, END)
    assert (sheet.before, [one.id for one in sheet.rows], sheet.last) == (100_000, [first, second, late], None)
    with pytest.raises(LedgerError) as caught:
        reconcile.finish(vault, current, END, 97_000, [first], TODAY)
    assert (caught.value.code, caught.value.values["difference"]) == ("does_not_reconcile", -2_000)
    reconcile.finish(vault, current, END, 97_000, [first, second], TODAY)
    assert {one.status for one in ledger.load(vault, [first, second])} == {"reconciled"}
    assert reconcile.guarded(vault, [first, late, *range(10_000, 300_000)]) == {first: END}
    every = [first, second, late]
    tried = [bulk.preview(vault, every, one) for one in (Edit(booked_on=TODAY), Edit(status="booked"), Edit(notes="x"))]
    assert [(one.changed > 0, one.met) for one in tried] == [(True, 2), (True, 2), (True, 0)]
    assert reconcile.sheet(vault, current, date(2026, 11, 15)).before == 97_000
    assert reconcile.broken(vault) == []

    ledger.change(vault, [first], amount=-1_500)
    assert [(one.off, one.met.changed) for one in reconcile.broken(vault)] == [(-500, (first,))]
    history.undo_last(vault)
    ledger.remove(vault, [second])
    assert [(one.off, one.met.rows) for one in reconcile.broken(vault)] == [(2_000, 1)]
    history.undo_last(vault)
    assert reconcile.broken(vault) == []

    assert [one.closing for one in reconcile.history(vault, current)] == [97_000]
    reconcile.reopen(vault, current)
    assert {one.status for one in ledger.load(vault, [first, second])} == {"booked"}
    history.undo_last(vault)
    assert reconcile.history(vault, current)[0].rows == 2
