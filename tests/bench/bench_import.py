"""All figures of bringing files in: python -m tests.bench.bench_import [ROWS ...], 10000 and 100000 by default.

Each figure is a whole `coffer import` in its own process, from start to saved, less the key derivation: seconds on the
clock, of the processor (key derivation included), memory, and seconds by phase. Beside it
stand the target, the ratio to the limit (CSV to an encrypted table with four indexes and full text, nothing matched,
run in the same minute) and to what `ledger convert` took on the machine of the targets. One JSON object a line.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hub.services.previewing import first_rows
from storage.vault import Vault

ROOT = Path(__file__).parents[2]
GENERATOR = ROOT.parent / "shared" / "bench" / "gen.py"
TARGETS = {
    ("import", 10_000): 0.9, ("import", 100_000): 3.0, ("import", 1_000_000): 30.0,
    ("again", 10_000): 0.7, ("again", 100_000): 1.8, ("again", 1_000_000): 18.0,
    ("ofx", 10_000): 1.1, ("ofx", 100_000): 4.5, ("more", 1_000_000): 0.8, ("first_rows", 0): 0.5,
}  # fmt: skip
LEDGER = {("import", 10_000): 0.32, ("import", 100_000): 2.77, ("again", 10_000): 4.2}
"""Seconds of ledger 3.3 convert, from the workload's README."""
MORE = 100


def limit(path: Path) -> float:
    """Seconds of a CSV file into an encrypted table with four indexes and full text: the least that can be."""
    with Vault.in_memory() as vault, vault.write("limit") as write:
        run = write.connection.exec_driver_sql
        start = time.perf_counter()
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[1:]
        run("CREATE TABLE plain (day, amount, payee, note, balance)")
        for column in ("day", "amount", "payee", "balance"):
            run(f"CREATE INDEX plain_{column} ON plain ({column})")
        run("CREATE VIRTUAL TABLE plain_words USING fts5(payee, note)")
        run("INSERT INTO plain VALUES (?, ?, ?, ?, ?)", [tuple(row) for row in rows])
        run("INSERT INTO plain_words SELECT payee, note FROM plain")
        return time.perf_counter() - start


def figure(command: list[str], path: Path) -> dict[str, Any]:
    """One import: its counts and costs."""
    before = os.times()
    start = time.perf_counter()
    with subprocess.Popen(
        [*command, "--timings", "import", str(path)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        out, words = running.stdout.read(), running.stderr.read()
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if running.returncode:
        raise RuntimeError(words.decode())
    after = os.times()
    phases = json.loads(words.splitlines()[-1])
    batch = json.loads(out)["batches"][0]
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return {
        "seconds": round(seconds - phases["key_derivation"], 2),
        "processor": round(processor, 2),
        "megabytes": usage.ru_maxrss // 1024,
        "new": batch["new"],
        "known": batch["duplicate"],
        "phases": phases,
    }


def vault_command(folder: Path) -> list[str]:
    """A new vault in a folder, and the command that works with it."""
    secret = folder / "secret"
    secret.write_text("a passphrase for measuring\n", encoding="utf-8")
    command = [sys.executable, "-m", "hub", "--vault", f"{folder}/vault", "--passphrase-file", str(secret), "--json"]
    subprocess.run([*command, "vault", "create"], cwd=ROOT, check=True, capture_output=True)
    return command


def later(path: Path, folder: Path) -> Path:
    """A statement of the same account with a hundred rows after the last one."""
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    last, balance = date.fromisoformat(rows[-1][0]), Decimal(rows[-1][4])
    made = folder / path.name
    with made.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows[-20:])
        for n in range(MORE):
            balance -= Decimal("4.20")
            writer.writerow([last + timedelta(1 + n // 9), "-4.20", f"KIOSK {n}", "card", balance])
    return made


def say(kind: str, rows: int, found: dict[str, Any], least: float | None) -> None:
    """Print a figure beside its target, and check that no row was lost or doubled."""
    wanted = {"import": (rows, 0), "ofx": (rows, 0), "again": (0, rows), "more": (MORE, 20)}.get(kind)
    if wanted is not None and (found["new"], found["known"]) != wanted:
        raise RuntimeError(f"{kind}: {found}, {wanted} were expected")
    line = {"figure": kind, "rows": rows, **found, "target": TARGETS.get((kind, rows))}
    if least is not None:
        line["ratio_to_limit"] = round(found["seconds"] / least, 1)
    if (kind, rows) in LEDGER:
        line["ratio_to_ledger"] = round(found["seconds"] / LEDGER[kind, rows], 1)
    print(json.dumps(line), flush=True)  # noqa: T201


def measure(rows: int, folder: Path) -> None:
    """All figures for one number of rows."""
    work = folder / str(rows)
    subprocess.run(
        [sys.executable, str(GENERATOR), str(rows), "--out", str(work)], check=True, capture_output=True, cwd=folder
    )
    least = limit(work / "bank.csv")
    say("limit", rows, {"seconds": round(least, 2)}, None)
    with Vault.in_memory() as vault:
        first_rows(vault, [work / "bank.csv"])
        start = time.perf_counter()
        first_rows(vault, [work / "bank.csv"])
        say("first_rows", rows, {"seconds": round(time.perf_counter() - start, 3)}, None)
    (folder / f"csv{rows}").mkdir()
    command = vault_command(folder / f"csv{rows}")
    say("import", rows, figure(command, work / "bank.csv"), least)
    say("again", rows, figure(command, work / "bank.csv"), least)
    say("more", rows, figure(command, later(work / "bank.csv", folder)), None)
    if rows < 1_000_000:
        (folder / f"ofx{rows}").mkdir()
        say("ofx", rows, figure(vault_command(folder / f"ofx{rows}"), work / "bank.ofx"), least)


def main() -> None:
    """Print all figures."""
    if not GENERATOR.exists():
        print("the workload generator is absent: imports are not measured")  # noqa: T201
        return
    with tempfile.TemporaryDirectory() as scratch:
        for rows in map(int, sys.argv[1:] or ("10000", "100000")):
            measure(rows, Path(scratch))


if __name__ == "__main__":
    main()
