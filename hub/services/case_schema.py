"""Checks case documents against `decide.schema.json`; a long history takes a short way.

A schema library spends a tenth of a second on a thousand purchases. Events that are plain (known keys, texts of the
right shape) are passed by a table of shapes; whatever is not plain goes to the schema, which words what was expected.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from hub.domain.errors import CaseError

LONG = 20
"""Lists of events up to this length are left to the schema."""

_ID = re.compile(r"[A-Za-z0-9_.-]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)
_ANY = re.compile(r".*", re.DOTALL)
_SHAPES = {
    "id": _ID,
    "date": _DAY,
    "posting_date": _DAY,
    "amount": _NUMBER,
    "currency": re.compile(r"[A-Z]{3}"),
    "merchant": _ANY,
    "mcc": re.compile(r"[0-9]{4}"),
    "category": _ANY,
    "country": _ANY,
    "channel": re.compile(r"in_store|online|in_app|phone|recurring"),
    "return_probability": _NUMBER,
    "note": _ANY,
    "actual": _ANY,
}
_REFUND = {"id": _ID, "date": _DAY, "refund_of": _ID, "amount": _NUMBER, "note": _ANY}


@cache
def schema() -> dict[str, Any]:
    """The schema of cases; results are under $defs (decide_result, replay_result, plan_result)."""
    text = files("hub.domain.decide").joinpath("decide.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def check_document(document: object) -> Mapping[str, Any]:
    """The document itself if it is a case; else CaseError: where holds the JSON path, values what was expected."""
    if not isinstance(document, Mapping):
        raise _refused("$", "an object")
    kind, events = _long_list(document)
    short = document
    if kind is not None:
        short = {**document, "situation": {**document["situation"], kind: events[:1]}}
    error = best_match(_validator("").iter_errors(short))
    if error is not None:
        raise _refused(error.json_path, _expected(error))
    for position, event in enumerate(events[1:], 1):
        if not _is_plain(event, planned=kind == "planned"):
            _check_event(event, f"$.situation.{kind}[{position}]", kind or "")
    return document


def _long_list(document: Mapping[str, Any]) -> tuple[str | None, list[Any]]:
    situation = document.get("situation")
    for kind in ("history", "planned"):
        events = situation.get(kind) if isinstance(situation, Mapping) else None
        if isinstance(events, list) and len(events) > LONG:
            return kind, events
    return None, []


def _is_plain(event: object, *, planned: bool) -> bool:
    if not isinstance(event, dict):
        return False
    shapes = _REFUND if "refund_of" in event and not planned else _SHAPES
    needed = ("id", "date", "amount") if planned or shapes is _REFUND else ("id", "date", "amount", "actual")
    if any(key not in event for key in needed) or (planned and "actual" in event):
        return False
    for key, value in event.items():
        if key == "contactless" and shapes is _SHAPES and isinstance(value, bool):
            continue
        shape = shapes.get(key)
        if shape is None or not isinstance(value, str) or shape.fullmatch(value) is None:
            return False
    return True


def _check_event(event: object, place: str, kind: str) -> None:
    sort = "planned_purchase" if kind == "planned" else "past_purchase"
    if kind == "history" and isinstance(event, Mapping) and "refund_of" in event:
        sort = "refund"
    error: ValidationError | None = best_match(_validator(sort).iter_errors(event))
    if error is not None:
        raise _refused(place + error.json_path.removeprefix("$"), _expected(error))


def _expected(error: ValidationError) -> str:
    """What was expected, in words: the library names the schemas of a choice only by their number."""
    told = error.validator_value
    choices = told if error.validator in ("anyOf", "oneOf") and isinstance(told, list) else []
    needed = [" and ".join(one["required"]) for one in choices if isinstance(one, dict) and "required" in one]
    if needed and len(needed) == len(choices):
        return f"{'exactly' if error.validator == 'oneOf' else 'at least'} one of: {', '.join(needed)}"
    if error.validator == "type" and told == "string":
        return f"a text in quotes, found {json.dumps(error.instance, ensure_ascii=False, default=str)}"
    return error.message


@cache
def _validator(definition: str) -> Draft202012Validator:
    if not definition:
        return Draft202012Validator(schema())
    whole = schema()
    return Draft202012Validator({"$schema": whole["$schema"], "$defs": whole["$defs"], "$ref": f"#/$defs/{definition}"})


def _refused(path: str, expected: str) -> CaseError:
    return CaseError("not_a_case", where={"path": path}, next_step="correct_the_case", expected=expected[:300])
