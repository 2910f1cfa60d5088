"""Times of the ledger: python -m tests.bench.bench_ledger FOLDER BANK_CSV [count].

BANK_CSV: what `../shared/bench/gen.py` wrote. Fills a new vault with it in one batch, as an import does after its file
was read, then measures medians of what the screens ask. One JSON object on standard output: milliseconds by question,
wall clock and processor, and the limit that was measured beside: the same rows into a plain encrypted table with four
indexes, sums by a plain GROUP BY over them.
"""

from __future__ import annotations

import csv
import json
import resource
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from hub.domain.text import clean_payee
from hub.services import accounts, coach, ledger, reports, rules, today, vaults
from storage import engine, keys, search, transactions
from storage.tables import batches
from storage.vault import Vault

PASSPHRASE = "three green apples"
TODAY = date(2025, 12, 31)
ACCOUNTS = 12
WORDS = ("coffee", "amazon", "e", "x", "qz", "zzq")
Times = dict[str, tuple[float, float]]
Row = tuple[Any, ...]


def timed(work: Callable[[], object], times: int = 5) -> tuple[float, float]:
    """Medians of wall clock and processor, milliseconds."""
    wall, cpu = [], []
    for _ in range(times):
        start, before = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - start)
        cpu.append(time.process_time() - before)
    return round(statistics.median(wall) * 1e3, 1), round(statistics.median(cpu) * 1e3, 1)


def rows(source: Path, count: int, account: int, categories: list[int]) -> list[Row]:
    """The file's rows in the order of `transactions.BULK`; seven of eight have a category."""
    made: list[Row] = []
    with source.open(encoding="utf-8", newline="") as file:
        for number, line in enumerate(islice(csv.DictReader(file), count)):
            text = f"{line['payee']} {line['memo']}"
            payee = clean_payee(line["payee"], line["memo"])
            category = categories[sum(map(ord, payee)) % len(categories)] if number % 8 else None
            by = None if category is None else "learned"
            amount = int(line["amount"].replace(".", ""))
            folded = search.folded_text(payee, text, "")
            made.append((account, line["date"], None, amount, payee, text, "booked", category, by, "", None, None,
                         None, None, "", None, f"{number:016x}", 1, number, f"{line}", folded))  # fmt: skip
    return made


def fill(vault: Vault, source: Path, count: int) -> Times:
    """One batch in the first of twelve accounts, then a tenth of the rows moved into the others."""
    ids = [accounts.add(vault, f"Account {number}", "current", "EUR") for number in range(ACCOUNTS)]
    made = rows(source, count, ids[0], [one.id for one in ledger.categories(vault)])
    facts = dict.fromkeys(("file_name", "file_hash", "format", "importer"), "x") | {"imported_at": "2026-01-01"}
    numbers = dict.fromkeys(("read", "new", "duplicate", "matched", "rejected"), 0)

    def write_all() -> None:
        with vault.write("import") as write:
            write.connection.execute(insert(batches).values(id=1, account_id=ids[0], **facts, **numbers))
            with write.bulk(1) as connection:
                transactions.insert_many(connection, made)

    return {"write, index, sums, journal": timed(write_all, 1), "limit: plain table": limit(vault, made)}


def limit(vault: Vault, made: list[Row]) -> tuple[float, float]:
    """The same rows into an encrypted table with four indexes and nothing else."""
    path = vault.folder.parent / "limit.db"
    path.write_bytes(b"")
    writer = engine.engine(path, "x'" + "ab" * 48 + "'", writer=True)

    def write_all() -> None:
        with writer.connect() as connection:
            names = ", ".join(f"c{number}" for number in range(len(made[0])))
            connection.exec_driver_sql(f"CREATE TABLE plain (id INTEGER PRIMARY KEY, {names})")
            for column in ("c1", "c0, c1", "c7, c1", "c17"):
                connection.exec_driver_sql(f'CREATE INDEX "{column}" ON plain ({column})')
            marks = ", ".join("?" * len(made[0]))
            connection.exec_driver_sql(f"INSERT INTO plain ({names}) VALUES ({marks})", made)  # noqa: S608 - ours
            connection.commit()

    found = timed(write_all, 1)
    writer.dispose()
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return found


def questions(vault: Vault) -> Times:
    """What the screens ask, warm; and what follows an edit."""
    times: Times = {"first look: what recurs, all of it": timed(lambda: today.look(vault, TODAY), 1)}
    seen = today.look(vault, TODAY)
    times["look"] = timed(lambda: today.look(vault, TODAY))
    times["worth doing"] = timed(lambda: coach.worth_doing(vault, seen))
    times["balances"] = timed(lambda: accounts.positions(vault))
    times["month by category"] = timed(lambda: reports.by_month_and_category(vault))
    for key in ("booked_on", "payee", "amount", "account", "category"):
        times[f"first page by {key}"] = timed(lambda key=key: page(vault, "", key))  # type: ignore[misc] # bound now
    page(vault, WORDS[0], "booked_on")
    for word in WORDS:
        times[f"first page with {word}"] = timed(lambda word=word: page(vault, word, "booked_on"))  # type: ignore[misc] # bound now
    times["all ids"] = timed(lambda: ledger.find(vault, "", TODAY))
    newest = ledger.find(vault, "", TODAY, limit=20)[-1]
    amounts = iter(range(1, 1000))
    times["edit one"] = timed(lambda: ledger.change(vault, [newest], amount=-next(amounts)))

    def edit_and_show() -> None:
        ledger.change(vault, [newest], amount=-next(amounts))
        page(vault, "on:2025-12", "booked_on")
        accounts.positions(vault)

    times["edit one, page and balances"] = timed(edit_and_show)
    times["look after an edit"] = timed(lambda: today.look(vault, TODAY), 1)
    category = ledger.categories(vault)[0].id
    times["a rule for all history"] = timed(
        lambda: rules.add(vault, "coffee amount<0", category, None, TODAY, apply=True), 1
    )
    return times


def page(vault: Vault, query: str, sort: str) -> None:
    """The first page of a table."""
    ledger.load(vault, ledger.find(vault, query, TODAY, sort=sort, limit=200))


def measure(folder: Path, source: Path, count: int) -> dict[str, Any]:
    """All times for one size."""
    shutil.rmtree(folder, ignore_errors=True)
    derivation: dict[str, float] = {}
    with vaults.create(folder, PASSPHRASE, kdf=keys.FLOOR) as vault:
        times = fill(vault, source, count)
        size = (folder / "vault.db").stat().st_size
        first_day = questions(vault)
    with vaults.open_vault(folder, lambda: PASSPHRASE, timings=derivation) as vault:
        start = time.perf_counter()
        coach.worth_doing(vault, today.look(vault, TODAY))
        screen = time.perf_counter() - start + derivation["open"]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "count": count, "bytes": size, "most memory, MB": memory,
        "unlocked to first screen, ms": round(screen * 1e3), "wall and cpu, ms": times | first_day,
    }  # fmt: skip


if __name__ == "__main__":
    wanted = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    found = measure(Path(sys.argv[1]) / "vault", Path(sys.argv[2]), wanted)
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
