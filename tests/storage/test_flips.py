"""A flipped bit anywhere in the database is an error or makes no difference: never a wrong answer.

Each statement is also run alone on a connection of its own: some engines notice damage only at the next access.
"""

from __future__ import annotations

import io
import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw
import pytest
import sqlcipher3
from counts import times
from vault_rows import PASSPHRASE, account_names, add_account

from hub.domain.errors import VaultDamaged, VaultError
from storage import anchor, attachments, backup, database, dbapi, engine, second_reader
from storage.vault import Vault

STATEMENTS = (
    "SELECT count(*), sum(amount) FROM transactions",
    "SELECT sum(length(notes)), max(notes), min(notes) FROM transactions",
    "SELECT notes FROM transactions WHERE id = 3",
    "SELECT id, payee FROM transactions ORDER BY booked_on DESC, id DESC LIMIT 50",
    "SELECT sum(instr(body, 'bakery') > 0) FROM derived_texts",
    "SELECT block, body FROM derived_texts WHERE instr(body, 'shop 17') > 0 ORDER BY block",
    "SELECT * FROM derived_months",
    "SELECT account_id, status, sum(amount) FROM transactions GROUP BY account_id, status",
    "SELECT id, name, hex(hash), length(changeset) FROM operations ORDER BY id",
    "SELECT name, sql FROM sqlite_master ORDER BY name",
)
PAGE = 4096


@dataclass(frozen=True)
class Subject:
    """A resting database with every kind of page: its bytes, key, pages by kind, and the right answers."""

    raw: bytes
    key: str
    pages: dict[str, list[int]]
    answers: tuple[Any, ...]


@pytest.fixture(scope="module")
def subject(resting: Path, tmp_path_factory: pytest.TempPathFactory) -> Subject:
    folder = Path(shutil.copytree(resting, tmp_path_factory.mktemp("flips") / "vault"))
    with Vault.open(folder, PASSPHRASE) as vault:
        fill(vault)
        key = vault.access.database_key()
    path = folder / "vault.db"
    pages: dict[str, list[int]] = {"first": [1]}
    connection = engine.connect(path, key, writer=False)
    total = int(connection.native.pragma("page_count"))
    rows = connection.native.execute("SELECT name, pagetype, pageno FROM dbstat").fetchall()
    connection.close()
    for name, kind, number in rows:
        part = "search" if name == "derived_texts" else "index" if name.startswith("ix_") else "table"
        if number != 1:
            pages.setdefault(f"{part} {kind}", []).append(number)
    pages["free"] = sorted(set(range(1, total + 1)) - {number for _name, _kind, number in rows})
    answers = tuple(answer(path, key, statement) for statement in STATEMENTS)
    return Subject(path.read_bytes(), key, pages, answers)


def fill(vault: Vault) -> None:
    row = "INSERT INTO transactions (account_id, booked_on, amount, payee, notes, folded) VALUES (1, ?, ?, ?, ?, ?)"
    with vault.write("fill") as write:
        for number in range(1500):
            notes = chr(97 + number % 26) * (9000 if number % 100 == 3 else 40)
            values = (f"2026-{1 + number % 12:02}-01", -number, f"Shop {number}", notes, f"bakery shop {number}")
            write.connection.exec_driver_sql(row, values)
    with vault.write("thin out") as write:
        write.connection.exec_driver_sql("DELETE FROM transactions WHERE id % 100 = 54 OR id BETWEEN 900 AND 1100")


def answer(path: Path, key: str, statement: str) -> Any:
    """What a statement answers on a connection of its own; None when it is refused."""
    try:
        connection = engine.connect(path, key, writer=False)
        try:
            return connection.native.execute(statement).fetchall()
        finally:
            connection.close()
    except (apsw.Error, dbapi.Error):
        return None


def flipped(subject: Subject, kind: str, count: int) -> Iterator[bytes]:
    chance = random.Random(f"{kind} {count}")  # noqa: S311 - the same bits every time
    for _ in range(count):
        raw = bytearray(subject.raw)
        place = (chance.choice(subject.pages[kind]) - 1) * PAGE + chance.randrange(PAGE)
        raw[place] ^= 1 << chance.randrange(8)
        yield bytes(raw)


def is_seen(path: Path, key: str) -> bool:
    """Whether the whole check says so; the salt at the very start is known from the header, so opening compares it."""
    try:
        database.check_file(path, bytes.fromhex(key[66:98]))
    except VaultDamaged:
        return True
    return seen_by_the_other(path, key)


def seen_by_the_other(path: Path, key: str) -> bool:
    other = sqlcipher3.connect(f"{path.as_uri()}?immutable=1&mode=ro", uri=True)
    try:
        other.execute(f'PRAGMA key = "{key}"')
        return bool(other.execute("PRAGMA cipher_integrity_check").fetchall())
    except sqlcipher3.Error:
        return True
    finally:
        other.close()


def wrong_answers(subject: Subject, place: Path, kind: str, count: int) -> tuple[int, int]:
    """Of so many flips in pages of a kind: silent wrong answers, and flips that the whole check did not see."""
    wrong = unseen = 0
    path = place / "vault.db"
    for raw in flipped(subject, kind, count):
        path.write_bytes(raw)
        found = [answer(path, subject.key, statement) for statement in STATEMENTS]
        wrong += sum(one is not None and one != right for one, right in zip(found, subject.answers, strict=True))
        unseen += not is_seen(path, subject.key)
    return wrong, unseen


KINDS = (
    "first", "table internal", "table leaf", "table overflow", "index internal", "index leaf",
    "search internal", "search leaf", "search overflow", "free",
)  # fmt: skip


def test_every_kind_of_page_is_there(subject: Subject) -> None:
    missing = [kind for kind in KINDS if not subject.pages.get(kind)]
    assert missing == [], {kind: len(pages) for kind, pages in subject.pages.items()}
    assert None not in subject.answers


@pytest.mark.parametrize("kind", KINDS)
def test_ten_flips_in_each_kind_of_page(subject: Subject, tmp_path: Path, kind: str) -> None:
    assert wrong_answers(subject, tmp_path, kind, 10) == (0, 0)


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
def test_a_thousand_flips_in_each_kind_of_page(subject: Subject, tmp_path: Path, kind: str) -> None:
    assert wrong_answers(subject, tmp_path, kind, times("FLIPS", 1000)) == (0, 0)


def test_a_page_of_an_older_state_or_another_place_is_noticed(subject: Subject, tmp_path: Path) -> None:
    """Swapped pages are whole in themselves, but each page is bound to its place."""
    first, second = subject.pages["table leaf"][:2]
    raw = bytearray(subject.raw)
    a, b = (slice((number - 1) * PAGE, number * PAGE) for number in (first, second))
    raw[a], raw[b] = raw[b], raw[a]
    path = tmp_path / "vault.db"
    path.write_bytes(raw)
    found = [answer(path, subject.key, statement) for statement in STATEMENTS]
    assert None in found
    assert all(one in (None, right) for one, right in zip(found, subject.answers, strict=True))
    assert seen_by_the_other(path, subject.key)


def flips_in_the_log(opened: Vault, place: Path, count: int) -> dict[str, int]:
    """What opening says after flips in a log that a kill left behind; what the anchor remembers must be there."""
    for number in range(2 * anchor.EVERY):
        add_account(opened, f"{number}")
    names = account_names(opened)
    kept = {path.name: path.read_bytes() for path in opened.folder.iterdir() if path.suffix != ".db-shm"}
    size, chance = len(kept["vault.db-wal"]), random.Random(count)  # noqa: S311 - the same bits every time
    ended = {"refused": 0, "whole": 0}
    for _ in range(count):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        log = bytearray(kept["vault.db-wal"])
        log[chance.randrange(size)] ^= 1 << chance.randrange(8)
        for name, content in (kept | {"vault.db-wal": bytes(log)}).items():
            (place / name).write_bytes(content)
        try:
            with Vault.open(place, PASSPHRASE) as vault:
                assert account_names(vault) == names
            ended["whole"] += 1
        except VaultError as error:
            assert error.code in {"older_than_remembered", "database_damaged"}  # noqa: PT017 - one of the two
            ended["refused"] += 1
    return ended


def test_flips_in_the_log_are_noticed_by_the_memory(opened: Vault, tmp_path: Path) -> None:
    assert flips_in_the_log(opened, tmp_path / "image", 10)["refused"] >= 8


@pytest.mark.soak
def test_a_thousand_flips_in_the_log(opened: Vault, tmp_path: Path) -> None:
    flips_in_the_log(opened, tmp_path / "image", times("FLIPS", 1000))


def flips_in_files(opened: Vault, place: Path, count: int) -> dict[str, int]:
    """Flips in the anchor, a receipt, and each file of a backup: how many of each were refused, which is all."""
    with opened.write("row", undoable=False) as write:
        row = "INSERT INTO transactions (id, account_id, booked_on, amount) VALUES (1, 1, '2026-01-01', 1)"
        write.connection.exec_driver_sql(row)
    stored = attachments.keep(opened.folder, io.BytesIO(random.Random(1).randbytes(200_000)))  # noqa: S311 - any bytes
    with opened.write("attach") as write:
        attachments.insert(write.connection, 1, "x", "image/png", stored, datetime.now(UTC))
    opened.remember()
    made = backup.make(opened.access, place / "backup", "hand")
    key, chance = opened.subkey("anchor"), random.Random(count)  # noqa: S311 - the same bits every time

    def is_anchor_refused() -> bool:
        try:
            anchor.remembered(opened.folder, opened.id, key)
        except VaultDamaged:
            return True
        return False

    def is_receipt_refused() -> bool:
        try:
            with opened.read() as connection:
                list(attachments.content(connection, opened.folder, 1))
        except VaultDamaged:
            return True
        return False

    refused = {}
    for path, is_refused in (
        (opened.folder / "vault.anchor", is_anchor_refused),
        (opened.folder / "attachments" / stored.file, is_receipt_refused),
        *(
            (path, lambda: backup.problems(made.folder, opened.access) != [])
            for path in sorted(made.folder.rglob("*"))
            if path.is_file()
        ),
    ):
        raw = path.read_bytes()
        seen = 0
        for _ in range(count):
            flipped = bytearray(raw)
            flipped[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
            path.write_bytes(flipped)
            seen += is_refused()
        path.write_bytes(raw)
        assert not is_refused()
        refused[str(path.relative_to(opened.folder.parent))] = seen
    return refused


@pytest.fixture
def _same_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other engine in this process: starting one more for each flip would take most of the time."""

    def examine(path: Path, key: str, *_: object, **__: object) -> second_reader.Examination:
        found = second_reader._examined(path, key, rests=True, search=False)
        return second_reader._understood(json.dumps(found))

    monkeypatch.setattr(second_reader, "examine", examine)


@pytest.mark.usefixtures("_same_process")
def test_flips_in_every_other_file_are_noticed(opened: Vault, tmp_path: Path) -> None:
    refused = flips_in_files(opened, tmp_path, 10)
    assert len(refused) == 6
    assert set(refused.values()) == {10}


@pytest.mark.soak
@pytest.mark.usefixtures("_same_process")
def test_a_thousand_flips_in_every_other_file(opened: Vault, tmp_path: Path) -> None:
    assert set(flips_in_files(opened, tmp_path, times("FLIPS", 1000)).values()) == {times("FLIPS", 1000)}
