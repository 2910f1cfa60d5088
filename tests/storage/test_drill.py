"""The restore drill: all that is left is a backup on a stick, and a passphrase or a sheet of paper with a code.

Another home, another process, nothing of the old folder: every sum, receipt and category is as it was.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from counts import times
from make_golden import PAPER, fill
from make_golden import PASSPHRASE as GOLDEN_PASSPHRASE
from vault_rows import PASSPHRASE

from hub.services import access, accounts, backup, ledger, vaults
from storage import bundles, figures, keys, rotation
from storage.vault import Vault

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)
CLASSES = ("daily", "import", "deletion", "hand", "rotation")
ALL = [(reason, kind) for reason in CLASSES for kind in ("passphrase", "recovery")]


def command(home: Path, *arguments: object, secret: str) -> Any:
    """What a command of a fresh installation answers; the secret comes from standard input."""
    own = {"HOME": str(home), "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    whole = [sys.executable, "-m", "hub", "--json", "--yes", "--vault", str(home / "vault"), *map(str, arguments)]
    whole[5:5] = ["--passphrase-file", "-"] if secret else []
    done = subprocess.run(whole, input=secret + "\n", capture_output=True, text=True, env=own, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def household(place: Path, chance: random.Random) -> tuple[Path, str, dict[str, Path], dict[str, figures.Figures]]:
    """A vault, its code, the newest backup of each class, and what each of these holds."""
    folder, code = place / "old" / "vault", keys.new_recovery_code()
    held: dict[str, figures.Figures] = {}
    made: dict[str, Path] = {}
    with vaults.create(folder, GOLDEN_PASSPHRASE, kdf=keys.FLOOR) as vault:
        (place / "files").mkdir()
        fill(vault, place / "files")
        access.keep_recovery_code(vault, code, code)
        (account, *_others) = accounts.positions(vault)
        for reason in ("daily", "import", "deletion", "hand"):
            for _ in range(chance.randrange(1, 9)):
                ledger.add(vault, account.account.id, TODAY, chance.randrange(-10_000, 10_000) or 1, reason)
            made[reason] = backup.make(vault, reason=reason).folder
            held[reason] = read(vault)
    return folder, code, made, held


def read(vault: Vault) -> figures.Figures:
    with vault.read() as connection:
        return figures.read(lambda sql: [tuple(row) for row in connection.exec_driver_sql(sql)])


def drill(place: Path, seed: int, ways: Collection[tuple[str, str]] = ALL) -> int:
    """Restore backups by class and by what opens them, the passphrase or the code alone; how many that were."""
    folder, code, made, held = household(place, random.Random(seed))  # noqa: S311 - the same household every time
    kept = place / "stick"
    for reason, bundle in made.items():
        shutil.copytree(bundle, kept / reason)
    rotation.rotate(folder, GOLDEN_PASSPHRASE, new_passphrase=PASSPHRASE, recovery_code=keys.new_recovery_code())
    (rotated,) = (
        one.folder for one in bundles.listed([folder / "backups"], vault_id(folder)) if one.reason == "rotation"
    )
    shutil.copytree(rotated, kept / "rotation")
    held["rotation"] = held["hand"]
    shutil.rmtree(folder)
    done = 0
    for reason, kind in ways:
        was = held[reason]
        home = place / f"{reason}-{kind}"
        home.mkdir()
        secret = GOLDEN_PASSPHRASE
        if kind == "recovery":
            secret = code
            (home / "code").write_text(code)
            command(home, "vault", "restore", kept / reason, "--recovery-code-file", home / "code", secret="")
        else:
            command(home, "vault", "restore", kept / reason, secret=secret)
        with Vault.open(home / "vault", secret, slot_type=kind) as vault:
            now = read(vault)
            assert (now.accounts, now.chain) == (was.accounts, was.chain)
            assert {name: now.count(name) for name in was.counts if name != "meta"} == {
                name: count for name, count in was.counts.items() if name != "meta"
            }
            assert paper(vault) == PAPER
        shutil.rmtree(home)
        done += 1
    return done


def vault_id(folder: Path) -> str:
    with Vault.open(folder, PASSPHRASE) as vault:
        return vault.id


def paper(vault: Vault) -> bytes:
    from hub.services import attachments

    return attachments.content(vault, 1)


def test_every_class_of_backup_is_enough(tmp_path: Path) -> None:
    assert drill(tmp_path, 0, [("hand", "passphrase"), ("rotation", "recovery")]) == 2


@pytest.mark.soak
def test_many_drills(tmp_path: Path) -> None:
    for seed in range(times("DRILLS", 20)):
        assert drill(tmp_path / f"{seed}", seed) == 10
        shutil.rmtree(tmp_path / f"{seed}")
