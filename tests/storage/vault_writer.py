"""Writes to a vault until it is killed, and tells what is done for good: each step only after the write returned."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

from killing import Tell
from sqlalchemy import insert, select, text, update

from hub.services import imports
from importers import detect
from storage import journal, undo
from storage.tables import batches, transactions
from storage.vault import Vault

detect.all_importers()  # once in the server that the writers are forked off, not in each of them
COUNTS = dict.fromkeys(("read", "new", "duplicate", "matched", "rejected"), 0)
TEXTS = {"file_name": "march.csv", "file_hash": "00", "format": "csv", "importer": "csv", "imported_at": "2026-03-01"}
ACCOUNT_ID = 99
ACCOUNT = "INSERT INTO accounts (id, name, kind, currency) VALUES (:id, 'Busy', 'cash', 'EUR') ON CONFLICT DO NOTHING"
DAY = date(2026, 3, 1)


def main(folder: Path, code: str, seed: int, tell: Tell) -> None:
    """Go on until the end. code: opens the vault."""
    chance = random.Random(seed)  # noqa: S311 - the same mix of writes every time
    with Vault.open(folder, code, slot_type="recovery") as vault:
        with vault.write("account", undoable=False) as write:
            write.connection.execute(text(ACCOUNT), {"id": ACCOUNT_ID})
        tell("open")
        while True:
            kind = chance.choice(("pair", "edit", "import", "file", "undo"))
            if kind == "undo":
                undone = undo.undo(vault)
                done = f"undone {0 if undone is None else undone.id}"
            else:
                done = f"done {WRITES[kind](vault, chance) or 0}"
            tell(done)


def pair(vault: Vault, chance: random.Random) -> int | None:
    """Two movements that cancel out: half of it must never be seen."""
    amount = chance.randrange(1, 10_000)
    with vault.write("pair") as write:
        for signed in (amount, -amount):
            row = {"account_id": ACCOUNT_ID, "amount": signed, "folded": f"shop {amount}", "booked_on": DAY}
            write.connection.execute(insert(transactions), row)
    return write.operation_id


def edit(vault: Vault, chance: random.Random) -> int | None:
    """Two amounts that change against each other."""
    with vault.write("edit") as write:
        found = write.connection.execute(select(transactions.c.id).order_by(transactions.c.id.desc()).limit(2)).all()
        amount = chance.randrange(1, 10_000)
        for row, signed in zip(found, (amount, -amount), strict=False):
            changed = update(transactions).where(transactions.c.id == row.id)
            write.connection.execute(changed.values(amount=transactions.c.amount + (signed if len(found) == 2 else 0)))
    return write.operation_id


def file(vault: Vault, chance: random.Random) -> int:
    """A file as it comes from a bank, looked at and accepted; its lines add up to nothing."""
    path = vault.folder.with_name(f"march {chance.randrange(10**9)}.csv")
    days = [1 + number % 28 for number in range(chance.randrange(2, 60))]
    lines = [
        f"2026-03-{day:02},{sign}{day}.{day:02},{path.stem} {number}"
        for number, day in enumerate(days)
        for sign in ("", "-")
    ]
    path.write_text("\n".join(["date,amount,payee", *lines]) + "\n")
    imports.accept(vault, imports.preview(vault, [path]))
    path.unlink()
    with vault.read() as connection:
        return journal.head(connection)[0]


def bulk(vault: Vault, chance: random.Random) -> int | None:
    """A batch whose rows add up to nothing."""
    with vault.write("import") as write:
        batch_id = write.connection.execute(text("SELECT coalesce(max(id), 0) + 1 FROM batches")).scalar_one()
        write.connection.execute(insert(batches).values(id=batch_id, account_id=ACCOUNT_ID, **COUNTS, **TEXTS))
        rows = [
            {
                "account_id": ACCOUNT_ID,
                "amount": sign * amount,
                "batch_id": batch_id,
                "folded": f"line {amount}",
                "booked_on": DAY,
            }
            for amount in range(chance.randrange(1, 200))
            for sign in (1, -1)
        ]
        with write.bulk(batch_id) as connection:
            connection.execute(insert(transactions), rows)
    return write.operation_id


WRITES = {"pair": pair, "edit": edit, "import": bulk, "file": file}
