"""A search as a tree of frozen values, and what each of them means.

Storage compiles the tree to SQL; `matches` is the reference that a compiled query must agree with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.domain.category_names import is_named
from hub.domain.text import fold

TEXT_FIELDS = ("payee", "account", "category", "tag", "description", "notes", "file")
IS_WORDS = (
    "uncategorised", "transfer", "ignored", "income", "spending", "split", "pending", "booked", "reconciled",
)  # fmt: skip
HAS_WORDS = ("receipt", "notes", "tag", "category", "file")


@dataclass(frozen=True, slots=True)
class Text:
    """Folded text somewhere in a field; field None = payee, description or notes."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """Low ≤ amount ≤ high in whole units of the currency; None = open; strict ends are excluded.

    is_signed False: the absolute value is compared.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    is_signed: bool = False
    low_strict: bool = False
    high_strict: bool = False


@dataclass(frozen=True, slots=True)
class On:
    """First ≤ booked on ≤ last; None = open."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Is:
    """A state of the transaction, one of `IS_WORDS`."""

    word: str


@dataclass(frozen=True, slots=True)
class Has:
    """Something attached, one of `HAS_WORDS`."""

    word: str


@dataclass(frozen=True, slots=True)
class Not:
    """What it holds does not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; no parts = everything."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Node, ...]


Node = Text | Amount | On | Is | Has | Not | All | AnyOf


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: its tree and the text it came from."""

    root: Node
    text: str = ""

    @property
    def is_everything(self) -> bool:
        """Whether it filters nothing."""
        return self.root == All()


@dataclass(frozen=True, slots=True)
class TransactionView:
    """A transaction as searches and rules see it.

    amount: decimal in the account's currency, negative = out. category: name as shown; category_code: the default
    category's code, if it is one. category_kind: expense, income, transfer, ignored or None when uncategorised.
    file: name of the file that it came in, "" when it was typed.
    """

    payee: str
    description: str
    amount: Decimal
    booked_on: date
    account: str = ""
    category: str | None = None
    category_code: str | None = None
    category_kind: str | None = None
    tags: tuple[str, ...] = ()
    notes: str = ""
    status: str = "booked"
    is_transfer: bool = False
    is_split: bool = False
    has_receipt: bool = False
    file: str = ""


def category_holds(text: str, name: str | None, code: str | None) -> bool:
    """Whether folded text is part of a category's name, of its code ("eating out" for eating_out), or of the name that
    a default category has in another language."""
    return is_named(text, code) or any(
        label is not None and text in fold(label.replace("_", " ")) for label in (name, code)
    )


class Seen:
    """A transaction under several queries: its texts are folded once, and only when a query asks."""

    __slots__ = ("_folded", "view")

    def __init__(self, view: TransactionView) -> None:
        self.view = view
        self._folded: dict[str, str] = {}

    def text(self, field: str) -> str:
        """A text field, folded."""
        if field not in self._folded:
            self._folded[field] = fold(getattr(self.view, field))
        return self._folded[field]


def matches(query: Query, view: TransactionView) -> bool:
    """Whether a transaction is what the query asks for."""
    return holds(query.root, Seen(view))


def holds(node: Node, seen: Seen) -> bool:
    """Whether a part of a query is true for a transaction."""
    match node:
        case All(parts):
            return all(holds(part, seen) for part in parts)
        case AnyOf(parts):
            return any(holds(part, seen) for part in parts)
        case Not(part):
            return not holds(part, seen)
        case Text():
            return _text_holds(node, seen)
        case Amount():
            return _amount_holds(node, seen.view.amount)
        case On(first, last):
            booked_on = seen.view.booked_on
            return (first is None or first <= booked_on) and (last is None or booked_on <= last)
        case Is(word):
            return _is(word, seen.view)
        case Has(word):
            return _has(word, seen.view)


def _text_holds(node: Text, seen: Seen) -> bool:
    if node.field is None:
        return any(node.text in seen.text(field) for field in ("payee", "description", "notes"))
    if node.field == "category":
        return category_holds(node.text, seen.view.category, seen.view.category_code)
    if node.field == "tag":
        return any(node.text in fold(tag) for tag in seen.view.tags)
    return node.text in seen.text(node.field)


def _amount_holds(node: Amount, amount: Decimal) -> bool:
    value = amount if node.is_signed else abs(amount)
    low, high = node.low, node.high
    if low is not None and (value < low or (node.low_strict and value == low)):
        return False
    return not (high is not None and (value > high or (node.high_strict and value == high)))


def _is(word: str, view: TransactionView) -> bool:
    is_transfer = view.is_transfer or view.category_kind == "transfer"
    is_ignored = view.category_kind == "ignored"
    is_uncounted = is_transfer or is_ignored
    return {
        "uncategorised": view.category is None and not view.is_split and not is_transfer,
        "transfer": is_transfer,
        "ignored": is_ignored,
        "income": view.amount > 0 and not is_uncounted,
        "spending": view.amount < 0 and not is_uncounted,
        "split": view.is_split,
        "pending": view.status == "pending",
        "booked": view.status == "booked",
        "reconciled": view.status == "reconciled",
    }[word]


def _has(word: str, view: TransactionView) -> bool:
    return {
        "receipt": view.has_receipt,
        "notes": bool(view.notes.strip()),
        "tag": bool(view.tags),
        "category": view.category is not None,
        "file": bool(view.file),
    }[word]
