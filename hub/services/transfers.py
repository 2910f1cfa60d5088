"""Moves between own accounts: found, linked, taken apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from sqlalchemy import Connection, func, select

from hub.domain import transfers as domain
from hub.domain.chains import Funding, cost, missing_fundings
from hub.domain.errors import LedgerError
from hub.domain.transaction import Transaction
from hub.domain.transfers import CERTAIN, Own, TransferMatch
from hub.services import rates
from hub.services.accounts import open_
from hub.services.ledger import TOPICS
from storage import accounts, search, settings, transactions
from storage import rates as rate_rows
from storage import transfers as rows
from storage.tables import transactions as table
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Linked:
    """A transfer with its movements, out first. made_by: "found" or "hand". cost: what it cost in minor units of the
    home currency, by fees and by the distance from the rate; None when a rate is not known."""

    id: int
    confidence: int
    why: str
    made_by: str
    legs: tuple[Transaction, ...]
    cost: int | None
    home: str


def link_new(connection: Connection, batch_ids: Sequence[int]) -> dict[int, int]:
    """Link the sure transfers that new batches complete; how many by batch. Part of the import's own write."""
    if len(accounts.all_accounts(connection)) < 2:
        return {}
    new = table.c.batch_id.in_(batch_ids)
    first, last = connection.execute(select(func.min(table.c.booked_on), func.max(table.c.booked_on)).where(new)).one()
    if first is None:
        return {}
    window = timedelta(days=domain.WINDOW)
    among = {row.id: row.batch_id for row in connection.execute(select(table.c.id, table.c.batch_id).where(new))}
    found = domain.find_transfers(
        rows.movements(connection, first - window, last + window),
        _own(connection),
        rows.rejected(connection),
        among,
        _reference(connection, last),
    )
    counts: Counter[int] = Counter()
    for match in found:
        if match.confidence >= CERTAIN:
            rows.link(connection, (match.out_id, match.in_id), match.confidence, match.why, "found")
            counts.update(among[i] for i in (match.out_id, match.in_id) if i in among)
    return dict(counts)


def proposed(vault: Vault, since: date | None = None) -> list[TransferMatch]:
    """Pairs that could be transfers and are not linked, surest first; between currencies within a tenth of the rate.

    since: look only at rows from this day on.
    """
    with vault.read() as connection:
        movements = rows.movements(connection, since)
        newest = max((one.booked_on for one in movements), default=None)
        reference = {} if newest is None else _reference(connection, newest)
        own = _own(connection)
        return domain.find_transfers(movements, own, rows.rejected(connection), None, reference)


def fundings(vault: Vault, since: date | None = None) -> list[Funding]:
    """Purchases of a wallet that another account paid, whose row of drawing the money is missing; surest first.

    since: look only at rows from this day on.
    """
    with vault.read() as connection:
        known = accounts.all_accounts(connection)
        funded_by = {one.id: one.funded_by for one in known if one.funded_by is not None and not one.is_archived}
        if not funded_by:
            return []
        return missing_fundings(
            rows.movements(connection, since), _own(connection), funded_by, rows.rejected(connection)
        )


def complete(vault: Vault, purchase_id: int, source_id: int, payee: str) -> int:
    """Add the row with which a wallet drew its money and link it to the source's row; the transfer's id.

    Afterwards the purchase counts once: in the wallet. payee: the words of the new row. LedgerError where the two are
    not one purchase: equal amounts going out of two accounts, neither in a transfer.
    """
    with vault.write("complete_chain", values={"payee": payee}, topics=TOPICS) as write:
        connection = write.connection
        chosen = transactions.by_ids(connection, [purchase_id, source_id])
        if len(chosen) != 2 or chosen[0].account_id == chosen[1].account_id:
            raise LedgerError("transfer_needs_two_accounts", where={"transaction": purchase_id})
        purchase, source = chosen
        if purchase.amount != source.amount or purchase.currency != source.currency or purchase.amount >= 0:
            raise LedgerError("not_one_purchase", where={"transaction": purchase_id})
        _refuse_linked(chosen)
        open_(connection, purchase.account_id)
        made = transactions.insert_one(
            connection, account_id=purchase.account_id, booked_on=source.booked_on, amount=-source.amount, payee=payee,
            folded=search.folded_text(payee, "", ""),
        )  # fmt: skip
        return rows.link(connection, (source.id, made), 100, "funding", "hand")


def book(
    vault: Vault, out_id: int, into_id: int, amount: int, on: date, payee: str, *, received: int | None = None
) -> int:
    """A move between own accounts that no file brings: both rows, linked; the transfer's id.

    amount, received: positive minor units of each account's currency; received by default the same, and needed
    between currencies. LedgerError for a closed account, the same account twice, or an amount of zero.
    """
    with vault.write("book_transfer", values={"payee": payee}, topics=TOPICS) as write:
        connection = write.connection
        out, into = open_(connection, out_id), open_(connection, into_id)
        if out.id == into.id:
            raise LedgerError("transfer_needs_two_accounts", where={"field": "into"})
        arrives = amount if received is None else received
        if amount <= 0 or arrives <= 0 or (received is None and out.currency != into.currency):
            raise LedgerError("transfer_amount_missing", where={"field": "amount"})
        folded = search.folded_text(payee, "", "")
        ids = [
            transactions.insert_one(connection, account_id=at, booked_on=on, amount=minor, payee=payee, folded=folded)
            for at, minor in ((out.id, -amount), (into.id, arrives))
        ]
        return rows.link(connection, ids, 100, "by_hand", "hand")


def link(vault: Vault, ids: Sequence[int], confidence: int = 100, why: str = "by_hand") -> int:
    """Make movements one transfer by hand; LedgerError when they are on one account, in one already, or closed, and
    when nothing left or nothing arrived.

    confidence, why: of the proposal that the person agreed to.
    """
    with vault.write("link_transfer", values={"count": len(ids)}, topics=TOPICS) as write:
        chosen = transactions.by_ids(write.connection, ids)
        if len({one.account_id for one in chosen}) < 2:
            raise LedgerError("transfer_needs_two_accounts", where={"transaction": ids[0] if ids else None})
        _refuse_linked(chosen)
        if not min(one.amount for one in chosen) < 0 < max(one.amount for one in chosen):
            raise LedgerError("transfer_needs_both_sides", where={"transaction": ids[0]})
        for account_id in {one.account_id for one in chosen}:
            open_(write.connection, account_id)
        return rows.link(write.connection, ids, confidence, why, "hand")


def reject(vault: Vault, first_id: int, second_id: int) -> None:
    """Never propose this pair again; can be undone."""
    with vault.write("reject_transfer", topics=("transactions",)) as write:
        rows.reject(write.connection, first_id, second_id)


def unlink(vault: Vault, transfer_id: int) -> None:
    """Take a transfer apart; its pairs are never proposed again."""
    with vault.write("unlink_transfer", values={"transfer": transfer_id}, topics=TOPICS) as write:
        for first, second in combinations(rows.unlink(write.connection, transfer_id), 2):
            rows.reject(write.connection, first, second)


def linked(vault: Vault, limit: int = 200) -> list[Linked]:
    """The transfers that are linked, newest first, with what each cost."""
    with vault.read() as connection:
        found = rows.newest(connection, limit)
        home = settings.load(connection).home_currency
        legs = transactions.by_ids(connection, [at for one in found for at in one.ids])
        by_id = {one.id: one for one in legs}
        newest = max((one.booked_on for one in legs), default=None)
        reference = {} if newest is None else rates.per_home(rate_rows.rates_on(connection, newest), home)
    made = []
    for one in found:
        own = tuple(by_id[at] for at in one.ids)
        lost = cost([(leg.amount, leg.currency) for leg in own], reference, home)
        made.append(Linked(one.id, one.confidence, one.why, one.made_by, own, lost, home))
    return made


def _refuse_linked(chosen: Sequence[Transaction]) -> None:
    for one in chosen:
        if one.transfer_id is not None:
            raise LedgerError("already_in_a_transfer", where={"transaction": one.id}, next_step="unlink_first")


def _own(connection: Connection) -> dict[int, Own]:
    return {one.id: Own(one.name, one.number, one.institution) for one in accounts.all_accounts(connection)}


def _reference(connection: Connection, on: date) -> dict[str, Decimal]:
    """Home money per unit of each currency, {} when the accounts need none."""
    if len({one.currency for one in accounts.all_accounts(connection)}) < 2:
        return {}
    return rates.per_home(rate_rows.rates_on(connection, on), settings.load(connection).home_currency)
