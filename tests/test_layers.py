"""Every contract holds, and every contract breaks when it is broken on purpose."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINT = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]

BREACHES = [
    ("layers", "hub/services/accounts.py", "import ui"),
    ("layers", "storage/accounts.py", "import hub.services.accounts"),
    ("layers", "importers/detect.py", "import storage"),
    ("layers", "hub/domain/money.py", "import storage.rates"),
    ("pure-domain", "hub/domain/account.py", "import sqlalchemy"),
    ("one-gate", "hub/services/rates.py", "import httpx"),
    ("one-gate", "ui/app.py", "import socket"),
    ("one-gate", "importers/ofx.py", "import urllib.request"),
    ("screens-apart", "ui/screens/transactions.py", "import ui.screens.welcome"),
    ("impartial", "hub/domain/decide/rank.py", "import hub.domain.offers"),
    ("importers-pure", "importers/csvfile.py", "import sqlalchemy"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [*LINT, "--config", str(folder / "pyproject.toml"), "--no-cache"]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(folder), "PATH": ""}
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    for package in ("hub", "ui", "storage", "importers"):
        shutil.copytree(
            ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__", "*.ttf", "*.svg")
        )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_all_contracts_hold(copy: Path) -> None:
    found = lint(copy)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(("contract", "module", "line"), BREACHES)
def test_a_breach_is_found(copy: Path, contract: str, module: str, line: str) -> None:
    names = {"layers": "Arrows", "pure-domain": "standard library", "one-gate": "gate", "screens-apart": "Screens"}
    names |= {"impartial": "Ranking", "importers-pure": "Importers"}
    target = copy / module
    before = target.read_text(encoding="utf-8")
    target.write_text(f"{before}\n{line}\n", encoding="utf-8")
    try:
        found = lint(copy)
    finally:
        target.write_text(before, encoding="utf-8")
    assert found.returncode != 0
    broken = [row for row in found.stdout.splitlines() if " BROKEN" in row]
    assert any(names[contract] in row for row in broken), found.stdout
