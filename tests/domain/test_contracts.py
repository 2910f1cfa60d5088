"""Contracts, reasons, merged series, subscriptions, codes to scan, and the Persian calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hub.domain import epc, jalali
from hub.domain.bill import Series
from hub.domain.cadence import AFTER, BEFORE, working_day
from hub.domain.contract import Contract, cancelling, deadlines, term_end
from hub.domain.difference import against_last, against_last_year
from hub.domain.merged_series import merged
from hub.domain.period import add_months
from hub.domain.recurring import Payment, due_days, find_series
from hub.domain.subscriptions import duplicates, silent

TODAY = date(2026, 11, 19)
DAYS = some.dates(date(1850, 1, 1), date(2110, 1, 1))


def paid(payee: str, amounts: list[int], *, day: int = 3, until: date = TODAY, first: int = 1) -> list[Payment]:
    last = add_months(until, 0, day)
    return [
        Payment(first + at, 1, add_months(last, at + 1 - len(amounts), day), -amount, "EUR", payee)
        for at, amount in enumerate(amounts)
    ]


def series(payee: str, amounts: list[int], **more: int) -> Series:
    return next(iter(find_series(paid(payee, amounts, **more), TODAY, with_ended=True)))


def test_notice_has_to_be_given_before_the_term_that_can_still_be_ended() -> None:
    contract = Contract("k", term_ends_on=date(2025, 12, 31), notice_days=30, renews_months=12)
    assert term_end(contract, TODAY) == date(2026, 12, 31)
    assert [(one.kind, one.on) for one in deadlines(contract, TODAY)] == [
        ("notice_by", date(2026, 12, 1)), ("renews", date(2027, 1, 1)),
    ]  # fmt: skip
    assert term_end(contract, date(2026, 12, 2)) == date(2027, 12, 31)


@given(some.integers(0, 120), some.sampled_from([1, 3, 12, 24]), some.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_no_deadline_is_in_the_past_and_no_end_before_its_notice(notice: int, renews: int, today: date) -> None:
    contract = Contract("k", term_ends_on=date(2024, 2, 29), notice_days=notice, renews_months=renews)
    end = term_end(contract, today)
    assert end is not None
    assert end - timedelta(notice) >= min(today, date(2024, 2, 29) - timedelta(notice))
    assert all(one.on >= today for one in deadlines(contract, today))


def test_cancelling_says_what_is_still_to_pay_and_what_it_saves() -> None:
    one = series("Streamly", [1_199] * 12)
    contract = Contract(one.key, term_ends_on=date(2027, 1, 31), notice_days=14, renews_months=1)
    found = cancelling(one, contract, due_days(one, date(2027, 1, 31)), TODAY)
    assert (found.ends_on, found.payments_left, found.still_to_pay, found.saves_a_year) == (
        date(2027, 1, 31), 2, 2 * 1_199, 12 * 1_199,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("amounts", "at", "reason"),
    [
        ([1199, 1199, 1399], 2, "price"),
        ([1199, 1199, 2900, 1199], 2, "one_off"),
        ([1199, 1199, 2900, 1199], 3, "back"),
        ([1199, 1199, 1199], 2, "same"),
    ],
)
def test_a_steady_price_rises_once_or_for_good(amounts: list[int], at: int, reason: str) -> None:
    found = against_last(paid("Streamly", amounts), at, varies=False)
    assert found is not None
    assert found.reason == reason


def test_use_is_told_from_days_and_season() -> None:
    energy = paid(
        "Stadtwerke", [8_000, 6_000, 5_000, 4_000, 3_000, 3_000, 3_200, 4_100, 5_300, 6_000, 7_000, 7_500, 8_100]
    )
    season = against_last(energy, 12, varies=True)
    assert season is not None
    assert season.reason == "season"
    day = date(2026, 6, 1)
    counted = [Payment(at, 1, day + timedelta(off), -amount, "EUR", "Wasser")
               for at, (off, amount) in enumerate([(0, 3000), (30, 3000), (70, 4000)])]  # fmt: skip
    longer = against_last(counted, 2, varies=True)
    assert longer is not None
    assert (longer.reason, longer.days, longer.days_before) == ("days", 40, 30)
    year = against_last_year(energy, 12, varies=True)
    assert year is not None
    assert year.change == 100


def test_a_renamed_payee_joins_its_old_series_with_a_price_step() -> None:
    old = paid("Streamly", [1_199] * 8, until=add_months(TODAY, -4))
    new = paid("Bildwerk Plus", [1_399] * 4, first=50)
    found = [
        (one, [p for p in old + new if p.id in one.transaction_ids])
        for one in find_series(old + new, TODAY, with_ended=True)
    ]
    assert len(found) == 2
    keys = {one.payee: one.key for one, _payments in found}
    ((one, payments),) = merged(found, {keys["Bildwerk Plus"]: keys["Streamly"]})
    assert (one.key, one.payee, one.count, len(payments)) == (keys["Streamly"], "Bildwerk Plus", 12, 12)
    assert [step.amount for step in one.steps] == [-1_199, -1_399]
    assert len(merged(found, {keys["Bildwerk Plus"]: "gone"})) == 2


def test_two_music_services_and_a_pass_that_is_not_used() -> None:
    found = [series("Deezer", [1_099] * 8), series("Spotify", [1_199] * 8), series("Netflix", [1_299] * 8)]
    assert [(one.kind, [two.payee for two in one.series]) for one in duplicates(found)] == [
        ("music", ["Spotify", "Deezer"])
    ]
    member = paid("Lieferhelden Plus", [599] * 14, day=7)
    orders = [
        Payment(100 + at, 1, TODAY - timedelta(150 + 9 * at), -2_500 - 7 * at, "EUR", "Lieferhelden Bestellung")
        for at in range(5)
    ]
    ((subscription),) = list(find_series(member, TODAY))
    (idle,) = silent([subscription], [*member, *orders], TODAY)
    assert (idle.uses, idle.last_use) == (5, TODAY - timedelta(150))
    again = Payment(200, 1, TODAY - timedelta(9), -1_900, "EUR", "Lieferhelden Bestellung")
    assert silent([subscription], [*member, *orders, again], TODAY) == []


@given(DAYS)
def test_every_day_has_one_persian_date(on: date) -> None:
    assert jalali.to_date(*jalali.of(on)) == on
    month = jalali.month_of(on)
    assert month.first <= on <= month.last
    assert month.plus(1).first == month.last + timedelta(1)


@pytest.mark.parametrize(
    ("year", "on"),
    [(1300, date(1921, 3, 21)), (1375, date(1996, 3, 20)), (1399, date(2020, 3, 20)), (1403, date(2024, 3, 20)),
     (1404, date(2025, 3, 21)), (1405, date(2026, 3, 21)), (1408, date(2029, 3, 20))],
)  # fmt: skip
def test_nowruz_as_it_was_and_will_be(year: int, on: date) -> None:
    assert jalali.nowruz(year) == on
    assert jalali.of(on - timedelta(1))[1:] == (12, 30 if jalali.is_leap(year - 1) else 29)


@pytest.mark.parametrize(
    ("shift", "on"), [(BEFORE, date(2026, 12, 24)), (AFTER, date(2026, 12, 28)), ("", date(2026, 12, 25))]
)
def test_a_due_day_moves_off_holidays_and_weekends_in_its_direction(shift: str, on: date) -> None:
    assert working_day(date(2026, 12, 25), shift, {date(2026, 12, 25), date(2026, 12, 26)}) == on


@given(some.text(min_size=1).filter(lambda words: words.strip()), some.integers(1, epc.MOST), some.text())
def test_a_payload_keeps_the_rules_of_its_standard(name: str, amount: int, words: str) -> None:
    made = epc.payload(name, "DE89 3704 0044 0532 0130 00", amount, text=words)
    lines = made.split("\n")
    assert len(made.encode()) <= epc.LONGEST
    assert len(lines) <= 12
    assert lines[:4] == ["BCD", "002", "1", "SCT"]
    assert lines[6] == "DE89370400440532013000"
    assert lines[7] == f"EUR{amount // 100}.{amount % 100:02}"
    assert len(lines[5]) <= 70
    assert len(lines) < 11 or len(lines[10]) <= 140


def test_a_payload_refuses_two_references_and_no_money() -> None:
    with pytest.raises(ValueError, match="either"):
        epc.payload("A", "DE89", 100, reference="RF18539007547034", text="x")
    with pytest.raises(ValueError, match="one cent"):
        epc.payload("A", "DE89", 0)
