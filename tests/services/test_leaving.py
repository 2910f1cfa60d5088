"""Leaving: what was written is everything, proved by reading it into a new vault and comparing every table."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError

from hub.domain.errors import HubError, VaultDamaged, VaultTooNew
from hub.services import accounts, attachments, demo, history, leaving, ledger, outbound, vaults
from hub.services.leaving import MANIFEST, Left
from storage import journal, keys
from storage import leaving as rows
from storage.migrations import VERSION
from storage.schema import metadata
from storage.tables import accounts as accounts_table
from storage.tables import batches, splits, transactions
from storage.vault import Vault

TODAY = date(2026, 11, 21)
PASSPHRASE = "three green apples"


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with Vault.in_memory() as made:
        vaults.prepare(made)
        demo.load(made, TODAY)
        receipt = tmp_path_factory.mktemp("receipts") / "=Beleg: \u202e1.pdf"
        receipt.write_bytes(b"%PDF-1.7 \x00\xff papagei" * 20_000)
        chosen = ledger.find(made, "zoo or kino", TODAY)
        attachments.add(made, chosen[0], receipt)
        ledger.remove(made, chosen[1:])
        history.undo_last(made)
        yield made


def digests(vault: Vault) -> dict[str, str]:
    with vault.read() as connection:
        return {table.name: rows.digest(connection, table, vault.subkey("chain")) for table in rows.all_tables()}


def same(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {name for name in before if before[name] != after.get(name)}


def test_a_vault_made_of_the_folder_is_the_vault(household: Vault, tmp_path: Path) -> None:
    before = digests(household)
    left = leaving.to_folder(household, tmp_path / "left")
    assert left.is_proved
    assert left.receipts == 1
    assert left.tables["transactions"] == len(ledger.find(household, "", TODAY))
    leaving.make_vault(leaving.opened(tmp_path / "left"), tmp_path / "vault", PASSPHRASE, kdf=keys.FLOOR)
    with Vault.open(tmp_path / "vault", PASSPHRASE) as again:
        assert same(before, digests(again)) == set()
        assert [one.balance for one in accounts.positions(again)] == [
            one.balance for one in accounts.positions(household)
        ]
        assert outbound.verify(again) == []
        with again.read() as connection:
            assert journal.first_broken(connection, again.subkey("chain")) is None
            (receipt,) = rows.receipts(connection)
        assert attachments.content(again, receipt.id).startswith(b"%PDF-1.7 \x00\xff papagei")
        assert ledger.find(again, "kino or zoo", TODAY), "the search finds what was taken in"
        history.undo_last(again)
        ledger.add(again, 1, TODAY, -100, "New")
    with Vault.open(tmp_path / "vault", PASSPHRASE) as again:
        assert ledger.find(again, "New", TODAY)


def test_every_table_is_written_or_made_again(household: Vault, tmp_path: Path) -> None:
    leaving.to_folder(household, tmp_path / "left")
    with household.read() as connection:
        there = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    written = {path.stem for path in (tmp_path / "left" / "data").iterdir()}
    rest = there - written - {"alembic_version"}
    assert all(name.startswith(("derived_", "sqlite_")) for name in rest), rest
    assert written == {name for name in metadata.tables if not name.startswith("derived_")}
    words = (tmp_path / "left" / "README.md").read_text()
    for path in (tmp_path / "left").rglob("*"):
        if path.is_file() and path.parent.name != "receipts":
            assert path.name in words
        assert path.stat().st_mode & 0o077 == 0


def test_it_is_on_record(household: Vault, tmp_path: Path) -> None:
    left = leaving.to_folder(household, tmp_path / "left")
    last = outbound.disclosures(household)[-1]
    assert (last.purpose, last.recipient, last.channel) == ("leave", "file:left", "file")
    assert last.sha256 == hashlib.sha256((tmp_path / "left" / MANIFEST).read_bytes()).hexdigest()
    listed = json.loads((tmp_path / "left" / MANIFEST).read_text())["files"]
    found = {
        path.relative_to(left.path).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in left.path.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    assert found == {name: one["sha256"] for name, one in listed.items()}
    with pytest.raises(HubError, match="folder_exists"):
        leaving.to_folder(household, tmp_path / "left")


def test_an_archive_opens_with_its_passphrase_or_identity(household: Vault, tmp_path: Path) -> None:
    from pyrage import x25519  # type: ignore[import-untyped]  # it has no types

    before = digests(household)
    identity = x25519.Identity.generate()
    first = leaving.to_archive(household, tmp_path / "a.age", recipients=[str(identity.to_public())])
    assert first.is_proved
    assert b"Rheinbank" not in (tmp_path / "a.age").read_bytes()
    with pytest.raises(HubError, match="archive_locked"):
        leaving.opened(tmp_path / "a.age", passphrase="wrong")
    with pytest.raises(HubError, match="bad_recipient"):
        leaving.to_archive(household, tmp_path / "b.age", recipients=["age1nobody"])
    parcel = leaving.opened(tmp_path / "a.age", identity=str(identity))
    assert leaving.prove(parcel) == ()
    leaving.make_vault(parcel, tmp_path / "vault", PASSPHRASE, kdf=keys.FLOOR)
    with Vault.open(tmp_path / "vault", PASSPHRASE) as again:
        assert same(before, digests(again)) == set()
    assert outbound.disclosures(household)[-1].body is None


def test_an_archive_for_a_passphrase(vault: Vault, tmp_path: Path) -> None:
    assert leaving.to_archive(vault, tmp_path / "a.age", PASSPHRASE).is_proved
    assert leaving.prove(leaving.opened(tmp_path / "a.age", PASSPHRASE)) == ()


def test_what_was_changed_meanwhile_is_noticed(household: Vault, tmp_path: Path) -> None:
    leaving.to_folder(household, tmp_path / "left")
    path = tmp_path / "left" / "data" / "accounts.jsonl"
    path.write_text(path.read_text().replace("Rheinbank Current", "Rheinbank Other"))
    assert leaving.prove(leaving.opened(tmp_path / "left")) != ()
    with pytest.raises(VaultDamaged, match="leave_damaged"):
        leaving.make_vault(leaving.opened(tmp_path / "left"), tmp_path / "vault", PASSPHRASE, kdf=keys.FLOOR)
    assert not (tmp_path / "vault").exists()
    path.write_text("[1")
    with pytest.raises(VaultDamaged):
        leaving.prove(leaving.opened(tmp_path / "left"))


def test_a_newer_one_is_refused_and_other_folders_are(vault: Vault, tmp_path: Path) -> None:
    leaving.to_folder(vault, tmp_path / "left")
    path = tmp_path / "left" / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema": 9999}))
    with pytest.raises(VaultTooNew):
        leaving.prove(leaving.opened(tmp_path / "left"))
    (tmp_path / "other").mkdir()
    with pytest.raises(HubError, match="parcel_incomplete"):
        leaving.prove(leaving.opened(tmp_path / "other"))
    with pytest.raises(HubError, match="not_a_leave"):
        leaving.opened(path)


def test_taking_in_is_one_transaction(household: Vault, tmp_path: Path) -> None:
    """A hundred thousand rows that are committed one by one take minutes; and half of them would stay."""
    leaving.to_folder(household, tmp_path / "left")
    folder = tmp_path / "left" / "data"
    with (folder / "transactions.jsonl").open("ab") as file:
        file.write(b"nonsense\n")
    contents = {path.stem: iter(path.read_bytes().splitlines(keepends=True)) for path in folder.iterdir()}
    with Vault.in_memory() as fresh:
        with pytest.raises(VaultDamaged, match="leave_damaged"), fresh.aside() as connection:
            rows.load(connection, contents, VERSION)
        with fresh.read() as connection:
            assert all(connection.execute(select(func.count()).select_from(one)).scalar() == 0
                       for one in (accounts_table, transactions))  # fmt: skip
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
        with pytest.raises(DBAPIError), fresh.write("wrong") as write:  # foreign keys hold again after it
            write.connection.execute(insert(splits).values(transaction_id=99, amount=1))


def test_a_lost_receipt_is_said(household: Vault, tmp_path: Path) -> None:
    (sealed,) = (household.folder / "attachments").iterdir()
    aside = sealed.rename(sealed.with_suffix(".aside"))
    left = leaving.to_folder(household, tmp_path / "left")
    aside.rename(sealed)
    assert (left.receipts, len(left.lost)) == (0, 1)
    assert left.lost[0] in (tmp_path / "left" / "README.md").read_text()
    assert left.is_proved, "the tables are whole"


def large(count: int, place: Path) -> Left:
    """A vault of so many transactions, left."""
    with Vault.in_memory() as vault:
        vaults.prepare(vault)
        account = accounts.add(vault, "Current", "current", "EUR")
        with vault.write("import") as write:
            batch = {"account_id": account, "file_name": "a.csv", "file_hash": "x", "format": "csv", "importer": "csv"}
            batch |= {
                "imported_at": "2026-01-01",
                "read": count,
                "new": count,
                "duplicate": 0,
                "matched": 0,
                "rejected": 0,
            }
            write.connection.execute(insert(batches).values(id=1, **batch))
            with write.bulk(1) as connection:
                for start in range(0, count, 10_000):
                    connection.execute(
                        insert(transactions),
                        [
                            {
                                "account_id": account, "booked_on": date(2016, 1, 1) + timedelta(number % 3650),
                                "amount": -number, "payee": f"Shop {number % 3000}", "description": f"Кафе {number}",
                                "folded": f"shop {number % 3000}\nкафе {number}\n", "batch_id": 1, "line": number,
                            }
                            for number in range(start, min(start + 10_000, count))
                        ],
                    )  # fmt: skip
        return leaving.to_folder(vault, place)


def test_five_thousand_transactions_come_back(tmp_path: Path) -> None:
    left = large(5000, tmp_path / "left")
    assert left.is_proved
    assert left.tables["transactions"] == 5000


@pytest.mark.soak
def test_a_hundred_thousand_transactions_come_back(tmp_path: Path) -> None:
    start = time.process_time()
    left = large(100_000, tmp_path / "left")
    assert time.process_time() - start < 90, "seconds of work, making the rows included"
    assert left.is_proved
    assert left.tables["transactions"] == 100_000
