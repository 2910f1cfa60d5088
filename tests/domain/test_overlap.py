"""Lines found in the order of days are the lines found by look-up tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain import matching
from hub.domain.matching import Known, fingerprints, match, match_rest, minor_amounts
from hub.domain.overlap import Overlap, Row
from hub.domain.statement import Line

_DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 6))
_NAMES = st.sampled_from(["Kino", "Kino 4711", "Bäcker", "Shop", ""])
_LINES = st.lists(
    st.builds(
        Line,
        line=st.just(1),
        booked_on=_DAYS,
        amount=st.sampled_from([Decimal(-1), Decimal(-2), Decimal("3.50")]),
        payee=_NAMES,
        currency=st.sampled_from([None, "EUR", "USD"]),
    ),
    max_size=14,
)
_STATES = st.lists(st.sampled_from(["booked"] * 4 + ["pending", "expected", "hand"]), min_size=28)
_ORDERS = st.sampled_from([1, -1, 0])


def _rows(lines: list[Line], states: list[str]) -> list[Known]:
    amounts = minor_amounts(lines, "EUR")
    rows = [
        Known(
            number,
            line.booked_on,
            amount,
            "" if state == "hand" else key,
            status="booked" if state in {"hand", "deleted"} else state,
            is_hand=state == "hand",
            payee=line.payee,
        )
        for number, (line, amount, key, state) in enumerate(
            zip(lines, amounts, fingerprints(lines, amounts), states, strict=True), 1
        )
    ]
    return sorted(rows, key=lambda row: row.booked_on)


def _stored(rows: list[Known]) -> list[tuple[date, list[Row]]]:
    """Rows as the vault gives them: each came with batch 7, its line a hundred times its id."""
    stored = [
        (one.booked_on.isoformat(), one.id, one.key, one.status, one.amount, one.bank_id, int(one.is_hand), one.payee)
        for one in rows
    ]
    days = groupby(((*one, 7, 100 * one[1]) for one in stored), itemgetter(0))
    return [(date.fromisoformat(day), list(same)) for day, same in days]


@settings(deadline=None)
@given(
    _LINES, _LINES, st.lists(st.sampled_from(["booked"] * 4 + ["pending", "expected", "hand"]), min_size=28), _ORDERS
)
def test_an_overlap_gives_the_same_marks(both: list[Line], others: list[Line], states: list[str], order: int) -> None:
    rows = _rows([*both, *others[::2]], states[: len(both) + len(others[::2])])
    lines = [*both, *others[1::2]]
    if order:
        lines.sort(key=lambda line: line.booked_on, reverse=order < 0)
    amounts = minor_amounts(lines, "EUR")
    keys = fingerprints(lines, amounts)
    overlap = Overlap.of(keys, [line.booked_on for line in lines], _stored(rows))
    assert match_rest(lines, amounts, keys, overlap, "EUR") == match(lines, amounts, rows, "EUR")
    by_id = {row.id: row for row in rows}
    found = [(at, row) for at, row in enumerate(overlap.ids) if row]
    assert [overlap.names[at] for at, _row in found] == [by_id[row].payee for _at, row in found]
    assert [(overlap.batches[at], overlap.numbers[at]) for at, _row in found] == [(7, 100 * row) for _at, row in found]
    assert sorted([*(row for _at, row in found), *(row.id for row in overlap.rest)]) == sorted(by_id)


def test_the_same_file_again_leaves_nothing_over() -> None:
    lines = [Line(n, date(2026, 1, 1 + n // 3), Decimal(-1), payee="Kino") for n in range(12)]
    for given_lines in (lines, lines[::-1]):
        rows = _rows(lines, ["booked"] * 12)
        amounts = minor_amounts(given_lines, "EUR")
        keys = fingerprints(given_lines, amounts)
        overlap = Overlap.of(keys, [line.booked_on for line in given_lines], _stored(rows))
        assert not overlap.rest
        assert [mark.why for mark in match_rest(given_lines, amounts, keys, overlap, "EUR")] == ["same_line"] * 12
        assert [len(list(group)) for _day, group in groupby(sorted(overlap.ids))] == [1] * 12


@given(_LINES, _ORDERS, st.integers(1, 4))
def test_fingerprints_of_many_lines_number_equal_ones_like_those_of_few(lines: list[Line], way: int, step: int) -> None:
    if way:
        lines = sorted(lines, key=lambda line: line.booked_on, reverse=way < 0)
    seen, wanted = dict[str, int](), []
    for line in lines:
        alone = fingerprints([line], minor_amounts([line], "EUR"))[0]
        seen[alone] = seen.get(alone, 0) + 1
        wanted.append(alone if seen[alone] == 1 else f"{alone}:{seen[alone]}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "_STEP", step)
        patch.setattr(matching, "LARGE", 1)
        assert list(fingerprints(lines, minor_amounts(lines, "EUR"))) == wanted
