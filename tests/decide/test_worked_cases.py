"""Cases worked by hand: our own, and the golden ones where the shared folder is at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from expectations import check_decide, check_plan, check_replay
from jsonschema import Draft202012Validator

from hub.services import cases

OWN = sorted((Path(__file__).parent / "cases").glob("*.json"))
GOLDEN_FOLDER = Path(__file__).parents[2].parent / "shared" / "golden" / "cases"
GOLDEN = sorted(GOLDEN_FOLDER.glob("*.json"))

COMMANDS = {
    "purchase": (cases.decide_document, check_decide, "decide_result"),
    "history": (cases.replay_document, check_replay, "replay_result"),
    "planned": (cases.plan_document, check_plan, "plan_result"),
}


def check_file(path: Path) -> None:
    worked: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    situation = worked["case"]["situation"]
    kind = next(name for name in COMMANDS if name in situation)
    command, check, shape = COMMANDS[kind]
    got = command(worked["case"])
    schema = cases.schema()
    result = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": f"#/$defs/{shape}"}
    assert [error.message for error in Draft202012Validator(result).iter_errors(got)] == []
    check(worked["expect"], got)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_own_case(path: Path) -> None:
    check_file(path)


@pytest.mark.skipif(not GOLDEN, reason="the shared golden cases are not here")
@pytest.mark.parametrize("path", GOLDEN or [GOLDEN_FOLDER], ids=lambda path: path.stem)
def test_golden_case(path: Path) -> None:
    check_file(path)


def test_the_own_cases_are_all_read() -> None:
    assert len(OWN) >= 16
