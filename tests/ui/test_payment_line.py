"""A purchase read from one line, in English and French, and what the own history adds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from hub.domain.kinds import kind_for
from ui import locale
from ui.payment.known import Known, Shop, known, offered_as
from ui.payment.line import LONGEST, read
from ui.payment.situation import Situation

TODAY = date(2026, 11, 19)  # a Thursday
TOMORROW = date(2026, 11, 20)
CATEGORIES = {"fuel": ["5541", "5542"], "eating out": ["5811-5814"], "groceries": ["5411", "5422", "5499"]}
SHOPS = [Shop("Route Station"), Shop("Grünmarkt", "groceries"), Shop("Kaffeebar Basel"), Shop("Le Petit Marché")]
KNOWN: Known = known("EUR", "DE", {"categories": CATEGORIES}, SHOPS)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    locale.use("en")
    yield
    locale.use("en")


def said(line: str) -> Situation:
    return read(line, KNOWN, TODAY)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("84 fuel in France tomorrow", {"amount": "84", "category": "fuel", "country": "FR", "on": TOMORROW}),
        ("12,50 café demain", {"amount": "12.5", "category": "eating out", "on": TOMORROW}),
        ("84 essence en France après-demain",
         {"amount": "84", "category": "fuel", "country": "FR", "on": date(2026, 11, 21)}),
        ("CHF 40 train in Switzerland friday",
         {"amount": "40", "currency": "CHF", "category": "transport", "country": "CH", "on": TOMORROW}),
        ("1 200,50 € hôtel en ligne le 12 décembre",
         {"amount": "1200.5", "currency": "EUR", "category": "travel", "channel": "online", "on": date(2026, 12, 12)}),
        ("€84 fuel", {"amount": "84", "currency": "EUR", "category": "fuel"}),
        ("50 usd flight 2026-12-24",
         {"amount": "50", "currency": "USD", "category": "travel", "on": date(2026, 12, 24)}),
        ("65 at Route Station contactless", {"amount": "65", "merchant": "Route Station", "contactless": True}),
        ("35 chez grunmarkt", {"amount": "35", "merchant": "Grünmarkt"}),
        ("35 Grünmarkt sans contact", {"amount": "35", "merchant": "Grünmarkt", "contactless": True}),
        ("45 chez Au Bon Vin en Belgique", {"amount": "45", "merchant": "Au Bon Vin", "country": "BE"}),
        ("84 at Shell fuel", {"amount": "84", "merchant": "Shell", "category": "fuel"}),
        ("20 at the gym", {"amount": "20", "category": "leisure", "merchant": ""}),
        ("3*12.5 lunch in 3 days", {"amount": "37.5", "category": "eating out", "on": date(2026, 11, 22)}),
        ("84 fuel 15/12", {"amount": "84", "category": "fuel", "on": date(2026, 12, 15)}),
        ("99 abonnement tous les mois", {"amount": "99", "category": "streaming", "channel": "recurring"}),
    ],
)  # fmt: skip
def test_what_is_said_is_understood(line: str, expected: dict[str, object]) -> None:
    found = said(line)
    amount = expected.pop("amount")
    assert found.amount == Decimal(str(amount))
    assert {name: getattr(found, name) for name in expected} == expected
    assert found.unread == ()


@pytest.mark.parametrize("line", ["", "   ", "fuel", "hello there", "€", "tomorrow", "é" * 500, "9" * 500, "\u202e84"])
def test_a_line_without_a_readable_amount_is_no_purchase(line: str) -> None:
    found = said(line)
    assert found.amount is None or len(line) <= LONGEST
    assert (found.purchase("EUR") is None) == (found.amount is None or found.amount <= 0)


def test_what_is_left_over_is_handed_back_and_not_guessed() -> None:
    assert said("wibble 12 frob").unread == ("wibble", "frob")
    assert said("40 all").unread == ("all",)  # not the lek, whose code this is
    assert said("40 ALL").currency == "ALL"
    assert said("40 all").currency == ""


def test_the_history_names_a_kind_only_where_it_can_be_one() -> None:
    assert kind_for("groceries", CATEGORIES) == "groceries"
    assert kind_for("eating_out", CATEGORIES) == "eating out"
    assert kind_for("transport", CATEGORIES | {"transport": ["4111-4131", "7523"]}) == "transport"
    assert kind_for("fuel", CATEGORIES) == "fuel"
    assert kind_for("eating_out", CATEGORIES | {"bars": ["5813"]}) == ""  # it could be either
    assert kind_for("leisure", CATEGORIES) == ""


def test_a_shop_of_an_offer_is_the_shop_of_the_history() -> None:
    assert offered_as("ROUTE STATION 0815 FREIBURG", ["Weinkontor", "Route Station"]) == "Route Station"
    assert offered_as("Kaffeebar Basel", ["Weinkontor", "Route Station"]) == "Kaffeebar Basel"


def test_parts_can_be_taken_from_another_situation() -> None:
    first, second = said("84 fuel in France"), said("12 café demain")
    mixed = first.taking(second, {"amount", "when"})
    assert (mixed.amount, mixed.category, mixed.country, mixed.on) == (12, "fuel", "FR", date(2026, 11, 20))
    assert mixed.same(second, "when")
    assert not mixed.same(second, "what")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("84 € essence demain", {"amount": "84", "currency": "EUR", "category": "fuel", "on": TOMORROW}),
        ("٨٤ يورو وقود في فرنسا غدًا", {"amount": "84", "currency": "EUR", "category": "fuel", "country": "FR",
                                        "on": TOMORROW}),
        ("قهوة بـ ١٢٫٥٠ يورو في المانيا بدون تلامس", {"amount": "12.5", "category": "eating out", "country": "DE",
                                                     "contactless": True}),
        ("٣٥ للوقود بعد غد عبر الإنترنت", {"amount": "35", "category": "fuel", "channel": "online",
                                          "on": date(2026, 11, 21)}),
        ("۸۴ یورو بنزین در فرانسه فردا", {"amount": "84", "currency": "EUR", "category": "fuel", "country": "FR",
                                         "on": TOMORROW}),
        ("۱۲٫۵ قهوه پس‌فردا", {"amount": "12.5", "category": "eating out", "on": date(2026, 11, 21)}),
        ("۲۰۰ تومان خواربار", {"amount": "2000", "currency": "IRR", "category": "groceries"}),
        ("۵۰ هتل ۳ روز دیگر", {"amount": "50", "category": "travel", "on": date(2026, 11, 22)}),
        ("明天在法国84块加油", {"amount": "84", "currency": "CNY", "category": "fuel", "country": "FR",
                                "on": TOMORROW}),
        ("84块加油", {"amount": "84", "currency": "CNY", "category": "fuel"}),
        ("12.5欧元咖啡3天后", {"amount": "12.5", "currency": "EUR", "category": "eating out",
                               "on": date(2026, 11, 22)}),
        ("12月5日网上买酒店1200欧元", {"amount": "1200", "currency": "EUR", "category": "travel", "channel": "online",
                                     "on": date(2026, 12, 5)}),
        ("下周五在Grünmarkt花了35", {"amount": "35", "merchant": "Grünmarkt", "on": date(2026, 11, 27)}),
        ("۳۵ در Grünmarkt", {"amount": "35", "merchant": "Grünmarkt", "country": ""}),
    ],
)  # fmt: skip
def test_the_line_is_understood_in_arabic_persian_and_chinese(line: str, expected: dict[str, object]) -> None:
    found = said(line)
    amount = expected.pop("amount")
    assert found.amount == Decimal(str(amount))
    assert {name: getattr(found, name) for name in expected} == expected
    assert found.unread == ()


def test_a_word_for_money_of_many_countries_is_the_home_currency_where_it_can_be() -> None:
    at_home = known("CAD", "CA", {"categories": CATEGORIES}, [])
    assert read("84 dollars fuel", at_home, TODAY).currency == "CAD"
    assert read("$84", at_home, TODAY).currency == "CAD"
    assert said("$84").currency == "USD"
