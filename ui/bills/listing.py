"""The rows of the two lists: bills by their state, and what recurs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hub.domain.agenda import Event
from hub.domain.bill import DISPUTED, DUE, EXPECTED, LATE, PAID, SKIPPED, Bill, Series, needs_you
from hub.services.bills import a_month
from ui.bills.naming import EVENT_ICONS, bill_key, rhythm
from ui.bills.reading import AHEAD, Shown
from ui.locale import _, ngettext, text, wording
from ui.table import Action, Amount, Cell, Column, Day, Group, Payee, Row, Tag, Words
from ui.transactions.naming import category_name


def due_columns(currency: str) -> list[Column]:
    """The columns of the list of bills. currency: of all amounts, "" when they differ."""
    return [
        Column(_("Due"), 72),
        Column(_("To")),
        Column(_("Against last"), 88),
        Column("", 124),
        Column(currency or _("Amount"), 80 if currency else 124, is_trailing=True),
    ]


def series_columns(currency: str) -> list[Column]:
    """The columns of what recurs."""
    return [
        Column(_("Payee")),
        Column(_("Last change"), 116),
        Column(_("Next"), 72),
        Column("", 118),
        Column(_("A month, {currency}").format(currency=currency) if currency else _("A month"), 104, is_trailing=True),
    ]


def one_currency(found: Sequence[Bill] | Sequence[Series]) -> str:
    """The currency of all of them, "" when they differ."""
    currencies = {one.currency for one in found}
    return next(iter(currencies)) if len(currencies) == 1 else ""


def due_rows(shown: Shown) -> list[Row]:
    """Late, due, expected and settled bills, each group under its head."""
    currency = one_currency(shown.bills)
    groups = (
        (_("Late"), "", shown.of_state(LATE)),
        (_("Disputed"), "", shown.of_state(DISPUTED)),
        (_("Due"), _("within 7 days"), shown.of_state(DUE)),
        (_("Expected"), _("within {count} days").format(count=text.count(AHEAD)), shown.of_state(EXPECTED)),
        (_("Paid"), _("lately"), shown.of_state(PAID, SKIPPED)),
    )
    rows = []
    for title, comment, found in groups:
        if found:
            total = text.amount(-sum(one.amount for one in found), currency) if currency else ""
            rows.append(Row(("group", title), (Group(title, comment=comment, figure=total),)))
            rows += [_due_row(one, shown, currency) for one in found]
    return rows


def series_rows(shown: Shown) -> list[Row]:
    """What recurs, the dearest first."""
    currency = one_currency(shown.series)
    found = sorted(shown.series, key=lambda one: (one.currency, a_month(one)))
    rows = [_series_row(one, shown, currency) for one in found]
    ignored = shown.seen.overview.ignored
    if ignored:
        rows.append(Row(("group", "ignored"), (Group(_("Ignored"), comment=_("never shown as bills")),)))
    for one in ignored:
        account = shown.accounts.get(one.account_id)
        amount = text.amount(-one.amount, account.currency if account is not None else shown.seen.free.currency)
        cells = (
            Payee(one.payee),
            Words(""),
            Words(""),
            Action(_("Bring back"), "undo-2"),
            Amount(amount, kind="quiet"),
        )
        rows.append(Row(("ignored", one.id), cells, words=f"{one.payee}, {_('Ignored')}"))
    return rows


def agenda_columns() -> list[Column]:
    """The columns of the agenda."""
    return [Column(_("Day"), 80), Column(_("What")), Column(_("Kind"), 172), Column(_("Amount"), 112, is_trailing=True)]


def agenda_rows(shown: Shown) -> list[Row]:
    """What the days ahead hold, under the names of their months."""
    rows: list[Row] = []
    month = None
    for one in shown.events:
        if text.month_start(one.on) != month:
            month = text.month_start(one.on)
            rows.append(Row(("group", month), (Group(text.capital(text.month_at(one.on))),)))
        rows.append(_event_row(one))
    return rows


def _event_row(one: Event) -> Row:
    kind = wording.label("agenda", one.kind)
    amount = "" if one.amount is None else text.money(abs(one.amount), one.currency)
    shown_kind = "in" if one.amount is not None and one.amount > 0 else "out"
    cells = (
        Day(text.number(text.day_number(one.on)), text.weekday_short(one.on)),
        Payee(one.title, sub=_("estimate") if one.is_estimate else ""),
        Words(kind, icon=EVENT_ICONS[one.kind], tone="text-2"),
        Amount(amount, kind=shown_kind),
    )
    said = ", ".join(filter(None, (one.title, kind, text.day_long(one.on), amount)))
    return Row(event_key(one), cells, words=said)


def event_key(one: Event) -> tuple[str, str, str, date]:
    """What names a row of the agenda."""
    return "event", one.kind, one.key, one.on


def is_event_of(bill: Bill, key: tuple[object, ...]) -> bool:
    """Whether a row of the agenda is this bill."""
    return key[1] == "bill" and str(bill.series_key or bill.id) == key[2] and bill.due_on == key[3]


def change_cell(change: int | None, currency: str) -> Cell:
    """What changed against the payment before; change: minor units, negative = costs more."""
    if change is None:
        return Tag(_("new"))
    if change == 0:
        return Words(_("same"), tone="text-2", role="small")
    words = text.amount(-change, currency, sign=True)
    return Tag(words, "warning", "trending-up") if change < 0 else Tag(words, "positive", "trending-down")


def state_cell(bill: Bill, shown: Shown) -> Cell:
    """What is true of a bill now, or the one thing to do about it."""
    if bill.state in (PAID, SKIPPED):
        is_paid = bill.state == PAID
        return Words(_("Paid") if is_paid else _("Skipped"), icon="check" if is_paid else "ban", tone="text-2")
    if bill.state == DISPUTED:
        return Words(_("Disputed"), icon="circle-help", tone="warning")
    if needs_you(bill):
        return Action(_("Mark paid"), "check")
    if bill.state == LATE:
        days = (shown.today - bill.due_on).days
        words = ngettext("{count} day late", "{count} days late", days).format(count=text.count(days))
        return Words(words, icon="circle-alert", tone="negative")
    return _coverage(bill, shown)


def _coverage(bill: Bill, shown: Shown) -> Cell:
    account = shown.accounts.get(bill.account_id or 0)
    if account is not None and account.kind == "card":
        return Words(_("By card"), icon="credit-card", tone="text-2")
    free = shown.seen.free
    if free.income is not None and bill.due_on >= free.until:
        words = _("After salary") if shown.is_salary else _("After income")
        return Words(words, icon="clock", tone="text-2")
    covers = shown.covers(bill)
    if covers is None:
        return Words(_("Expected"), icon="clock", tone="text-2")
    if covers:
        return Words(_("Covered"), icon="check", tone="positive")
    return Words(_("Not covered"), icon="circle-alert", tone="negative")


def day_cell(on: date, today: date) -> Day:
    """A day: its number, with the month when it is another one."""
    is_near = text.month_start(on) == text.month_start(today)
    number = text.number(text.day_number(on)) if is_near else text.day_month_short(on)
    return Day(number, text.weekday_short(on) if is_near else "")


def what_for(bill: Bill, shown: Shown) -> str:
    """What a bill is for, and what it is paid from when that is not the main account."""
    category = shown.categories.get(bill.category_id or 0)
    account = shown.accounts.get(bill.account_id or 0)
    main = shown.seen.main
    parts = [category_name(category)] if category is not None else []
    if account is not None and (main is None or account.id != main.account.id):
        parts.append(text.name(account.name))
    if bill.notes:
        parts.append(text.name(bill.notes))
    if bill.is_estimate and bill.state != PAID:
        parts.append(_("estimate"))
    return " · ".join(parts) or (_("Recurring") if bill.series_key else _("Typed by hand"))


def _due_row(bill: Bill, shown: Shown, currency: str) -> Row:
    amount = text.amount(-bill.amount, bill.currency)
    cells = (
        day_cell(bill.due_on, shown.today),
        Payee(bill.biller, sub=what_for(bill, shown)),
        change_cell(bill.change, bill.currency),
        state_cell(bill, shown),
        Amount(amount) if currency else _mixed(-bill.amount, bill.currency),
    )
    said = ", ".join((bill.biller, text.day_long(bill.due_on), text.money(-bill.amount, bill.currency), cells[3].words))
    return Row(bill_key(bill), cells, words=said)


def _series_row(one: Series, shown: Shown, currency: str) -> Row:
    month = round(-a_month(one))
    found: Cell = Words(_("Confirmed"), icon="check", tone="positive")
    if one.state == "found":
        found = Action(_("Confirm"), "check")
    cells = (
        Payee(one.payee, sub=text.capital(rhythm(one))),
        _last_step(one),
        day_cell(one.next_on, shown.today),
        found,
        Amount(text.amount(month, one.currency)) if currency else _mixed(month, one.currency),
    )
    said = ", ".join((one.payee, rhythm(one), text.money(-one.amount, one.currency), found.words))
    return Row(one.key, cells, words=said)


def _last_step(one: Series) -> Cell:
    if one.varies:
        return Words(_("varies"), tone="text-2", role="small")
    if len(one.steps) < 2:
        return Words(_("same"), tone="text-2", role="small")
    change, since = one.steps[-1].amount - one.steps[-2].amount, one.steps[-1].since
    words = _("since {month}").format(month=text.month_at_short(since, year=True))
    tone, icon = ("warning", "trending-up") if change < 0 else ("positive", "trending-down")
    return Words(text.amount(-change, one.currency, sign=True), words, tone=tone, icon=icon)


def _mixed(minor: int, currency: str) -> Amount:
    whole, fraction = text.amount_parts(minor, currency)
    return Amount(whole, fraction=fraction, code=currency)
