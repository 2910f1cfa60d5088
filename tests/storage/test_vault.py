"""Making, opening, reading, writing and closing a vault, and every way in which that can be refused."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import sqlcipher3
import vault_changer
from killing import killed
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from vault_rows import PASSPHRASE, account_names, add_account

from hub.domain.errors import Cancelled, VaultBusy, VaultDamaged, VaultError, VaultTooNew, WrongPassphrase
from storage import atomic, database, engine, keys, meta, migrations, slots
from storage.vault import Vault


def refusal(folder: Path, passphrase: str = PASSPHRASE, **options: object) -> VaultError:
    with pytest.raises(VaultError) as caught:
        Vault.open(folder, passphrase, **options)  # type: ignore[arg-type]
    return caught.value


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "vault.lock"}


# making and opening


def test_a_vault_is_made_closed_and_opened(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "vault"
    timings: dict[str, float] = {}
    with Vault.create(folder, PASSPHRASE, kdf=keys.FLOOR) as vault:
        add_account(vault, "Everyday")
    assert sorted(contents(folder)) == ["vault.anchor", "vault.db", "vault.hdr", "vault.hdr.1"], "no log is left over"
    with Vault.open(folder, PASSPHRASE, timings=timings) as again:
        assert again.id == vault.id
        assert account_names(again) == ["Everyday"]
    assert 0 < timings["key_derivation"] < 60
    assert 0 < timings["open"] < 60


def test_files_are_for_their_owner_only(opened: Vault) -> None:
    add_account(opened, "Cash")
    assert stat.S_IMODE(opened.folder.stat().st_mode) == 0o700
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in opened.folder.iterdir()} == dict.fromkeys(
        ["vault.anchor", "vault.db", "vault.db-shm", "vault.db-wal", "vault.hdr", "vault.hdr.1", "vault.lock"], 0o600
    )


def test_a_vault_is_never_made_over_another(folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(VaultError, match="vault_exists"):
        Vault.create(folder, "other", kdf=keys.FLOOR)
    (folder / "vault.db").unlink()
    with pytest.raises(VaultError, match="vault_exists"):
        Vault.create(folder, "other", kdf=keys.FLOOR)
    assert contents(folder) == {name: content for name, content in before.items() if name != "vault.db"}


def test_what_a_broken_creation_left_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "vault.db.new").write_bytes(b"half")
    (tmp_path / "vault.db.new-wal").write_bytes(b"half")
    Vault.create(tmp_path, PASSPHRASE, kdf=keys.FLOOR).close()
    assert "vault.db.new" not in contents(tmp_path)


def test_an_empty_passphrase_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="passphrase_empty"):
        Vault.create(tmp_path / "vault", "")
    assert contents(tmp_path / "vault") == {}


def test_a_passphrase_typed_in_another_form_opens(tmp_path: Path) -> None:
    Vault.create(tmp_path, "آب و café", kdf=keys.FLOOR).close()
    Vault.open(tmp_path, "\u0627\u0653ب و cafe\u0301").close()


def test_settings_are_those_of_the_design(opened: Vault) -> None:
    expected = {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1,
        "secure_delete": 1, "temp_store": 2, "cache_size": -65536, "busy_timeout": 5000, "wal_autocheckpoint": 1000,
        "application_id": engine.APPLICATION_ID, "user_version": migrations.VERSION,
    }  # fmt: skip
    with opened.read() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
        assert found == expected | {"cache_size": -24576}  # of each of four readers
        with pytest.raises(OperationalError, match="readonly"):
            connection.execute(text("DELETE FROM accounts"))
    with pytest.raises(VaultError, match="not_writable"), opened.read() as connection:
        connection.execute(text("DELETE FROM accounts"))
    with suppress(Cancelled), opened.write("look") as write:
        found = {name: write.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
        assert found == expected
        raise Cancelled


# refusals, each with its own code, each leaving everything as it was


def test_a_wrong_passphrase_says_only_that(folder: Path) -> None:
    before = contents(folder)
    for wrong in ("three green apple", "", "x" * 1_000_000):
        error = refusal(folder, wrong)
        assert isinstance(error, WrongPassphrase)
        assert str(error) == "wrong_passphrase()"
    assert contents(folder) == before


def test_nothing_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none").code == "vault_missing"
    assert refusal(tmp_path).code == "vault_missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("vault.hdr", None, "header_missing"),
        ("vault.hdr", b"", "header_empty"),
        ("vault.hdr", b"x", "header_foreign"),
        ("vault.hdr", b"{}", "header_foreign"),
        ("vault.db", None, "database_missing"),
        ("vault.db", b"", "database_empty"),
        ("vault.db", b"x", "database_damaged"),
        ("vault.db", b"x" * 8192, "database_foreign"),
    ],
)
def test_a_missing_empty_or_foreign_file(folder: Path, name: str, content: bytes | None, code: str) -> None:
    path = folder / name
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    before = contents(folder)
    error = refusal(folder)
    assert isinstance(error, VaultDamaged)
    assert error.code == code
    assert error.where["path"] == str(path)
    assert error.next_step == ("restore_header" if name == "vault.hdr" else "")
    assert contents(folder) == before


def test_a_damaged_header_is_put_back_from_its_copy(folder: Path) -> None:
    (folder / "vault.hdr").write_bytes(b"noise")
    slots.restore_header(folder)
    Vault.open(folder, PASSPHRASE).close()
    assert (folder / "vault.hdr.damaged").read_bytes() == b"noise"
    (folder / "vault.hdr").write_bytes(b"noise")
    (folder / "vault.hdr.1").write_bytes(b"noise")
    assert refusal(folder).next_step == ""
    with pytest.raises(VaultDamaged):
        slots.restore_header(folder)


def test_an_unencrypted_database_is_foreign(folder: Path) -> None:
    (folder / "vault.db").unlink()
    plain = sqlite3.connect(folder / "vault.db")
    plain.execute("CREATE TABLE accounts (id)")
    plain.commit()
    plain.close()
    assert refusal(folder).code == "database_foreign"


def test_a_database_beside_the_header_of_another(folder: Path, tmp_path: Path) -> None:
    Vault.create(tmp_path / "other", PASSPHRASE, kdf=keys.FLOOR).close()
    shutil.copy(tmp_path / "other" / "vault.db", folder / "vault.db")
    assert refusal(folder).code == "database_foreign"


def test_the_database_must_say_that_it_is_this_vaults(opened: Vault) -> None:
    with opened.write("forge", undoable=False) as write:
        meta.put(write.connection, "vault_id", "f" * 32)
    opened.close()
    assert refusal(opened.folder).code == "database_foreign"


@pytest.mark.parametrize(
    ("pragma", "code"),
    [(f"user_version = {migrations.VERSION + 1}", "vault_too_new"), ("application_id = 7", "database_foreign")],
)
def test_a_newer_or_other_database_is_not_touched(opened: Vault, pragma: str, code: str) -> None:
    with opened.write("forge", undoable=False) as write:
        write.connection.exec_driver_sql(f"PRAGMA {pragma}")
    opened.close()
    before = contents(opened.folder)
    error = refusal(opened.folder)
    assert error.code == code
    assert isinstance(error, VaultTooNew) == (code == "vault_too_new")
    assert contents(opened.folder) == before


@pytest.mark.parametrize("page", [0, 1, 5, 20])
def test_a_damaged_page_is_noticed(folder: Path, page: int) -> None:
    damaged = bytearray((folder / "vault.db").read_bytes())
    damaged[page * 4096 + 100] ^= 1
    (folder / "vault.db").write_bytes(damaged)

    def read_everything() -> None:
        with Vault.open(folder, PASSPHRASE) as vault, vault.read() as connection:
            connection.exec_driver_sql("PRAGMA integrity_check").all()

    with pytest.raises(VaultDamaged) as caught:
        read_everything()
    assert caught.value.code == "database_damaged"


def test_a_cut_database_is_noticed(folder: Path) -> None:
    content = (folder / "vault.db").read_bytes()
    (folder / "vault.db").write_bytes(content[: len(content) // 2 + 100])
    assert refusal(folder).code == "database_damaged"


@pytest.fixture
def as_nobody(folder: Path) -> Iterator[Path]:
    """The closed vault in a place of an ordinary user, who the test is meanwhile: the superuser may do everything."""
    if os.geteuid() != 0:
        yield folder
        return
    place = Path(tempfile.mkdtemp())
    copy = Path(shutil.copytree(folder, place / "vault"))
    for path in (place, copy, *copy.iterdir()):
        os.chown(path, 65534, 65534)
    os.seteuid(65534)
    try:
        yield copy
    finally:
        os.seteuid(0)
        shutil.rmtree(place)


@pytest.mark.parametrize(
    ("name", "mode", "code"),
    [
        (".", 0o000, "no_permission"),
        (".", 0o400, "no_permission"),
        (".", 0o500, "not_writable"),
        ("vault.db", 0o000, "no_permission"),
        ("vault.db", 0o400, "no_permission"),
        ("vault.hdr", 0o000, "no_permission"),
        ("vault.lock", 0o000, "no_permission"),
    ],
)
def test_without_permission(as_nobody: Path, name: str, mode: int, code: str) -> None:
    path = as_nobody / name
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        assert refusal(as_nobody).code == code
    finally:
        path.chmod(stat.S_IMODE(before))
    Vault.open(as_nobody, PASSPHRASE).close()


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "vault").touch()
    with pytest.raises(VaultError, match="disk_error"):
        Vault.create(tmp_path / "vault", PASSPHRASE, kdf=keys.FLOOR)
    assert refusal(tmp_path / "vault").code == "vault_missing"


# one process


def test_a_second_opening_is_refused(opened: Vault) -> None:
    assert isinstance(refusal(opened.folder), VaultBusy)
    with pytest.raises(VaultError, match="vault_exists"):
        Vault.create(opened.folder, PASSPHRASE, kdf=keys.FLOOR)
    opened.close()
    Vault.open(opened.folder, PASSPHRASE).close()


HOLD = """
import sys, time
from pathlib import Path
from storage.vault import Vault
vault = Vault.open(Path(sys.argv[1]), sys.argv[2])
print("open", flush=True)
time.sleep(60)
"""


def test_a_second_process_is_refused_and_a_killed_one_leaves_no_lock(folder: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(folder), PASSPHRASE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as holder:
        assert holder.stdout is not None
        try:
            assert holder.stdout.readline() == "open\n"
            assert refusal(folder).code == "vault_busy"
        finally:
            holder.kill()
    assert (folder / "vault.lock").exists()
    Vault.open(folder, PASSPHRASE).close()


def test_a_refused_opening_gives_the_lock_back(folder: Path) -> None:
    refusal(folder, "wrong")
    Vault.open(folder, PASSPHRASE).close()


# reading and writing


def test_a_failed_write_leaves_nothing_and_announces_nothing(vault: Vault) -> None:
    heard: list[frozenset[str]] = []
    vault.subscribe(heard.append)
    with suppress(Cancelled), vault.write("add", topics=("accounts",)) as write:
        write.connection.execute(text("INSERT INTO accounts (name, kind, currency) VALUES ('A', 'cash', 'EUR')"))
        raise Cancelled
    assert account_names(vault) == []
    assert heard == []
    add_account(vault, "B")
    assert account_names(vault) == ["B"]


def test_topics_are_announced_after_the_commit_until_unsubscribed(vault: Vault) -> None:
    heard: list[tuple[frozenset[str], list[str]]] = []
    stop = vault.subscribe(lambda topics: heard.append((topics, account_names(vault))))
    add_account(vault, "A")
    stop()
    stop()
    add_account(vault, "B")
    assert heard == [(frozenset({"accounts"}), ["A"])]


def test_a_failing_listener_stops_neither_the_write_nor_the_others(
    vault: Vault, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[frozenset[str]] = []

    def fail(topics: frozenset[str]) -> None:
        raise ZeroDivisionError

    vault.subscribe(fail)
    vault.subscribe(heard.append)
    add_account(vault, "A")
    assert account_names(vault) == ["A"]
    assert heard == [frozenset({"accounts"})]
    assert "a listener failed" in caplog.text


def test_a_listener_may_write(vault: Vault) -> None:
    stop = vault.subscribe(lambda topics: (stop(), add_account(vault, "B")))
    add_account(vault, "A")
    assert account_names(vault) == ["A", "B"]


def test_a_write_inside_a_write_is_a_defect(vault: Vault) -> None:
    with pytest.raises(RuntimeError), vault.write("outer"):
        add_account(vault, "A")
    add_account(vault, "B")
    assert account_names(vault) == ["B"]


def test_closing_inside_a_write_is_a_defect(vault: Vault) -> None:
    with pytest.raises(RuntimeError), vault.write("outer"):
        vault.close()
    add_account(vault, "A")


def test_a_read_keeps_its_state_while_others_write(vault: Vault) -> None:
    add_account(vault, "A")
    with vault.read() as connection:
        count = text("SELECT count(*) FROM accounts")
        assert connection.execute(count).scalar() == 1
        add_account(vault, "B")
        assert connection.execute(count).scalar() == 1
    assert account_names(vault) == ["A", "B"]


@pytest.mark.parametrize("kind", ["vault", "opened"])
def test_many_threads_read_and_write(request: pytest.FixtureRequest, kind: str) -> None:
    vault: Vault = request.getfixturevalue(kind)
    before = len(account_names(vault))
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for turn in range(10):
                add_account(vault, f"{name} {turn}")
                assert f"{name} {turn}" in account_names(vault)
        except BaseException as error:  # noqa: BLE001 - handed to the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(str(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(account_names(vault)) == before + 40


def test_in_memory_vaults_are_apart_and_leave_nothing() -> None:
    one, other = Vault.in_memory(), Vault.in_memory()
    add_account(one, "A")
    assert account_names(other) == []
    one.close()
    other.close()
    assert not one.folder.exists()
    forgotten = Vault.in_memory().folder
    assert not forgotten.exists()


def test_a_closed_vault_refuses_everything(vault: Vault) -> None:
    vault.close()
    vault.close()
    for use in (lambda: account_names(vault), lambda: add_account(vault, "A"), lambda: vault.subkey("chain")):
        with pytest.raises(VaultError, match="vault_closed"):
            use()


def test_closing_waits_for_a_read_in_another_thread(opened: Vault) -> None:
    inside, leave = threading.Event(), threading.Event()

    def read() -> None:
        with opened.read() as connection:
            connection.execute(text("SELECT 1"))
            inside.set()
            leave.wait(10)

    reader = threading.Thread(target=read)
    reader.start()
    inside.wait(10)
    closer = threading.Thread(target=opened.close)
    closer.start()
    closer.join(0.2)
    assert closer.is_alive()
    leave.set()
    closer.join(10)
    reader.join(10)
    assert not closer.is_alive()
    assert "vault.db-wal" not in contents(opened.folder)


def test_a_full_disk_is_said_and_loses_nothing(opened: Vault) -> None:
    with suppress(Cancelled), opened.write("limit") as write:
        pages = write.connection.exec_driver_sql("PRAGMA page_count").scalar()
        write.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        raise Cancelled
    with pytest.raises(VaultError) as caught, opened.write("big") as write:
        write.connection.execute(text("UPDATE accounts SET notes = :notes"), {"notes": "x" * 100_000})
    assert caught.value.code == "disk_full"
    with suppress(Cancelled), opened.write("limit") as write:
        write.connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        raise Cancelled
    add_account(opened, "Cash")
    assert account_names(opened) == ["Everyday", "Cash"]


@pytest.mark.parametrize("limit", [0, 300, 100_000, 250_000])
def test_a_disk_that_ends_while_a_vault_is_made(tmp_path: Path, limit: int) -> None:
    (told,) = killed(vault_changer.make_on_a_small_disk, tmp_path / "vault", limit, steps=2, delay=0)
    assert told in {"disk_error", "disk_full"}
    assert set(contents(tmp_path / "vault")) == set()
    Vault.create(tmp_path / "vault", PASSPHRASE, kdf=keys.FLOOR).close()


@pytest.mark.parametrize("call", [1, 2])
def test_a_disk_that_ends_while_the_header_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    write, calls = atomic.write, []

    def full(path: Path, content: bytes) -> None:
        calls.append(path)
        if len(calls) == call:
            raise OSError(28, "No space left on device", str(path))
        write(path, content)

    monkeypatch.setattr(atomic, "write", full)
    with pytest.raises(VaultError, match="disk_full"):
        Vault.create(tmp_path, PASSPHRASE, kdf=keys.FLOOR)
    assert contents(tmp_path) == {}
    monkeypatch.undo()
    Vault.create(tmp_path, PASSPHRASE, kdf=keys.FLOOR).close()


# the other engine, and what the disk shows


def test_the_other_engine_opens_the_same_file(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        key = vault.access.database_key()
    other = sqlcipher3.connect(str(folder / "vault.db"))
    other.execute(f'PRAGMA key = "{key}"')
    assert other.execute("SELECT name FROM accounts").fetchall() == [("Everyday",)]
    assert other.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    other.execute("UPDATE accounts SET name = 'Seen'")
    other.commit()
    other.close()
    with Vault.open(folder, PASSPHRASE) as vault:
        assert account_names(vault) == ["Seen"]


def test_a_new_database_is_resting_and_whole(folder: Path) -> None:
    assert (folder / database.DATABASE).stat().st_size % 4096 == 0
    with Vault.open(folder, PASSPHRASE) as vault, vault.read() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
