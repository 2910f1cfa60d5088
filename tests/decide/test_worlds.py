"""Worlds stay few: independent offers, thousands of codes and dozens of shops don't multiply."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from hub.domain.decide.worlds import Box, differing_facts, explore
from hub.domain.errors import CaseError
from hub.services import cases

Json = dict[str, Any]


def case_with(offers: list[Json], rules: list[Json]) -> Json:
    return {
        "format": "coffer-case/1",
        "profile": {"home_currency": "EUR"},
        "terms": {"products": [{"id": "p", "kind": "debit_card", "rules": rules}]},
        "instruments": [{"id": "a", "product": "p"}],
        "offers": offers,
        "situation": {"purchase": {"date": "2026-03-10", "amount": "100.00"}},
    }


def test_forty_offers_that_may_be_activated() -> None:
    offers = [{"id": f"o{n}", "instruments": ["a"], "kind": "fixed", "value": "1", "activation": {}} for n in range(40)]
    option = cases.decide_document(case_with(offers, []))["options"][0]
    assert option["interval"] == ["0.00", "40.00"]
    assert len(option["unknowns"]) == 40


def test_forty_shops_with_an_offer_each() -> None:
    offers = [
        {
            "id": f"o{n}",
            "instruments": ["a"],
            "kind": "fixed",
            "value": str(n + 1),
            "match": {"merchant": [f"Shop {n}"]},
        }
        for n in range(40)
    ]
    option = cases.decide_document(case_with(offers, []))["options"][0]
    assert option["interval"] == ["0.00", "40.00"]
    assert option["unknowns"] == ["merchant"]


def test_codes_that_no_matcher_tells_apart_are_one() -> None:
    rules = [
        {"id": f"r{n}", "kind": "additive", "rate": "0.01", "match": {"mcc": [f"{1000 + n * 100}-{1049 + n * 100}"]}}
        for n in range(30)
    ]
    option = cases.decide_document(case_with([], rules))["options"][0]
    assert option["interval"] == ["0.00", "1.00"]
    assert option["unknowns"] == ["mcc"]


def test_too_many_facts_that_hang_together_are_refused() -> None:
    offers = [
        {"id": f"o{n}", "instruments": ["a"], "kind": "fixed", "value": "1", "activation": {}, "stack_group": "g"}
        for n in range(20)
    ]
    with pytest.raises(CaseError) as caught:
        cases.decide_document(case_with(offers, []))
    assert caught.value.code == "too_many_unknown_facts"


def test_boxes_partition_the_worlds() -> None:
    def calculate(box: Box) -> int:
        if not box.ask("a", 0b0011, 0b1111):
            return 0
        return 1 + box.ask_yes("b") + box.ask("a", 0b0001, 0b1111)

    leaves, domains = explore(calculate)
    assert domains == {"a": 0b1111, "b": 0b11}
    assert sorted(leaf.result for leaf in leaves) == [0, 1, 2, 2, 3]
    assert differing_facts([(leaf.masks, leaf.result) for leaf in leaves]) == {"a", "b"}
    assert differing_facts([({"a": 1}, Decimal(1)), ({"a": 2}, Decimal("1.0"))]) == set()
