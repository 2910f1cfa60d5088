"""Reads the person's side of a case: profile, instruments, coupons, offers, vouchers, usage and purchases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from hub.domain.decide.exact import ONE, ZERO
from hub.domain.decide.read_terms import activation
from hub.domain.decide.reading import (
    Object,
    counted_day,
    day,
    folded,
    matcher,
    needed_day,
    needed_number,
    number,
    numbered,
    validity,
)
from hub.domain.decide.situation import (
    Acceptance,
    ActivationRow,
    Buying,
    CounterRow,
    Coupon,
    CreditRow,
    Instrument,
    Offer,
    OfferRow,
    Payer,
    PointValue,
    Profile,
    Purchase,
    Rates,
    Refund,
    SignUpRow,
    Usage,
    Voucher,
)

_END_OF_MONTH = 31


def profile(item: Object, path: str) -> Profile:
    """The profile."""
    values = {}
    for name, given in item.get("point_values", {}).items():
        place = f"{path}.point_values.{name}"
        value = needed_number(given, "value", place)
        values[name] = PointValue(value, number(given, "low", place, value), number(given, "high", place, value))
    payers = {
        name: Payer(given["state"], given.get("days_until_due"), given.get("days_until_paid"))
        for name, given in item.get("payer", {}).items()
    }
    return Profile(
        item["home_currency"],
        folded(item, "country"),
        number(item, "float_yield_yearly", path, ZERO),
        payers,
        values,
        tuple(item.get("preference", ())),
        dict(item.get("expected_missed_instalments", {})),
    )


def instrument(item: Object, path: str) -> Instrument:
    """One way to pay."""
    close = item.get("statement_close_day")
    return Instrument(
        item["id"],
        item.get("product"),
        item.get("kind"),
        item.get("network"),
        item.get("currency"),
        day(item, "opened_on", path),
        day(item, "closed_on", path),
        _END_OF_MONTH if close == "eom" else close,
        item.get("payment_due_days"),
        tuple(item.get("funding", ())),
        item.get("has_balance", False),
    )


def coupon(item: Object, path: str) -> Coupon:
    """One coupon."""
    return Coupon(
        item["id"],
        item["kind"] == "percent",
        needed_number(item, "value", path),
        number(item, "min_basket", path, ZERO),
        item.get("min_basis") == "running",
        number(item, "max_discount", path),
        matcher(item.get("match"), f"{path}.match"),
        validity(item, path),
        item.get("combinable", "no"),
    )


def offer(item: Object, path: str) -> Offer:
    """One card or portal offer."""
    return Offer(
        id=item["id"],
        portal=item.get("origin") == "portal",
        percent=item["kind"] == "percent",
        value=needed_number(item, "value", path),
        instruments=frozenset(item.get("instruments", ())),
        products=frozenset(item.get("products", ())),
        networks=frozenset(item.get("networks", ())),
        match=matcher(item.get("match"), f"{path}.match"),
        programme=item.get("programme"),
        min_spend=number(item, "min_spend", path, ZERO),
        list_basis=item.get("min_basis") == "list",
        max_credit=number(item, "max_credit", path),
        cumulative=item.get("cumulative", False),
        stack_group=item.get("stack_group"),
        reduces_base=item.get("credit_reduces_earning_base", "no"),
        activation=activation(item, path),
        void_with_coupon=item.get("void_with_coupon", False),
        valid=validity(item, path),
    )


def voucher(item: Object, path: str, home: str) -> Voucher:
    """One voucher; without a currency it is in home currency (DECIDE 12.2)."""
    breakage = number(item, "breakage_probability", path, ZERO)
    buy = item.get("buy")
    return Voucher(
        item["id"],
        needed_number(item, "face", path),
        item.get("currency", home),
        number(item, "value_fraction", path, ONE - breakage),
        matcher(item.get("match"), f"{path}.match"),
        day(item, "expires_on", path),
        breakage,
        None if buy is None else _buying(buy, f"{path}.buy"),
    )


def _buying(item: Object, path: str) -> Buying:
    return Buying(
        needed_number(item, "price", path),
        item["with"],
        item.get("mcc"),
        folded(item, "merchant"),
        folded(item, "category"),
        item.get("channel"),
    )


def usage(item: Object, path: str) -> Usage:
    """The state before the case."""
    return Usage(
        tuple(_counter(row, place) for row, place in numbered(item.get("counters", ()), f"{path}.counters")),
        tuple(
            ActivationRow(row["id"], row.get("instrument"), row["state"], day(row, "activated_on", place))
            for row, place in numbered(item.get("activations", ()), f"{path}.activations")
        ),
        {
            row["offer"]: OfferRow(
                number(row, "progress", place, ZERO),
                row.get("uses_left"),
                number(row, "credit_used", place, ZERO),
                number(row, "forecast_spend", place),
            )
            for row, place in numbered(item.get("offers", ()), f"{path}.offers")
        },
        {
            (row["instrument"], row["credit"]): CreditRow(
                number(row, "remaining", place), number(row, "weight", place, ONE), counted_day(row, "as_of", place)
            )
            for row, place in numbered(item.get("credits", ()), f"{path}.credits")
        },
        {
            row["instrument"]: SignUpRow(
                number(row, "progress", place, ZERO),
                number(row, "forecast_spend", place),
                day(row, "window_end", place),
            )
            for row, place in numbered(item.get("sign_up", ()), f"{path}.sign_up")
        },
        _decimals(item.get("available", {}), f"{path}.available"),
    )


def _counter(row: Object, path: str) -> CounterRow:
    return CounterRow(
        row["counter"],
        row.get("instrument"),
        row.get("product"),
        number(row, "used", path),
        folded(row, "category"),
        number(row, "card_spent", path),
        number(row, "previous", path),
        counted_day(row, "as_of", path),
    )


def _decimals(items: Mapping[str, Any], path: str) -> dict[str, Decimal]:
    return {name: needed_number(items, name, path) for name in items}


def rates(item: Object, path: str) -> Rates:
    """Reference and network rates."""
    network = _decimals(item.get("network", {}), f"{path}.network")
    pairs = {(name[:3], name[4:]): rate for name, rate in network.items()}
    return Rates(_decimals(item.get("reference", {}), f"{path}.reference"), pairs)


def purchase(item: Object, path: str, home: str) -> Purchase:
    """One purchase of any of the three kinds of situation."""
    contactless = item.get("contactless")
    own_rates = item.get("rates")
    actual = item.get("actual", "")
    return Purchase(
        id=item.get("id", ""),
        on=needed_day(item, "date", path),
        amount=needed_number(item, "amount", path),
        currency=item.get("currency", home),
        place=path,
        posting_date=counted_day(item, "posting_date", path),
        merchant=folded(item, "merchant"),
        mcc=item.get("mcc"),
        mcc_candidates=tuple(item.get("mcc_candidates", ())),
        category=folded(item, "category"),
        country=folded(item, "country"),
        channel=item.get("channel"),
        contactless=contactless,
        return_probability=number(item, "return_probability", path, ZERO),
        acceptance=_accepting(item["acceptance"], path) if "acceptance" in item else (),
        dcc_markup_rate=number(item, "dcc_markup_rate", path),
        rates=None if own_rates is None else rates(own_rates, f"{path}.rates"),
        actual=tuple(actual.split(">")) if actual else (),
    )


def refund(item: Object, path: str) -> Refund:
    """One refund."""
    return Refund(
        item["id"], needed_day(item, "date", path), item["refund_of"], needed_number(item, "amount", path), path
    )


def _accepting(items: Sequence[Object], path: str) -> tuple[Acceptance, ...]:
    return tuple(_acceptance(item, place) for item, place in numbered(items, f"{path}.acceptance"))


def _acceptance(item: Object, path: str) -> Acceptance:
    return Acceptance(
        item.get("instrument"),
        item.get("kind"),
        item.get("network"),
        item.get("wallet"),
        item.get("accepted"),
        number(item, "min_amount", path),
        number(item, "max_amount", path),
        number(item, "surcharge_rate", path),
        number(item, "surcharge_fixed", path),
        number(item, "cash_discount_rate", path),
    )
