"""What makes a case unusable, and the JSON path that the error names."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from hub.domain.errors import CaseError
from hub.services import cases

Json = dict[str, Any]

TIERS: Json = {"mode": "marginal", "steps": [{"from": "0", "rate": "0.1"}]}
GOOD: Json = {
    "format": "coffer-case/1",
    "profile": {"home_currency": "EUR"},
    "terms": {
        "products": [
            {
                "id": "p",
                "kind": "credit_card",
                "rules": [
                    {"id": "base", "kind": "base", "rate": "0.01", "caps": ["c"]},
                    {
                        "id": "t",
                        "kind": "additive",
                        "tiers": {"mode": "marginal", "steps": [{"from": "0", "rate": "0.1"}]},
                    },
                ],
                "caps": [{"id": "c", "basis": "spend", "amount": "10", "period": "lifetime"}],
                "credits": [{"id": "k", "amount": "1", "period": "lifetime"}],
                "plans": [{"id": "n", "count": 2, "interval_days": 30}],
            }
        ]
    },
    "instruments": [
        {"id": "a", "product": "p"},
        {"id": "w", "kind": "wallet", "funding": ["a"]},
    ],
    "coupons": [{"id": "q", "kind": "fixed", "value": "1"}],
    "offers": [{"id": "o", "kind": "fixed", "value": "1", "instruments": ["a"]}],
    "vouchers": [{"id": "v", "face": "5", "buy": {"price": "4", "with": "a"}}],
    "usage": {},
    "situation": {"purchase": {"date": "2026-03-10", "amount": "10.00"}},
}


def put(*path: str | int, value: Any) -> Callable[[Json], None]:
    def change(case: Json) -> None:
        place: Any = case
        for key in path[:-1]:
            place = place[key]
        if isinstance(place, list) and path[-1] == len(place):
            place.append(value)
        else:
            place[path[-1]] = value

    return change


def drop(*path: str | int) -> Callable[[Json], None]:
    def change(case: Json) -> None:
        place: Any = case
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]

    return change


PRODUCT = ("terms", "products", 0)
COUNTERS = "$.usage.counters[0]"
USAGE = "$.usage"

TABLE = [
    (drop("profile"), "not_a_case", "$"),
    (put("format", value="coffer-case/2"), "not_a_case", "$.format"),
    (put("surprise", value=1), "not_a_case", "$"),
    (put("situation", "purchase", "amount", value=10), "not_a_case", "$.situation.purchase.amount"),
    (put("situation", "purchase", "amount", value="1e3"), "not_a_case", "$.situation.purchase.amount"),
    (put("situation", "purchase", "date", value="2026-02-30"), "no_such_day", "$.situation.purchase.date"),
    (put("situation", "purchase", "amount", value="1" * 41), "number_too_long", "$.situation.purchase.amount"),
    (put("situation", "purchase", "currency", value="USD"), "missing_rate", "$.situation.rates.reference.USD"),
    (put("instruments", 0, "currency", value="USD"), "missing_rate", "$.situation.rates.reference.USD"),
    (put("instruments", 0, "product", value="x"), "unknown_id", "$.instruments[0].product"),
    (put("instruments", 1, "funding", 0, value="x"), "unknown_id", "$.instruments[1].funding[0]"),
    (put("instruments", 2, value={"id": "a", "kind": "cash"}), "duplicate_id", "$.instruments[2].id"),
    (put("coupons", 0, "id", value="a"), "duplicate_id", "$.coupons[0].id"),
    (put("offers", 0, "id", value="v"), "duplicate_id", "$.vouchers[0].id"),
    (put("vouchers", 0, "buy", "with", value="x"), "unknown_id", "$.vouchers[0].buy.with"),
    (put("vouchers", 0, "buy", "with", value="w"), "voucher_bought_with_wallet", "$.vouchers[0].buy.with"),
    (put(*PRODUCT, "rules", 0, "caps", 0, value="x"), "unknown_id", "$.terms.products[0].rules[0].caps[0]"),
    (put(*PRODUCT, "rules", 1, "id", value="base"), "duplicate_id", "$.terms.products[0].rules[1].id"),
    (put(*PRODUCT, "caps", 0, "id", value="t"), "duplicate_id", "$.terms.products[0].caps[0].id"),
    (put(*PRODUCT, "rules", 0, "per", value="0"), "not_positive", "$.terms.products[0].rules[0].per"),
    (
        drop(*PRODUCT, "rules", 1, "tiers", "steps", 0, "rate"),
        "tier_without_rate",
        "$.terms.products[0].rules[1].tiers.steps[0]",
    ),
    (
        put(*PRODUCT, "rules", 1, "tiers", "steps", 1, value={"from": "0", "rate": "0"}),
        "steps_not_ascending",
        "$.terms.products[0].rules[1].tiers.steps[1].from",
    ),
    (put(*PRODUCT, "plans", 0, "count", value=5000), "too_many_instalments", "$.terms.products[0].plans[0].count"),
    (
        put("usage", "counters", value=[{"instrument": "x", "counter": "c"}]),
        "unknown_id",
        COUNTERS + ".instrument",
    ),
    (
        put("usage", "counters", value=[{"instrument": "a", "counter": "x"}]),
        "unknown_id",
        COUNTERS + ".counter",
    ),
    (put("usage", "counters", value=[{"product": "x", "counter": "c"}]), "unknown_id", COUNTERS + ".product"),
    (put("usage", "activations", value=[{"id": "x", "state": "yes"}]), "unknown_id", USAGE + ".activations[0].id"),
    (put("usage", "offers", value=[{"offer": "x"}]), "unknown_id", USAGE + ".offers[0].offer"),
    (put("usage", "credits", value=[{"instrument": "a", "credit": "x"}]), "unknown_id", USAGE + ".credits[0].credit"),
    (put("usage", "sign_up", value=[{"instrument": "x"}]), "unknown_id", USAGE + ".sign_up[0].instrument"),
    (put("usage", "available", value={"x": "1"}), "unknown_id", USAGE + ".available.x"),
]


@pytest.mark.parametrize(("change", "code", "path"), TABLE, ids=lambda value: value if isinstance(value, str) else "")
def test_an_unusable_case_names_the_place(change: Callable[[Json], None], code: str, path: str) -> None:
    case = copy.deepcopy(GOOD)
    change(case)
    with pytest.raises(CaseError) as caught:
        cases.decide_document(case)
    assert (caught.value.code, caught.value.where["path"]) == (code, path)


def test_the_case_they_start_from_is_good() -> None:
    assert cases.decide_document(GOOD)["options"]


def test_unknown_names_without_effect_are_no_error() -> None:
    case = copy.deepcopy(GOOD)
    case["profile"] |= {"preference": ["x"], "payer": {"x": {"state": "unknown"}}}
    case["situation"]["purchase"]["acceptance"] = [{"instrument": "x", "accepted": "no"}]
    case["offers"][0]["instruments"] = ["x"]
    assert cases.decide_document(case)["options"]


def history(*events: Json) -> Json:
    case = copy.deepcopy(GOOD)
    case["situation"] = {"history": list(events)}
    return case


BUY = {"id": "b", "date": "2026-03-10", "amount": "10.00", "actual": "a"}
BACK = {"id": "r", "date": "2026-03-11", "amount": "5.00", "refund_of": "b"}


@pytest.mark.parametrize(
    ("case", "code", "path"),
    [
        (history(BUY | {"actual": "x"}), "unknown_id", "$.situation.history[0].actual"),
        (history(BUY | {"actual": "w>x"}), "unknown_id", "$.situation.history[0].actual"),
        (history(BUY, BUY), "duplicate_id", "$.situation.history[1].id"),
        (history(BUY, BACK | {"refund_of": "x"}), "unknown_id", "$.situation.history[1].refund_of"),
        (history(BACK, BUY), "unknown_id", "$.situation.history[0].refund_of"),
        (history(BUY, BACK | {"date": "2026-03-09"}), "refund_before_purchase", "$.situation.history[1].date"),
    ],
)
def test_an_unusable_history_names_the_place(case: Json, code: str, path: str) -> None:
    with pytest.raises(CaseError) as caught:
        cases.replay_document(case)
    assert (caught.value.code, caught.value.where["path"]) == (code, path)


def test_a_planned_purchase_that_nothing_can_pay() -> None:
    case = copy.deepcopy(GOOD)
    case["usage"] = {"available": {"a": "20"}}
    buys = [{"id": f"b{n}", "date": "2026-03-10", "amount": "15.00"} for n in range(2)]
    case["situation"] = {"planned": buys}
    with pytest.raises(CaseError) as caught:
        cases.plan_document(case)
    assert (caught.value.code, caught.value.where["path"]) == ("nothing_can_pay", "$.situation.planned[1]")


def test_a_command_on_another_situation() -> None:
    with pytest.raises(CaseError) as caught:
        cases.replay_document(GOOD)
    assert (caught.value.code, caught.value.where["path"]) == ("other_situation", "$.situation")


@pytest.mark.parametrize("document", [None, [], "x", {}])
def test_what_is_no_case_at_all(document: object) -> None:
    with pytest.raises(CaseError):
        cases.decide_document(document)
