"""Writes to a vault until it is killed, and says on standard output what is done for good.

Each line is acknowledged only after the write returned. Arguments: folder, passphrase, seed.
"""

from __future__ import annotations

import random
import sys
from datetime import date
from pathlib import Path

from sqlalchemy import insert, text

from storage import undo
from storage.tables import batches, transactions
from storage.vault import Vault

COUNTS = dict.fromkeys(("read", "new", "duplicate", "matched", "rejected"), 0)
TEXTS = {"file_name": "march.csv", "file_hash": "00", "format": "csv", "importer": "csv", "imported_at": "2026-03-01"}
ACCOUNT_ID = 99
ACCOUNT = "INSERT INTO accounts (id, name, kind, currency) VALUES (:id, 'Busy', 'cash', 'EUR') ON CONFLICT DO NOTHING"
DAY = date(2026, 3, 1)


def main(folder: Path, passphrase: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same mix of writes every time
    with Vault.open(folder, passphrase) as vault:
        with vault.write("account", undoable=False) as write:
            write.connection.execute(text(ACCOUNT), {"id": ACCOUNT_ID})
        print("open", flush=True)  # noqa: T201 - the pipe is the acknowledgement
        while True:
            kind = chance.choice(("pair", "pair", "import", "undo"))
            if kind == "undo":
                undone = undo.undo(vault)
                done = f"undone {0 if undone is None else undone.id}"
            else:
                done = f"done {pair(vault, chance) if kind == 'pair' else bulk(vault, chance)}"
            print(done, flush=True)  # noqa: T201 - as above


def pair(vault: Vault, chance: random.Random) -> int | None:
    """Two movements that cancel out: half of it must never be seen."""
    amount = chance.randrange(1, 10_000)
    with vault.write("pair") as write:
        for signed in (amount, -amount):
            row = {"account_id": ACCOUNT_ID, "amount": signed, "folded": f"shop {amount}", "booked_on": DAY}
            write.connection.execute(insert(transactions), row)
    return write.operation_id


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


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
