"""Files whose lines are held by field are brought in as those held line by line."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from hub.domain import line_columns, many_texts, marks
from hub.domain.line_columns import Lines
from hub.domain.marks import Marks
from hub.services import imports, vaults
from storage.vault import Vault

ROWS = 60
_PLACES = ("Anker", "Birke", "Dorf", "Ecke", "Fuchs")


def _csv(folder: Path, name: str, *, newest_first: bool, rows: range = range(ROWS)) -> Path:
    lines, balance = [], 0
    for n in range(ROWS):
        amount = -100 * (1 + n % 7) if n % 9 else 25_000
        balance += amount
        text = f"Markt {_PLACES[n % 5]};Karte {n}" if n % 4 else "Kaffee;Karte"  # some are twins
        money = [f"{cents / 100:.2f}".replace(".", ",") for cents in (amount, balance)]
        lines.append(f"{date(2026, 1, 1) + timedelta(n // 6):%d.%m.%Y};{text};{money[0]};{money[1]};EUR")
    chosen = [lines[n] for n in rows]
    path = folder / name
    head = "Buchungstag;Empfänger;Verwendungszweck;Betrag;Saldo;Währung"
    path.write_text("\n".join([head, *(reversed(chosen) if newest_first else chosen)]) + "\n", encoding="utf-8")
    return path


def _held(vault: Vault) -> list[tuple[Any, ...]]:
    with vault.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM transactions ORDER BY id")]


@pytest.fixture
def other() -> Any:
    with Vault.in_memory() as vault:
        vaults.prepare(vault)
        yield vault


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_large_file_is_brought_in_as_a_small_one(
    newest_first: bool, vault: Vault, other: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _csv(tmp_path, "bank-2.csv", newest_first=newest_first)
    part = _csv(tmp_path, "bank-1.csv", newest_first=newest_first, rows=range(13, 31))
    for path in (part, whole):
        imports.accept(other, imports.preview(other, [path]))
    for module in (line_columns, marks):
        monkeypatch.setattr(module, "LARGE", 4)
    monkeypatch.setattr(many_texts, "_BLOCK", 8)
    imports.accept(vault, imports.preview(vault, [part]))
    before = _held(vault)
    shown = imports.preview(vault, [whole])
    found = shown.files[0].parts[0]
    assert isinstance(found.statement.lines, Lines)
    assert isinstance(found.marks, Marks)
    assert (found.count("duplicate"), found.count("new")) == (18, ROWS - 18)
    assert sorted(found.places.values()) == [("bank-1.csv", line) for line in range(2, 20)]
    batch = imports.accept(vault, shown)[0]
    assert _held(vault) == _held(other)
    again = imports.preview(vault, [whole]).files[0].parts[0]
    assert again.count("duplicate") == ROWS
    assert {one.payee for one in again.sorted_as} == {"Kaffee", *(f"Markt {one}" for one in _PLACES)}
    imports.undo_batch(vault, batch.id)
    assert _held(vault) == before
