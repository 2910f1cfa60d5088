"""How fast the pure parts of the ledger are on many thousand lines; the bounds only catch a quadratic mistake.

The targets of the issues are for 100,000 and a quiet machine; what was measured for COUNT is in the properties of
the report.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from hub.domain.categories import DEFAULTS
from hub.domain.categorise import Categoriser, starter
from hub.domain.matching import Known, Mark, match, minor_amounts
from hub.domain.query import TransactionView
from hub.domain.recurring import Payment, find_series
from hub.domain.rules import apply, compiled
from hub.domain.statement import Line
from hub.domain.text import clean_payee, merchant_key
from hub.domain.transaction import Rule

COUNT = 40_000
Record = Callable[[str, object], None]


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    dice = Random(1)  # noqa: S311  (a seed for tests, no secret)
    words = "BAECKEREI LANG KINO HARMONIE GRUENMARKT DANKT SHOP Café Müller Größe STATION HOTEL".split()
    found = []
    for at in range(COUNT):
        payee = " ".join(dice.choices(words, k=3))
        text = f"{payee} {dice.randrange(10**6)} BERLIN {at % 28 + 1}.{at % 12 + 1}."
        day = date(2016, 1, 1) + timedelta(at // 28)
        found.append(Line(at, day, Decimal(dice.randrange(-9_999, 999)).scaleb(-2), payee=payee, description=text))
    return found


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def test_matching_is_linear(lines: list[Line], record_property: Record) -> None:
    amounts = minor_amounts(lines, "EUR")
    marks: list[Mark] = []
    first = seconds(lambda: marks.extend(match(lines, amounts, [], "EUR")))
    known = [
        Known(at, line.booked_on, amount, mark.key)
        for at, (line, amount, mark) in enumerate(zip(lines, amounts, marks, strict=True))
    ]
    again = seconds(lambda: marks.extend(match(lines, amounts, known, "EUR")))
    assert {mark.kind for mark in marks[COUNT:]} == {"duplicate"}
    record_property("seconds to match, first and again", f"{first:.2f} {again:.2f}")
    assert first + again < 6


def test_texts_are_cleaned_in_microseconds(lines: list[Line], record_property: Record) -> None:
    cleaned = seconds(lambda: [clean_payee("", line.description) for line in lines])
    keyed = seconds(lambda: [merchant_key(line.description) for line in lines])
    record_property("seconds to clean and to key", f"{cleaned:.2f} {keyed:.2f}")
    assert cleaned + keyed < 6


def test_suggestions_and_rules_keep_up_with_an_import(lines: list[Line], record_property: Record) -> None:
    ids = {default.code: at for at, default in enumerate(DEFAULTS, 1)}
    categoriser = Categoriser(starter(ids, DEFAULTS))
    suggested = seconds(lambda: [categoriser.suggest(line.description) for line in lines])
    rules = compiled(Rule(at, at, f'payee:"shop {at}" amount>5', at, None, True, date(2026, 1, 1)) for at in range(30))
    views = [TransactionView(line.payee, line.description, line.amount, line.booked_on) for line in lines[: COUNT // 2]]
    ruled = seconds(lambda: [apply(rules, view) for view in views])
    record_property("seconds to suggest all and to rule half with 30 rules", f"{suggested:.2f} {ruled:.2f}")
    assert suggested + ruled < 15


def test_series_are_found_among_many_payments(lines: list[Line], record_property: Record) -> None:
    payments = [
        Payment(line.line, 1, line.booked_on, int(line.amount * 100), "EUR", f"{line.payee} {line.line % 300}")
        for line in lines
    ]
    took = seconds(lambda: find_series(payments, lines[-1].booked_on))
    record_property("seconds to find series", f"{took:.2f}")
    assert took < 8
