"""Rules in order, and the one a correction offers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hub.domain.query import TransactionView, matches
from hub.domain.rules import apply, compiled, offer_rule
from hub.domain.search import parse
from hub.domain.transaction import Rule, Transaction

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
