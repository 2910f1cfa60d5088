"""All figures of bringing files in: python -m tests.bench.bench_import [ROWS ...] [--keep FOLDER].

By default for 10000 and 100000 rows. Each figure is a whole `coffer import` in its own process, from start to saved,
less the key derivation; `first rows` is the first call of a process, less its start. A line: seconds on the clock, of
the processor (key derivation included), megabytes (at most 600 for a million rows), the target, and two ratios. One is
to the limit (CSV to an encrypted table with four indexes and full text, nothing matched, run in the same minute), both
in seconds of the processor; one to `ledger convert`, run here where it is installed, else as it was on the machine of
the targets. --keep: vaults and files stay there, and vaults that are there are used again.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from storage.vault import Vault

ROOT = Path(__file__).parents[2]
GENERATOR = ROOT.parent / "shared" / "bench" / "gen.py"
TARGETS = {
    ("import", 10_000): 0.9, ("import", 100_000): 3.0, ("import", 1_000_000): 30.0,
    ("again", 10_000): 0.7, ("again", 100_000): 1.8, ("again", 1_000_000): 18.0,
    ("ofx", 10_000): 1.1, ("ofx", 100_000): 4.5, ("more", 1_000_000): 0.8,
}  # fmt: skip
FIRST_ROWS = 0.5
LEDGER = {10_000: 0.32, 100_000: 2.77}
"""Seconds of ledger 3.3 convert, from the workload's README."""
MORE = 100
_MEASURED = """
import json, os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
out, words = child.stdout.read(), child.stderr.read()
status, used = os.wait4(child.pid, 0)[1:]
print(json.dumps([out.decode(), words.decode(), status, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024]))
"""
"""A small process between: what the kernel says of a child's memory begins with that of the one that started it."""
_FIRST_ROWS = """
import sys, time
from pathlib import Path
from hub.services import imports, vaults
from storage.vault import Vault
with Vault.in_memory() as vault:
    vaults.prepare(vault)
    before, used = time.perf_counter(), time.process_time()
    assert imports.first_rows(vault, [Path(sys.argv[1])]) is not None or sys.argv[2] == "small"
    print(time.perf_counter() - before, time.process_time() - used)
"""


class Figure(NamedTuple):
    """Seconds on the clock and of the processor, megabytes (0: not measured), and what the seconds were spent on."""

    seconds: float
    processor: float
    megabytes: int = 0
    phases: str = ""


def measured(command: list[str]) -> tuple[str, str, float, float, int]:
    """Output, messages, seconds, seconds of the processor and megabytes of a process."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", _MEASURED, *command], cwd=ROOT, check=True, capture_output=True)
    seconds = time.perf_counter() - start
    out, words, status, processor, megabytes = json.loads(done.stdout)
    if status:
        raise RuntimeError(words)
    return out, words, seconds, processor, megabytes


def limit(path: Path) -> Figure:
    """A CSV file into an encrypted table with four indexes and full text: the least that can be."""
    with Vault.in_memory() as vault, vault.write("limit") as write:
        run = write.connection.exec_driver_sql
        start, used = time.perf_counter(), time.process_time()
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[1:]
        run("CREATE TABLE plain (day, amount, payee, note, balance)")
        for column in ("day", "amount", "payee", "balance"):
            run(f"CREATE INDEX plain_{column} ON plain ({column})")
        run("CREATE VIRTUAL TABLE plain_words USING fts5(payee, note)")
        run("INSERT INTO plain VALUES (?, ?, ?, ?, ?)", [tuple(row) for row in rows])
        run("INSERT INTO plain_words SELECT payee, note FROM plain")
        return Figure(time.perf_counter() - start, time.process_time() - used)


def ledger(path: Path) -> Figure | None:
    """What `ledger convert` takes for the same file; None where it is not installed."""
    if shutil.which("ledger") is None:
        return None
    command = ["ledger", "convert", str(path), "--input-date-format", "%Y-%m-%d", "--file", os.devnull]
    _out, _words, seconds, processor, megabytes = measured(command)
    return Figure(seconds, processor, megabytes)


def brought(command: list[str], path: Path, wanted: tuple[int, int]) -> Figure:
    """One import; RuntimeError where a row is lost or doubled. wanted: rows that are new and that are known."""
    out, words, seconds, processor, megabytes = measured([*command, "--timings", "import", str(path)])
    phases: dict[str, float] = json.loads(words.splitlines()[-1])
    batch: dict[str, Any] = json.loads(out)["batches"][0]
    if (batch["new"], batch["duplicate"]) != wanted:
        raise RuntimeError(f"{path.name}: {batch}, {wanted} were expected")
    spent = " ".join(f"{name} {value:.2f}" for name, value in phases.items() if name != "total")
    return Figure(seconds - phases["key_derivation"], processor, megabytes, spent)


def first_rows(path: Path, rows: int) -> Figure:
    """The first rows of a file, in a process that shows its first."""
    size = "small" if rows < 1000 else "large"
    out = subprocess.run(
        [sys.executable, "-c", _FIRST_ROWS, str(path), size], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    seconds, processor = map(float, out.split())
    return Figure(seconds, processor)


def vault_command(folder: Path) -> list[str]:
    """A vault in a folder, made unless it is there, and the command that works with it."""
    secret = folder / "secret"
    command = [sys.executable, "-m", "hub", "--vault", f"{folder}/vault", "--passphrase-file", str(secret), "--json"]
    if not secret.exists():
        folder.mkdir(parents=True)
        secret.write_text("a passphrase for measuring\n", encoding="utf-8")
        subprocess.run([*command, "vault", "create"], cwd=ROOT, check=True, capture_output=True)
    return command


def later(path: Path, folder: Path) -> Path:
    """A statement of the same account with a hundred rows after the last one."""
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    last, balance = date.fromisoformat(rows[-1][0]), Decimal(rows[-1][4])
    made = folder / "later" / path.name
    made.parent.mkdir(exist_ok=True)
    with made.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows[-20:])
        for n in range(MORE):
            balance -= Decimal("4.20")
            writer.writerow([last + timedelta(1 + n // 9), "-4.20", f"KIOSK {n}", "card", balance])
    return made


def say(kind: str, rows: int, found: Figure, target: float | None, least: Figure | None, other: float | None) -> None:
    """Print a line of the table."""
    cells = [
        kind.ljust(10),
        f"{rows:>9,}",
        f"{found.seconds:8.2f}",
        f"{found.processor:8.2f}",
        f"{found.megabytes or '':>5}",
        f"{'' if target is None else target:>7}",
        f"{'' if least is None else f'{found.processor / least.processor:.1f}':>6}",
        f"{'' if other is None else f'{found.seconds / other:.1f}':>7}",
        found.phases,
    ]
    print("  ".join(cells).rstrip(), flush=True)  # noqa: T201


def measure(rows: int, folder: Path) -> None:
    """All figures for one number of rows."""
    work = folder / str(rows)
    if not (work / "bank.csv").exists():
        command = [sys.executable, str(GENERATOR), str(rows), "--out", str(work)]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)
    csv_file, least, peer = work / "bank.csv", limit(work / "bank.csv"), ledger(work / "bank.csv")
    other = LEDGER.get(rows) if peer is None else peer.seconds
    say("limit", rows, least, None, None, None)
    if peer is not None:
        say("ledger", rows, peer, None, least, None)
    say("first rows", rows, first_rows(csv_file, rows), FIRST_ROWS, None, None)
    home = folder / f"csv{rows}"
    is_new = not home.exists()
    command = vault_command(home)
    if is_new:
        say("import", rows, brought(command, csv_file, (rows, 0)), TARGETS.get(("import", rows)), least, other)
    say("again", rows, brought(command, csv_file, (0, rows)), TARGETS.get(("again", rows)), least, None)
    if is_new:
        more = brought(command, later(csv_file, folder), (MORE, 20))
        say("more", rows, more, TARGETS.get(("more", rows)), None, None)
    if rows < 1_000_000:
        home = folder / f"ofx{rows}"
        shutil.rmtree(home, ignore_errors=True)
        found = brought(vault_command(home), work / "bank.ofx", (rows, 0))
        say("ofx", rows, found, TARGETS.get(("ofx", rows)), least, None)


def main() -> None:
    """Print all figures."""
    if not GENERATOR.exists():
        print("the workload generator is absent: imports are not measured")  # noqa: T201
        return
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is not compiled at each start
    arguments = sys.argv[1:]
    keep = Path(arguments.pop(at + 1)) if (at := _place(arguments, "--keep")) is not None else None
    counts = [int(one) for one in arguments if one != "--keep"] or [10_000, 100_000]
    with tempfile.TemporaryDirectory() as scratch:
        os.environ.setdefault("PYTHONPYCACHEPREFIX", f"{scratch}/compiled")
        folder = keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        first_rows(Path(__file__), 0)  # compiles what is needed
        print(f"load {os.getloadavg()[0]:.1f}; ledger {shutil.which('ledger') or 'is not installed: ratios to'}"  # noqa: T201
              f"{'' if shutil.which('ledger') else ' what it took where the targets were set'}")  # fmt: skip
        print("figure          rows   seconds  processor  MB   target  limit×  ledger×  phases")  # noqa: T201
        for rows in counts:
            measure(rows, folder)


def _place(arguments: list[str], wanted: str) -> int | None:
    return arguments.index(wanted) if wanted in arguments else None


if __name__ == "__main__":
    main()
