"""Every code that the code base speaks in has its sentence."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from hub.domain import errors as domain_errors
from hub.domain.errors import HubError
from hub.domain.money import Money
from hub.domain.statement import Fact, Problem
from ui import locale
from ui.locale import wording
from ui.locale.wording import decide, errors, insights, labels, operations, statements
from ui.locale.wording.template import Template, plural, words

ROOT = Path(__file__).parents[2]
ERRORS = {
    name for name, value in vars(domain_errors).items() if isinstance(value, type) and issubclass(value, HubError)
}


@pytest.fixture(scope="module", autouse=True)
def _trees_end_with_this_file() -> Iterator[None]:
    """Millions of nodes would be walked through whenever what windows leave behind is collected."""
    yield
    trees.cache_clear()
    nodes.cache_clear()


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    locale.use("en")


@cache
def trees() -> list[tuple[str, ast.Module]]:
    paths = [path for package in ("hub", "storage", "importers", "ui") for path in (ROOT / package).rglob("*.py")]
    return [(str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))) for path in sorted(paths)]


@cache
def nodes() -> list[tuple[str, ast.Call | ast.ClassDef]]:
    """Every call and every class, with the file it stands in."""
    return [
        (path, node) for path, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Call | ast.ClassDef)
    ]


@cache
def error_names() -> frozenset[str]:
    found = set(ERRORS)
    for _path, node in nodes():
        if isinstance(node, ast.ClassDef) and any(
            isinstance(base, ast.Name) and base.id in found for base in node.bases
        ):
            found.add(node.name)
    return frozenset(found)


def strings(node: ast.expr) -> list[str]:
    """The constant texts an argument can be: a text, or either side of a conditional."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return [*strings(node.body), *strings(node.orelse)] if isinstance(node, ast.IfExp) else []


def codes(names: frozenset[str], position: int = 0, keyword: str = "code") -> dict[str, str]:
    """The codes that calls of these names are given, with a file that does it."""
    found: dict[str, str] = {}
    for path, node in nodes():
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in names:
            given = [word.value for word in node.keywords if word.arg == keyword] + node.args[position : position + 1]
            found.update(dict.fromkeys([text for one in given for text in strings(one)], path))
    return found


def without_words(known: Mapping[str, object], *used: Mapping[str, str]) -> list[str]:
    return sorted(f"{code} ({path})" for one in used for code, path in one.items() if code and code not in known)


def test_every_error_has_its_sentence() -> None:
    known = {**statements.PROBLEMS, **errors.TABLE}
    # refuse and _error are the short ways to raise in the comparison and in the search language
    assert without_words(known, codes(error_names() | {"refuse", "_error"})) == []


def test_every_next_step_has_its_sentence() -> None:
    assert without_words(errors.NEXT_STEPS, codes(error_names(), 99, "next_step")) == []


def test_every_problem_question_and_fact_of_files_has_its_sentence() -> None:
    assert without_words(statements.PROBLEMS, codes(frozenset({"Problem"}), 1)) == []
    assert without_words(statements.PROBLEMS, codes(frozenset({"_problem"}), 1)) == []
    assert without_words(statements.QUESTIONS, codes(frozenset({"Question"}))) == []
    assert without_words(statements.REASONS, codes(frozenset({"Question"}), 3, "because")) == []
    assert without_words(statements.FACTS, codes(frozenset({"Fact"}))) == []


def test_every_operation_has_its_sentence() -> None:
    written = codes(frozenset({"write"}))
    names = {code: path for code, path in written.items() if path.startswith("hub/services") and code.isidentifier()}
    assert without_words(operations.TABLE, names) == []


def test_every_insight_has_its_sentences() -> None:
    assert without_words(insights.HEADLINES, codes(frozenset({"Insight"}))) == []
    assert without_words(insights.WHYS, codes(frozenset({"Insight"}), 6, "why")) == []
    assert without_words(insights.ACTIONS, codes(frozenset({"Insight"}), 7, "action")) == []


def test_every_group_of_labels_that_is_asked_for_is_there() -> None:
    used: dict[str, str] = {}
    for path, node in nodes():
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("wording.label"):
            used.update(dict.fromkeys([group for one in node.args[:1] for group in strings(one)], path))
    assert used
    assert without_words(labels.TABLES, used) == []


def tables() -> dict[str, Mapping[str, Template]]:
    return {
        "errors": errors.TABLE,
        "next steps": errors.NEXT_STEPS,
        "problems": statements.PROBLEMS,
        "questions": statements.QUESTIONS,
        "choices": statements.CHOICES,
        "reasons": statements.REASONS,
        "facts": statements.FACTS,
        "signs": statements.SIGNS,
        "whys": decide.WHYS,
        "lines": decide.LINES,
        "flags": decide.FLAGS,
        "rejections": decide.REJECTIONS,
        "headlines": insights.HEADLINES,
        "insight whys": insights.WHYS,
        "actions": insights.ACTIONS,
        "operations": operations.TABLE,
        **{f"labels {group}": table for group, table in labels.TABLES.items()},
    }


@pytest.mark.parametrize("language", ["en", "fr", "qps-plocm"])
def test_every_sentence_can_be_said_even_with_values_missing(language: str) -> None:
    locale.use(language)
    for name, table in tables().items():
        for code, template in table.items():
            assert words(template, {}), (name, code)


def test_sentences_keep_the_tone_of_the_house() -> None:
    for name, table in tables().items():
        for code, template in table.items():
            for text in (template,) if isinstance(template, str) else (template.one, template.many):
                lower = text.casefold()
                assert "!" not in text, (name, code)
                assert not any(word in lower.split() for word in ("please", "oops", "successfully")), (name, code)


def test_values_are_written_in_the_language() -> None:
    locale.use("fr")
    values = {
        "amount": -6348,
        "currency": "EUR",
        "rate": Decimal("0.075"),
        "on": date(2026, 3, 1),
        "n": 12345,
        "year": 2026,
    }
    said = words("{amount:money} {rate:percent} {on} {n} {year:plain} {missing}", values)
    assert said == "−63,48\u00a0€ 7,5\u00a0% 1er mars 2026 12\u202f345 2026 …"
    assert words("{price}", {"price": Money(1250, "KWD")}) == "1,250\u00a0KWD"


def test_a_plural_follows_its_number() -> None:
    template = plural("{count} minute ago", "{count} minutes ago")
    assert words(template, {"count": 1}) == "1 minute ago"
    assert words(template, {"count": 0}) == "0 minutes ago"
    locale.use("fr")
    assert words(template, {"count": 0}) == "il y a 0 minute"


def test_an_error_says_what_where_and_the_next_step() -> None:
    error = HubError("not_encrypted", where={"file": "rates.toml", "line": 3})
    said = wording.error(error)
    assert str(said) == (
        "rates.toml, line 3: The address is not encrypted, so nothing was sent to it."
        " Use an address that begins with https://."
    )


def test_an_unknown_code_still_makes_a_sentence() -> None:
    assert wording.error(HubError("moon_is_full", phase=4)).message == "Moon is full (phase: 4)"
    assert wording.fact(Fact("odd_thing", {"is": "x"})) == "Odd thing (is: x)"
    assert wording.problem(Problem(3, "strange_line", "text")).startswith("Strange line")
    assert wording.label("account_kind", "piggy_bank") == "Piggy bank"
