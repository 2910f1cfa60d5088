"""Duplicates right both ways: nothing twice, no twin lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hub.domain.matching import DUPLICATE, MATCH, NEW, PROBLEM, Known, Mark, fingerprints, match, minor_amounts
from hub.domain.statement import PENDING, Line

DAY = date(2026, 11, 16)


def line(amount: str = "-18.50", text: str = "KINO HARMONIE", *, days: int = 0, **more: object) -> Line:
    return replace(Line(1, DAY + timedelta(days), Decimal(amount), description=text), **more)  # type: ignore[arg-type]


def marks_of(lines: list[Line], known: list[Known] | None = None) -> list[Mark]:
    return list(match(lines, minor_amounts(lines, "EUR"), known or [], "EUR"))


def stored(lines: list[Line], known: list[Known] | None = None, **more: object) -> list[Known]:
    """The rows that a vault holds after accepting every new line."""
    rows = list(known or [])
    for one, amount, mark in zip(lines, minor_amounts(lines, "EUR"), marks_of(lines, known), strict=True):
        if mark.kind == NEW:
            row = Known(len(rows) + 1, one.booked_on, amount, mark.key, one.id, one.status)
            rows.append(row._replace(**more))  # type: ignore[arg-type]
    return rows


def kinds(marks: list[Mark]) -> list[tuple[str, str]]:
    return [(mark.kind, mark.why) for mark in marks]


def test_twins_are_two_and_stay_two() -> None:
    twins = [line(), line()]
    assert kinds(marks_of(twins)) == [(NEW, "not_seen_before"), (NEW, "equal_line")]
    known = stored(twins)
    assert kinds(marks_of(twins, known)) == [(DUPLICATE, "same_line")] * 2
    assert kinds(marks_of([*twins, line()], known))[2] == (NEW, "equal_line")


def test_a_deleted_row_stays_deleted() -> None:
    known = stored([line()], is_deleted=True)
    assert kinds(marks_of([line()], known)) == [(DUPLICATE, "deleted_before")]


def test_trusted_bank_ids_win_over_texts_and_days() -> None:
    known = stored([line(id="A1")])
    moved = line(text="KINO HARMONIE FREIBURG", days=1, id="A1")
    assert kinds(marks_of([moved], known)) == [(DUPLICATE, "bank_id")]


def test_an_id_that_repeats_on_different_rows_is_not_trusted() -> None:
    first = [line("-1", "A", id="7"), line("-2", "B", id="7"), line("-3", "C", id="8")]
    assert [mark.kind for mark in marks_of(first)] == [NEW] * 3
    other = [line("-4", "D", id="7"), line("-5", "E", id="7")]
    assert [mark.kind for mark in marks_of(other, stored(first))] == [NEW] * 2


def test_ids_that_count_from_one_in_every_file_do_not_swallow_rows() -> None:
    known = stored([line("-1", "A", id="1"), line("-2", "B", id="2")])
    later = [line("-3", "C", days=40, id="1"), line("-4", "D", days=41, id="2")]
    assert [mark.kind for mark in marks_of(later, known)] == [NEW] * 2


def test_fresh_ids_in_every_download_do_not_double_rows() -> None:
    known = stored([line("-1", "A", id="x1"), line("-2", "B", id="x2")])
    again = [line("-1", "A", id="y1"), line("-2", "B", id="y2")]
    assert kinds(marks_of(again, known)) == [(DUPLICATE, "same_line")] * 2


def test_a_twin_with_its_own_stable_id_is_new_in_a_later_file() -> None:
    known = stored([line(id="K1"), line("-5", "other", id="K0")])
    marks = marks_of([line("-5", "other", id="K0"), line(id="K1"), line(id="K2")], known)
    assert [mark.kind for mark in marks] == [DUPLICATE, DUPLICATE, NEW]
    assert len({mark.key for mark in marks}) == 3


def test_a_statement_twice_in_one_file_counts_once() -> None:
    rows = [line("-1", "A", id="1"), line("-2", "B", id="2")]
    assert Counter(mark.kind for mark in marks_of([*rows, *rows])) == {NEW: 2, DUPLICATE: 2}


def test_another_format_of_the_account_is_known_by_day_amount_and_order() -> None:
    csv = [line(f"-{n}.10", f"PAYEE {n} 4471", days=n) for n in range(12)] + [line("-5.10", "TWIN", days=5)]
    ofx = [replace(one, description=f"n{at}", payee=f"Payee {at}") for at, one in enumerate(csv)]
    assert {mark.why for mark in marks_of(ofx, stored(csv))} == {"other_format"}


def test_a_lone_equal_amount_is_only_a_possible_duplicate() -> None:
    known = stored([line(f"-{n}.10", f"PAYEE {n}", days=n) for n in range(6)])
    fresh = [line(f"-{n}.10", f"PAYEE {n}" if n != 3 else "OTHER SHOP", days=n) for n in range(6)]
    assert kinds(marks_of(fresh, known))[3] == (NEW, "possible_duplicate")


def test_pending_becomes_booked_and_not_two() -> None:
    known = [Known(7, DAY, -1850, "", None, PENDING, payee="Kino Harmonie")]
    mark = marks_of([line(days=2, text="KINO HARMONIE FREIBURG 19:58")], known)[0]
    assert (mark.kind, mark.why, mark.id) == (MATCH, "pending_booked", 7)
    same = stored([line(status=PENDING)])
    assert kinds(marks_of([line()], same)) == [(MATCH, "pending_booked")]
    assert kinds(marks_of([line(status=PENDING)], same)) == [(DUPLICATE, "same_line")]


def test_a_typed_row_is_completed_once_within_three_days() -> None:
    typed = Known(3, DAY - timedelta(3), -1860, "", is_hand=True, payee="Café Inselweg")
    marks = marks_of([line("-18.60", "CAFE INSELWEG FREIBURG"), line("-18.60", "CAFE INSELWEG FREIBURG")], [typed])
    assert kinds(marks) == [(MATCH, "typed_by_hand"), (NEW, "equal_line")]
    assert marks_of([line("-18.60", "CAFE INSELWEG", days=1)], [typed])[0].kind == NEW
    assert kinds(marks_of([line("-18.60", "BAUMARKT HORNUNG")], [typed])) == [(NEW, "possible_match")]


def test_an_expected_row_is_completed_by_its_payment() -> None:
    expected = Known(4, DAY, -5800, "", status="expected", payee="Regio Verkehr")
    paid = line("-58.00", "REGIO VERKEHR ABO REGIOTICKET 11/26", days=1)
    assert kinds(marks_of([paid], [expected])) == [(MATCH, "expected")]


def test_a_foreign_currency_and_a_damaged_amount_are_problems() -> None:
    assert kinds(marks_of([line(currency="USD"), line("-1e20")])) == [
        (PROBLEM, "other_currency"),
        (PROBLEM, "amount_too_large"),
    ]


def test_amounts_keep_the_digits_of_their_currency() -> None:
    lines = [line("-12.345"), line("1200"), line("0.005")]
    assert minor_amounts(lines, "EUR") == [-1235, 120000, 1]
    assert minor_amounts([line("1200")], "JPY") == [1200]
    assert minor_amounts([line("1.2345")], "KWD") == [1235]


LINES = st.lists(
    st.builds(
        lambda day, amount, text: line(f"-{amount}", text, days=day),
        st.integers(0, 3), st.integers(1, 3), st.sampled_from(["KINO", "GRUENMARKT 4471", "BAECKEREI LANG"]),
    ),
    max_size=25,
)  # fmt: skip


@given(LINES)
def test_importing_twice_is_importing_once(lines: list[Line]) -> None:
    known = stored(lines)
    assert len(known) == len(lines)
    assert stored(lines, known) == known


@given(LINES, st.integers(0, 3), st.integers(0, 3))
def test_overlapping_exports_by_day_add_up_to_the_whole(lines: list[Line], cut: int, back: int) -> None:
    lines = sorted(lines, key=lambda one: one.booked_on)
    first = [one for one in lines if one.booked_on <= DAY + timedelta(cut)]
    second = [one for one in lines if one.booked_on >= DAY + timedelta(cut + 1 - back)]
    both = stored(second, stored(first))
    assert sorted(row.key for row in both) == sorted(row.key for row in stored(lines))


@given(LINES)
def test_every_fingerprint_is_unique(lines: list[Line]) -> None:
    assert len(set(fingerprints(lines, minor_amounts(lines, "EUR")))) == len(lines)
