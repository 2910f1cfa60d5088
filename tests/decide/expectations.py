"""Compares a result document with what a worked case expects; only what the case names is compared."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

Json = dict[str, Any]


def same(a: str | None, b: str | None) -> bool:
    return a is b if a is None or b is None else Decimal(a) == Decimal(b)


def line_sums(lines: list[Json]) -> dict[tuple[str, str], Decimal]:
    sums: dict[tuple[str, str], Decimal] = {}
    for line in lines:
        key = (line["kind"], line.get("certainty", "certain"))
        sums[key] = sums.get(key, Decimal(0)) + Decimal(line["amount"])
    return {key: amount for key, amount in sums.items() if amount}


def check_sums(options: list[Json], ranking: list[list[str]]) -> None:
    for option in options:
        lines = option["lines"]
        assert sum((Decimal(x["amount"]) for x in lines), Decimal(0)) == Decimal(option["net_expected"])
        certain = (Decimal(x["amount"]) for x in lines if x["certainty"] == "certain")
        assert sum(certain, Decimal(0)) == Decimal(option["net_certain"])
        low, high = map(Decimal, option["interval"])
        assert low <= Decimal(option["net_certain"]) <= high
        assert all(x["amount"].strip("-0.") or not x["amount"].startswith("-") for x in lines)
    assert sorted(option["id"] for option in options) == sorted(name for group in ranking for name in group)


def check_decide(expect: Json, got: Json) -> None:
    check_sums(got["options"], got["ranking"])
    by_id = {option["id"]: option for option in got["options"]}
    assert not set(expect.get("absent", [])) & set(by_id)
    for wanted in expect.get("options", []):
        check_option(wanted, by_id[wanted["id"]])
    if "ranking" in expect:
        assert got["ranking"] == expect["ranking"]


def check_option(wanted: Json, option: Json) -> None:
    for key in ("net_certain", "net_expected"):
        assert key not in wanted or same(wanted[key], option[key]), (wanted["id"], key, option[key])
    if "interval" in wanted:
        assert all(map(same, wanted["interval"], option["interval"])), (wanted["id"], option["interval"])
    for key in ("path", "unknowns"):
        assert key not in wanted or wanted[key] == option[key]
    if "lines" in wanted:
        assert line_sums(wanted["lines"]) == line_sums(option["lines"])
    if "units" in wanted:
        found = {units["programme"]: units for units in option["units"]}
        assert set(found) == {units["programme"] for units in wanted["units"]}
        for units in wanted["units"]:
            for key in ("units", "break_even_value"):
                assert key not in units or same(units[key], found[units["programme"]][key])
    assert set(wanted.get("flags_include", [])) <= set(option["flags"])
    assert not set(wanted.get("flags_exclude", [])) & set(option["flags"])


def check_replay(expect: Json, got: Json) -> None:
    for key, total in expect.get("totals", {}).items():
        assert same(total, got["totals"][key]), (key, got["totals"])
    assert "missed" not in expect or same(expect["missed"], got["missed"])
    assert expect.get("exact", got["exact"]) == got["exact"]
    rows = {row["id"]: row for row in got["purchases"]}
    for wanted in expect.get("purchases", []):
        for who in ("actual", "fair_best", "hindsight"):
            found, named = rows[wanted["id"]][who], wanted.get(who, {})
            assert "net" not in named or same(named["net"], found["net"]), (wanted["id"], who, found)
            assert named.get("option", found["option"]) == found["option"]
    for who in ("actual", "fair_best", "hindsight"):
        assert sum((Decimal(row[who]["net"]) for row in got["purchases"]), Decimal(0)) == Decimal(got["totals"][who])


def check_plan(expect: Json, got: Json) -> None:
    for key in ("total", "myopic_total"):
        assert key not in expect or same(expect[key], got[key]), (key, got[key])
    assert expect.get("exact", got["exact"]) == got["exact"]
    if "assignment" in expect:
        assert {row["id"]: row["option"] for row in got["assignment"]} == expect["assignment"]
    assert sum((Decimal(row["net"]) for row in got["assignment"]), Decimal(0)) == Decimal(got["total"])
