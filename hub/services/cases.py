"""Comparison cases as documents: checked against the schema, calculated, and answered as documents.

Format and results: DECIDE and `hub/domain/decide/decide.schema.json`. Nothing here needs a vault.
"""

from __future__ import annotations

from typing import Any

from hub.domain.decide import compare as compare_case
from hub.domain.decide import parse
from hub.domain.decide import plan as plan_case
from hub.domain.decide import replay as replay_case
from hub.domain.decide.exact import money_text, plain
from hub.domain.decide.model import Chosen, Comparison, Line, Option, PurchasePlan, Replay
from hub.domain.decide.situation import Case
from hub.domain.errors import CaseError
from hub.services.case_schema import check_document, schema
from hub.services.optimum import solve

__all__ = [
    "compare",
    "comparison_document",
    "decide_document",
    "parse_document",
    "plan_document",
    "planned",
    "replay_document",
    "replayed",
    "schema",
]


def parse_document(document: object) -> Case:
    """The case of a JSON document. Raises CaseError; where holds the JSON path, values what was expected there."""
    return parse(check_document(document))


def compare(document: object) -> Comparison:
    """Every way to pay for the purchase of a case document."""
    return compare_case(_of_kind(document, "purchase"))


def decide_document(document: object) -> dict[str, Any]:
    """The decide_result of a case document with one purchase."""
    return comparison_document(compare(document))


def comparison_document(found: Comparison) -> dict[str, Any]:
    """The decide_result of a comparison."""
    return {
        "currency": found.currency,
        "options": [_option(option, found.currency) for option in found.options],
        "ranking": [list(group) for group in found.ranking],
        "rejected": [{"id": one.id, "reason": one.reason} for one in found.rejected],
    }


def replay_document(document: object) -> dict[str, Any]:
    """The replay_result of a case document with a history."""
    return replayed(replay_case(_of_kind(document, "history")))


def replayed(found: Replay) -> dict[str, Any]:
    """The replay_result of a replay."""
    currency = found.currency
    return {
        "currency": currency,
        "totals": {
            "actual": money_text(found.actual, currency),
            "fair_best": money_text(found.fair_best, currency),
            "hindsight": money_text(found.hindsight, currency),
        },
        "missed": money_text(found.missed, currency),
        "exact": found.exact,
        "purchases": [
            {
                "id": row.id,
                "actual": _chosen(row.actual, currency),
                "fair_best": _chosen(row.fair_best, currency),
                "hindsight": _chosen(row.hindsight, currency),
            }
            for row in found.rows
        ],
    }


def plan_document(document: object) -> dict[str, Any]:
    """The plan_result of a case document with planned purchases."""
    return planned(plan_case(_of_kind(document, "planned"), solve))


def planned(found: PurchasePlan) -> dict[str, Any]:
    """The plan_result of a plan."""
    currency = found.currency
    return {
        "currency": currency,
        "total": money_text(found.total, currency),
        "myopic_total": money_text(found.myopic_total, currency),
        "exact": found.exact,
        "assignment": [{"id": x.id, "option": x.option, "net": money_text(x.net, currency)} for x in found.rows],
    }


def _chosen(chosen: Chosen, currency: str) -> dict[str, str]:
    return {"option": chosen.option, "net": money_text(chosen.net, currency)}


def _of_kind(document: object, kind: str) -> Case:
    case = parse_document(document)
    if case.kind != kind:
        raise CaseError("other_situation", where={"path": "$.situation"}, expected=kind, found=case.kind)
    return case


def _option(option: Option, currency: str) -> dict[str, Any]:
    return {
        "id": option.id,
        "path": list(option.path),
        "net_certain": money_text(option.net_certain, currency),
        "net_expected": money_text(option.net_expected, currency),
        "interval": [money_text(option.low, currency), money_text(option.high, currency)],
        "lines": [_line(line, currency) for line in option.lines],
        "units": [
            {
                "programme": units.programme,
                "units": plain(units.units),
                "break_even_value": None if units.break_even is None else f"{units.break_even:f}",
            }
            for units in option.units
        ],
        "flags": list(option.flags),
        "unknowns": list(option.unknowns),
    }


def _line(line: Line, currency: str) -> dict[str, str]:
    return {
        "kind": line.kind,
        "amount": money_text(line.amount, currency),
        "certainty": "certain" if line.certain else "contingent",
        "reason": _reason(line),
    }


def _reason(line: Line) -> str:
    name = line.why.source or line.why.code
    return f"{name}: {plain(line.units)} {line.programme}" if line.units is not None else name
