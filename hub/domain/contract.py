"""Contracts behind what recurs: terms, trials, the last day to give notice, and what ending one saves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from hub.domain.bill import Series
from hub.domain.period import add_months

_A_YEAR = {"day": Fraction(36525, 100), "week": Fraction(36525, 700), "month": Fraction(12), "year": Fraction(1)}
"""How often a unit of time comes in a year of 365.25 days."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What was agreed with a payee.

    term_ends_on: end of the running term; renews_months: it goes on by so many months unless notice is given
    notice_days before (0 = it ends by itself). trial_ends_on: last day that costs nothing or less.
    cancelled_on: the day notice was given.
    """

    series_key: str
    began_on: date | None = None
    term_ends_on: date | None = None
    notice_days: int = 0
    renews_months: int = 0
    trial_ends_on: date | None = None
    cancelled_on: date | None = None
    is_autopay: bool = False
    instrument_id: str | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day of a contract: kind trial_ends, notice_by, renews or ends."""

    kind: str
    on: date
    series_key: str


@dataclass(frozen=True, slots=True)
class Cancelling:
    """What ending a contract now comes to: last day, payments left until then and their sum, saved in a year after.

    Amounts are minor units, positive.
    """

    ends_on: date
    payments_left: int
    still_to_pay: int
    saves_a_year: int


def term_end(contract: Contract, today: date, *, with_notice: bool = True) -> date | None:
    """The end of the first term that can still be ended; None without terms.

    with_notice: a term counts only while there is time to give notice. Renewed ends keep their day of the month.
    """
    first = contract.term_ends_on
    if first is None:
        return None
    end, number = first, 0
    notice = timedelta(contract.notice_days if with_notice and contract.cancelled_on is None else 0)
    at = contract.cancelled_on or today
    while contract.renews_months and end - notice < at:
        number += 1
        end = add_months(first, number * contract.renews_months)
    return end


def deadlines(contract: Contract, today: date) -> list[Deadline]:
    """The days of a contract from today on, by day."""
    found = []
    if contract.trial_ends_on is not None:
        found.append(Deadline("trial_ends", contract.trial_ends_on, contract.series_key))
    end = term_end(contract, today)
    if end is not None and contract.cancelled_on is None and contract.renews_months:
        found.append(Deadline("notice_by", end - timedelta(contract.notice_days), contract.series_key))
        found.append(Deadline("renews", end + timedelta(1), contract.series_key))
    elif end is not None:
        found.append(Deadline("ends", end, contract.series_key))
    return sorted((one for one in found if one.on >= today), key=lambda one: (one.on, one.kind))


def a_month(series: Series) -> Fraction:
    """What a series comes to in an average month, minor units, exact."""
    return series.amount * _A_YEAR[series.unit] / (12 * series.every)


def a_year(series: Series) -> int:
    """What a series comes to in a year of 365.25 days, minor units, rounded half to even."""
    return round(series.amount * _A_YEAR[series.unit] / series.every)


def cancelling(series: Series, contract: Contract | None, due: list[date], today: date) -> Cancelling:
    """What giving notice today brings. due: the days on which payments are still to come, ascending.

    Without terms it ends the day before the next payment.
    """
    end = term_end(contract, today) if contract is not None else None
    if end is None or end < today:
        end = max(today, series.next_on - timedelta(1))
    left = [day for day in due if today <= day <= end]
    return Cancelling(end, len(left), -series.amount * len(left), -a_year(series))
