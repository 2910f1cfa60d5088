"""Nothing that a person writes, and no key, is readable in any file, error, or representation."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import traceback
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from vault_rows import PASSPHRASE, add_account

from storage import engine, keys, undo
from storage.tables import accounts, transactions
from storage.vault import Vault

CANARIES = (
    "Everyday", "GB29NWBK60161331926819", "Bäckerei Zürich", "bäckerei zürich", "very private note", "set_category",
    "correcthorsebattery", "4929123456789012", PASSPHRASE,
)  # fmt: skip
DAY = date(2026, 3, 1)

FILL_AND_DIE = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from test_secrecy import fill
from storage.vault import Vault
vault = Vault.open(Path(sys.argv[1]), sys.argv[2])
fill(vault)
print(vault.access.database_key())
sys.stdout.flush()
with vault.write("never finished") as write:
    write.connection.exec_driver_sql("UPDATE accounts SET notes = 'correcthorsebattery'")
    os.kill(os.getpid(), 9)
"""


def fill(vault: Vault) -> None:
    """Rows of every kind that leave traces: bulk, index, undone, deleted, many pages."""
    with vault.write("set_category", values={"payee": "Bäckerei Zürich"}) as write:
        account = {"id": 50, "name": "Hidden", "kind": "cash", "currency": "EUR", "number": "GB29NWBK60161331926819"}
        write.connection.execute(insert(accounts).values(account))
        with write.bulk(1) as connection:
            row = {"account_id": 50, "payee": "Bäckerei Zürich", "folded": "bäckerei zürich", "booked_on": DAY}
            row |= {"amount": -4929123456789012, "notes": "very private note" * 50}
            connection.execute(insert(transactions), [row] * 2000)
    with vault.write("remove") as write:
        write.connection.execute(transactions.delete().where(transactions.c.id % 2 == 0))
    undo.undo(vault)
    with vault.read() as connection:
        assert len(connection.execute(select(transactions).order_by(transactions.c.notes)).all()) == 2000


def found_in(folder: Path, secrets: dict[str, bytes]) -> list[tuple[str, str]]:
    """Which secrets stand in which files, as text in any usual coding."""
    hits = []
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        assert b"\0" in content or path.suffix not in {".db", ".db-wal"}, "there is something to search"
        hits += [(path.name, name) for name, secret in secrets.items() if secret in content]
    return hits


def coded(text: str) -> dict[str, bytes]:
    """A text as it might stand in a file."""
    raw = text.encode()
    codings = {"utf-8": raw, "utf-16": text.encode("utf-16-le"), "hex": raw.hex().encode()}
    return {f"{text} {name}": value for name, value in codings.items()} | {f"{text} base64": base64.b64encode(raw)[:-4]}


@pytest.mark.parametrize("is_killed", [False, True])
def test_no_file_of_a_vault_holds_anything_readable(folder: Path, is_killed: bool) -> None:
    if is_killed:
        command = [sys.executable, "-c", FILL_AND_DIE, str(folder), PASSPHRASE, str(Path(__file__).parent)]
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
        child = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert child.returncode == -9, child.stderr
        key = child.stdout.strip()
        assert (folder / "vault.db-wal").stat().st_size > 100_000, "the log was left as the kill left it"
    else:
        with Vault.open(folder, PASSPHRASE) as vault:
            fill(vault)
            key = vault.access.database_key()
            assert (folder / "vault.db-wal").exists()
            assert found_in(folder, dict(pair for text in CANARIES for pair in coded(text).items())) == []
    raw_key = bytes.fromhex(key[2:66])
    secrets = {"raw key": raw_key, "hex key": raw_key.hex().encode(), "base64 key": base64.b64encode(raw_key)[:-1]}
    for text in CANARIES:
        secrets |= coded(text)
    assert found_in(folder, secrets) == []
    with Vault.open(folder, PASSPHRASE) as vault, vault.read() as connection:
        assert connection.execute(select(accounts.c.number).where(accounts.c.id == 50)).scalar() == CANARIES[1]
        assert connection.execute(select(accounts.c.notes).where(accounts.c.id == 50)).scalar() == ""


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"\0" + base64.b64encode(b"very private note"))
    assert found_in(tmp_path, coded("very private note")) == [("plain", "very private note base64")]


def test_no_error_shows_values_or_keys(opened: Vault) -> None:
    number = CANARIES[1]

    def twice() -> None:
        with opened.write("add") as write:
            write.connection.execute(insert(accounts).values(id=1, name=number))

    key = opened.access.database_key()
    with pytest.raises(IntegrityError) as caught:
        twice()
    told = "".join(traceback.format_exception(caught.value)) + repr(opened) + repr(opened.access) + repr(vars(opened))
    for secret in (number, PASSPHRASE, key[2:66], key):
        assert secret not in told


def test_a_key_that_the_engine_refuses_is_not_shown(folder: Path) -> None:
    content = bytearray((folder / "vault.db").read_bytes())
    content[20] ^= 1
    (folder / "vault.db").write_bytes(content)
    key = keys.database_key(keys.new_vault_key(), bytes(content[:16]))
    with pytest.raises(Exception, match="not a database") as caught:
        engine.connect(folder / "vault.db", key, writer=True)
    assert key[2:66] not in "".join(traceback.format_exception(caught.value))


def test_the_key_is_wiped_on_closing(opened: Vault) -> None:
    vault_key = opened.access._key
    assert any(vault_key)
    add_account(opened, "Cash")
    opened.close()
    assert not any(vault_key)
