"""What the screen reads from the vault: ids in order, sums, what the sentence compares with. Runs on workers."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hub.domain.account import Account
from hub.domain.period import add_months, clamp_day
from hub.domain.progress import Progress
from hub.domain.transaction import Category, Transaction
from hub.services import accounts, attachments, ledger
from hub.services.vaults import Vault
from ui.table import PAGE
from ui.transactions.filters import Filters, month_token
from ui.transactions.naming import category_name


@dataclass(frozen=True, slots=True)
class Sum:
    """What went out and came in of one currency, minor units, transfers left out; count: all rows."""

    currency: str
    out: int
    came_in: int
    count: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the rows: its first day, how many rows, and (currency, minor units) of what they come to."""

    first: date
    count: int
    sums: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Accounts and categories by id, categories also by their shown name."""

    accounts: Mapping[int, Account]
    categories: Mapping[int, Category]

    def category(self, category_id: int | None) -> str:
        """The shown name of a category, "" for none."""
        found = self.categories.get(category_id) if category_id is not None else None
        return "" if found is None else category_name(found)

    def shown_by_code(self) -> dict[str, str]:
        """Shown names of categories by their stored names."""
        return {one.name: category_name(one) for one in self.categories.values()}


@dataclass(frozen=True, slots=True)
class Order:
    """How rows are sorted: a key of the ledger's sorts, newest or largest first; by_month: under heads of months."""

    key: str = "booked_on"
    is_down: bool = True
    by_month: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a page, those of them that have a receipt, and the day of the row above (a day's date is shown once)."""

    rows: Sequence[Transaction]
    with_files: frozenset[int] = frozenset()
    above: date | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """All that one look at the ledger needs.

    ids: of the rows in order, at first only those of the first page; first: its rows, with_files: those of them that
    have a receipt; count: of all rows. before:
    the sums of the month before, up to the same day while the month runs; until: that day. to_sort: rows without a
    category among these, waiting: in the whole vault. is_new: the vault has no transaction at all.
    """

    filters: Filters
    order: Order
    names: Names
    ids: Sequence[int]
    count: int
    first: Sequence[Transaction]
    sums: tuple[Sum, ...]
    to_sort: int
    waiting: int
    home: str
    today: date
    before: tuple[Sum, ...] = ()
    until: date | None = None
    is_new: bool = False
    months: tuple[Month, ...] = ()
    with_files: frozenset[int] = frozenset()


def names(vault: Vault) -> Names:
    """Accounts and categories as they are now."""
    positions = accounts.positions(vault)
    categories = ledger.categories(vault)
    return Names({one.account.id: one.account for one in positions}, {one.id: one for one in categories})


def first_filters(vault: Vault, today: date) -> Filters:
    """What is shown before the person asks for anything: the newest month that has rows."""
    newest = ledger.find(vault, f"on:..{today.isoformat()}", today, limit=1)
    rows = ledger.load(vault, newest)
    return Filters(tokens=(month_token(rows[0].booked_on),)) if rows else Filters()


def read(
    vault: Vault, asked: Filters | None, order: Order, today: date, home: str, progress: Progress, before: Shown | None
) -> Shown:
    """Everything for one look. QueryError when the typed words are no search.

    before: what is shown now. Where the same is asked again, all ids are read, so that nothing moves; else only those
    of the first page, and `all_ids` reads the others later.
    """
    filters = first_filters(vault, today) if asked is None else asked
    progress(0, 0, "reading")
    known = names(vault)
    is_again = before is not None and (before.filters, before.order) == (filters, order)
    ids = _ids(vault, filters, order, today, known, None if is_again else PAGE)
    progress(0, 0, "reading")
    sums = _sums(vault, filters.query, today)
    to_sort = sum(one.count for one in _sums(vault, f"{filters.query_of_all} is:uncategorised", today))
    shown = Shown(
        filters=filters,
        order=order,
        names=known,
        ids=ids,
        count=len(ids) if is_again else sum(one.count for one in sums),
        first=ledger.load(vault, list(ids[:PAGE])),
        sums=sums,
        to_sort=to_sort,
        waiting=ledger.waiting(vault),
        home=home,
        today=today,
        months=_months(vault, filters.query, order, today),
        with_files=attachments.with_files(vault, ids[:PAGE]),
        is_new=not ids and not ledger.find(vault, "", today, limit=1),
    )
    return _compared(vault, shown, today)


def all_ids(vault: Vault, shown: Shown) -> Sequence[int]:
    """The ids of all rows of a look in order."""
    return _ids(vault, shown.filters, shown.order, shown.today, shown.names, None)


def page(vault: Vault, ids: Sequence[int], number: int) -> Page:
    """The rows of a page."""
    start = number * PAGE
    wanted = list(ids[max(0, start - 1) : start + PAGE])
    rows, with_files = ledger.load(vault, wanted), attachments.with_files(vault, wanted)
    if start and rows and rows[0].id == wanted[0]:
        return Page(rows[1:], with_files, rows[0].booked_on)
    return Page(rows, with_files)


def _ids(vault: Vault, filters: Filters, order: Order, today: date, known: Names, limit: int | None) -> Sequence[int]:
    shown = {number: category_name(one) for number, one in known.categories.items()}
    found = ledger.find(vault, filters.query, today, sort=order.key, descending=order.is_down, limit=limit, names=shown)
    return array("q", found)


def _compared(vault: Vault, shown: Shown, today: date) -> Shown:
    """With the month before, when a month is shown."""
    month = shown.filters.month
    if month is None:
        return shown
    first = add_months(month, -1)
    is_running = (month.year, month.month) == (today.year, today.month)
    until = clamp_day(first.year, first.month, today.day) if is_running else month - timedelta(days=1)
    before = _sums(vault, f"on:{first.isoformat()}..{until.isoformat()}", today)
    return replace(shown, before=before, until=until)


def _months(vault: Vault, query: str, order: Order, today: date) -> tuple[Month, ...]:
    """The months of the rows in their order, where they are grouped; rows sorted by something else are not."""
    if not order.by_month or order.key != "booked_on":
        return ()
    found: dict[str, list[tuple[str, int, int]]] = {}
    for month, currency, total, count in ledger.months(vault, query, today):
        found.setdefault(month, []).append((currency, total, count))
    made = [
        Month(
            date.fromisoformat(f"{month}-01"),
            sum(count for _currency, _total, count in parts),
            tuple((currency, total) for currency, total, _count in parts),
        )
        for month, parts in found.items()
    ]
    return tuple(made if order.is_down else reversed(made))


def _sums(vault: Vault, query: str, today: date) -> tuple[Sum, ...]:
    return tuple(Sum(*row) for row in ledger.totals(vault, query, today))
