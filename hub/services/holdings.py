"""Investments: what is held, what it cost, what it is worth; trades typed by hand, prices by hand or from a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from hub.domain.account import Account
from hub.domain.errors import LedgerError, StatementError
from hub.domain.holdings import Holding, Price, Security, Trade, amount_of, held
from hub.services import accounts
from hub.services.ledger import TOPICS
from importers.price_list import read_prices
from storage import holdings as rows
from storage import search, sums, transactions
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Portfolio:
    """An investment account on a day: money not invested, and what is held; minor units of the account's currency.

    What is held in another currency than the account's is listed and left out of the sums.
    """

    account: Account
    cash: int
    holdings: tuple[Holding, ...]
    trades: tuple[Trade, ...]

    @property
    def value(self) -> int:
        """What is held and has a price."""
        return sum(one.value or 0 for one in self._own)

    @property
    def total(self) -> int:
        """Money and securities together."""
        return self.cash + self.value

    @property
    def gain(self) -> int:
        """Not yet realised, of what has a price."""
        return sum(one.gain or 0 for one in self._own)

    @property
    def realised(self) -> int:
        """Gained by what was sold."""
        return sum(one.realised for one in self._own)

    @property
    def unpriced(self) -> tuple[str, ...]:
        """What is held and has no price."""
        return tuple(one.security.name for one in self.holdings if one.value is None)

    @property
    def _own(self) -> list[Holding]:
        return [one for one in self.holdings if one.security.currency == self.account.currency]


def portfolio(vault: Vault, account_id: int, today: date) -> Portfolio:
    """All about an investment account on a day."""
    account = accounts.get(vault, account_id)
    with vault.read() as connection:
        trades = [one for one in rows.trades_of(connection, account_id) if one.day <= today]
        found = held(rows.all_securities(connection), trades, rows.prices_on(connection, today), account.costing)
        cash = account.opening + sums.until(connection, account_id, today)
    return Portfolio(account, cash, tuple(found), tuple(trades))


def securities(vault: Vault) -> list[Security]:
    """Everything that was ever held, by name."""
    with vault.read() as connection:
        return rows.all_securities(connection)


def trade(
    vault: Vault,
    account_id: int,
    name: str,
    day: date,
    quantity: Decimal,
    price: Decimal,
    *,
    fee: int = 0,
    symbol: str = "",
    pays: bool = True,
) -> int:
    """Buy (quantity above zero) or sell (below); the trade's id. A new name makes a new security.

    fee: minor units. pays: whether the money moves on this account; False for what was there before, or when the
    bank's file brings the row. The day's price is kept too, unless there is one. LedgerError for a price or quantity
    of zero, a closed account, or selling more than is held on any day.
    """
    account = accounts.get(vault, account_id)
    _check(account, name, quantity, price, fee)
    with vault.write("trade", values={"account": account.name, "security": name.strip()}, topics=TOPICS) as write:
        connection = write.connection
        security = _find(rows.all_securities(connection), name)
        if security is None:
            made = rows.insert_security(connection, name.strip(), symbol.strip(), account.currency)
            security = Security(made, name.strip(), symbol.strip(), account.currency)
        new = Trade(0, account_id, security.id, day, quantity, price, fee)
        transaction_id = None
        if pays and security.currency == account.currency:
            transaction_id = transactions.insert_one(
                connection, account_id=account_id, booked_on=day, amount=amount_of(new, security.currency),
                payee=security.name, folded=search.folded_text(security.name, "", ""),
            )  # fmt: skip
        made = rows.insert_trade(
            connection, account_id=account_id, security_id=security.id, day=day, quantity=quantity, price=price,
            fee=fee, transaction_id=transaction_id,
        )  # fmt: skip
        held(rows.all_securities(connection), rows.trades_of(connection, account_id), {}, account.costing)
        known = rows.prices_on(connection, day).get(security.id)
        if known is None or known.day < day:
            rows.put_prices(connection, [Price(security.id, day, price, "trade")])
    return made


def remove_trade(vault: Vault, trade_id: int) -> None:
    """Remove a trade with the row that it moved; can be undone."""
    with vault.write("remove_trade", topics=TOPICS) as write:
        gone = rows.delete_trade(write.connection, trade_id)
        if gone is None:
            raise LedgerError("no_such_trade", where={"trade": trade_id})
        account = accounts.in_(write.connection, gone.account_id)
        held(
            rows.all_securities(write.connection), rows.trades_of(write.connection, gone.account_id), {},
            account.costing,
        )  # fmt: skip
        if gone.transaction_id is not None:
            transactions.remove(write.connection, [gone.transaction_id])


def set_price(vault: Vault, name: str, day: date, price: Decimal) -> None:
    """Say what one unit was worth on a day; LedgerError for a price of zero or a name that is not held."""
    if price <= 0:
        raise LedgerError("price_is_zero", where={"field": "price"})
    with vault.write("set_price", values={"security": name.strip()}, topics=("accounts",)) as write:
        security = _find(rows.all_securities(write.connection), name)
        if security is None:
            raise LedgerError("no_such_security", where={"field": "name"}, security=name.strip())
        rows.put_prices(write.connection, [Price(security.id, day, price, "hand")])


def read_price_file(vault: Vault, path: Path) -> tuple[int, list[str]]:
    """Take over prices from a CSV file: (how many, names in it that nothing held is called)."""
    try:
        quotes = read_prices(path.read_bytes())
    except OSError as error:
        raise StatementError(
            "cannot_read_file", where={"file": str(path)}, next_step="check_permission", reason=error.strerror or ""
        ) from error
    with vault.write("read_prices", values={"source": path.name}, topics=("accounts",)) as write:
        known = rows.all_securities(write.connection)
        by_name = {name: _find(known, name) for name in dict.fromkeys(quote.name for quote in quotes)}
        found = [
            Price(security.id, quote.day, quote.price, f"{path.name}:{quote.line}")
            for quote in quotes
            if (security := by_name[quote.name]) is not None
        ]
        count = rows.put_prices(write.connection, found)
    return count, [name for name, security in by_name.items() if security is None]


def _find(known: list[Security], name: str) -> Security | None:
    wanted = name.strip().casefold()
    return next((one for one in known if wanted in {one.name.casefold(), one.symbol.casefold()}), None)


def _check(account: Account, name: str, quantity: Decimal, price: Decimal, fee: int) -> None:
    if account.kind != "investment":
        raise LedgerError("not_of_this_kind", where={"account": account.name}, kind="investment")
    if account.is_archived:
        raise LedgerError("account_is_closed", where={"account": account.name}, next_step="bring_back")
    if not name.strip():
        raise LedgerError("security_missing", where={"field": "name"})
    if not quantity:
        raise LedgerError("quantity_is_zero", where={"field": "quantity"})
    if price <= 0:
        raise LedgerError("price_is_zero", where={"field": "price"})
    if fee < 0:
        raise LedgerError("out_of_range", where={"field": "fee"}, low=0, high=10**13)
