"""Many values are gone through in parts, and say the same as in one go."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain import line_columns
from hub.domain.line_columns import Joined, Same, ends_of, parts_of, way_of

FIRST = date(2026, 1, 1)
DAYS = st.lists(st.integers(0, 5), max_size=12).map(lambda steps: [FIRST + timedelta(days=step) for step in steps])


@pytest.fixture(autouse=True)
def _short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_columns, "_PART", 3)


@given(st.lists(DAYS, max_size=4))
def test_ends_and_order_of_joined_days_are_those_of_all(pieces: list[list[date]]) -> None:
    joined = Joined([tuple(one) for one in pieces])
    for days in (joined, list(joined)):
        assert list(chain.from_iterable(parts_of(days))) == list(joined)
        assert ends_of(days) == ((min(joined), max(joined)) if len(joined) else None)
        rising = all(one <= other for one, other in pairwise(joined))
        falling = all(one >= other for one, other in pairwise(joined))
        assert way_of(days) == (1 if rising else -1 if falling else 0)


def test_one_value_for_all_lines_is_as_often_there_as_lines() -> None:
    assert list(parts_of(Same(FIRST, 4))) == [(FIRST,) * 3, (FIRST,)]
    assert ends_of(Same(FIRST, 7)) == (FIRST, FIRST)
    assert ends_of(Same(FIRST, 0)) is None
