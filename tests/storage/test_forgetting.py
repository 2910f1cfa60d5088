"""What was erased stands on no page of the database, decrypted, nor in its log, nor in any sealed file."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from decrypted import content

from hub.domain.draft import Draft
from hub.domain.errors import LedgerError
from hub.services import (
    accounts,
    attachments,
    backup,
    doctor,
    drafts,
    export,
    forgetting,
    history,
    imports,
    ledger,
    outbound,
    vaults,
)  # fmt: skip
from hub.services.choosing import Choices
from storage import journal, keys
from storage.forgetting import Scope
from storage.journal import operations
from storage.vault import Vault

PASSPHRASE = "three green apples"
TODAY = date(2026, 11, 21)
CANARIES = ("Kanarienvogel Zeisig", "kanarienvogel zeisig", "Papageienfutter 4711", "Geheime Notiz", "Quittungxyz",
            "GB29NWBK60161331926819")  # fmt: skip


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with vaults.create(tmp_path / "vault", PASSPHRASE, kdf=keys.FLOOR) as made:
        yield made


def fill(vault: Vault, folder: Path) -> tuple[int, int, list[int]]:
    """Two accounts and rows that leave traces everywhere: account, other account, ids of the canaries' rows."""
    first = accounts.add(vault, "Current", "current", "EUR", opening=100_000)
    second = accounts.add(vault, "Other", "current", "EUR")
    rows = "".join(f"2025-0{n % 9 + 1}-11,-{n}.50,Shop {n},Usual things {n},\n" for n in range(1, 300))
    rows += "2026-03-01,-49.29,Kanarienvogel Zeisig,Papageienfutter 4711,GB29NWBK60161331926819\n"
    (folder / "bank.csv").write_text("Date,Amount,Payee,Description,IBAN\n" + rows)
    imports.accept(vault, imports.preview(vault, [folder / "bank.csv"], choices=Choices(account_name="Current")))
    added = ledger.add(vault, first, date(2026, 3, 2), -1234, "Kanarienvogel Zeisig", notes="Geheime Notiz " * 30)
    ledger.tag(vault, added, ["pets"])
    (folder / "Quittungxyz.pdf").write_bytes(b"%PDF-1.7 Papageienfutter 4711" * 100)
    attachments.add(vault, added, folder / "Quittungxyz.pdf")
    gone = ledger.add(vault, first, date(2026, 3, 3), -99, "Kanarienvogel Zeisig", notes="Geheime Notiz")
    ledger.remove(vault, [gone])
    drafts.keep(vault, [Draft("transaction", str(added), {"payee": "Kanarienvogel Zeisig"})])
    category = ledger.categories(vault)[0].id
    ledger.set_category(vault, [added], category, TODAY)
    ledger.add(vault, second, date(2026, 3, 2), -777, "Shop 7")
    export.write(vault, "csv", folder / "all.csv")
    return first, second, ledger.find(vault, "kanarienvogel", TODAY)


def found(vault: Vault) -> set[str]:
    """Canaries on decrypted pages, and in what the journal holds packed."""
    vault.remember()
    pages = content(vault.folder, vault.access.database_key())
    assert b"CREATE TABLE" in pages, "it is decrypted"
    with vault.read() as connection:
        for packed in connection.exec_driver_sql("SELECT changeset FROM operations").scalars():
            pages += zlib.decompress(packed) if packed else b""
        for body in connection.exec_driver_sql("SELECT body FROM disclosures").scalars():
            pages += body or b""
    return {word for word in CANARIES for code in ("utf-8", "utf-16-le") if word.encode(code) in pages}


def check_whole(vault: Vault) -> None:
    with vault.read() as connection:
        assert journal.first_broken(connection, vault.subkey("chain")) is None
    assert outbound.verify(vault) == []
    assert [one for one in doctor.check(vault) if one.level == doctor.DAMAGE] == []


def test_transactions_leave_no_trace(vault: Vault, tmp_path: Path) -> None:
    first, _second, ids = fill(vault, tmp_path)
    assert found(vault) >= set(CANARIES) - {"kanarienvogel zeisig"}
    sealed = list((vault.folder / "attachments").iterdir())
    with pytest.raises(LedgerError, match="nothing_to_erase"):
        forgetting.plan(vault, Scope(ids=(99_999,)))
    planned = forgetting.plan(vault, Scope(ids=tuple(ids)))
    assert (planned.transactions, planned.receipts, planned.exports) == (2, 1, 1)
    done = forgetting.forget(vault, planned)
    # The row that was removed before is another one: its own text was the same, so what held it went too.
    assert found(vault) == set()
    assert not any(path.exists() for path in sealed)
    assert (done.transactions, done.receipts, done.disclosures) == (2, 1, 1)
    assert done.operations >= 5
    assert done.unreachable == ("old_blocks", "snapshots", "exported")
    check_whole(vault)
    assert len(ledger.find(vault, "", TODAY)) == 300
    assert history.operations(vault)[0].name == "erase"
    balance = accounts.positions(vault)[0].balance
    vault.close()
    with Vault.open(vault.folder, PASSPHRASE) as again:
        assert found(again) == set()
        assert accounts.positions(again)[0].balance == balance
        ledger.add(again, first, TODAY, -5, "Later")
        history.undo_last(again)
        check_whole(again)


def test_a_period_goes_and_the_balance_stays(vault: Vault, tmp_path: Path) -> None:
    first, _second, _ids = fill(vault, tmp_path)
    before = {one.account.id: one.balance for one in accounts.positions(vault)}
    former = (backup.make(vault).folder / "vault.db").read_bytes()
    planned = forgetting.plan(vault, forgetting.period(date(2026, 3, 1), date(2026, 3, 31), first))
    done = forgetting.forget(vault, planned, with_backups=True)
    assert (done.transactions, done.backups) == (2, 1)
    assert "kept_backups" not in done.unreachable
    assert found(vault) == set()
    assert {one.account.id: one.balance for one in accounts.positions(vault)} == before
    (fresh,) = backup.listed(vault)
    assert (fresh.folder / "vault.db").read_bytes() != former
    check_whole(vault)
    with pytest.raises(LedgerError, match="bad_period"):
        forgetting.period(TODAY, date(2026, 1, 1))


def test_an_account_goes(vault: Vault, tmp_path: Path) -> None:
    first, second, _ids = fill(vault, tmp_path)
    backup.make(vault)
    done = forgetting.forget(vault, forgetting.plan(vault, Scope(account_id=first)))
    assert done.tables["accounts"] == 1
    assert "kept_backups" in done.unreachable
    assert found(vault) == set()
    assert [one.account.id for one in accounts.positions(vault)] == [second]
    assert [one.payee for one in ledger.load(vault, ledger.find(vault, "", TODAY))] == ["Shop 7"]
    check_whole(vault)


def test_an_erased_entry_of_the_history_can_not_be_forged(vault: Vault, tmp_path: Path) -> None:
    _first, _second, ids = fill(vault, tmp_path)
    forgetting.forget(vault, forgetting.plan(vault, Scope(ids=tuple(ids))))
    with vault.aside() as connection:
        kept = operations.c.name != journal.ERASED
        row = connection.execute(operations.select().where(kept)).first()
        assert row is not None
        chosen = operations.c.id == row.id
        forged = {"name": journal.ERASED, "values": {"seal": "00" * 32}, "changeset": None}
        connection.execute(operations.update().where(chosen).values(forged))
        assert journal.first_broken(connection, vault.subkey("chain")) == row.id
