"""Sentences of insights: the headline, the reason, the button."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale import N_
from ui.locale.wording.template import Template, plural

HEADLINES: Mapping[str, Template] = {
    "bill_due": N_("{biller} is due {due_on:on_day}"),
    "bill_late": N_("{biller} was due {due_on:on_day}"),
    "double_charge": N_("{payee} may have charged twice"),
    "fee_found": plural("A fee at {payee}", "{count} fees at {payee}"),
    "idle_money": N_("{amount:money} have nothing to do"),
    "new_subscription": N_("{payee} is new"),
    "not_covered": N_("{missing:money} will be missing {on:on_day}"),
    "offer_fits": N_("An offer fits: {title}"),
    "price_up": N_("{payee} went up"),
    "runs_short": N_("{account} is expected to fall below zero {on:on_day}"),
    "stale_account": plural(
        "Nothing new from {account} for {days} day", "Nothing new from {account} for {days} days", by="days"
    ),
    "to_sort": plural("{count} transaction has no category", "{count} transactions have no category"),
}

WHYS: Mapping[str, Template] = {
    "beyond_every_duty": N_("It is more than your bills, your buffer and {months} months of income ask for."),
    "bills_exceed_balance": N_("The bills until then come to more than the account will hold."),
    "covered": N_("{amount:money}. Your accounts cover it."),
    "equal_charge_that_day": N_("{amount:money} stands there twice around {on:day_month}."),
    "forecast_falls_below_zero": N_("{missing:money} would be missing, by what you usually spend and what is due."),
    "no_category_yet": N_("Together {amount:money}. Until they are sorted, no plan is exact."),
    "no_news_since": N_("The last transaction is of {last:day_month}. What came after is not counted."),
    "no_payment_matches": plural(
        "No payment of {amount:money} was seen; it is {days} day late.",
        "No payment of {amount:money} was seen; it is {days} days late.",
        by="days",
    ),
    "not_in_reach": N_("{amount:money}. Your accounts do not hold that much now."),
    "paid_so_often": plural(
        "You paid {amount:money} {count} time so far; that makes {yearly:money} a year.",
        "You paid {amount:money} {count} times so far; that makes {yearly:money} a year.",
    ),
    "price_step": N_("{before:money} became {now:money} on {since:day_month}, {rise:money} more each time."),
    "so_many_fees": N_("They came to {amount:money} within a year."),
    "you_buy_there": plural(
        "You bought there {visits} time for {spent:money}; this would be worth {worth:money}.",
        "You bought there {visits} times for {spent:money}; this would be worth {worth:money}.",
        by="visits",
    ),
}

ACTIONS: Mapping[str, Template] = {
    "import_file": N_("Import a file"),
    "open_bill": N_("Open the bill"),
    "pay_bill": N_("Pay {biller}"),
    "review_double": N_("Look at both"),
    "review_series": N_("Review {payee}"),
    "see_days": N_("See the days"),
    "see_fees": N_("See the fees"),
    "see_forecast": N_("See the forecast"),
    "see_goals": N_("See your goals"),
    "sort": N_("Sort {count}"),
    "track_offer": N_("Keep an eye on it"),
}
