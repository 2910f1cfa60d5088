"""Times of a vault's life: python tests/bench/bench_vault.py FOLDER [CSV] [count].

Fills a new vault in FOLDER with `count` transactions (from a CSV file with date, amount, payee, memo, repeated as
often as needed; made-up ones without a file), then measures in a fresh state: the key derivation, opening, the first
screen's questions, a backup with its verification, the check of everything, a new key, closing. One JSON object on
standard output, seconds and bytes.
"""

from __future__ import annotations

import csv
import itertools
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from hub.services import accounts, backup, doctor, ledger, settings, today, vaults
from storage import rotation, search
from storage.tables import batches, transactions
from storage.vault import Vault

PASSPHRASE, NEW = "three green apples", "four red pears"
ACCOUNTS = 12
CHUNK = 20_000
TODAY = date(2025, 12, 31)
Row = tuple[date, int, str, str]


class Times(dict[str, float]):
    """Seconds by what was done, and of the processors: on a busy machine these tell more."""

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        start, before = time.perf_counter(), sum(os.times()[:4])
        yield
        self[name] = round(time.perf_counter() - start, 3)
        self[f"{name} (cpu)"] = round(sum(os.times()[:4]) - before, 2)


def rows(source: Path | None, count: int) -> Iterator[Row]:
    """So many rows: date, minor units, payee, memo."""
    if source is None:
        for number in range(count):
            yield date(2016, 1, 1) + timedelta(number % 3650), -number % 100_000, f"Shop {number % 3000}", f"{number}"
        return
    with source.open(encoding="utf-8", newline="") as file:
        known = list(itertools.islice(csv.DictReader(file), count))
    for row in itertools.islice(itertools.cycle(known), count):
        minor = round(float(row["amount"]) * 100)
        yield date.fromisoformat(row["date"]), minor, row["payee"], row["memo"]


def fill(vault: Vault, source: Path | None, count: int) -> None:
    """Write the rows in one batch, as an import does."""
    ids = [accounts.add(vault, f"Account {number}", "current", "EUR") for number in range(ACCOUNTS)]
    texts = dict.fromkeys(("file_name", "file_hash", "format", "importer"), "x") | {
        "imported_at": "2026-01-01T00:00:00"
    }
    numbers = dict.fromkeys(("read", "new", "duplicate", "matched", "rejected"), 0)
    numbered = enumerate(rows(source, count))
    with vault.write("import", values={"count": count}) as write:
        write.connection.execute(insert(batches).values(id=1, account_id=ids[0], **texts, **numbers))
        with write.bulk(1) as connection:
            while chunk := list(itertools.islice(numbered, CHUNK)):
                connection.execute(insert(transactions), [_row(ids, number, row) for number, row in chunk])


def _row(ids: list[int], number: int, row: Row) -> dict[str, Any]:
    day, amount, payee, memo = row
    folded = search.folded_text(payee, memo, "")
    texts = {"payee": payee, "description": memo, "folded": folded, "key": f"{number:x}", "raw": f"{day},{amount}"}
    return {"account_id": ids[number % ACCOUNTS], "booked_on": day, "amount": amount, "batch_id": 1, **texts}


def first_screen(vault: Vault) -> None:
    """What the window asks when it has just been unlocked: the list, then the day."""
    settings.load(vault)
    accounts.positions(vault)
    ledger.load(vault, ledger.find(vault, "", TODAY, limit=100))


def measure(folder: Path, source: Path | None, count: int) -> dict[str, Any]:
    """All times for one size."""
    shutil.rmtree(folder, ignore_errors=True)
    times, derivation = Times(), dict[str, float]()
    with times.of("calibrate and create"):
        vault = vaults.create(folder, PASSPHRASE)
    with times.of("fill"):
        fill(vault, source, count)
    with times.of("close after filling"):
        vault.close()
    opened = vaults.open_vault(folder, lambda: PASSPHRASE, timings=derivation)
    times.update(derivation)
    with times.of("first screen"):
        first_screen(opened)
    with times.of("today"):
        today.look(opened, TODAY)
    with times.of("backup with verification"):
        made = backup.make(opened)
    with times.of("check of everything"):
        found = doctor.check(opened)
    with times.of("close"):
        opened.close()
    with times.of("new key"):
        rotation.rotate(folder, PASSPHRASE, new_passphrase=NEW)
    damage = [one.code for one in found if one.level == doctor.DAMAGE]
    return {"count": count, "bytes": made.size, "damage": damage, "seconds": dict(times)}


if __name__ == "__main__":
    place = Path(sys.argv[1])
    given = Path(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2] else None
    wanted = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    sys.stdout.write(json.dumps(measure(place / "vault", given, wanted), indent=1) + "\n")
