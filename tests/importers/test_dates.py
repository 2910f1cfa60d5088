from __future__ import annotations

from datetime import date, timedelta

import pytest

from importers.calendars import gregorian
from importers.dates import DateReading, decide, from_number, shape
from importers.months import month_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2026/1/31 10:20", "2026-01-31"),
        ("2026-01-31T10:20:30+08:00", "2026-01-31"),
        ("2026-01-31 00:00:00.0", "2026-01-31"),
        ("2012:03:01", "2012-03-01"),
        ("31.01.2026", "2026-01-31"),
        ("31.01.2026.", "2026-01-31"),
        ("31/01/2026-10:00:00", "2026-01-31"),
        ("1/ 2'26", "2026-02-01"),
        ("10-Nov-9", "2009-11-10"),
        ("31 Jan 2026", "2026-01-31"),
        ("31. Januar 2026", "2026-01-31"),
        ("31 de enero de 2026", "2026-01-31"),
        ("Jan 31, 2026", "2026-01-31"),
        ("Mar 5, 2026", "2026-03-05"),
        ("Mar 5 2026 9:14 PM", "2026-03-05"),
        ("mar. 10 nov. 2026", "2026-11-10"),
        ("Tue 10 Nov 2026", "2026-11-10"),
        ("Sa, 07.11.26", "2026-11-07"),
        ("07.11.2026, Samstag", "2026-11-07"),
        ("mar 03/11/2026", "2026-11-03"),
        ("Mar-05-26", "2026-03-05"),
        ("2026/11/07（土） 10:15", "2026-11-07"),
        ("Sun 2026-11-08", "2026-11-08"),
        ("21/11/2026 at 9:14 PM", "2026-11-21"),
        ("1151121", "2026-11-21"),
        ("2026年1月31日", "2026-01-31"),
        ("20260131", "2026-01-31"),
        ("20091224120000[0:GMT]", "2009-12-24"),
        ("310126", "2026-01-31"),
        ("令和8年1月31日", "2026-01-31"),
        ("115/01/31", "2026-01-31"),
        ("1405/06/23", "2026-09-14"),
        ("۱۴۰۵/۰۶/۲۳", "2026-09-14"),
        ("01/02/2569", "2026-02-01"),
        ("1447/09/01", "2026-02-18"),
    ],
)
def test_a_cell_is_its_day(text: str, expected: str) -> None:
    assert DateReading("dmy").read(text) == date.fromisoformat(expected)


@pytest.mark.parametrize("text", ["", "Pending", "31.02.2026", "2026-13-01", "12345678901", "1.5", "99/99/9999", "--"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert DateReading("dmy").read(text) is None


@pytest.mark.parametrize(
    ("cells", "locale", "order", "open_"),
    [
        (["31/01/2026", "01/02/2026"], "", "dmy", False),
        (["01/31/2026", "02/01/2026"], "", "mdy", False),
        (["01.02.2026"], "mdy", "dmy", False),
        (["08/01/2024", "08/02/2024", "08/05/2024", "08/12/2024"], "", "mdy", True),
        (["01/04/24", "02/04/24", "03/04/24"], "", "dmy", True),
        (["10/02/2018"], "mdy", "mdy", True),
        (["10/02/2018"], "dmy", "dmy", True),
        (["05/01/2026", "05/02/2026", "05/03/2026", "05/04/2026"], "dmy", "dmy", True),
        (["2026-01-05", "2026.01.06", "20260107"], "", "dmy", False),
    ],
)
def test_the_order_is_decided_over_the_column(cells: list[str], locale: str, order: str, open_: bool) -> None:
    reading = decide(cells, locale)
    assert reading.order == order
    assert bool(reading.doubt) is open_


def test_days_without_a_year_lie_near_the_anchor() -> None:
    reading = decide(["12/29", "01/03"], "ymd", date(2024, 1, 28))
    assert reading.read("12/29") == date(2023, 12, 29)
    assert reading.read("01/03") == date(2024, 1, 3)


def test_every_day_of_the_persian_calendar_comes_once() -> None:
    days = [
        gregorian(year, month, day) for year in (1402, 1403, 1404) for month in range(1, 13) for day in range(1, 32)
    ]
    known = [d for d in days if d is not None]
    assert known == [known[0] + timedelta(days=n) for n in range(len(known))]
    assert gregorian(1403, 12, 30) == date(2025, 3, 20)
    assert gregorian(1402, 12, 30) is None


def test_a_serial_number_is_a_day() -> None:
    assert from_number("46027") == date(2026, 1, 5)
    assert from_number("1767571200") == date(2026, 1, 5)
    assert from_number("1767571200000") == date(2026, 1, 5)
    assert from_number("7") is None
    assert from_number("9999999999") is None


def test_months_have_names_in_many_languages() -> None:
    names = ["März", "août", "enero", "září", "янв", "ocak", "ינואר", "يناير", "ม.ค."]
    assert [month_of(name) for name in names] == [3, 8, 1, 9, 1, 1, 1, 1, 1]
    assert shape("5 minutes") is None
