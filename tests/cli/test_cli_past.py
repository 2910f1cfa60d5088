"""Looking back, planning ahead, usage and promises from a terminal."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from command_run import Run
from jsonschema import Draft202012Validator

from hub.services import cases


def valid(kind: str, document: object) -> None:
    Draft202012Validator({"$defs": cases.schema()["$defs"], "$ref": f"#/$defs/{kind}"}).validate(document)


def test_the_past_is_replayed_and_summed_up(in_household: Run, coffer: Run, tmp_path: Path) -> None:
    span = ("--from", "2026-10-01", "--to", "2026-11-20")
    done = in_household("replay", *span, "--json").json
    valid("replay_result", done)
    path = tmp_path / "past.json"
    path.write_text(in_household("replay", *span, "--print-case").out)
    again = coffer("replay", "--case", path, "--json").json
    assert [again["totals"][name] for name in ("actual", "fair_best")] == [
        done["totals"][name] for name in ("actual", "fair_best")
    ]
    months = in_household("replay", *span, "--by", "month", "--json").json
    assert [row["key"] for row in months["rows"]] == ["2026-10", "2026-11"]
    cards = in_household("replay", *span, "--by", "card", "--json").json
    for sums in (months, cards):
        assert sum(Decimal(row["missed"]) for row in sums["rows"]) == Decimal(done["missed"])
        assert sum(row["count"] for row in sums["rows"]) == len(done["purchases"])
    assert "Aurum Credit" in in_household("replay", *span, "--by", "card").out
    assert "unattainable" in in_household("replay", *span).out


def test_a_card_with_a_fee_is_weighed(in_household: Run) -> None:
    [card] = in_household("keep", "--json").json["cards"]
    assert (card["name"], card["annual_fee"]) == ("Meridian Card", "36.00")
    assert Decimal(card["worth"]) == Decimal(card["gain"]) - 36
    assert card["verdict"] == ("keep" if Decimal(card["worth"]) >= 0 else "cancel")
    assert "Meridian Card" in in_household("keep").out


def test_purchases_are_planned_ticked_and_taken_off(in_household: Run) -> None:
    empty = in_household("plan", "--json")
    assert (empty.code, empty.error["code"]) == (1, "nothing_planned")
    in_household("planned", "--add", "300 fuel on 2026-12-04")
    in_household("planned", "--add", "80 restaurant on 2026-12-05")
    found = in_household("planned", "--add", "150 essence le 6 décembre", "--json").json
    assert [one["amount"] for one in found["purchases"]] == ["300", "80", "150"]
    assert found["gap"] == "0"
    assert [cap["cap"] for cap in found["caps"]] == ["fuel-month"]
    assert Decimal(found["total"]) == sum(Decimal(one["net"]) for one in found["purchases"])
    plan = in_household("plan", "--json").json
    valid("plan_result", plan)
    assert plan["total"] == found["total"]
    assert "fuel-month" in in_household("plan").out
    first = found["purchases"][0]["id"]
    after = in_household("planned", "--done", first, "--json").json
    assert after["purchases"][0]["done_on"] == "2026-11-21"
    assert after["purchases"][0]["path"] is None
    in_household("planned", "--reopen", first)
    left = in_household("planned", "--remove", first, "--json").json
    assert len(left["purchases"]) == 2
    assert in_household("planned", "--remove", 99, "--json").error["code"] == "no_such_planned"


def test_a_line_of_words_is_compared_used_and_followed(in_household: Run) -> None:
    done = in_household("decide", "84 fuel at Route Station contactless", "--json").json
    best = done["ranking"][0][0]
    made = in_household("decide", "84 fuel at Route Station contactless", "--use", best, "--json").json
    [one] = in_household("outcomes", "--json").json["payments"]
    assert (one["transaction"], one["state"], one["charge"]) == (made["transaction"], "waiting", "84.00")
    option = next(option for option in done["options"] if option["id"] == best)
    promised = sum(Decimal(x["amount"]) for x in option["lines"] if x["kind"] in {"reward", "wallet_reward"})
    assert Decimal(one["reward"]) == promised
    in_household("outcomes", "--came", one["transaction"], "--reward", "1.00")
    assert in_household("outcomes", "--json").json["payments"][0]["posted"] == "1.00"
    wrong = in_household("decide", "84 fuel", "--use", "none", "--json")
    assert (wrong.code, wrong.error["code"]) == (2, "unknown_option")
    assert in_household("decide", "fuel", "--json").error["code"] == "wrong_usage"


def test_usage_can_be_typed_and_derived_again(in_household: Run) -> None:
    def fuel() -> str:
        rows = in_household("usage", "--json").json["counters"]
        return next(row["used"] for row in rows if row["counter"] == "fuel-month")

    before = fuel()
    in_household("usage", "--set", "aurum/fuel-month", "--used", "4.90", "--source", "statement 11/26")
    assert fuel() == "4.90" != before
    [typed] = in_household("usage", "--json").json["typed"]
    assert typed["source"] == "statement 11/26"
    in_household("usage", "--forget", "aurum/fuel-month")
    assert fuel() == before
    assert (
        in_household("usage", "--set", "aurum/fuel-month", "--used", "much", "--json").error["code"] == "not_a_number"
    )


def test_what_matters_is_asked_and_never_applied_by_itself(in_household: Run) -> None:
    plain = in_household("decide", "84 fuel", "--json").json
    assert in_household("decide", "84 fuel", "--weigh", "--json").error["code"] == "no_priorities"
    said = in_household("priorities", "--answer", "3=second", "--answer", "4=first", "--json").json
    assert said["weights"] == {
        "cost": 2, "cash_flow": 2, "protection": 1, "privacy": 4, "simplicity": 1, "small_shops": 2,
    }  # fmt: skip
    weighed = in_household("decide", "84 fuel", "--weigh", "--json").json
    privacy = {one["id"]: Decimal(one["added"]["privacy"]) for one in weighed["ranking"]}
    assert privacy["cash"] == Decimal("1.68") > privacy["aurum"]  # 84 × 1 % × 4 ÷ 2
    totals = [Decimal(one["total"]) for one in weighed["ranking"]]
    assert totals == sorted(totals, reverse=True)
    for one in weighed["ranking"]:
        assert Decimal(one["total"]) == Decimal(one["net"]) + sum(map(Decimal, one["added"].values()))
    assert in_household("decide", "84 fuel", "--json").json == plain
    assert in_household("priorities", "--forget", "--json").json["weights"] is None


@pytest.mark.parametrize("words", [["--by", "shop"], ["--from", "then"]])
def test_a_past_that_is_not_described_right_is_wrong_usage(in_household: Run, words: list[str]) -> None:
    done = in_household("replay", *words, "--json")
    assert (done.code, json.loads(done.out)["error"]["code"]) == (2, "wrong_usage")
