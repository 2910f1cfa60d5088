"""Offers by own spending: what fits, why the others don't, and that nobody can pay for a place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.errors import PackError
from hub.domain.merchants import MerchantIndex
from hub.domain.offer_book import match_offers
from hub.domain.offers import Offer, Person, Visit, offer_of
from hub.services.sample import sample_catalogue
from hub.services.sample_household import Household

TODAY = date(2026, 11, 19)
PERSON = Person("EUR", "DE", frozenset({"aurum", "aurum-credit", "visa"}))


def offer(merchant: str = "Grünmarkt", **more: object) -> Offer:
    plain = Offer("o1", merchant, "", "percent", Decimal("0.05"), max_credit=Decimal(10), origin="portal")
    return plain._replace(**more)  # type: ignore[arg-type]  # any field


def weekly(payee: str = "Grünmarkt", amount: int = 5_000, count: int = 52) -> list[Visit]:
    return [Visit(payee, TODAY - timedelta(weeks=week), amount) for week in range(count)]


def reason(one: Offer, visits: list[Visit] | None = None, person: Person = PERSON) -> str:
    return match_offers([one], weekly() if visits is None else visits, TODAY, person)[0].reason


def test_an_offer_fits_by_what_is_bought_anyway() -> None:
    match = match_offers([offer(max_credit=None)], weekly(), TODAY, PERSON)[0]
    assert (match.fits, match.reason, match.visits, match.spent, match.usual) == (
        True,
        "you_buy_there",
        52,
        260_000,
        5_000,
    )
    assert (match.worth, match.per) == (13_000, "year")


def test_worth_ends_with_the_offer_and_at_its_cap() -> None:
    month = match_offers([offer(max_credit=None, valid_to=TODAY + timedelta(29))], weekly(), TODAY, PERSON)[0]
    assert month.worth == 5_000 * 52 * 30 // 365 * 5 // 100
    capped = match_offers([offer(kind="fixed", value=Decimal(3), max_credit=Decimal(3))], weekly(), TODAY, PERSON)[0]
    assert (capped.worth, capped.per) == (300, "once")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"valid_to": TODAY - timedelta(1)}, "expired"),
        ({"valid_from": TODAY + timedelta(1)}, "not_started"),
        ({"region": ("FR",)}, "other_region"),
        ({"origin": "card", "instruments": ("meridian",)}, "no_such_card"),
        ({"programme": "miles"}, "unit_without_value"),
        ({"merchant": "Weinkontor Kaiserstuhl"}, "never_there"),
        ({"min_spend": Decimal(60)}, "baskets_too_small"),
        ({"value": Decimal("0.00001")}, "worth_little"),
        ({"origin": "card", "networks": ("visa",)}, "you_buy_there"),
    ],
)
def test_what_does_not_fit_says_why(changes: dict[str, object], why: str) -> None:
    assert reason(offer(**changes)) == why


def test_one_visit_is_no_habit() -> None:
    assert reason(offer(), weekly(count=1)) == "rarely_there"


def test_units_count_at_the_person_s_own_value() -> None:
    person = replace(PERSON, unit_values={"miles": Decimal("0.004")})
    match = match_offers([offer(programme="miles", value=Decimal(10), max_credit=None)], weekly(), TODAY, person)[0]
    assert match.worth == 52 * 50 * 10 * 4 // 10


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=9)), min_size=2, max_size=6, unique_by=lambda p: p[0]))
def test_names_titles_and_order_change_nothing(texts: list[tuple[str, str]]) -> None:
    offers = [
        offer(id=f"id{at}", value=Decimal(at + 1) / 100, title=title, source=source, max_credit=None)
        for at, (title, source) in enumerate(texts)
    ]
    ranked = [match.offer.id for match in match_offers(reversed(offers), weekly(), TODAY, PERSON)]
    assert ranked == [one.id for one in reversed(offers)]


def test_the_sample_household_gets_what_it_buys_and_no_wine_tasting() -> None:
    home = Household(TODAY)
    visits = [Visit(row.payee, row.on, -row.amount) for rows in home.rows.values() for row in rows if row.amount < 0]
    documents = sample_catalogue(TODAY)["offers"]
    assert isinstance(documents, list)
    matches = match_offers([offer_of(one) for one in documents], visits, TODAY, PERSON)
    assert {match.offer.merchant for match in matches if match.fits} == {"Grünmarkt", "Modehaus Kern", "Route Station"}
    refused = {match.offer.merchant: match.reason for match in matches if not match.fits}
    assert refused["Weinkontor Kaiserstuhl"] == "never_there"
    assert refused["Streamly"] == "baskets_too_small"


def test_a_document_becomes_an_offer_or_says_what_is_wrong() -> None:
    document = {"id": "a", "kind": "percent", "value": "0.10", "valid_to": "2026-12-31", "commission": {"rate": "9"}}
    assert offer_of(document).valid_to == date(2026, 12, 31)
    for broken in ({"kind": "percent", "value": "1"}, {**document, "value": "1e9"}, {**document, "kind": "luck"}):
        with pytest.raises(PackError):
            offer_of(broken, "$.offers[0]")


PAYEES = [
    "Route Station Lörrach", "GRUENMARKT DANKT 4471", "AMZN Mktp US*2K3", "Baeckerei Lang", "Baumarkt Hornung",
    "PAYPAL *KLETTERHALLEFR", "Café Inselweg", "Bahnhof Cafe", "Hotel Bristol Berlin", "Hotel Seeblick",
    "7-ELEVEN Convenience", "Restaurant Il Senso", "支付宝－浙江天猫技术有限公司", "Klang.co.uk",
    "[PR]TONWERK WHOLESAL", "Rimi Zirmunu", "Rimi Savanoriu", "Optik Muraba",
]  # fmt: skip


@pytest.mark.parametrize(
    ("merchant", "payees"),
    [
        ("Route Station", [0]),
        ("Grünmarkt", [1]),
        ("Grünmarkt GmbH", [1]),
        ("Amazon", [2]),
        ("Bäckerei Lang", [3]),
        ("Kletterhalle Freiburg", [5]),
        ("Hotel Bristol", [8]),
        ("Hotel", []),
        ("7-Eleven", [10]),
        ("Il Senso", [11]),
        ("天猫", [12]),
        ("Klang", [13]),
        ("Tonwerk", [14]),
        ("Rimi", [15, 16]),
        ("Muraba", []),
        ("Optik Mura", []),
        ("Bäckerei Vogt", []),
        ("Baumarkt Nagel", []),
        ("Café Central", []),
        ("", []),
        ("a", []),
    ],
)
def test_merchants_are_found_as_banks_write_them(merchant: str, payees: list[int]) -> None:
    assert MerchantIndex(PAYEES).find(merchant) == payees
