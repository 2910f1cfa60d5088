"""What can follow in a search: fields, words and names, where the cursor is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.completion import MOST, Vocabulary, completions
from hub.domain.errors import QueryError
from hub.domain.search import parse

TODAY = date(2026, 11, 19)
KNOWN = Vocabulary(
    accounts=("Rheinbank Current", "Aurum Credit"),
    categories=(("Courses", "groceries"), ("Restaurants", "eating_out")),
    tags=("trip", "شغل"),
    payees=("Grünmarkt", "Bäckerei Lang", '7" Records'),
)


def offered(typed: str, cursor: int | None = None) -> list[str]:
    at = len(typed) if cursor is None else cursor
    return [one.applied(typed) for one in completions(typed, at, KNOWN, TODAY)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("acc", "account:"),
        ("coffee -cat", "coffee -category:"),
        ("account:rhe", 'account:"Rheinbank Current" '),
        ('account:"rheinbank c', 'account:"Rheinbank Current" '),
        ("grun", 'payee:"Grünmarkt" '),
        ("category:out", 'category:"Restaurants" '),
        ("category:cour", 'category:"Courses" '),
        ("is:tr", "is:transfer "),
        ("(is:unc", "(is:uncategorised "),
        ("has:r", "has:receipt "),
        ("on:2026-0", "on:2026-09 "),
        ("last:3", "last:30d "),
        ("tag:شُغ", 'tag:"شغل" '),
        ("payee:records", 'payee:"7 Records" '),
    ],
)
def test_the_likeliest_comes_first(typed: str, first: str) -> None:
    assert offered(typed)[0] == first


def test_only_the_token_at_the_cursor_is_completed() -> None:
    assert offered("is:sp amount>5", 5)[0] == "is:spending amount>5"
    assert offered('payee:"a b" ') == []
    assert offered('"gr') == []
    assert offered("") == []


@given(st.text(alphabet='abegiprs :"()-', max_size=20))
def test_what_is_offered_can_be_read(typed: str) -> None:
    found = completions(typed, len(typed), KNOWN, TODAY)
    assert len(found) <= MOST
    for one in found:
        if one.text.endswith(":"):
            continue
        try:
            parse(one.text, TODAY)
        except QueryError as error:
            raise AssertionError(one) from error
