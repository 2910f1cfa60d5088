"""A disk that is full or fails at any one call: an error that can be acted on, nothing lost, and writing goes on."""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest
from recording import recorded
from vault_rows import PASSPHRASE, account_names, add_account

from hub.domain.errors import VaultError
from storage import anchor, backup, dbapi, engine, keys, slots
from storage.vault import Vault

ROW = "INSERT INTO accounts (name, kind, currency, notes) VALUES (?, 'cash', 'EUR', ?)"
COMMITS = 12


@pytest.fixture
def source(folder: Path) -> tuple[Path, str]:
    with Vault.open(folder, PASSPHRASE) as vault:
        return folder / "vault.db", vault.access.database_key()


def failing(call: int, error: type[apsw.Error], *, lasts: bool) -> Callable[[int], None]:
    def fault(number: int) -> None:
        if number == call or (lasts and number > call):
            raise error

    return fault


def run(source: tuple[Path, str], place: Path, fault: Callable[[int], None]) -> tuple[int, set[str]]:
    """Write accounts on a disk with a fault: how many calls there were, and the refusals; nothing is lost."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    target = Path(shutil.copy(source[0], place / "vault.db"))
    acknowledged: list[str] = []
    refusals: set[str] = set()
    with recorded(target, source[1], wal_autocheckpoint=10) as (connection, recorder):
        recorder.count, recorder.fault = 0, fault
        for number in range(COMMITS):
            try:
                with connection:
                    connection.execute(ROW, (f"{number}", "n" * 3000))
                acknowledged.append(f"{number}")
            except apsw.Error as error:
                refusals.add(dbapi.translated(error).sqlite_errorname)
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
        calls = recorder.count
        recorder.fault = lambda _number: None
        with connection:
            connection.execute(ROW, ("after", ""))
    look = engine.connect(target, source[1], writer=True)
    try:
        found = [name for (name,) in look.native.execute("SELECT name FROM accounts ORDER BY id").fetchall()]
        assert look.native.pragma("integrity_check") == "ok"
    finally:
        look.close()
    assert [name for name in found if name in acknowledged] == acknowledged
    assert set(found) - set(acknowledged) <= {"Everyday", "after", *map(str, range(COMMITS))}
    assert "after" in found
    return calls, refusals


def sweep(source: tuple[Path, str], place: Path, step: int) -> set[str]:
    calls, refusals = run(source, place, lambda _number: None)
    assert refusals == set()
    seen: set[str] = set()
    for call in range(1, calls + 1, step):
        for error in (apsw.FullError, apsw.IOError, apsw.ReadOnlyError):
            for lasts in (False, True):
                seen |= run(source, place, failing(call, error, lasts=lasts))[1]
    return seen


def test_a_fault_at_some_calls(source: tuple[Path, str], tmp_path: Path) -> None:
    seen = sweep(source, tmp_path / "disk", 9)
    assert "SQLITE_FULL" in seen
    assert "SQLITE_READONLY" in seen
    assert any(name.startswith("SQLITE_IOERR") for name in seen)


@pytest.mark.soak
def test_a_fault_at_every_call(source: tuple[Path, str], tmp_path: Path) -> None:
    sweep(source, tmp_path / "disk", 1)


NAMES = ("open", "write", "fsync")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_fault_at_any_call_while_header_and_anchor_are_written(
    opened: Vault, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """The header is the old or the new one, and opens; the anchor is one that was true."""
    folder, number, failed = opened.folder, 0, 0
    real = {name: getattr(os, name) for name in NAMES}
    key, slot = opened.subkey("anchor"), None
    for call in range(1, 30):
        number = 0

        def counted(name: str, *given: object, at: int = call) -> object:
            nonlocal number
            number += 1
            if number == at:
                raise OSError(code, os.strerror(code))
            return real[name](*given)

        with monkeypatch.context() as patch:
            for name in NAMES:
                patch.setattr(os, name, lambda *given, name=name: counted(name, *given))
            try:
                slot = opened.access.add("recovery", keys.new_recovery_code())
                anchor.remember(folder, opened.id, anchor.Anchor(call, b"x" * 32), key)
            except (OSError, VaultError):  # after the header, its number is written into the database
                failed += 1
        known = slots.load(folder)
        assert opened.access.is_authentic(known)
        anchor.remembered(folder, opened.id, key)
        if slot is not None and slot in known.slots:
            opened.access.header = known
            opened.access.remove(slot.id)
    assert failed >= 6
    opened.remember()
    opened.close()
    Vault.open(folder, PASSPHRASE, accept={"old_header"}).close()


def test_a_backup_on_a_disk_that_fails_leaves_nothing(
    opened: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(4)  # noqa: S311 - the same calls every time
    real = os.fsync
    for call in sorted(chance.sample(range(1, 6), 3)):
        count = 0

        def fsync(descriptor: int, at: int = call) -> None:
            nonlocal count
            count += 1
            if count == at:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            real(descriptor)

        monkeypatch.setattr(os, "fsync", fsync)
        with pytest.raises(VaultError, match="disk_error"):
            backup.make(opened.access, tmp_path / "copy", "hand")
        monkeypatch.undo()
        assert list(tmp_path.glob("copy*")) == []
    add_account(opened, "Cash")
    assert account_names(opened) == ["Everyday", "Cash"]
