"""Seconds from locking to the locked window: python -m tests.bench.bench_lock [FOLDER].

A real window in a process of its own, with a vault open (of `bench_vault`, or a small one that is made), is locked:
work stopped, database brought to rest, process replaced, window painted. One JSON object on standard output.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hub.services import accounts, closed_vault, vaults
from storage.keys import FLOOR

ROOT = Path(__file__).parents[2]
PASSPHRASE = os.environ.get("COFFER_BENCH_PASSPHRASE", "four red pears")  # as `bench_vault` leaves it
TIMES = 3
CHILD = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ui import app
from ui.program import program

def again(folder):
    os.execv(sys.executable, [sys.executable, "-m", "ui.app", "--timings", "--vault", str(folder)])

class Locking(program.Program):
    def __init__(self, *given, **named):
        super().__init__(*given, again=again, **named)

    def start(self, *given, **named):
        super().start(*given, **named)
        self.timer = QTimer(self, interval=200)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self):
        if self.window.inside is not None and not self.tasks.running:
            self.timer.stop()
            print("locking", file=sys.stderr, flush=True)
            self.lock()

program.Program = Locking
app.open_window(app.Options(Path(sys.argv[1]), [], sys.stdin.readline().rstrip()))
"""


def processor(pid: int) -> float:
    """Seconds that a process has used; they go on over its replacement."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def once(folder: Path, home: Path) -> tuple[float, float]:
    """Seconds of one locking, and of the processors: on a busy computer these tell more."""
    own = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"), str(home))
    environment = os.environ | own | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(home / "compiled")}  # as installed
    command = [sys.executable, "-c", CHILD, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            if process.stdin is None or process.stderr is None:
                raise RuntimeError("no pipes")
            process.stdin.write(PASSPHRASE + "\n")
            process.stdin.flush()
            began = used = 0.0
            for line in process.stderr:
                if line == "locking\n":
                    began, used = time.monotonic(), processor(process.pid)
                elif line.startswith('{"window"') and began:
                    return time.monotonic() - began, processor(process.pid) - used
        finally:
            process.kill()
    raise RuntimeError("the locked window did not come")


def main(given: Path | None) -> None:
    """Measure and say."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = given or Path(scratch) / "vault"
        if given is None:
            with vaults.create(folder, PASSPHRASE, kdf=FLOOR) as vault:
                accounts.add(vault, "Current", "current", "EUR")
        elif not closed_vault.is_used(folder):
            raise SystemExit(f"there is no vault in {folder}")
        home = Path(scratch) / "home"
        home.mkdir(mode=0o700)
        measured = [once(folder, home) for _ in range(TIMES)]
    seconds, used = sorted(one for one, _cpu in measured), sorted(cpu for _one, cpu in measured)
    found = {"median": round(seconds[TIMES // 2], 3), "best": round(seconds[0], 3), "worst": round(seconds[-1], 3)}
    found["median (cpu)"] = round(used[TIMES // 2], 3)
    sys.stdout.write(json.dumps({"lock to locked window, seconds": found, "load": os.getloadavg()[0]}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
