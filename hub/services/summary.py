"""A summary for somebody (an adviser, a landlord, a bank) that says as much as the reveal dial lets it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from hub.domain import reveal
from hub.domain.errors import HubError
from hub.domain.outgoing import PURPOSES, Disclosure, Outgoing
from hub.domain.reveal import Item
from hub.domain.transaction import EXPECTED
from hub.services import outbound
from storage import accounts, fees, transactions
from storage.tables import transactions as table
from storage.vault import Vault

PURPOSE = PURPOSES["summary"]


def items(vault: Vault, since: date, until: date) -> dict[str, list[Item]]:
    """Spending and income of a period that ends just before `until`, without own moves, and the balances of its end."""
    with vault.read() as connection:
        names = {one.id: one for one in accounts.all_accounts(connection)}
        categories = {one.id: one.name for one in accounts.all_categories(connection)}
        inside = (table.c.booked_on >= since) & (table.c.booked_on < until) & (table.c.status != EXPECTED)
        rows = transactions.where(connection, inside & transactions.is_counted())
        paid = fees.between(connection, since, until - timedelta(days=1))
        positions = accounts.positions(connection)
    found: dict[str, list[Item]] = {"spending": [], "income": [], "balances": []}
    for one in rows:
        category, account = categories.get(one.category_id or 0, ""), names[one.account_id].name
        item = Item(one.booked_on, abs(one.amount), one.currency, category, one.payee, account)
        found["spending" if one.amount < 0 else "income"].append(item)
    for fee in paid:
        category, account = categories.get(fee.category_id or 0, ""), names[fee.account_id].name
        found["spending"].append(Item(fee.booked_on, -fee.amount, fee.currency, category, fee.payee, account))
    last = until - timedelta(days=1)
    found["balances"] = [
        Item(last, place.balance, place.account.currency, place.account.kind, "", place.account.name)
        for place in positions
        if not place.account.is_archived and place.balance > 0
    ]
    return found


def outgoing(
    parts: Mapping[str, list[Item]], levels: Mapping[str, str], since: date, until: date, path: Path
) -> Outgoing:
    """The exact bytes of the summary that `write` writes; HubError when a level is none of the purpose's choices."""
    for name, level in levels.items():
        if level not in PURPOSE.choices.get(name, ()):
            known = list(PURPOSE.choices.get(name, PURPOSE.choices))
            raise HubError("no_such_level", where={"field": name}, level=level, known=known)
    chosen = {**PURPOSE.fields, **levels}
    body = reveal.document(parts, chosen, since, until)
    return Outgoing("summary", f"file:{path.name}", chosen, body)


def write(vault: Vault, leaving: Outgoing, path: Path, now: datetime | None = None) -> Disclosure:
    """Write the summary that was shown, byte for byte, and put it on record."""
    return outbound.write_file(vault, leaving, path, now)
