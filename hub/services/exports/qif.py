"""QIF: a register for each account. The format knows no currency; dates are month/day/year, as its programs expect."""

from __future__ import annotations

from collections.abc import Iterator

from hub.domain.account import Account
from hub.domain.money import decimal_text
from hub.domain.transaction import RECONCILED, Transaction
from hub.services.exports.book import Book, flat

_TYPES = {"cash": "Cash", "card": "CCard", "loan": "Oth L", "investment": "Oth A", "iou": "Oth A", "points": "Oth A"}


def qif_file(book: Book) -> bytes:
    """Every register, with categories and parts; what is only expected is left out."""
    lines = [line for one in book.accounts for line in _register(book, one)]
    return ("\n".join(lines) + "\n").encode()


def _register(book: Book, one: Account) -> Iterator[str]:
    kind = _TYPES.get(one.kind, "Bank")
    yield from ("!Account", f"N{flat(one.name)}", f"T{kind}", "^", f"!Type:{kind}")
    for row in book.rows(one.id, expected=False):
        yield from _record(book, row)


def _record(book: Book, one: Transaction) -> Iterator[str]:
    yield f"D{one.booked_on:%m/%d/%Y}"
    yield f"T{decimal_text(one.amount, one.currency)}"
    yield "CX" if one.status == RECONCILED else "C*"
    if flat(one.payee):
        yield f"P{flat(one.payee)}"
    if flat(one.description):
        yield f"M{flat(one.description)}"
    category = ":".join(flat(name) for name in book.category_path(one.category_id))
    if category and not one.is_split:
        yield f"L{category}"
    for part in book.parts.get(one.id, []) if one.is_split else []:
        yield f"S{':'.join(flat(name) for name in book.category_path(part.category_id))}"
        if flat(part.note):
            yield f"E{flat(part.note)}"
        yield f"${decimal_text(part.amount, one.currency)}"
    yield "^"
