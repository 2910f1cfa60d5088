"""The sample household in a vault: its files through the real importers, its terms and offers as real packs.

One call loads it into a vault without accounts, one removes it again, with all that was imported into its accounts.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Connection, Table, delete, select

from hub.domain.errors import LedgerError
from hub.domain.progress import Progress, silent
from hub.domain.transaction import Batch
from hub.services import imports, offers, sample, settings, terms
from hub.services.choosing import Choices
from hub.services.decide import Purchase
from storage import accounts, bills, keys
from storage import settings as setting_rows
from storage.tables import accounts as accounts_table
from storage.tables import bills as bills_table
from storage.tables import instruments, packs, products, programmes, transactions, transfers
from storage.vault import Vault

THROWAWAY = keys.FLOOR
"""Cost of a guess for a vault with a random passphrase that lives for a moment."""

TOPICS = ("accounts", "transactions", "bills", "terms", "offers", "imports")
_REMEMBERED = "sample"
_BILLS = "sample.bills"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading brought: a batch for each account of each file, and counts of what the packs held."""

    batches: tuple[Batch, ...]
    instruments: int
    offers: int


def is_loaded(vault: Vault) -> bool:
    """Whether the sample household is in the vault."""
    return settings.remembered(vault, _REMEMBERED) is not None


def load(vault: Vault, today: date, progress: Progress = silent) -> Loaded:
    """Load the sample household; LedgerError "vault_not_empty" where the person has accounts of their own."""
    with vault.read() as connection:
        if accounts.all_accounts(connection) or connection.execute(select(instruments.c.id)).first() is not None:
            raise LedgerError("vault_not_empty", next_step="another_vault")
    by_file, bill_ids = _add_accounts(vault, today)
    settings.remember(vault, _REMEMBERED, sorted(by_file.values()))
    settings.remember(vault, _BILLS, bill_ids)
    batches = _import_files(vault, today, by_file, progress)
    pack = sample.sample_terms(today)
    counts = terms.import_document(vault, pack, str(pack["name"]))
    catalogue = sample.sample_catalogue(today)
    offered = offers.import_document(vault, catalogue, str(catalogue["name"]), today)
    return Loaded(tuple(batches), counts["instruments"], offered)


def remove(vault: Vault) -> bool:
    """Remove the sample household with everything in its accounts; False when it was not there. Can be undone."""
    account_ids = settings.remembered(vault, _REMEMBERED)
    if account_ids is None:
        return False
    bill_ids = settings.remembered(vault, _BILLS) or []
    pack = sample.sample_terms(date(2000, 1, 1))
    catalogue = sample.sample_catalogue(date(2000, 1, 1))
    own = pack["terms"]
    if not isinstance(own, dict) or not isinstance(pack["instruments"], list):
        raise TypeError("a terms pack holds products, programmes and instruments")
    with vault.write("remove_sample", topics=TOPICS) as write:
        connection = write.connection
        _delete(connection, accounts_table, account_ids)
        _delete(connection, instruments, [one["id"] for one in pack["instruments"]])
        _delete(connection, products, [one["id"] for one in own["products"]])
        _delete(connection, programmes, [one["id"] for one in own["programmes"]])
        connection.execute(delete(packs).where(packs.c.name.in_([pack["name"], catalogue["name"]])))
        _delete(connection, bills_table, bill_ids)
        used = select(transactions.c.transfer_id).where(transactions.c.transfer_id.is_not(None))
        connection.execute(delete(transfers).where(transfers.c.id.not_in(used)))
        setting_rows.put(connection, f"window.{_REMEMBERED}", None)
        setting_rows.put(connection, f"window.{_BILLS}", None)
    return True


def sample_purchase(today: date) -> Purchase:
    """A purchase that shows what a comparison is for: fuel at a station the household knows, with a card offer."""
    return Purchase(
        Decimal("65.00"), "EUR", today, merchant="Route Station", category="fuel", country="DE", channel="in_store",
        contactless=True,
    )  # fmt: skip


def _add_accounts(vault: Vault, today: date) -> tuple[dict[str, int], list[int]]:
    """The household's accounts and its typed bills; account ids by file name, ids of the bills."""
    found, bill_ids = {}, []
    with vault.write("load_sample", topics=TOPICS) as write:
        for file_name, account in sample.sample_accounts(today).items():
            values = {name: getattr(account, name) for name in account.__slots__ if name != "id"}
            found[file_name] = accounts.insert_account(write.connection, **values)
        for bill in sample.sample_bills(today):
            values = {name: getattr(bill, name) for name in bill.__slots__ if name in bills_table.c and name != "id"}
            bill_ids.append(bills.insert_bill(write.connection, **values))
    return found, bill_ids


def _import_files(vault: Vault, today: date, by_file: dict[str, int], progress: Progress) -> list[Batch]:
    with tempfile.TemporaryDirectory(prefix="coffer-sample-") as folder:
        paths = []
        for name, content in sample.sample_files(today).items():
            paths.append(Path(folder) / name)
            paths[-1].write_bytes(content)
        choices = Choices(accounts={(name, 0): account_id for name, account_id in by_file.items()})
        shown = imports.preview(vault, paths, progress, choices)
    for file in shown.files:
        if file.error is not None:
            raise file.error
    return imports.accept(vault, shown, progress)


def _delete(connection: Connection, table: Table, ids: list[object]) -> None:
    connection.execute(delete(table).where(table.c.id.in_(ids)))
