"""All figures, one script after the other: `make bench`. The workload is made by `../shared/bench/gen.py`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
NEED_ROWS = ("bench_ledger", "bench_table", "bench_usage")
GENERATOR = HERE.parents[1].parent / "shared" / "bench" / "gen.py"

with tempfile.TemporaryDirectory() as scratch:
    workload: list[str] = []
    if GENERATOR.exists():
        subprocess.run([sys.executable, str(GENERATOR), "10000", "--out", scratch], check=True, capture_output=True)
        workload = [scratch]
    else:
        print("the workload generator is absent: imports are not measured")  # noqa: T201
    for script in sorted(HERE.glob("bench_*.py")):
        print(f"== {script.stem}", flush=True)  # noqa: T201
        arguments = workload if script.stem == "bench_start" else []
        if script.stem in NEED_ROWS:
            if not workload:
                continue
            arguments = [scratch, f"{scratch}/bank.csv", "10000"]
        subprocess.run(
            [sys.executable, "-m", f"tests.bench.{script.stem}", *arguments], check=True, cwd=HERE.parents[1]
        )
