"""Insights: what is worth doing, with its why and exactly one main action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from hub.domain.account import Position
from hub.domain.bill import DUE, LATE, Bill, Series
from hub.domain.forecast import DayAhead, FreeToSpend, lowest
from hub.domain.offers import OfferMatch
from hub.domain.outlook import Outlook
from hub.domain.recurring import Payment
from hub.domain.watch import DoubleCharge

LEVELS = ("safe", "clear", "in_control", "growing", "yours")
"""Advice comes from the lowest unmet level first (EXPERIENCE section 2)."""

NEW_FOR = 100
"""Days in which a subscription counts as new, and a price step as news."""
STALE_AFTER = 35
"""Days without news after which an account's balance is old."""
IDLE_MONTHS = 3
"""Main incomes that must lie idle beyond every duty before investing is mentioned."""

_A_YEAR = {"once": 1, "month": 12, "year": 1}


@dataclass(frozen=True, slots=True)
class Insight:
    """One suggestion.

    code and values: what it says; key: stable identity, for "not now" and "never". figure: minor units and
    currency of what it is about, with `per` (once, month, year). why: code of the reason, worded with values.
    action: code of the one main action, target: where it leads (screen name and arguments).
    """

    code: str
    key: str
    level: str
    figure: int
    currency: str
    per: str
    why: str
    action: str
    target: str
    values: Mapping[str, object] = field(default_factory=dict)
    arguments: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """What insights are drawn from. uncategorised: count and sum of absolute amounts; fees: those of the last year.

    short: the forecast of the current account that is the first to fall below zero.
    """

    today: date
    currency: str
    free: FreeToSpend
    ahead: Sequence[DayAhead] = ()
    positions: Sequence[Position] = ()
    bills: Sequence[Bill] = ()
    series: Sequence[Series] = ()
    doubles: Sequence[DoubleCharge] = ()
    fees: Sequence[Payment] = ()
    uncategorised: tuple[int, int] = (0, 0)
    offers: Sequence[OfferMatch] = ()
    short: Outlook | None = None


def insights(facts: Facts, hidden: Collection[str] = ()) -> list[Insight]:
    """What is worth doing now: by level, then by money in a year.

    hidden: keys that the person does not want to see. While a bill is late or not covered, nothing is said about
    investing.
    """
    found = [
        *_late(facts), *(_not_covered(facts) or _runs_short(facts)), *_unpaid(facts),
        *_doubles(facts), *_prices(facts), *_new(facts), *_to_sort(facts), *_stale(facts), *_fees(facts),
        *_offers(facts),
    ]  # fmt: skip
    if not any(one.code in {"bill_late", "not_covered"} for one in found):
        found += _idle(facts)
    shown = [one for one in found if one.key not in hidden]
    return sorted(shown, key=lambda one: (LEVELS.index(one.level), -one.figure * _A_YEAR[one.per], one.key))


def _bill_values(bill: Bill) -> dict[str, object]:
    return {"biller": bill.biller, "amount": -bill.amount, "currency": bill.currency, "due_on": bill.due_on}


def _bill_key(bill: Bill) -> str:
    return f"{bill.series_key or bill.id or bill.biller}:{bill.due_on}"


def _late(facts: Facts) -> list[Insight]:
    return [
        Insight(
            "bill_late", f"bill_late:{_bill_key(bill)}", "safe", -bill.amount, bill.currency, "once",
            "no_payment_matches", "open_bill", "bills",
            {**_bill_values(bill), "days": (facts.today - bill.due_on).days}, {"bill": _bill_key(bill)},
        )
        for bill in facts.bills
        if bill.state == LATE and bill.amount < 0
    ]  # fmt: skip


def _not_covered(facts: Facts) -> list[Insight]:
    low = lowest(facts.ahead)
    if low is None or low.balance >= 0:
        return []
    values = {"on": low.on, "missing": -low.balance, "currency": facts.currency}
    return [
        Insight(
            "not_covered", f"not_covered:{low.on}", "safe", -low.balance, facts.currency, "once",
            "bills_exceed_balance", "see_days", "bills", values, {"on": low.on.isoformat()},
        )
    ]  # fmt: skip


def _runs_short(facts: Facts) -> list[Insight]:
    """An account that is expected below zero later than the bills of the next days tell."""
    short = facts.short
    first = short.below(0) if short is not None else None
    if short is None or short.account is None or first is None:
        return []
    values = {
        "account": short.account.name, "on": first.on, "missing": -first.middle, "currency": short.currency,
        "days": (first.on - facts.today).days,
    }  # fmt: skip
    return [
        Insight(
            "runs_short", f"runs_short:{short.account.id}:{first.on:%Y-%m}", "safe", -first.middle, short.currency,
            "once", "forecast_falls_below_zero", "see_forecast", "plans", values, {"part": "ahead"},
        )
    ]  # fmt: skip


def _unpaid(facts: Facts) -> list[Insight]:
    """Bills that the person must pay: by hand, due, and not taken by the biller."""
    return [
        Insight(
            "bill_due", f"bill_due:{_bill_key(bill)}", "safe", -bill.amount, bill.currency, "once",
            "covered" if facts.free.in_reach >= -bill.amount else "not_in_reach", "pay_bill", "bills",
            _bill_values(bill), {"bill": _bill_key(bill)},
        )
        for bill in facts.bills
        if bill.state == DUE and bill.amount < 0 and not bill.is_autopay and not bill.series_key
    ]  # fmt: skip


def _doubles(facts: Facts) -> list[Insight]:
    return [
        Insight(
            "double_charge", f"double_charge:{first.id}:{second.id}", "safe", -second.amount, second.currency, "once",
            "equal_charge_that_day", "review_double", "transactions",
            {"payee": second.payee, "amount": -second.amount, "currency": second.currency, "on": second.booked_on},
            {"ids": (first.id, second.id)},
        )
        for first, second in facts.doubles
    ]  # fmt: skip


def _prices(facts: Facts) -> list[Insight]:
    """Prices that went up lately, by what that costs in a month or year."""
    found = []
    for one in facts.series:
        if len(one.steps) < 2 or one.amount >= 0:
            continue
        before, now = one.steps[-2], one.steps[-1]
        rise = before.amount - now.amount
        if rise <= 0 or (facts.today - now.since).days > NEW_FOR:
            continue
        per, figure = ("month", rise) if (one.every, one.unit) == (1, "month") else ("year", rise * _in_a_year(one))
        values = {
            "payee": one.payee, "before": -before.amount, "now": -now.amount, "since": now.since, "rise": rise,
            "currency": one.currency,
        }  # fmt: skip
        key = f"price_up:{one.key}:{now.since}"
        found.append(
            Insight("price_up", key, "clear", figure, one.currency, per, "price_step", "review_series", "bills",
                    values, {"series": one.key})
        )  # fmt: skip
    return found


def _in_a_year(series: Series) -> int:
    """Payments in a year."""
    return {"day": 365, "week": 52, "month": 12, "year": 1}[series.unit] // series.every or 1


def _new(facts: Facts) -> list[Insight]:
    """Subscriptions that began lately."""
    found = []
    for one in facts.series:
        if one.amount >= 0 or not one.steps or (facts.today - one.steps[0].since).days > NEW_FOR:
            continue
        yearly = -one.amount * _in_a_year(one)
        values = {"payee": one.payee, "amount": -one.amount, "currency": one.currency, "yearly": yearly,
                  "count": one.count, "since": one.steps[0].since}  # fmt: skip
        found.append(
            Insight("new_subscription", f"new_subscription:{one.key}", "clear", yearly, one.currency, "year",
                    "paid_so_often", "review_series", "bills", values, {"series": one.key})
        )  # fmt: skip
    return found


def _to_sort(facts: Facts) -> list[Insight]:
    count, total = facts.uncategorised
    if not count:
        return []
    values = {"count": count, "amount": total, "currency": facts.currency}
    return [
        Insight("to_sort", "to_sort", "clear", total, facts.currency, "once", "no_category_yet", "sort",
                "transactions", values, {"query": "is:uncategorised"})
    ]  # fmt: skip


def _stale(facts: Facts) -> list[Insight]:
    """Accounts whose last news is old; cash and archived ones excepted."""
    found = []
    for position in facts.positions:
        account = position.account
        last = max(filter(None, (position.last_import_on, position.last_booked_on)), default=None)
        if account.is_archived or account.kind == "cash" or last is None or not position.transactions:
            continue
        if (facts.today - last).days > STALE_AFTER:
            values = {"account": account.name, "last": last, "days": (facts.today - last).days}
            found.append(
                Insight("stale_account", f"stale_account:{account.id}:{last}", "clear", abs(position.balance),
                        account.currency, "once", "no_news_since", "import_file", "accounts", values,
                        {"account": account.id})
            )  # fmt: skip
    return found


def _fees(facts: Facts) -> list[Insight]:
    """Fees by payee, with what they came to in the year."""
    groups: dict[tuple[str, str], list[Payment]] = defaultdict(list)
    for fee in facts.fees:
        groups[fee.payee, fee.currency].append(fee)
    return [
        Insight(
            "fee_found", f"fee_found:{payee}:{max(fee.booked_on for fee in group)}", "in_control",
            -sum(fee.amount for fee in group), currency, "year", "so_many_fees", "see_fees", "transactions",
            {"payee": payee, "count": len(group), "amount": -sum(fee.amount for fee in group), "currency": currency},
            {"ids": tuple(fee.id for fee in group)},
        )
        for (payee, currency), group in groups.items()
    ]  # fmt: skip


def _offers(facts: Facts) -> list[Insight]:
    """The offer that is worth most to the person, if any fits."""
    return [
        Insight(
            "offer_fits", f"offer_fits:{match.offer.id}", "in_control", match.worth, facts.currency, match.per,
            "you_buy_there", "track_offer", "offers",
            {"title": match.offer.title, "merchant": match.offer.merchant, "visits": match.visits,
             "spent": match.spent, "worth": match.worth, "until": match.offer.valid_to, "currency": facts.currency},
            {"offer": match.offer.id},
        )
        for match in [match for match in facts.offers if match.fits][:1]
    ]  # fmt: skip


def _idle(facts: Facts) -> list[Insight]:
    """Money beyond every duty and the buffer, three main incomes of it: the only word about investing."""
    income = facts.free.income
    if income is None or facts.free.free < IDLE_MONTHS * income.amount:
        return []
    values = {"amount": facts.free.free, "currency": facts.currency, "months": IDLE_MONTHS}
    return [
        Insight("idle_money", "idle_money", "growing", facts.free.free, facts.currency, "once", "beyond_every_duty",
                "see_goals", "plans", values)
    ]  # fmt: skip
