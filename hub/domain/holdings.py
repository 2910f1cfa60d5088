"""Investments: what is held of each security, what it cost, and what was gained; exact decimals throughout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext

from hub.domain.errors import LedgerError
from hub.domain.money import to_minor


@dataclass(frozen=True, slots=True)
class Security:
    """Something that is held by quantity and has a price in its currency."""

    id: int
    name: str
    symbol: str
    currency: str


@dataclass(frozen=True, slots=True)
class Trade:
    """A purchase (quantity above zero) or a sale (below); price for one, fee in minor units, always positive."""

    id: int
    account_id: int
    security_id: int
    day: date
    quantity: Decimal
    price: Decimal
    fee: int = 0
    transaction_id: int | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """What one unit was worth on a day, and where that was read."""

    security_id: int
    day: date
    price: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """What is held of one security, in its currency's minor units.

    cost: what the held units cost with fees. realised: gain of what was sold. value and price: None without a price.
    """

    security: Security
    quantity: Decimal
    cost: int
    realised: int
    price: Price | None
    value: int | None

    @property
    def gain(self) -> int | None:
        """Value over cost, not yet realised; None without a price."""
        return None if self.value is None else self.value - self.cost


@dataclass(slots=True)
class _Lots:
    """Units still held, oldest first: [quantity, cost]; costs are unrounded minor units."""

    lots: list[list[Decimal]] = field(default_factory=list)
    realised: Decimal = Decimal(0)

    @property
    def quantity(self) -> Decimal:
        return sum((lot[0] for lot in self.lots), Decimal(0))

    @property
    def cost(self) -> Decimal:
        return sum((lot[1] for lot in self.lots), Decimal(0))


def amount_of(trade: Trade, currency: str) -> int:
    """What a trade moves on the account, minor units: a purchase costs, a sale brings, the fee always costs."""
    return to_minor(-trade.quantity * trade.price, currency) - trade.fee


def held(
    securities: Iterable[Security], trades: Iterable[Trade], prices: Mapping[int, Price], costing: str
) -> list[Holding]:
    """Each security that was ever traded, in the order given. costing: "fifo" or "average".

    LedgerError "sells_more_than_held" with the trade's day when a sale finds too little.
    """
    books: dict[int, _Lots] = {}
    known = {one.id: one for one in securities}
    with localcontext() as context:
        context.prec = 50
        for trade in sorted(trades, key=lambda one: (one.day, one.quantity < 0, one.id)):
            book = books.setdefault(trade.security_id, _Lots())
            _take(book, trade, known[trade.security_id], costing)
        return [_holding(known[at], book, prices.get(at)) for at, book in sorted(books.items())]


def _take(book: _Lots, trade: Trade, security: Security, costing: str) -> None:
    if trade.quantity > 0:
        book.lots.append([trade.quantity, Decimal(-amount_of(trade, security.currency))])
        return
    wanted = -trade.quantity
    if wanted > book.quantity:
        raise LedgerError(
            "sells_more_than_held", where={"field": "quantity"}, security=security.name, held=book.quantity,
            day=trade.day,
        )  # fmt: skip
    book.realised += amount_of(trade, security.currency) - _cost_of(book, wanted, costing)


def _cost_of(book: _Lots, wanted: Decimal, costing: str) -> Decimal:
    """Take units out of the lots; what they cost."""
    if costing == "average" and book.lots:
        book.lots = [[book.quantity, book.cost]]
    cost = Decimal(0)
    while wanted > 0:
        lot = book.lots[0]
        part = min(wanted, lot[0])
        taken = lot[1] if part == lot[0] else lot[1] * part / lot[0]
        cost, wanted = cost + taken, wanted - part
        lot[0], lot[1] = lot[0] - part, lot[1] - taken
        if not lot[0]:
            book.lots.pop(0)
    return cost


def _holding(security: Security, book: _Lots, price: Price | None) -> Holding:
    quantity = book.quantity
    value = None if price is None else to_minor(quantity * price.price, security.currency)
    if not quantity:
        value = 0
    return Holding(security, quantity, round(book.cost), round(book.realised), price, value)
