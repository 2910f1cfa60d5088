"""What matters besides money: additive, impartial, and nothing without an answer."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hub.domain.priorities import ALIKE, ANSWERS, AXES, COST, QUESTIONS, Way, traits, weighed, weights

KINDS = ("credit_card", "charge_card", "debit_card", "cash", "wallet", "bank_transfer", "bnpl", "prepaid_card")
answers = st.dictionaries(st.integers(0, len(QUESTIONS) - 1), st.sampled_from(ANSWERS))
money = st.decimals(-50, 50, places=2)
prices = st.decimals("0.01", 5000, places=2)
ways = st.builds(
    Way, money, st.lists(st.sampled_from(KINDS), min_size=1, max_size=3), st.integers(0, 90), st.booleans(),
    st.integers(0, 4),
)  # fmt: skip
matters = answers.map(weights).filter(bool)


def test_without_an_answer_there_are_no_weights() -> None:
    assert weights({}) is None
    assert weights({0: "skip"}) is None


@given(answers)
def test_twelve_points_are_given_out(given_: dict[int, str]) -> None:
    found = weights(given_)
    assert (found is None) == (not given_)
    if found is not None:
        assert sum(found.values()) == 12
        assert set(found) == set(AXES)
        assert all(0 <= weight <= 4 for weight in found.values())


@given(answers, st.integers(0, 5))
def test_a_skipped_question_weighs_both_alike(given_: dict[int, str], number: int) -> None:
    others = {one: said for one, said in given_.items() if one != number}
    if others:
        assert weights(others) == weights({**others, number: ALIKE})


@given(ways, prices, matters)
def test_what_is_added_sums_up_and_stays_within_its_share(way: Way, price: Decimal, matter: dict[str, int]) -> None:
    found = weighed(way, price, matter)
    assert found.total == way.net + sum(found.added.values())
    assert COST not in found.added
    assert all(0 <= worth <= price * Decimal("0.04") for worth in found.added.values())
    assert all(0 <= good <= 1 for good in traits(way).values())


@given(ways, prices, matters, money)
def test_more_money_never_hurts(way: Way, price: Decimal, matter: dict[str, int], more: Decimal) -> None:
    richer = Way(way.net + abs(more), way.kinds, way.days, way.staged, way.extras)
    before, after = weighed(way, price, matter), weighed(richer, price, matter)
    assert (after.added, after.net - before.net) == (before.added, abs(more))


@given(ways, prices, matters)
def test_paying_later_and_less_to_think_of_never_hurt(way: Way, price: Decimal, matter: dict[str, int]) -> None:
    before = weighed(way, price, matter).total
    assert weighed(Way(way.net, way.kinds, way.days + 10, way.staged, way.extras), price, matter).total >= before
    assert weighed(Way(way.net, way.kinds, way.days, way.staged, way.extras + 1), price, matter).total <= before


@given(st.lists(ways, min_size=2, max_size=6), prices, matters)
def test_order_and_other_ways_change_nothing(several: list[Way], price: Decimal, matter: dict[str, int]) -> None:
    alone = [weighed(way, price, matter).total for way in several]
    shuffled = list(reversed(several))
    assert [weighed(way, price, matter).total for way in reversed(shuffled)] == alone


def test_only_cost_counts_where_it_won_and_nothing_else_was_weighed() -> None:
    plain = dict.fromkeys(AXES, 0) | {COST: 4}
    way = Way(Decimal("1.20"), ["cash"])
    assert weighed(way, Decimal(100), plain).total == Decimal("1.20")
