"""Small cases, each with one number worked out by hand from the text of DECIDE; and refunds under both clawbacks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hub.domain.errors import CaseError
from hub.services import cases

BY_HAND: list[dict[str, Any]] = json.loads(Path(__file__).with_name("by_hand.json").read_text(encoding="utf-8"))
BASE = {"id": "b", "kind": "base", "rate": "0.01"}
CAPPED = {
    "id": "p", "kind": "credit_card",
    "rules": [BASE, {"id": "r", "kind": "replace", "rate": "0.05", "caps": ["k"]}],
    "caps": [{"id": "k", "basis": "spend", "amount": "150", "period": "calendar_month"}],
}  # fmt: skip
PLAIN = {"id": "p", "kind": "credit_card", "rules": [BASE]}
BOUGHT = {"id": "a", "date": "2026-03-01", "amount": "100", "actual": "c"}


@pytest.mark.parametrize("worked", BY_HAND, ids=lambda worked: worked["name"])
def test_a_number_worked_by_hand(worked: dict[str, Any]) -> None:
    found = cases.decide_document(worked["case"])
    option = next(one for one in found["options"] if one["id"] == worked["option"])
    lines = sorted([one["kind"], one["amount"]] for one in option["lines"] if float(one["amount"]))
    got = {
        **option, "lines": lines,
        "units": [[one["programme"], one["units"]] for one in option["units"]],
        "break_even": [one["break_even_value"] for one in option["units"]],
    }  # fmt: skip
    expected = dict(worked["expected"])
    flag = expected.pop("flag", None)
    assert {name: got[name] for name in expected} == expected
    assert flag is None or flag in option["flags"]


def past(product: dict[str, Any], history: list[dict[str, Any]], **more: Any) -> list[str]:
    case = {
        "format": "coffer-case/1", "profile": {"home_currency": "EUR"}, "terms": {"products": [product]},
        "instruments": [{"id": "c", "product": "p"}], "situation": {"history": history}, **more,
    }  # fmt: skip
    return [row["actual"]["net"] for row in cases.replay_document(case)["purchases"]]


def refund(name: str, day: int, amount: str) -> dict[str, Any]:
    return {"id": name, "date": f"2026-03-0{day}", "refund_of": "a", "amount": amount}


def test_a_refund_lowers_the_cap_or_makes_the_past_run_again() -> None:
    later = [{**BOUGHT, "id": name, "date": f"2026-03-0{day}"} for name, day in (("b", 2), ("d", 4))]
    history = [BOUGHT, later[0], refund("x", 3, "50"), later[1]]
    assert past(CAPPED, history) == ["5.00", "3.00", "-2.50", "3.00"]
    assert past({**CAPPED, "refund_policy": "recompute_period"}, history) == ["5.00", "3.00", "-0.50", "1.00"]


def test_a_refund_takes_offers_and_bonuses_back_by_their_conditions() -> None:
    history = [BOUGHT, refund("x", 2, "10"), refund("y", 3, "20")]
    fixed = {"id": "o", "instruments": ["c"], "kind": "fixed", "value": "10", "min_spend": "80"}
    share = {"id": "o", "instruments": ["c"], "kind": "percent", "value": "0.1"}
    bonus = {**PLAIN, "sign_up_bonus": {"steps": [{"min_spend": "90", "reward": "10"}]}}
    assert past(PLAIN, history, offers=[fixed]) == ["11.00", "-0.10", "-10.20"]
    assert past(PLAIN, history, offers=[share]) == ["11.00", "-1.10", "-2.20"]
    opened = {"sign_up": [{"instrument": "c", "progress": "0"}]}
    assert past(bonus, history, usage=opened) == ["11.00", "-0.10", "-10.20"]


@pytest.mark.parametrize(
    ("place", "value", "path", "expected"),
    [
        (("terms", "products", 0, "rules", 1, "rate"), 0.05, "$.terms.products[0].rules[1].rate", "a text in quotes"),
        (("terms", "products", 0, "rules", 1, "kind"), "bonus", "$.terms.products[0].rules[1].kind", "'top_category'"),
        (("terms", "products", 0, "plans"), [{"id": "x", "count": 3}], "$.terms.products[0].plans[0]",
         "exactly one of: interval_days, interval_months"),
        (("instruments", 0), {"id": "c"}, "$.instruments[0]", "at least one of: product, kind"),
        (("situation", "purchase", "acceptance"), [{"accepted": "maybe"}],
         "$.situation.purchase.acceptance[0].accepted", "'unknown'"),
        (("terms", "products", 0, "rules", 1, "match"), {"all": [{"any": [{"mcc": [5411]}]}]},
         "$.terms.products[0].rules[1].match.all[0].any[0].mcc[0]", "a text in quotes, found 5411"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_its_place_and_what_was_expected(
    place: tuple[str | int, ...], value: object, path: str, expected: str
) -> None:
    case: Any = {
        "format": "coffer-case/1", "profile": {"home_currency": "EUR"},
        "terms": {"products": [json.loads(json.dumps(CAPPED))]}, "instruments": [{"id": "c", "product": "p"}],
        "situation": {"purchase": {"date": "2026-03-10", "amount": "100"}},
    }  # fmt: skip
    inside = case
    for part in place[:-1]:
        inside = inside[part]
    inside[place[-1]] = value
    with pytest.raises(CaseError) as caught:
        cases.decide_document(case)
    assert caught.value.where["path"] == path
    assert expected in str(caught.value.values["expected"])
