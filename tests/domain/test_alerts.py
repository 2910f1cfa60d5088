"""What looks wrong on an account: each kind is seen, and what is usual is not."""

from __future__ import annotations

from datetime import date, timedelta

from hub.domain.alerts import Alert, Row, alerts
from hub.domain.recurring import Payment

TODAY = date(2026, 11, 19)
COUNTRIES = frozenset({"DE", "FR", "BR"})


def row(
    number: int, back: int, amount: int, payee: str, words: str = "", other: str = "", fx: str | None = None
) -> Row:
    return Row(Payment(number, 1, TODAY - timedelta(back), -amount, "EUR", payee), words, other, fx)


def usual(count: int = 15) -> list[Row]:
    return [row(at, 360 - 20 * at, 2_000 + 10 * at, "Gruenmarkt", "GRUENMARKT FREIBURG DE") for at in range(count)]


def found(rows: list[Row], fees: frozenset[int] = frozenset()) -> list[Alert]:
    return alerts(sorted(rows, key=lambda one: one.payment.booked_on), TODAY, COUNTRIES, fees)


def codes(rows: list[Row], fees: frozenset[int] = frozenset()) -> list[str]:
    return [one.code for one in found(rows, fees)]


def test_what_is_usual_is_told_to_nobody() -> None:
    assert codes(usual()) == []


def test_a_first_payment_from_another_country_and_in_another_currency() -> None:
    assert codes([*usual(), row(90, 3, 4_500, "Loja Azul", "LOJA AZUL SAO PAULO BR")]) == ["new_country"]
    assert codes([*usual(), row(90, 3, 4_500, "Kiosk", "KIOSK", fx="BRL")]) == ["new_currency"]
    twice = [row(at, 300 - at, 900, f"Boulangerie {at}", "BOULANGERIE COLMAR FR") for at in (80, 81)]
    assert codes([*usual(), *twice, row(90, 3, 4_500, "Restaurant", "RESTAURANT COLMAR FR")]) == []


def test_a_tiny_charge_before_a_large_one_of_a_new_payee() -> None:
    (alert,) = found([*usual(), row(90, 5, 100, "XPAY"), row(91, 4, 39_900, "Gadgetshop")])
    assert (alert.code, alert.ids, alert.values["first"]) == ("test_amount", (90, 91), 100)
    assert codes([*usual(), row(90, 5, 100, "Kiosk"), row(91, 4, 2_100, "Gruenmarkt")]) == []


def test_fees_at_home_and_abroad() -> None:
    rows = [*usual(), row(90, 3, 175, "Rheinbank", "Auslandseinsatzentgelt"), row(91, 2, 990, "Rheinbank", "Entgelt")]
    assert codes(rows, frozenset({90, 91})) == ["fee", "foreign_fee"]


def test_a_standing_order_that_changed_and_a_payee_with_another_account() -> None:
    order = [row(at, 30 * (6 - at), 5_000, "Sparplan", "DAUERAUFTRAG") for at in range(5)]
    assert codes([*order, row(90, 2, 5_500, "Sparplan", "DAUERAUFTRAG")]) == ["changed_order"]
    rent = [row(at, 30 * (6 - at), 98_000, "Seifert", "", "DE1") for at in range(5)]
    (alert,) = found([*rent, row(90, 2, 98_000, "Seifert", "", "LT9")])
    assert (alert.code, alert.values["account"], alert.ids) == ("new_account", "LT9", (4, 90))


def test_an_amount_far_beyond_what_a_payee_ever_took() -> None:
    assert codes([*usual(), row(90, 2, 19_900, "Gruenmarkt")]) == ["unusual_amount"]
    assert codes([*usual(), row(90, 2, 4_200, "Gruenmarkt")]) == []
