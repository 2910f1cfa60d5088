"""Moves between own accounts: both sides found, counted once, never guessed."""

from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.transfers import CERTAIN, Movement, Own, find_transfers, stated_fee
from hub.services.sample import sample_accounts
from hub.services.sample_household import AURUM, CASH, CURRENT, LUMO, MERIDIAN, SAVINGS, Household

DAY = date(2026, 11, 9)
OWN = {
    1: Own("Rheinbank Current", "DE09999512340004711820", "Rheinbank"),
    2: Own("Rheinbank Savings", "DE08999512340004711838", "Rheinbank"),
    3: Own("Aurum Credit", "", "Aurum"),
    4: Own("Swiss Account", "CH9300762011623852957", "Alpenbank"),
}


def move(
    number: int, account: int, amount: int, text: str = "", *, days: int = 0, currency: str = "EUR", to: str = ""
) -> Movement:
    return Movement(number, account, DAY + timedelta(days), amount, currency, text, to or None)


def pairs(movements: list[Movement], **more: object) -> list[tuple[int, int]]:
    found = find_transfers(movements, OWN, **more)  # type: ignore[arg-type]  # any option
    return [(one.out_id, one.in_id) for one in found if one.confidence >= CERTAIN]


def test_a_number_a_name_or_words_make_a_pair_sure() -> None:
    assert pairs([move(1, 1, -30_000, to=OWN[2].number), move(2, 2, 30_000, days=2)]) == [(1, 2)]
    assert pairs([move(1, 1, -61_240, "AURUM KARTENABRECHNUNG"), move(2, 3, 61_240, "PAYMENT RECEIVED", days=1)]) == [
        (1, 2)
    ]
    assert pairs([move(1, 1, -5_000, "Grünmarkt"), move(2, 3, 5_000, "Modehaus Kern")]) == []


def test_the_window_is_four_days_and_one_account_is_no_transfer() -> None:
    out = move(1, 1, -30_000, to=OWN[2].number)
    assert pairs([out, move(2, 2, 30_000, days=4)]) == [(1, 2)]
    assert pairs([out, move(2, 2, 30_000, days=5)]) == []
    assert pairs([out, move(2, 1, 30_000)]) == []


@pytest.mark.parametrize(
    ("text", "fee"),
    [
        ("Transfer to Rheinbank Savings, fee 1.50", 150),
        ("ÜBERWEISUNG RHEINBANK SAVINGS ENTGELT: EUR 1,50", 150),
        ("Virement Rheinbank Savings frais de virement 2 EUR", 200),
        ("Rheinbank Savings fee 1.234.567", 0),
        ("Coffee 1.50 Rheinbank Savings", 0),
        ("Überweisungsgebühr 1,50 Rheinbank Savings", 150),
        ("Rheinbank Savings fee 70.00", 0),
        ("Rheinbank Savings", 0),
    ],
)
def test_a_stated_fee_makes_two_amounts_one_move(text: str, fee: int) -> None:
    out = move(1, 1, -10_150, text)
    assert stated_fee(out) == fee
    assert pairs([out, move(2, 2, 10_150 - fee)]) == [(1, 2)]
    assert pairs([out, move(2, 2, 10_149 - fee)]) == []


def test_a_rejected_pair_is_never_proposed_again() -> None:
    both = [move(1, 1, -30_000, to=OWN[2].number), move(2, 2, 30_000)]
    assert find_transfers(both, OWN, {(1, 2)}) == []


def test_what_is_ambiguous_is_not_linked() -> None:
    out = move(1, 1, -10_000, "UMBUCHUNG")
    assert pairs([out, move(2, 2, 10_000, "UMBUCHUNG"), move(3, 3, 10_000, "UMBUCHUNG")]) == []


def test_equal_moves_on_one_day_are_paired_one_to_one() -> None:
    movements = [move(n, 1, -5_000, to=OWN[2].number) for n in (1, 2)] + [move(n, 2, 5_000) for n in (3, 4)]
    found = pairs(movements)
    assert len(found) == 2
    assert {id_ for pair in found for id_ in pair} == {1, 2, 3, 4}


def test_another_currency_within_a_tenth_of_the_rate() -> None:
    rates = {"EUR": Decimal(1), "CHF": Decimal("1.06")}
    out = move(1, 1, -106_000, "TO ALPENBANK", to=OWN[4].number)
    assert pairs([out, move(2, 4, 98_500, currency="CHF", days=1)], rates=rates) == [(1, 2)]
    assert pairs([out, move(2, 4, 80_000, currency="CHF", days=1)], rates=rates) == []
    assert pairs([out, move(2, 4, 98_500, currency="CHF", days=1)]) == []


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(-3, 3), st.integers(0, 6)), max_size=14))
def test_each_movement_is_in_one_pair_at_most_and_pairs_cancel_out(rows: list[tuple[int, int, int]]) -> None:
    movements = [
        move(n, account, 100 * amount, "UMBUCHUNG", days=days) for n, (account, amount, days) in enumerate(rows)
    ]
    by_id = {one.id: one for one in movements}
    found = find_transfers(movements, OWN)
    ids = [id_ for one in found for id_ in (one.out_id, one.in_id)]
    assert len(ids) == len(set(ids))
    for one in found:
        out, into = by_id[one.out_id], by_id[one.in_id]
        assert out.amount + into.amount == 0
        assert out.account_id != into.account_id
        assert abs((out.booked_on - into.booked_on).days) <= 4


def test_the_sample_household_s_transfers_are_found_and_nothing_else() -> None:
    today = date(2026, 11, 19)
    home = Household(today)
    order = [CURRENT, SAVINGS, AURUM, MERIDIAN, LUMO, CASH]
    own = {at: Own(one.name, one.number, one.institution) for at, one in enumerate(sample_accounts(today).values())}
    movements, truth = [], set()
    for at, account in enumerate(order):
        for row in home.rows[account]:
            words = (
                "SPAR",
                "ABRECHNUNG",
                "PAYMENT RECEIVED",
                "AUFLADUNG",
                "BARGELD",
                "LUMO *",
                "Bank deposit",
                "Card funding",
            )
            number = len(movements)
            if any(word in row.text for word in words) or row.payee == "Cash machine":
                truth.add(number)
            movements.append(Movement(number, at, row.on, row.amount, "EUR", f"{row.payee} {row.text}"))
    found = {
        id_ for one in find_transfers(movements, own) if one.confidence >= CERTAIN for id_ in (one.out_id, one.in_id)
    }
    wrong = [movements[id_] for id_ in found - truth]
    missed = [movements[id_] for id_ in truth - found]
    assert wrong == []
    assert len(missed) <= 0.03 * len(truth), missed[:10]


def test_thousands_of_equal_amounts_are_no_quadratic_work() -> None:
    movements = [
        Movement(at, 1 + at % 2, date.fromordinal(730_000 + at // 20), 5_000 if at % 2 else -5_000, "EUR", "COFFEE")
        for at in range(8_000)
    ]
    start = time.process_time()
    find_transfers(movements, OWN)
    assert time.process_time() - start < 10
