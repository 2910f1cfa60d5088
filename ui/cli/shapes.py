"""How values of the ledger look in JSON and in tables, and how scripts write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from hub.domain.errors import LedgerError
from hub.domain.money import decimal_text, parse_decimal, to_minor
from ui.cli.tables import table
from ui.locale import _

if TYPE_CHECKING:
    from hub.domain.transaction import Category, Transaction
    from hub.services.history import Operation
    from hub.services.vaults import Vault


class Names:
    """Names of accounts and categories by id."""

    def __init__(self, vault: Vault) -> None:
        from hub.services import accounts, ledger

        self.accounts = {p.account.id: p.account.name for p in accounts.positions(vault)}
        self._categories: dict[int | None, Category] = {one.id: one for one in ledger.categories(vault)}

    def category(self, category_id: int | None) -> str | None:
        """The name or code of a category as it is stored."""
        found = self._categories.get(category_id)
        return None if found is None else found.name

    def shown(self, category_id: int | None) -> str:
        """The name of a category for people, "" for none."""
        return shown_category(self.category(category_id))

    def category_id(self, text: str) -> int:
        """The category that a text names, by code or by its shown name; HubError with the known ones when none."""
        wanted = text.strip().casefold()
        for one in self._categories.values():
            if wanted in {one.name.casefold(), shown_category(one.name).casefold()}:
                return one.id
        known = sorted(one.name for one in self._categories.values())
        raise LedgerError("no_such_category", where={"category": text}, known=known)


def shown_category(code: str | None) -> str:
    """The name of a category in the person's language."""
    from ui.locale import wording

    return "" if not code else wording.category(code) or code.replace("_", " ")


def transaction(one: Transaction, names: Names) -> dict[str, Any]:
    """A transaction as JSON."""
    original = one.original_amount, one.original_currency
    return {
        "id": one.id,
        "account": names.accounts.get(one.account_id),
        "booked_on": one.booked_on.isoformat(),
        "value_on": day(one.value_on),
        "amount": decimal_text(one.amount, one.currency),
        "currency": one.currency,
        "original": None
        if original[0] is None or original[1] is None
        else {"amount": decimal_text(original[0], original[1]), "currency": original[1]},
        "payee": one.payee,
        "description": one.description,
        "category": names.category(one.category_id),
        "category_by": one.category_by,
        "status": one.status,
        "notes": one.notes,
        "transfer": one.transfer_id,
        "split": one.is_split,
        "batch": one.batch_id,
        "line": one.line,
    }


def transactions_table(rows: Sequence[Transaction], names: Names) -> str:
    """Transactions for people."""
    from ui.locale import text

    heads = (_("No."), _("Day"), _("Account"), _("Payee"), _("Category"), _("Amount"))
    lines = [
        (
            str(one.id),
            text.day(one.booked_on),
            names.accounts.get(one.account_id, ""),
            one.payee or one.description,
            names.shown(one.category_id) if one.transfer_id is None else _("Transfer"),
            text.money(one.amount, one.currency),
        )
        for one in rows
    ]
    return table(heads, lines, "><<<<>", longest=36)


def operation(one: Operation) -> dict[str, Any]:
    """A journalled operation as JSON."""
    from ui.locale import wording

    return {
        "id": one.id,
        "at": moment(one.at),
        "name": one.name,
        "text": wording.operation(one.name, one.values),
        "state": one.state,
        "batches": list(one.batches),
    }


def money(amount: int, currency: str) -> dict[str, str]:
    """An amount with its currency as JSON."""
    return {"amount": decimal_text(amount, currency), "currency": currency}


def day(on: date | None) -> str | None:
    """A day as JSON."""
    return None if on is None else on.isoformat()


def parsed_day(text: str, option: str) -> date:
    """A day as scripts write it; wrong usage when it is none."""
    import typer

    try:
        return date.fromisoformat(text)
    except ValueError as error:
        words = _("{option} is a day such as 2026-03-15").format(option=option)
        raise typer.BadParameter(words) from error


def minor(text: str, currency: str) -> int:
    """Minor units of an amount as scripts write it ("-12.34"); LedgerError when it is none."""
    try:
        return to_minor(parse_decimal(text), currency)
    except ValueError as error:
        raise LedgerError("amount_not_plain", where={"amount": text}, next_step="write_plain_amount") from error


def moment(at: datetime | None) -> str | None:
    """A moment as JSON, to the second."""
    return None if at is None else at.isoformat(timespec="seconds")


def plain(value: object) -> Any:
    """Any value of the domain as JSON: numbers as text, days as ISO, the rest as it is."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return [plain(inner) for inner in value] if isinstance(value, Iterable) else str(value)
