"""Names and pictures of bills, for every screen that shows some."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from hub.domain.bill import Bill, Series, needs_you
from hub.domain.transaction import Category
from ui import icons
from ui.locale import ngettext, text

EVENT_ICONS = {
    "bill": "receipt", "income": "arrow-down-left", "card": "credit-card", "offer": "badge-percent", "points": "coins",
    "voucher": "ticket", "reminder": "bell-plus", "trial_ends": "hourglass", "notice_by": "send", "renews": "repeat",
    "ends": "circle-stop",
}  # fmt: skip
"""The picture of each kind of event of the agenda."""
SALARY = "salary"
"""Code of the category of wages."""


def bill_key(bill: Bill) -> str:
    """What names a bill between screens; insights name bills in the same way."""
    return f"{bill.series_key or bill.id or bill.biller}:{bill.due_on}"


def bill_icon(bill: Bill, categories: Mapping[int, Category]) -> str:
    """The picture of what a bill is for."""
    if bill.amount > 0:
        return "arrow-down-left"
    if needs_you(bill):
        return "circle-alert"
    category = categories.get(bill.category_id) if bill.category_id is not None else None
    if category is not None and category.icon in _known():
        return category.icon
    return "repeat" if bill.series_key else "receipt"


def rhythm(one: Series) -> str:
    """How often it comes: "every month", "every 3 months"."""
    number = one.every
    words = {
        "day": ngettext("every day", "every {count} days", number),
        "week": ngettext("every week", "every {count} weeks", number),
        "month": ngettext("every month", "every {count} months", number),
        "year": ngettext("every year", "every {count} years", number),
    }
    return words[one.unit].format(count=text.count(number))


@cache
def _known() -> frozenset[str]:
    return icons.names()
