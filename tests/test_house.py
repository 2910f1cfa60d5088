"""Rules of the house that no linter knows: exact money, small modules, no leftovers, no hosts."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BELOW_UI = [path for package in ("hub", "storage", "importers") for path in (ROOT / package).rglob("*.py")]
CODE = [
    path for path in (*BELOW_UI, *(ROOT / "ui").rglob("*.py")) if "versions" not in path.parts
]  # revisions are generated

STATISTICS = {
    "hub/domain/cadence.py": "distances of days from a rhythm",
    "hub/domain/categorise.py": "probabilities of categories",
    "hub/domain/conformal.py": "quantiles of how wrong forecasts were",
    "hub/domain/backtest.py": "errors as the quantiles take them",
    "hub/domain/habit.py": "what a day usually brings",
    "hub/domain/projection.py": "expected balances, rounded to minor units where they are shown",
    "hub/domain/recurring.py": "spreads and confidence",
    "hub/domain/text.py": "similarity of names",
    "hub/services/forecast.py": "expected balances until they are rounded",
    "hub/services/inspecting.py": "the confidence of a reading, a number in JSON",
    "hub/services/vaults.py": "seconds of the opening",
    "storage/keychain.py": "seconds of patience",
    "storage/keys.py": "seconds of the key derivation",
    "hub/services/linear.py": "what the solver calculates in; its plan is priced by the exact comparison",
    "hub/services/optimum.py": "what the solver calculates in",
    "hub/services/plan_parts.py": "what the solver calculates in",
    "storage/slots.py": "seconds of the key derivation",
    "storage/vault.py": "seconds of the opening",
}
"""Modules below ui that may use floats, and what for: never for money."""


def floats(path: Path) -> list[int]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]


@pytest.mark.parametrize("path", BELOW_UI, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_float_below_ui(path: Path) -> None:
    if str(path.relative_to(ROOT)) not in STATISTICS:
        assert floats(path) == []


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_no_group_is_repeated_possessively() -> None:
    """Python 3.11.2, which Debian 12 brings, matches them wrongly (gh-106052, mended in 3.11.5)."""
    repeated = re.compile(r"\)(?:[*+?]|\{[0-9,]+\})\+|\(\?>")
    assert [str(path) for path in CODE if repeated.search(path.read_text(encoding="utf-8"))] == []


def test_the_lock_file_pins_every_dependency_with_hashes_and_names_no_host() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^[A-Za-z0-9._-]+==\S+", text, re.MULTILINE)
    assert len(pins) > 20
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "--index" not in text


def test_every_dependency_is_in_the_lock_file() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted = re.findall(r'^    "([A-Za-z0-9-]+)[><=~]', project, re.MULTILINE)
    locked = {
        name.lower().replace("_", "-")
        for name in re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    }
    assert {name.lower() for name in wanted} <= locked
