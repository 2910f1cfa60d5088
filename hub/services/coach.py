"""What is worth doing: the insights of a day that nobody put away, and the level they leave a person at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from hub.domain.insight import LEVELS, Facts, Insight, insights
from hub.domain.recurring import Payment
from hub.domain.transaction import EXPECTED
from hub.domain.watch import DoubleCharge, double_charges, fees
from hub.services import offers
from hub.services.today import Today, uncategorised_rows
from storage import settings
from storage.tables import accounts as account_table
from storage.tables import transactions as table
from storage.vault import Vault

FEES_OF = 365
"""Days in which fees count."""
NEW_OFFER = "seen"
"""State of an offer that the person has not decided about."""

CHECKS = {
    "safe": ("bill_late", "not_covered", "below_buffer", "double_charge"),
    "clear": ("to_sort", "stale_account", "price_up", "new_subscription"),
    "in_control": ("fee_found",),
}
"""What has to be settled for a level to be met; the levels above them are measured by plans."""
BELOW_BUFFER = "below_buffer"


@dataclass(frozen=True, slots=True)
class Standing:
    """The lowest level with something open: its number from 1, its code, and what is open in it.

    level: "" when all that is measured is settled. percent: settled checks of the level, 0 to 100.
    """

    level: str
    number: int
    percent: int
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorthDoing:
    """insights: most urgent first, without those put away. doubles: charges that may have been taken twice."""

    insights: tuple[Insight, ...]
    standing: Standing
    doubles: tuple[DoubleCharge, ...]


def worth_doing(vault: Vault, seen: Today) -> WorthDoing:
    """What is worth doing on the day that was looked at. "Not now" hides for its time, "never" settles."""
    with vault.read() as connection:
        put_away = settings.dismissals(connection)
        currency = settings.load(connection).home_currency
        payments = _payments(connection, seen.day)
        to_sort = _to_sort(connection, currency)
    facts = Facts(
        today=seen.day,
        currency=currency,
        free=seen.free,
        ahead=seen.ahead,
        positions=seen.positions,
        bills=seen.overview.bills,
        series=seen.overview.series,
        doubles=double_charges([payment for payment, _words in payments], seen.day),
        fees=_fees(payments, seen.day),
        uncategorised=to_sort,
        offers=[one.match for one in offers.matched(vault, seen.day) if one.state == NEW_OFFER],
    )
    hidden = {key for key, until in put_away.items() if until is None or until > seen.day}
    settled = {key for key, until in put_away.items() if until is None}
    codes = {one.code for one in insights(facts, settled)}
    if seen.positions and seen.free.free < 0:
        codes.add(BELOW_BUFFER)
    shown = insights(facts, hidden)
    kept = {one.key for one in shown}
    doubles = [one for one in facts.doubles if f"double_charge:{one.first.id}:{one.second.id}" in kept]
    return WorthDoing(tuple(shown), standing(codes), tuple(doubles))


def standing(open_codes: set[str]) -> Standing:
    """The level of a person for whom these insights are open."""
    for level, checks in CHECKS.items():
        left = tuple(code for code in checks if code in open_codes)
        if left:
            percent = 100 * (len(checks) - len(left)) // len(checks)
            return Standing(level, LEVELS.index(level) + 1, percent, left)
    return Standing("", len(CHECKS) + 1, 0, ())


def _payments(connection: Connection, day: date) -> list[tuple[Payment, str]]:
    """Payments of the last year between the person and others, each with what the bank wrote."""
    query = (
        select(
            table.c.id, table.c.account_id, table.c.booked_on, table.c.amount, account_table.c.currency, table.c.payee,
            table.c.category_id, table.c.description,
        )
        .join(account_table, account_table.c.id == table.c.account_id)
        .where(table.c.transfer_id.is_(None) & (table.c.status != EXPECTED) & (table.c.amount < 0))
        .where(table.c.booked_on.between(day - timedelta(days=FEES_OF), day))
    )  # fmt: skip
    return [(Payment(*row[:7]), row.description) for row in connection.execute(query)]


def _fees(payments: Sequence[tuple[Payment, str]], day: date) -> list[Payment]:
    """Fees of the last year, found by payee or by what the bank wrote."""
    since = day - timedelta(days=FEES_OF)
    named = {payment.id: payment for payment, _words in payments}
    worded = (Payment(*payment[:5], f"{payment.payee} {words}") for payment, words in payments)
    return [named[one.id] for one in fees(worded, since)]


def _to_sort(connection: Connection, currency: str) -> tuple[int, int]:
    """Number of transactions without a category, and what those in a currency come to."""
    query = (
        select(func.count(), func.coalesce(func.sum(func.abs(table.c.amount)), 0))
        .join(account_table, account_table.c.id == table.c.account_id)
        .where(uncategorised_rows() & (account_table.c.currency == currency))
    )
    count, total = connection.execute(query).one()
    return int(count), int(total)
