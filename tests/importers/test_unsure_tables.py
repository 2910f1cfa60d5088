"""Tables that leave open what a careless reader would make up: it is asked, or taken as it stands."""

from __future__ import annotations

from decimal import Decimal

from hub.domain.statement import FileReading
from importers import detect
from importers.table_words import directions_of


def _read(text: str) -> FileReading:
    return detect.read("a.csv", text.encode(), answers={"today": "2026-11-22"})


def _amounts(reading: FileReading) -> list[Decimal]:
    return [line.amount for statement in reading.statements for line in statement.lines]


def _days(reading: FileReading) -> list[str]:
    return [line.booked_on.isoformat() for statement in reading.statements for line in statement.lines]


def _asked(reading: FileReading) -> set[str]:
    return {question.code for question in reading.questions}


def test_a_mark_that_the_words_of_its_heading_exclude_tells_neither_way() -> None:
    rows = "2026-11-01,Shop,5.00,D\n2026-11-02,Note,6.00,N\n2026-11-03,Shop,7.00,D\n"
    reading = _read(f"Date,Description,Amount,Debit/Credit\n{rows}")
    assert "neutral_rows" in _asked(reading)
    assert _amounts(reading) == [Decimal("-5.00"), Decimal("-6.00"), Decimal("-7.00")]
    assert directions_of(frozenset(("C", "N")), "Debit/Credit") == {"C": "in", "N": "neutral"}


def test_a_day_of_the_week_that_is_called_like_a_month_makes_no_year_of_the_month_behind_the_day() -> None:
    reading = _read("Date;Libellé;Montant\nlun 02/11;Pain;-5,00\nmar 03/11;Lait;-6,00\nmer 04/11;Garage;-70,00\n")
    assert "year" in _asked(reading)
    assert _days(reading) == ["2026-11-02", "2026-11-03", "2026-11-04"]


def test_days_without_any_year_are_asked_about_where_their_months_have_names() -> None:
    reading = _read("Date;Description;Amount\n2 Nov;Baker;-5.00\n3 Nov;Grocer;-6.00\n14 Nov;Garage;-70.00\n")
    assert "year" in _asked(reading)
    assert _days(reading) == ["2026-11-02", "2026-11-03", "2026-11-14"]


def test_months_above_movements_tell_which_number_of_a_day_is_the_month_and_its_year() -> None:
    rows = "October 2025,,\n10/05,Shop,-1.00\n09/30,Shop,-2.00\nNovember 2026,,\n11/06,Shop,-3.00\n"
    reading = _read(f"Date,Description,Amount\n{rows}")
    assert not _asked(reading)
    assert _days(reading) == ["2025-10-05", "2025-09-30", "2026-11-06"]
