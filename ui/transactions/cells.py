"""A transaction as a row of the table: which columns there are, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from hub.domain.channel import channel_of
from hub.domain.transaction import BOOKED, EXPECTED, PENDING, Transaction
from ui.locale import N_, _, text, wording
from ui.style import tokens
from ui.table import Amount, Category, Cell, Column, Day, Payee, Row, Tag, Words
from ui.transactions.reading import Names, Page

ALWAYS = ("booked_on", "payee", "amount")
"""Columns that can't be taken away."""
OPTIONAL = {
    "category": N_("Category"),
    "account": N_("Account"),
    "description": N_("What the bank wrote"),
    "notes": N_("Notes"),
    "value_on": N_("Value date"),
    "status": N_("State"),
    "channel": N_("Paid how"),
}
USUAL = ("category", "account")
_WIDTHS = {
    "category": 138,
    "account": 132,
    "description": 220,
    "notes": 160,
    "value_on": 90,
    "status": 90,
    "channel": 130,
}
_STATES = {PENDING: ("warning", "hourglass"), EXPECTED: ("info", "calendar-clock")}


@dataclass(frozen=True, slots=True)
class Layout:
    """What decides how rows look.

    chosen: keys of the optional columns. order: of all columns as the person dragged them; widths: by key, at 100 %,
    as they were pulled. currency: of all rows, "" when they mix. in_month: dates need no month.
    by_day: rows are sorted by day, so that a day is written once.
    """

    chosen: tuple[str, ...] = USUAL
    order: tuple[str, ...] = ()
    widths: tuple[tuple[str, int], ...] = ()
    currency: str = ""
    in_month: bool = False
    by_day: bool = True

    @property
    def keys(self) -> tuple[str, ...]:
        """All columns in their order."""
        usual = ("booked_on", "payee", *(key for key in OPTIONAL if key in self.chosen), "amount")
        kept = tuple(key for key in self.order if key in usual)
        new = tuple(key for key in usual if key not in kept)
        return (*kept[:-1], *new, *kept[-1:]) if kept else usual

    def columns(self) -> list[Column]:
        """The columns of the table."""
        head = _("Amount, {currency}").format(currency=self.currency) if self.currency else _("Amount")
        known = {
            "booked_on": Column(_("Date"), 78 if self.in_month else 128, sort="booked_on"),
            "payee": Column(_("Payee"), sort="payee"),
            "amount": Column(head, 130 if self.currency else 176, is_trailing=True, sort="amount"),
        }
        pulled = dict(self.widths)
        made = [known.get(key) or Column(_(OPTIONAL[key]), _WIDTHS[key], sort=key) for key in self.keys]
        return [
            replace(one, width=pulled.get(key, one.width)) if one.width else one
            for key, one in zip(self.keys, made, strict=True)
        ]


class PageRows:
    """The rows of a page; each is made when it is first looked at, because a fast scroll passes most of them by."""

    def __init__(self, page: Page, layout: Layout, names: Names, today: date) -> None:
        self._found, self._above, self._with_files = page.rows, page.above, page.with_files
        self._layout, self._keys = layout, layout.keys
        self._names, self._today = names, today
        self._made: list[Row | None] = [None] * len(page.rows)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._found)

    def __getitem__(self, at: int, /) -> Row:
        """The row at a place of the page."""
        made = self._made[at]
        if made is None:
            made = self._made[at] = self._make(at)
        return made

    def _make(self, at: int) -> Row:
        one = self._found[at]
        above = self._found[at - 1].booked_on if at else self._above
        is_first = not self._layout.by_day or one.booked_on != above
        cells = tuple(self._cell(key, one, is_first=is_first) for key in self._keys)
        words = spoken(one, self._names, self._today)
        if one.id in self._with_files:
            words = _("{row}, with a receipt").format(row=words)
        return Row(one.id, cells, has_line=is_first, words=words)

    def _cell(self, key: str, one: Transaction, *, is_first: bool) -> Cell | None:
        if key == "booked_on":
            return day_cell(one.booked_on, self._today, in_month=self._layout.in_month, is_first=is_first)
        if key == "payee":
            return payee_cell(one, has_files=one.id in self._with_files)
        if key == "category":
            return category_cell(one, self._names)
        if key == "amount":
            return amount_cell(one, in_one_currency=bool(self._layout.currency))
        return _plain_cell(key, one, self._names)


def spoken(one: Transaction, names: Names, today: date) -> str:
    """A row as a screen reader says it."""
    account = names.accounts.get(one.account_id)
    category = _("Transfer") if one.transfer_id is not None else names.category(one.category_id) or _("To sort")
    parts = [
        text.day_in_words(one.booked_on, today),
        one.payee or one.description,
        category,
        account.name if account else "",
        text.money(one.amount, one.currency),
    ]
    return ", ".join(part for part in parts if part)


def payee_cell(one: Transaction, *, has_files: bool = False) -> Payee:
    """The payee with its monogram, and what is special about the transaction."""
    is_foreign = one.original_currency is not None and one.original_currency != one.currency
    foreign = text.money(abs(one.original_amount or 0), one.original_currency or "") if is_foreign else ""
    state = _STATES.get(one.status)
    tag = None if state is None else Tag(wording.label("transaction_state", one.status), *state)
    return Payee(
        one.payee or one.description or _("No name"),
        icons=("split",) * one.is_split + ("paperclip",) * has_files,
        note=foreign,
        tag=tag,
        icon="arrow-left-right" if one.transfer_id is not None else "",
    )


def category_cell(one: Transaction, names: Names) -> Category:
    """The chip of a transaction."""
    if one.transfer_id is not None:
        return Category(_("Transfer"), icon="arrow-left-right")
    category = names.categories.get(one.category_id) if one.category_id is not None else None
    if category is not None:
        return Category(names.category(category.id), category.slot)
    return Category(_("Split"), icon="split") if one.is_split else Category("")


def amount_cell(one: Transaction, *, in_one_currency: bool) -> Amount:
    """The amount; on the decimal sign with its currency where the column mixes currencies."""
    is_transfer = one.transfer_id is not None
    kind = "transfer" if is_transfer else "in" if one.amount > 0 else "out"
    minor = abs(one.amount) if is_transfer else one.amount
    if in_one_currency:
        return Amount(text.amount(minor, one.currency, sign=not is_transfer), kind)
    whole, fraction = text.amount_parts(minor, one.currency, sign=not is_transfer)
    return Amount(whole, kind, fraction, one.currency)


def _plain_cell(key: str, one: Transaction, names: Names) -> Cell | None:
    if key == "account":
        account = names.accounts.get(one.account_id)
        return Words(account.name if account else "", tone="text-2")
    if key == "value_on":
        return Words(text.day_month_short(one.value_on), tone="text-2") if one.value_on is not None else None
    if key == "channel":
        way = one.channel or channel_of(one.description)
        return Words(wording.label("channel", way), tone="text-2" if one.channel else "text-3") if way else None
    if key == "status":
        return Words(wording.label("transaction_state", one.status), tone="text-2") if one.status != BOOKED else None
    words = one.description if key == "description" else one.notes
    return Words(words, tone="text-2", is_mono=key == "description") if words else None


def day_cell(on: date, today: date, *, in_month: bool, is_first: bool) -> Day:
    """A date, as short as its surroundings allow; in two-line rows always with its month."""
    is_near = abs((today - on).days) < 330
    if tokens.look().scale >= 1.5:
        near = f"{text.weekday_short(on)} {text.day_month_short(on)}"
        return Day(near if in_month or is_near else text.day(on), "", is_first)
    if in_month:
        return Day(text.number(on.day), text.weekday_short(on), is_first)
    return (
        Day(text.day_month_short(on), text.weekday_short(on), is_first) if is_near else Day(text.day(on), "", is_first)
    )
