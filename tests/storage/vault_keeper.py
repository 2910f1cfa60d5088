"""Looks after a vault until it is killed, each step told when done: backups, ways in, receipts, closing, opening."""

from __future__ import annotations

import io
import random
from datetime import UTC, datetime
from pathlib import Path

from killing import Tell

from storage import attachments, backup, bundles, keys
from storage.vault import Vault

ROW = (
    "INSERT INTO transactions (id, account_id, booked_on, amount) VALUES (1, 1, '2026-01-01', 1) ON CONFLICT DO NOTHING"
)


def main(folder: Path, code: str, seed: int, tell: Tell) -> None:
    """Go on until the end. code: opens the vault."""
    chance = random.Random(seed)  # noqa: S311 - the same steps every time
    vault = Vault.open(folder, code, slot_type="recovery")
    with vault.write("row", undoable=False) as write:
        write.connection.exec_driver_sql(ROW)
    tell("open")
    while True:
        match chance.choice(("backup", "slot", "receipt", "again")):
            case "backup":
                place = bundles.place(folder / "backups", "daily", datetime.now(UTC))
                done = f"backup {backup.make(vault.access, place, 'daily').folder.name}"
            case "slot":
                slots = [slot.id for slot in vault.access.slots if slot.type == "recovery"][1:]
                if len(slots) > 2:
                    vault.access.remove(slots[0])
                done = f"slot {vault.access.add('recovery', keys.new_recovery_code()).id}"
            case "receipt":
                stored = attachments.keep(folder, io.BytesIO(chance.randbytes(100_000)))
                with vault.write("attach") as write:
                    attachments.insert(write.connection, 1, "x", "image/png", stored, datetime.now(UTC))
                done = f"receipt {stored.file}"
            case _:
                vault.close()
                vault = Vault.open(folder, code, slot_type="recovery")
                done = "again 0"
        tell(done)
