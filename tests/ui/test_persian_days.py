"""Days of the Persian calendar where it is chosen: written, read back, in fields, in the agenda, on an axis."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from opened import opened
from pytestqt.qtbot import QtBot

from hub.domain.settings import Settings
from hub.services import bills
from ui import locale
from ui.fields import DayField
from ui.locale import text
from ui.locale.text import EntryError
from ui.program import appearance
from ui.table import Group

TODAY = date(2026, 11, 19)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.fixture(autouse=True)
def persian() -> Iterator[None]:
    locale.use("en")
    text.use_calendar("jalali")
    yield
    text.use_calendar("common")


def test_days_are_written_in_persian_months() -> None:
    assert text.day(TODAY) == "28 Aban 1405"
    assert text.day_long(TODAY) == "Thursday 28 Aban 1405"
    assert text.day_figures(TODAY) == "1405/08/28"
    assert text.day_month_short(TODAY) == "28 Aba"
    assert text.on_day(TODAY + timedelta(days=20), TODAY) == "on 18 Azar"
    assert text.on_day(TODAY + timedelta(days=3), TODAY) == "on Sunday"
    assert (text.month_at(TODAY), text.month_at_short(TODAY, year=True)) == ("Aban 1405", "Aba 05")
    assert text.month(TODAY) == "November 2026", "sums of common months keep their name"
    assert (text.month_start(TODAY), text.next_month(TODAY)) == (date(2026, 10, 23), date(2026, 11, 22))
    assert (text.day_number(TODAY), text.day_number(date(2027, 3, 21))) == (28, 1)
    assert text.day(date(2027, 3, 20)) == "29 Esfand 1405", "no leap year: Nowruz is the day after the 29th"
    assert text.day(date(2025, 3, 20)) == "30 Esfand 1403", "a leap year"
    assert text.day(date(1, 1, 1)) == "1 Jan 1", "days that the calendar does not reach stay common"


@hypothesis_settings(deadline=None)
@given(days)
def test_what_is_written_is_read_back(on: date) -> None:
    text.use_calendar("jalali")
    for written in (text.day_figures(on), text.day(on), text.day_long(on), on.isoformat()):
        assert text.parse_day(written, TODAY) == on, written


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("28 aban", TODAY), ("aban 28", TODAY), ("28/8", TODAY), ("8/28", TODAY), ("1405-8-28", TODAY),
        ("1", date(2026, 10, 23)), ("1 farvardin", date(2027, 3, 21)), ("30 esfand", date(2025, 3, 20)),
        ("tomorrow", date(2026, 11, 20)), ("friday", date(2026, 11, 20)), ("+3", date(2026, 11, 22)),
        ("28/8/05", TODAY), ("2026-11-19", TODAY), ("19 november 2026", TODAY),
    ],
)  # fmt: skip
def test_typed_days_are_persian_ones(typed: str, meant: date) -> None:
    assert text.parse_day(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["31 aban", "13/13/1405", "32", "28 nonsense"])
def test_days_that_are_none_are_refused(typed: str) -> None:
    with pytest.raises(EntryError):
        text.parse_day(typed, TODAY)


def test_a_field_shows_and_takes_them(qtbot: QtBot) -> None:
    field = DayField("Until", TODAY)
    qtbot.addWidget(field)
    field.set_value(TODAY)
    assert field.entry.text() == "1405/08/28"
    field.entry.setText("1 dey")
    assert field.value() == date(2026, 12, 22)


def test_the_agenda_stands_under_persian_months(qtbot: QtBot) -> None:
    with opened(qtbot) as ready:
        for on in (date(2026, 11, 21), date(2026, 11, 22), date(2027, 1, 5)):
            bills.add(ready.vault, "Dr. Albrecht", on, -6_431, "EUR")
        view = ready.show("bills")
        view.lists.choose("agenda")
        view._change_list()
        rows = [view.table.rows.row_at(at) for at in range(view.table.rows.rowCount())]
        heads = [cell.words for row in rows for cell in row.cells if isinstance(cell, Group)]
        assert heads == ["Aban 1405", "Azar 1405", "Dey 1405"]
        ready.rest()


def test_the_setting_chooses_the_calendar_and_makes_windows_anew(qapp: object) -> None:
    plain = Settings(language="en", theme="light")
    appearance.dress(qapp, plain)  # type: ignore[arg-type]  # the application of the tests
    assert text.calendar() == "common"
    assert appearance.dress(qapp, Settings(language="en", theme="light", calendar="jalali"))  # type: ignore[arg-type]  # as above
    assert text.calendar() == "jalali"
    appearance.dress(qapp, plain)  # type: ignore[arg-type]  # as above
