"""Rules in order, and the one a correction offers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.errors import LedgerError, QueryError
from hub.domain.query import TransactionView, matches
from hub.domain.rule_checks import refuse
from hub.domain.rule_parts import RulePart, shares
from hub.domain.rules import apply, compiled, offer_rule
from hub.domain.search import parse
from hub.domain.transaction import Category, Rule, Transaction

TODAY = date(2026, 11, 19)


def rule(number: int, query: str, category: int | None = None, payee: str | None = None, *, on: bool = True) -> Rule:
    return Rule(number, number, query, category, payee, on, TODAY)


SHOP = TransactionView("Gruenmarkt", "GRUENMARKT DANKT 4471", Decimal("-63.48"), date(2026, 11, 17))


def test_the_first_rule_that_names_a_category_decides() -> None:
    rules = compiled([rule(3, "gruenmarkt", 30), rule(1, "gruenmarkt amount>100", 10), rule(2, "gruenmarkt", 20)])
    applied = apply(rules, SHOP)
    assert applied is not None
    assert (applied.rule_id, applied.category_id, applied.payee) == (2, 20, None)


def test_a_later_rule_may_add_the_payee() -> None:
    applied = apply(compiled([rule(1, "dankt", 10), rule(2, "4471", 20, "Grünmarkt")]), SHOP)
    assert applied is not None
    assert (applied.rule_id, applied.category_id, applied.payee) == (1, 10, "Grünmarkt")


def test_disabled_broken_and_empty_rules_decide_nothing() -> None:
    rules = compiled([rule(1, "gruenmarkt", 10, on=False), rule(2, "(gruenmarkt", 20), rule(3, "", 30)])
    assert apply(rules, SHOP) is None


@given(st.text(max_size=30), st.text(max_size=30), st.integers(-100_000, 100_000))
def test_an_offered_rule_finds_the_corrected_transaction(payee: str, description: str, amount: int) -> None:
    corrected = Transaction(1, 1, TODAY, amount, "EUR", payee, description)
    view = TransactionView(payee, description, Decimal(amount).scaleb(-2), TODAY)
    assert matches(parse(offer_rule(corrected), TODAY), view)


def test_a_correction_offers_everything_of_the_payee() -> None:
    assert offer_rule(Transaction(1, 1, TODAY, -100, "EUR", "Grünmarkt", "X")) == 'payee:"Grünmarkt"'


GROCERIES, LEISURE, MOVES = (
    Category(at, name, kind, None, 0, "", at)
    for at, (name, kind) in enumerate([("groceries", "expense"), ("leisure", "expense"), ("transfer", "transfer")], 1)
)
KNOWN = {one.id: one for one in (GROCERIES, LEISURE, MOVES)}


def refused(new: Rule, *others: Rule) -> str:
    try:
        refuse(new, others, KNOWN, TODAY)
    except (LedgerError, QueryError) as error:
        return error.code
    return ""


def test_rules_that_go_round_in_circles_are_refused() -> None:
    there = rule(1, "payee:one", payee="Two")
    assert refused(rule(2, "payee:two", payee="One"), there) == "rule_loops"
    assert refused(rule(2, "payee:two", payee="One", on=False), there) == ""
    assert refused(rule(2, "payee:two", payee="Two b"), there) == ""
    assert refused(rule(2, "payee:two amount>5", payee="One"), there) == ""
    long = [rule(1, "payee:aa", payee="Bb"), rule(2, "payee:bb", payee="Cc")]
    assert refused(rule(3, "payee:cc", payee="Aa"), *long) == "rule_loops"
    assert refused(rule(4, "category:leisure", 1), rule(1, "category:groceries", 2)) == "rule_loops"
    assert refused(rule(4, "category:leisure amount>0", 1), rule(1, "category:groceries", 2)) == ""


def test_rules_that_contradict_each_other_or_themselves_are_refused() -> None:
    assert refused(rule(2, "b a", 2), rule(1, "a b", 1)) == "rule_contradicts"
    assert refused(rule(2, "b a", None, "Name"), rule(1, "a b", 1)) == ""
    for never in ("a -a", "is:income is:spending", "amount>5 amount<5", "on:2026-03 on:2026-04", "(a -a) b"):
        assert refused(rule(1, never, 1)) == "rule_never_matches"
    for possible in ("amount>=5 amount<=5", "on:2026 on:2026-04", "a or -a", "amount>5 amount<-5"):
        assert refused(rule(1, possible, 1)) == ""
    assert refused(rule(1, "a")) == "rule_does_nothing"
    assert refused(rule(1, "", 1)) == "rule_matches_everything"
    assert refused(rule(1, "(a", 1)) == "open_bracket"


def part(percent: str = "", amount: str = "") -> RulePart:
    return RulePart(None, Decimal(percent) if percent else None, Decimal(amount) if amount else None)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ((part("50"),), "rule_needs_two_parts"),
        ((part("60"), part("50")), "rule_parts_do_not_add_up"),
        ((part("60"), part("30")), "rule_parts_do_not_add_up"),
        ((part("100"), part()), "rule_parts_do_not_add_up"),
        ((part(amount="5"), part(amount="6")), "rule_needs_a_rest"),
        ((part(), part("50")), "rule_rest_not_last"),
        ((part("0"), part()), "rule_part_not_positive"),
        ((part("5", "5"), part()), "rule_part_is_two"),
    ],
)
def test_parts_that_make_no_whole_are_refused(parts: tuple[RulePart, ...], code: str) -> None:
    assert refused(replace(rule(1, "a"), parts=parts)) == code


@given(
    st.integers(-(10**9), 10**9),
    st.lists(st.decimals("0.01", 40, places=2), min_size=1, max_size=3).filter(lambda found: sum(found) < 100),
    st.sampled_from(["EUR", "JPY", "KWD"]),
)
def test_parts_always_add_up_to_the_whole(amount: int, percents: list[Decimal], currency: str) -> None:
    found = shares([*(RulePart(None, percent=one) for one in percents), RulePart(None)], amount, currency)
    if found is not None:
        assert sum(found) == amount
        assert all(one * amount > 0 for one in found)


def test_a_fixed_part_larger_than_the_whole_does_not_split() -> None:
    fixed = [part(amount="5.00"), part()]
    assert shares(fixed, -1_200, "EUR") == (-500, -700)
    assert shares(fixed, -500, "EUR") is None
    assert shares(fixed, -1_200, "JPY") == (-5, -1_195)
