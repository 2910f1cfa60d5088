"""Comparisons: from a case without a vault, and from the vault."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from command_run import ROOT, Run
from jsonschema import Draft202012Validator

from hub.services import cases

CASE: dict[str, Any] = {
    "format": "coffer-case/1",
    "profile": {"home_currency": "EUR"},
    "terms": {
        "products": [
            {"id": "one", "kind": "credit_card", "rules": [{"id": "base", "kind": "base", "rate": "0.01"}]},
            {"id": "two", "kind": "credit_card", "rules": [{"id": "base", "kind": "base", "rate": "0.02"}]},
        ]
    },
    "instruments": [{"id": "blue", "product": "one"}, {"id": "red", "product": "two"}],
    "situation": {"purchase": {"date": "2026-03-10", "amount": "50.00"}},
}


def test_a_case_needs_no_vault(coffer: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE))
    done = coffer("decide", "--case", path, "--json")
    assert done.code == 0
    assert done.json["ranking"] == [["red"], ["blue"]]
    assert [one["net_certain"] for one in done.json["options"]] == ["0.50", "1.00"]
    result = {"$defs": cases.schema()["$defs"], "$ref": "#/$defs/decide_result"}
    Draft202012Validator(result).validate(done.json)
    assert coffer("decide", "--case", "-", "--json", stdin=path.read_text()).json == done.json
    shown = coffer("decide", "--case", path)
    assert shown.out.index("red") < shown.out.index("blue")
    assert "€\u00a01.00" in shown.out


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "not_json"),
        ("[]", "not_a_case"),
        (json.dumps({**CASE, "instruments": [{"id": "blue", "product": "none"}]}), "unknown_id"),
        (json.dumps({**CASE, "situation": {"purchase": {"date": "2026-03-10", "amount": 50.0}}}), "not_a_case"),
    ],
)
def test_a_case_that_is_not_usable_is_2(coffer: Run, tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "case.json"
    path.write_text(text)
    done = coffer("decide", "--case", path, "--json")
    assert (done.code, done.error["code"]) == (2, code)
    assert "path" in done.error["where"] or "file" in done.error["where"]


def test_a_case_that_is_missing_is_2(coffer: Run, tmp_path: Path) -> None:
    done = coffer("decide", "--case", tmp_path / "none.json", "--json")
    assert (done.code, done.error["code"]) == (2, "cannot_read_file")


def test_from_the_vault_and_again_from_its_case(in_household: Run, coffer: Run, tmp_path: Path) -> None:
    words = (
        "decide", "--amount", "65.00", "--merchant", "Route Station", "--category", "fuel", "--country", "DE",
        "--channel", "in_store", "--contactless", "--on", "2026-11-21",
    )  # fmt: skip
    done = in_household(*words, "--json").json
    best = next(one for one in done["options"] if one["id"] == done["ranking"][0][0])
    assert best["path"] == ["lumo", "aurum"]
    path = tmp_path / "case.json"
    path.write_text(in_household(*words, "--print-case").out)
    assert coffer("decide", "--case", path, "--json").json == done
    shown = in_household(*words).out
    assert "Lumo Wallet › Aurum Credit" in shown
    assert "Route Station" in shown


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--amount", "5", "--case", "x"],
        ["--amount", "1e3"],
        ["--amount", "5", "--on", "tomorrow"],
        ["--amount", "5", "--channel", "fax"],
    ],
)
def test_a_purchase_that_is_not_described_right_is_wrong_usage(in_household: Run, words: list[str]) -> None:
    done = in_household("decide", *words, "--json")
    assert (done.code, done.error["code"]) == (2, "wrong_usage")


def test_the_golden_cases_pass(coffer: Run) -> None:
    folder = ROOT.parent / "shared" / "golden"
    if not folder.is_dir():
        pytest.skip("the golden cases are not beside this checkout")
    judge = runpy.run_path(str(folder / "check.py"))
    for path in sorted((folder / "cases").glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        command = judge["command_of"](document["case"])
        done = coffer(command, "--case", "-", "--json", stdin=json.dumps(document["case"]))
        assert done.code == 0, (path.name, done.out)
        assert judge["compare"](command, document["expect"], done.json) == [], path.name
        shown = coffer(command, "--case", "-", stdin=json.dumps(document["case"]))
        assert (shown.code, shown.err) == (0, ""), path.name


@pytest.mark.parametrize("command", ["replay", "plan"])
def test_replay_and_plan_need_a_case_of_their_kind(coffer: Run, tmp_path: Path, command: str) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE))
    other = coffer(command, "--case", path, "--json")
    assert (other.code, other.error["code"]) == (2, "other_situation")
