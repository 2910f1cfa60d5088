"""What is worth doing: the insights of a day that nobody put away, and the level they leave a person at."""

from __future__ import annotations

from dataclasses import dataclass

from hub.domain.insight import LEVELS, Facts, Insight, insights
from hub.domain.watch import DoubleCharge
from hub.services import charges, forecast
from hub.services.offering import moments
from hub.services.today import Today
from storage import monthly, settings
from storage.vault import Vault

NEW_OFFER = "seen"
"""State of an offer that the person has not decided about."""

CHECKS = {
    "safe": ("bill_late", "not_covered", "runs_short", "below_buffer", "double_charge"),
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


def worth_doing(vault: Vault, seen: Today, *, at_once: bool = False) -> WorthDoing:
    """What is worth doing on the day that was looked at. "Not now" hides for its time, "never" settles.

    at_once: without the forecast, which needs all that recurs.
    """
    with vault.read() as connection:
        put_away = settings.dismissals(connection)
        currency = settings.load(connection).home_currency
        doubles = charges.doubles(connection, seen.day)
        paid_fees = charges.fees(connection, seen.day)
        to_sort = monthly.uncategorised(connection, currency)
    facts = Facts(
        today=seen.day,
        currency=currency,
        free=seen.free,
        ahead=seen.ahead,
        positions=seen.positions,
        bills=seen.overview.bills,
        series=seen.overview.series,
        doubles=doubles,
        fees=paid_fees,
        uncategorised=to_sort,
        offers=[one.view.match for one in moments.moments(vault, seen.day) if one.view.state == NEW_OFFER],
        short=None if at_once else forecast.alert(vault, seen.day),
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
