"""The words of a report that leaves the program as text."""

from __future__ import annotations

from datetime import date

from hub.services.exports.report import Words
from ui.locale import _, ngettext, text, wording


def report_words() -> Words:
    """The report in the language in use."""
    return Words(
        title=_("Coffer report"),
        counted=_counted,
        accounts=(_("Accounts"), _("Account"), _("Kind"), _("Balance"), _("Currency")),
        months=(_("Months"), _("Month"), _("Out"), _("In"), _("Net"), _("Currency")),
        categories=(_("Categories"), _("Category"), _("Sum"), _("Currency")),
        kind=lambda code: wording.label("account_kind", code),
        category=_category,
        day=text.day,
        month=lambda month: text.month(date.fromisoformat(f"{month}-01")),
        amount=lambda value, currency: text.amount(value, currency, hidden=False),
    )


def _counted(count: int, period: str) -> str:
    words = ngettext("{count} transaction, {period}", "{count} transactions, {period}", count)
    return words.format(count=text.count(count), period=period)


def _category(name: str) -> str:
    """The name of a category: its own where the person gave one."""
    return wording.category(name) or name
