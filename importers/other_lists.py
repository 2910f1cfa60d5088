"""Lists that look like statements and are none: shared expenses, trades, amounts in what is no currency.

They are told by their columns. Read as statements they would bring amounts that nobody paid or got.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from hub.domain.errors import StatementError
from importers.bare_columns import plain_number
from importers.columns import Columns
from importers.currencies import currency_of
from importers.headings import heading_of, normal
from importers.profiles import Profile

_FEW, _ROWS = 2, 300
_CENT = Decimal("0.02")
"""By which the shares of an expense may miss each other, as halves of odd cents do."""
_PAIR = re.compile(r"[A-Z0-9]{2,8}[-/_:]?[A-Z]{3,5}")
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_SIDES = frozenset(
    "buy sell b s kauf verkauf achat vente compra venta venda acquisto vendita koop verkoop 买入 卖出".split()
)
_PAIRS = frozenset("pair market symbol product instrument asset ticker currency coin".split())
_PRICES = frozenset(
    ("price", "kurs", "prix", "precio", "prezzo", "rate", "avg price", "average price", "成交价", "价格")
)
_SIZES = frozenset("executed vol volume size quantity qty amount filled menge quantite cantidad 数量".split())
_GIVEN = frozenset("spend spent sent sold sell out".split())
_TAKEN = frozenset("receive received bought buy in".split())

Table = Sequence[Sequence[str]]


def refuse_other_lists(header: Sequence[str], columns: Columns, profiles: Sequence[Profile], table: Table) -> None:
    """Raise StatementError "shared_expenses", "trades" or "unknown_currency" for a table that is no statement."""
    rows, code = table[:_ROWS], ""
    if _is_shared(header, profiles, rows):
        code = "shared_expenses"
    elif _is_traded(header, columns, rows) or _is_swapped(header, rows):
        code = "trades"
    if code:
        raise StatementError(code, next_step="other_export")
    if columns.currency is not None and (name := _unknown(columns.currency, rows)):
        raise StatementError("unknown_currency", next_step="other_export", currency=name)


def _is_shared(header: Sequence[str], profiles: Sequence[Profile], rows: Table) -> bool:
    """Whether columns of people say in each row who owes how much of a cost: they add up to nothing."""
    numbers = [place for place, cells in enumerate(profiles) if cells.numbers >= 90 and cells.filled >= 90]
    people = [place for place in numbers if all(after in numbers for after in range(place, len(profiles)))]
    nameless = sum(not heading_of(head).role for head in header[len(profiles) - len(people) :])
    # A name may happen to be a word for money in some language.
    if len(people) < _FEW or len(rows) < _FEW or 2 * nameless < len(people):
        return False
    shares = [[plain_number(row[place]) or Decimal(0) for place in people] for row in rows if people[-1] < len(row)]
    owed = [row for row in shares if any(row)]
    return len(owed) >= _FEW and all(abs(sum(row, Decimal(0))) <= _CENT for row in owed)


def _is_traded(header: Sequence[str], columns: Columns, rows: Table) -> bool:
    """Whether each row buys or sells so much of something at a price, and names no currency of the amount."""
    if columns.currency is not None or columns.header_currency:
        return False
    names = [re.sub(r"\(.*\)", "", normal(head)).strip() for head in header]
    sides = [
        place for place, _name in enumerate(names) if _are_all(place, rows, lambda text: text.casefold() in _SIDES)
    ]
    pairs = [place for place, name in enumerate(names) if _PAIRS & set(name.split())]
    traded = any(_are_all(place, rows, lambda text: _PAIR.fullmatch(text) is not None) for place in pairs)
    return bool(sides) and traded and bool(_PRICES & set(names)) and bool(_SIZES & set(names))


def _is_swapped(header: Sequence[str], rows: Table) -> bool:
    """Whether each row gives so much of one thing for so much of another, one of which is no currency."""
    words = [set(normal(head).split()) for head in header]
    found = {
        (side, what): place
        for place, own in enumerate(words)
        for side, some in (("given", _GIVEN), ("taken", _TAKEN))
        for what in ("amount", "currency")
        if own & some and what in own
    }
    if len(found) < 2 * _FEW:
        return False
    codes = {
        row[found[side, "currency"]]
        for side in ("given", "taken")
        for row in rows
        if _has(row, found[side, "currency"])
    }
    return any(code and currency_of(code) is None for code in codes)


def _unknown(place: int, rows: Table) -> str:
    """The first code of a column of currencies none of which is one; "" where there is none."""
    codes = [row[place] for row in rows if _has(row, place)]
    if codes and all(_CODE.fullmatch(code) and currency_of(code) is None for code in codes):
        return codes[0]
    return ""


def _are_all(place: int, rows: Table, is_one: Callable[[str], bool]) -> bool:
    texts = [row[place].strip() for row in rows if _has(row, place)]
    return bool(texts) and all(map(is_one, texts))


def _has(row: Sequence[str], place: int) -> bool:
    return place < len(row) and bool(row[place].strip())
