"""decide holds what its text promises for any case: sums, worlds, impartiality."""

from __future__ import annotations

import copy
import random
from fractions import Fraction
from typing import Any

import pytest
import random_cases as make
from expectations import check_sums
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from naive import Naive, TooManyWorlds

from hub.services import cases

Json = dict[str, Any]

seeds = st.integers(0, 10**6).map(make.seeded)
relaxed = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@given(seeds)
@relaxed
def test_lines_sum_to_the_nets_and_the_interval_holds_them(rng: random.Random) -> None:
    got = cases.decide_document(make.decide_case(rng))
    check_sums(got["options"], got["ranking"])


def plain_decide(rng: random.Random) -> Json:
    case = make.base_case(rng)
    bought = make.purchase(rng, day=make.START, foreign=True)
    if rng.random() < 0.3:
        bought["return_probability"] = "0.35"
    if rng.random() < 0.3:
        bought["acceptance"] = [{"kind": "credit_card", "surcharge_rate": "0.01"}, {"cash_discount_rate": "0.005"}]
    case["situation"]["purchase"] = bought
    return case


def check_worlds(rng: random.Random) -> int:
    case = plain_decide(rng)
    naive, compared = Naive(case), 0
    for option in cases.decide_document(case)["options"]:
        if "/" in option["id"]:
            continue
        try:
            wanted = naive.option(case["situation"]["purchase"], option["path"], naive.opening())
        except TooManyWorlds:
            continue
        compared += 1
        nets = [Fraction(option[key]) for key in ("net_expected", "net_certain")]
        assert nets == [wanted["N"], wanted["C"]], option["id"]
        assert [Fraction(x) for x in option["interval"]] == [wanted["low"], wanted["high"]], option["id"]
        assert option["unknowns"] == wanted["unknowns"], option["id"]
        units = {x["programme"]: round(Fraction(x["units"]), 20) for x in option["units"]}
        assert units == {name: round(x, 20) for name, x in wanted["run"]["units"].items() if x}
    return compared


@given(seeds)
@relaxed
def test_every_path_agrees_with_worlds_listed_one_by_one(rng: random.Random) -> None:
    assume(check_worlds(rng))


@pytest.mark.soak
def test_many_paths_agree_with_worlds_listed_one_by_one() -> None:
    assert sum(check_worlds(make.seeded(seed)) for seed in range(400)) > 1_500


def renamed(case: Json, names: dict[str, str]) -> Json:
    """A case with instruments and products under other ids, everywhere."""

    def walk(item: Any) -> Any:
        if isinstance(item, dict):
            return {names.get(key, key): walk(value) for key, value in item.items()}
        if isinstance(item, list):
            return [walk(value) for value in item]
        return names.get(item, item) if isinstance(item, str) else item

    return walk(case)


@given(seeds)
@relaxed
def test_ids_names_issuers_and_order_change_no_number(rng: random.Random) -> None:
    case = make.decide_case(rng)
    ids = [x["id"] for x in case["instruments"]] + [x["id"] for x in case["terms"]["products"]]
    names = {name: f"zz{rng.randrange(10**6)}_{name}" for name in ids}
    other = renamed(case, names)
    for number, product in enumerate(other["terms"]["products"]):
        product |= {"issuer": f"Bank {rng.random()}", "name": f"Card {number}", "source": "somewhere"}
    rng.shuffle(other["terms"]["products"])
    rng.shuffle(other["instruments"])
    back = {new: old for old, new in names.items()}

    def numbers(document: Json) -> dict[tuple[str, ...], tuple[Any, ...]]:
        found = {}
        for option in document["options"]:
            path = tuple(back.get(name, name) for name in option["path"])
            extras = option["id"].partition("/")[2] or option["id"].partition("+")[2] or option["id"].partition("@")[2]
            key = (*path, str("~dcc" in option["id"]), extras)
            lines = sorted((x["kind"], x["amount"], x["certainty"]) for x in option["lines"])
            units = [(x["programme"], x["units"], x["break_even_value"]) for x in option["units"]]
            found[key] = (option["net_certain"], option["net_expected"], option["interval"], lines, units)
        return found

    first, second = cases.decide_document(case), cases.decide_document(other)
    assert numbers(first) == numbers(second)
    assert [len(group) for group in first["ranking"]] == [len(group) for group in second["ranking"]]


@given(seeds)
@relaxed
def test_a_dominated_option_changes_no_other_number(rng: random.Random) -> None:
    case = make.decide_case(rng)
    before = cases.decide_document(case)
    worse = copy.deepcopy(case)
    worse["instruments"].append({"id": "worse", "kind": "direct_debit"})
    charge = {"instrument": "worse", "surcharge_fixed": "50"}
    purchase = worse["situation"]["purchase"]
    purchase["acceptance"] = [charge, *purchase.get("acceptance", [])]
    after = cases.decide_document(worse)
    kept = [option for option in after["options"] if "worse" not in option["path"]]
    assert kept == before["options"]
    order = [[name for name in group if "worse" not in name] for group in after["ranking"]]
    assert [group for group in order if group] == before["ranking"]
