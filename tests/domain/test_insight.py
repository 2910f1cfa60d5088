"""Insights: the lowest unmet level first, one action each, and no investing tip beside a late bill."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hub.domain.account import Account, Position
from hub.domain.bill import DUE, EXPECTED, LATE, PAID, Bill, PriceStep, Series
from hub.domain.forecast import free_to_spend, next_days
from hub.domain.insight import LEVELS, Facts, insights
from hub.domain.offers import Offer, OfferMatch
from hub.domain.recurring import Payment
from hub.domain.watch import DoubleCharge, double_charges, fees

TODAY = date(2026, 11, 19)


def bill(days: int, amount: int, state: str, key: str = "", biller: str = "Dr. Albrecht") -> Bill:
    return Bill(None, biller, TODAY + timedelta(days), amount, "EUR", state, series_key=key)


def series(key: str, *steps: tuple[int, int], count: int = 24) -> Series:
    prices = tuple(PriceStep(TODAY - timedelta(days), amount) for days, amount in steps)
    return Series(
        0, key.title(), 1, "EUR", 1, "month", steps[-1][1], False, TODAY, TODAY, count, 90, steps=prices, key=key
    )


def pay(number: int, days: int, amount: int, payee: str = "Kino Harmonie", account: int = 1) -> Payment:
    return Payment(number, account, TODAY - timedelta(days), amount, "EUR", payee)


def facts(balance: int = 200_000, bills: tuple[Bill, ...] = (), **more: object) -> Facts:
    position = Position(Account(1, "Rheinbank Current", "current", "EUR"), balance, 10, TODAY, TODAY)
    salary = bill(6, 291_245, EXPECTED, "salary", "Lindner Verlag")
    known = (*bills, salary)
    free = free_to_spend([position], known, TODAY, 80_000, "EUR")
    plain = Facts(TODAY, "EUR", free, next_days(balance, known, TODAY), [position], known)
    return replace(plain, **more)  # type: ignore[arg-type]  # any field


def codes(some: Facts, hidden: tuple[str, ...] = ()) -> list[str]:
    return [one.code for one in insights(some, hidden)]


OFFER = OfferMatch(Offer("o", "Grünmarkt", "5 % off", "percent", Decimal("0.05")), True, "you_buy_there", 2_000, "year")


def test_each_fact_becomes_its_insight() -> None:
    everything = facts(
        bills=(
            bill(-3, -1_999, LATE, "telmo"),
            bill(5, -12_840, DUE),
            bill(1, -9_600, DUE, "strom"),
            bill(-1, -5, PAID),
        ),
        series=[
            series("strom", (700, -8_800), (60, -9_600)),
            series("music", (60, -1_099), count=3),
            series("old", (700, -9)),
        ],
        doubles=[DoubleCharge(pay(1, 3, -1_850), pay(2, 3, -1_850))],
        fees=[pay(3, 20, -990, "Rheinbank Entgelt"), pay(4, 110, -990, "Rheinbank Entgelt")],
        uncategorised=(4, 7_340),
        offers=[OFFER, OFFER._replace(fits=False)],
    )
    found = insights(everything)
    assert [one.code for one in found] == [
        "bill_due", "bill_late", "double_charge", "new_subscription", "price_up", "to_sort", "offer_fits", "fee_found",
    ]  # fmt: skip
    by_code = {one.code: one for one in found}
    assert (by_code["price_up"].figure, by_code["price_up"].per) == (800, "month")
    assert by_code["fee_found"].figure == 1_980
    assert by_code["bill_late"].values["days"] == 3
    assert by_code["double_charge"].arguments == {"ids": (1, 2)}
    assert len({one.key for one in found}) == len(found)


def test_bills_that_are_not_covered_come_first() -> None:
    found = insights(facts(balance=5_000, bills=(bill(2, -9_000, DUE, "rent"),)))
    assert [one.code for one in found] == ["not_covered"]
    assert found[0].figure == 4_000


def test_a_stale_account_asks_for_a_file() -> None:
    card = Account(2, "Aurum Credit", "card", "EUR")
    old = Position(card, -48_620, 9, TODAY - timedelta(40), TODAY - timedelta(50))
    assert codes(facts(positions=[old])) == ["stale_account"]
    assert codes(facts(positions=[replace(old, account=replace(card, kind="cash"))])) == []
    assert codes(facts(positions=[replace(old, last_import_on=TODAY)])) == []


def test_what_the_person_dismissed_is_not_shown() -> None:
    some = facts(uncategorised=(4, 7_340))
    assert codes(some) == ["to_sort"]
    assert codes(some, ("to_sort",)) == []


@given(st.integers(0, 10**8), st.integers(-30, 8), st.sampled_from([LATE, DUE, EXPECTED]), st.integers(1, 10**7))
def test_no_word_about_investing_while_a_bill_is_late(balance: int, days: int, state: str, amount: int) -> None:
    found = insights(facts(balance, (bill(days, -amount, state),)))
    said = {one.code for one in found}
    assert not ("idle_money" in said and said & {"bill_late", "not_covered"})
    assert [LEVELS.index(one.level) for one in found] == sorted(LEVELS.index(one.level) for one in found)


def test_idle_money_is_named_only_when_everything_is_safe() -> None:
    assert codes(facts(2_000_000)) == ["idle_money"]
    assert codes(facts(2_000_000, (bill(-3, -100, LATE),))) == ["bill_late"]


def test_a_double_charge_is_seen_and_tickets_for_two_are_not() -> None:
    cinema = [pay(1, 60, -1_200), pay(2, 3, -1_850), pay(3, 3, -1_850)]
    tickets = [pay(10 + at, days, -780, "Regio Verkehr") for at, days in enumerate((1, 1, 20, 20, 50, 50))]
    coffee = [pay(30 + at, days, -290, "Bäckerei Lang") for at, days in enumerate((1, 1))]
    lunch = [pay(50 + at, at, -650, "Mensa") for at in range(20)]
    old = [pay(90, 100, -9_900, "Hotel"), pay(91, 100, -9_900, "Hotel")]
    elsewhere = [pay(95, 5, -7_000, "Optik"), pay(96, 5, -7_000, "Optik", account=2)]
    found = double_charges([*cinema, *tickets, *coffee, *lunch, *old, *elsewhere], TODAY)
    assert [(pair.first.id, pair.second.id) for pair in found] == [(2, 3)]


def test_fees_are_known_by_their_words() -> None:
    payments = [
        pay(1, 5, -990, "KONTOFUEHRUNGSENTGELT QUARTAL"),
        pay(2, 4, -120, "FOREIGN TRANSACTION FEE 1.75%"),
        pay(3, 3, -450, "COFFEE HOUSE"),
        pay(4, 400, -990, "Jahresgebühr"),
        pay(5, 3, 990, "Fee refund"),
    ]
    assert [fee.id for fee in fees(payments, TODAY - timedelta(365))] == [1, 2]
