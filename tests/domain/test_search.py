"""The search language: what it reads, what it means, and where it says that it is wrong."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.errors import QueryError
from hub.domain.query import All, Amount, AnyOf, Has, Is, Node, Not, On, Query, Text, TransactionView, matches
from hub.domain.search import parse
from hub.domain.text import fold

TODAY = date(2026, 11, 19)

COFFEE = TransactionView(
    "Kaffeebar Basel", "KAFFEEBAR BASEL CHF 18,40", Decimal("-19.62"), date(2026, 11, 16), "Aurum Credit",
    "Eating out", "eating_out", "expense", tags=("trip",), notes="with Jonas",
)  # fmt: skip
SALARY = TransactionView("Lindner Verlag", "GEHALT 11/26", Decimal("2912.45"), date(2026, 10, 23), "Rheinbank Current")
MOVE = TransactionView(
    "Rheinbank → Cash", "GA", Decimal(-100), date(2026, 1, 31), "Rheinbank Current", is_transfer=True
)
ALL = (COFFEE, SALARY, MOVE)


def found(text: str) -> list[TransactionView]:
    query = parse(text, TODAY)
    return [view for view in ALL if matches(query, view)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [COFFEE, SALARY, MOVE]),
        ("kaffee", [COFFEE]),
        ("jonas", [COFFEE]),
        ('"bar basel"', [COFFEE]),
        ("-kaffee", [SALARY, MOVE]),
        ("payee:kaffee or payee:lindner", [COFFEE, SALARY]),
        ("(kaffee or gehalt) account:aurum", [COFFEE]),
        ("-(kaffee or gehalt)", [MOVE]),
        ("amount>50", [SALARY, MOVE]),
        ("amount>=100 amount<=100", [MOVE]),
        ("amount>100", [SALARY]),
        ("amount:19,62", [COFFEE]),
        ("amount:-19.62", [COFFEE]),
        ("amount:+19.62", []),
        ("amount:19..20", [COFFEE]),
        ("amount:..-50", [MOVE]),
        ("on:2026-11-16", [COFFEE]),
        ("on:2026-10..2026-11", [COFFEE, SALARY]),
        ("on:..2026-02", [MOVE]),
        ("on:2026", [COFFEE, SALARY, MOVE]),
        ("last:30d", [COFFEE, SALARY]),
        ("last:4d", [COFFEE]),
        ("last:3d", []),
        ("is:transfer", [MOVE]),
        ("is:income", [SALARY]),
        ("is:spending", [COFFEE]),
        ("is:uncategorised", [SALARY]),
        ("has:notes", [COFFEE]),
        ("category:eating", [COFFEE]),
        ('category:"eating out" tag:trip', [COFFEE]),
        ("١٨,٤٠", [COFFEE]),
        ("KÁFFEE OR gehalt", [COFFEE, SALARY]),
    ],
)
def test_each_token_means_what_the_language_says(text: str, expected: list[TransactionView]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("coffee (a or b", "open_bracket", 7),
        ("a) b", "stray_bracket", 1),
        ('x "abc', "open_quote", 2),
        ("shop:abc", "unknown_field", 0),
        ("a amount>x", "bad_amount", 2),
        ("amount:30..20", "bad_amount", 0),
        ("on:2026-13", "bad_date", 0),
        ("on:2026-03..2026-01", "bad_date", 0),
        ("last:0d", "bad_span", 0),
        ("last:9999y", "bad_span", 0),
        ("is:happy", "unknown_word", 0),
        ("payee:", "missing_value", 0),
        ("a or", "missing_part", 2),
        ("( )", "missing_part", 0),
        ("(" * 60 + "a" + ")" * 60, "too_deep", 50),
        ("a" * 2001, "too_long", 2000),
    ],
)
def test_an_error_points_at_its_place(text: str, code: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text, TODAY)
    assert caught.value.code == code
    assert caught.value.where["position"] == position


@given(st.text(alphabet='ab "()-:.<>=or1amountisl', max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        query = parse(text, TODAY)
    except QueryError as error:
        place = int(str(error.where["position"]))
    else:
        place = int(matches(query, COFFEE))
    assert 0 <= place <= max(len(text), 1)


WORDS = st.sampled_from(["kaffee", "basel", "Grünmarkt", "gehalt", "xyz"])
VIEWS = st.builds(
    TransactionView,
    payee=WORDS,
    description=WORDS,
    amount=st.decimals(-200, 200, places=2),
    booked_on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    notes=st.sampled_from(["", "basel"]),
    category=st.sampled_from([None, "Groceries"]),
)
LEAVES = st.one_of(
    WORDS.map(lambda word: (word, Text(fold(word)))),
    WORDS.map(lambda word: (f'payee:"{word}"', Text(fold(word), "payee"))),
    st.integers(0, 200).map(lambda n: (f"amount>{n}", Amount(low=Decimal(n), low_strict=True))),
    st.integers(1, 200).map(lambda n: (f"amount:..{n}", Amount(high=Decimal(n)))),
    st.integers(1, 200).map(lambda n: (f"amount<=-{n}", Amount(high=Decimal(-n), is_signed=True))),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(lambda day: (f"on:{day}", On(day, day))),
    st.sampled_from(["income", "spending", "uncategorised"]).map(lambda word: (f"is:{word}", Is(word))),
    st.just(("has:notes", Has("notes"))),
)


def _combine(children: st.SearchStrategy[tuple[str, Node]]) -> st.SearchStrategy[tuple[str, Node]]:
    several = st.lists(children, min_size=2, max_size=3)
    return st.one_of(
        several.map(lambda parts: (f"({' '.join(p[0] for p in parts)})", All(tuple(p[1] for p in parts)))),
        several.map(lambda parts: (f"({' or '.join(p[0] for p in parts)})", AnyOf(tuple(p[1] for p in parts)))),
        children.map(lambda part: (f"-({part[0]})", Not(part[1]))),
    )


@given(st.recursive(LEAVES, _combine, max_leaves=8), st.lists(VIEWS, min_size=1, max_size=4))
def test_a_written_query_finds_what_its_tree_means(pair: tuple[str, Node], views: list[TransactionView]) -> None:
    text, tree = pair
    query = parse(text, TODAY)
    assert [matches(query, view) for view in views] == [matches(Query(tree), view) for view in views]


@given(st.lists(VIEWS, max_size=8), st.integers(1, 400))
def test_last_days_agrees_with_a_plain_filter(views: list[TransactionView], days: int) -> None:
    query = parse(f"last:{days}d", TODAY)
    plain = [view for view in views if TODAY - timedelta(days=days) < view.booked_on <= TODAY]
    assert [view for view in views if matches(query, view)] == plain
