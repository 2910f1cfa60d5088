"""Times of the first start and of an import: python -m tests.bench.bench_start [WORKLOAD FOLDER].

window: seconds from the start of the process to the first painted window, with a new home (needs a display, or
QT_QPA_PLATFORM=offscreen). import and again: a whole `coffer import` of the folder's bank.csv into a new vault, and
of the same file once more, by phase. limit: CSV to an encrypted database without matching, rules or categories, in
the same run; its ratio to the import is what counts, because machines differ. One JSON object on standard output.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import text

from storage.vault import Vault

ROOT = Path(__file__).parents[2]
RUNS = 3


def window() -> float:
    """Seconds to the first painted window of a first start, median."""
    seconds = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as home:
            environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
            command = [sys.executable, "-m", "hub", "--timings"]
            running = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
            assert running.stderr is not None
            line = next(row for row in running.stderr if row.startswith("{"))
            running.kill()
            running.communicate()
            seconds.append(float(json.loads(line)["window"]))
    return median(seconds)


def imports(folder: Path) -> dict[str, Any]:
    """Phases of importing bank.csv into a new vault, and of the same file again."""
    with tempfile.TemporaryDirectory() as scratch:
        secret = Path(scratch) / "secret"
        secret.write_text("a passphrase for measuring\n", encoding="utf-8")
        common = [sys.executable, "-m", "hub", "--vault", f"{scratch}/vault", "--passphrase-file", str(secret)]
        subprocess.run([*common, "vault", "create"], cwd=ROOT, check=True, capture_output=True)
        return {
            name: _phases([*common, "--timings", "import", str(folder / "bank.csv")]) for name in ("import", "again")
        }


def _phases(command: list[str]) -> dict[str, float]:
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    phases: dict[str, float] = json.loads(done.stderr.strip().splitlines()[-1])
    phases["less_key_derivation"] = round(phases["total"] - phases["key_derivation"], 4)
    return phases


def limit(folder: Path) -> float:
    """Seconds of CSV → encrypted table, the least that any import must do."""
    with Vault.in_memory() as vault:
        start = time.perf_counter()
        with (folder / "bank.csv").open(encoding="utf-8", newline="") as file:
            rows = [tuple(row) for row in csv.reader(file)][1:]
        with vault.write("limit") as write:
            write.connection.execute(text("CREATE TABLE plain (day, amount, payee, note, balance)"))
            write.connection.exec_driver_sql("INSERT INTO plain VALUES (?, ?, ?, ?, ?)", rows)
        return time.perf_counter() - start


def main() -> None:
    """Print all figures."""
    found: dict[str, Any] = {"window": window()}
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1])
        found |= imports(folder)
        found["limit"] = round(limit(folder), 4)
        found["ratio_to_limit"] = round(found["import"]["less_key_derivation"] / found["limit"], 1)
    print(json.dumps(found, indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
