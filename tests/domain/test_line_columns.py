"""Lines and marks held by field are the same lines and marks."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from itertools import repeat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain import line_columns, many_texts, marks
from hub.domain.line_columns import FIELDS, Decimals, Gathered, Lines, field_of
from hub.domain.many_texts import Texts
from hub.domain.marks import DUPLICATE, NEW, Mark, Marks, changed_of, count_of, ids_of, keys_of, kinds_of, places_of
from hub.domain.statement import Line

_TEXTS = st.text(max_size=8) | st.sampled_from(["", "\0", "a\0b", "Käse", "\ud800"])
_AMOUNTS = st.integers(-(10**6), 10**6).map(lambda n: Decimal(n).scaleb(-2)) | st.sampled_from(
    [Decimal("-0.00"), Decimal("1e3"), Decimal("0.123"), Decimal(10**25), Decimal(7)]
)
_LINES = st.lists(
    st.builds(
        Line,
        line=st.integers(1, 10**6),
        booked_on=st.dates(date(2020, 1, 1), date(2020, 1, 4)),
        amount=_AMOUNTS,
        currency=st.sampled_from([None, "EUR"]),
        payee=_TEXTS,
        description=_TEXTS,
        id=st.none() | _TEXTS,
        balance=st.none() | _AMOUNTS,
        raw=_TEXTS,
    ),
    min_size=1,
    max_size=30,
)


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (line_columns, marks):
        monkeypatch.setattr(module, "LARGE", 1)
    monkeypatch.setattr(many_texts, "_BLOCK", 4)
    monkeypatch.setattr(many_texts, "MANY", 12)


def held(lines: list[Line], step: int) -> Lines:
    gathered = Gathered()
    for start in range(0, len(lines), step):
        part = lines[start : start + step]
        gathered.add(len(part), [[getattr(line, name) for line in part] for name in FIELDS])
    found = gathered.lines()
    assert isinstance(found, Lines)
    return found


@settings(deadline=None)
@given(_LINES, st.integers(1, 9))
def test_lines_held_by_field_are_the_same(lines: list[Line], step: int) -> None:
    found = held(lines, step)
    assert list(found) == lines
    assert repr(list(found)) == repr(lines)  # a balance of -0.00 or 1E+3 stays as it is written
    assert [found[at] for at in range(-len(lines), len(lines))] == lines * 2
    assert found[1::2] == tuple(lines[1::2])
    assert found == tuple(lines)
    for name in FIELDS:
        field = field_of(found, name)
        assert list(field) == [getattr(line, name) for line in lines]
        assert list(reversed(field)) == [getattr(line, name) for line in reversed(lines)]
        assert tuple(field[-3:]) == tuple(getattr(line, name) for line in lines[-3:])
    with pytest.raises(IndexError):
        found[len(lines)]


def test_one_value_of_all_lines_takes_no_room() -> None:
    gathered = Gathered()
    for _ in range(2):
        gathered.add(3, [list(range(3)), *(repeat(None) for _ in FIELDS[1:])])
    assert len(gathered) == 6
    assert gathered.lines() == tuple(Line(n, *[None] * 16) for n in (0, 1, 2, 0, 1, 2))  # type: ignore[arg-type]


def test_amounts_that_are_alike_are_whole_numbers_of_their_last_digit() -> None:
    found = Decimals.of([Decimal("-1.20"), Decimal("0.00")])
    assert found is not None
    assert list(found.units) == [-120, 0]
    assert Decimals.of([Decimal("-0.00")]) is None
    assert Decimals.of([Decimal("1.0"), Decimal("1.00")]) is None
    assert Decimals.of([Decimal(2**63)]) is None
    assert Decimals.of([Decimal("NaN")]) is None


def test_texts_are_there_while_more_are_added() -> None:
    texts = Texts(["a", "b", "c"])
    assert texts[2] == "c"
    texts.extend(["d", "e\0", "f", "g", "h", "i"])
    assert list(texts) == ["a", "b", "c", "d", "e\0", "f", "g", "h", "i"]
    assert texts[2:6] == ("c", "d", "e\0", "f")


_MARKS = st.lists(
    st.builds(
        Mark,
        kind=st.sampled_from([NEW, DUPLICATE]),
        why=st.sampled_from(["same_line", "possible_match", "not_seen_before"]),
        id=st.none() | st.integers(-5, 5).filter(bool),
        key=st.sampled_from(["20260101:-5:77", "20260101:-5:77:2"]),
    ),
    min_size=1,
    max_size=20,
)


@given(_MARKS)
def test_marks_held_by_field_are_the_same(wanted: list[Mark]) -> None:
    found = Marks.of(iter(wanted), len(wanted))
    assert isinstance(found, Marks)
    assert list(found) == wanted
    assert [found[at] for at in range(-len(wanted), len(wanted))] == wanted * 2
    assert found[2:5] == tuple(wanted[2:5])
    for one in (found, wanted):
        assert kinds_of(one) == [mark.kind for mark in wanted]
        assert list(ids_of(one)) == [mark.id for mark in wanted]
        assert list(keys_of(one)) == [mark.key for mark in wanted]
        assert count_of(one, NEW) == sum(mark.kind == NEW for mark in wanted)
        places = [at for at, mark in enumerate(wanted) if mark.kind == NEW and mark.why == "possible_match"]
        assert list(places_of(one, NEW, {"possible_match"})) == places


def test_marks_of_lines_that_are_all_new() -> None:
    first, second = "20260101:-5:77", "20260101:-5:77:2"
    assert list(Marks.fresh([first, second])) == [
        Mark(NEW, "not_seen_before", None, first),
        Mark(NEW, "equal_line", None, second),
    ]


def test_one_mark_of_many_is_changed_as_of_few() -> None:
    keys = [f"20261101:-100:{number}" for number in range(6)]
    few = [Mark("new", "not_seen_before", None, key) for key in keys]
    held = Marks((("new", "not_seen_before"), ("new", "equal_line")), bytes(6), None, Texts(keys))
    for at, mark in ((2, Mark("match", "hand", 7, keys[2])), (2, Mark("new", "hand", None, keys[2]))):
        few_after, held_after = changed_of(few, at, mark), changed_of(held, at, mark)
        assert list(held_after) == list(few_after)
        assert list(held) == few  # what was there stays as it was
    twice = changed_of(changed_of(held, 0, Mark("match", "hand", 9, keys[0])), 5, Mark("match", "hand", 8, keys[5]))
    assert [one.id for one in twice] == [9, None, None, None, None, 8]


@given(st.lists(st.lists(_TEXTS, max_size=9), max_size=4), st.integers(-12, 12), st.integers(-12, 12))
def test_texts_added_by_and_by_are_a_list(parts: list[list[str]], start: int, stop: int) -> None:
    whole, texts = [text for part in parts for text in part], Texts()
    for part in parts:
        texts.extend(part)
    assert list(texts) == whole
    assert list(reversed(texts)) == whole[::-1]
    assert texts[start:stop] == tuple(whole[start:stop])
    assert texts[start:stop:2] == tuple(whole[start:stop:2])
    assert [texts[at] for at in range(len(whole))] == whole


def test_texts_are_packed_once_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_texts, "_BLOCK", 64)
    names = [f"Käse {number}" for number in range(13)]
    texts = Texts(names[:12])
    room = len(pickle.dumps(texts))
    texts.extend(names[12:])
    assert len(pickle.dumps(texts)) < room
    assert [*texts, texts[12]] == [*names, names[12]]
