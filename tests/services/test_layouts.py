"""What is known of one file's layout: how often it came, its answers, forgotten in one step, passed on alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hub.domain.errors import LedgerError
from hub.services import history, imports, layouts, profiles, vaults
from hub.services.choosing import Choices
from hub.services.layouts import Known
from storage.vault import Vault

OPEN = "Date,Payee,Amount\n0{month}/04/2026,Bakery Lindner,-3.50\n05/0{month}/2026,Market,-12.00\n"
OTHER = "Datum;Text;Betrag\n01.03.2026;Brot;-3,45\n13.03.2026;Milch;-1,10\n"


def brought(vault: Vault, folder: Path, name: str, content: str, answer: str = "") -> Known:
    """What was known of a file before it came in."""
    path = folder / name
    path.write_text(content, encoding="utf-8")
    choices = Choices(answers={name: {"day_or_month_first": answer} if answer else {}})
    shown = imports.preview(vault, [path], choices=choices)
    reading = shown.files[0].reading
    assert reading is not None
    known = layouts.known(vault, reading, path.stem)
    imports.accept(vault, shown)
    return known


def test_how_often_a_layout_came_and_what_was_answered(vault: Vault, tmp_path: Path) -> None:
    found = [
        brought(vault, tmp_path, f"statement-{month}.csv", OPEN.format(month=month), "dmy" if month == 1 else "")
        for month in (1, 2, 3)
    ]
    assert [one.uses for one in found] == [0, 1, 2]
    assert [dict(one.answers) for one in found] == [{}, *[{"day_or_month_first": "dmy"}] * 2]
    assert found[0].keys == ()
    assert len({one.layout for one in found}) == 1


def test_a_layout_is_forgotten_in_one_step_that_undo_takes_back(vault: Vault, tmp_path: Path) -> None:
    brought(vault, tmp_path, "statement-1.csv", OPEN.format(month=1), "dmy")
    brought(vault, tmp_path, "other.csv", OTHER)
    known = brought(vault, tmp_path, "statement-2.csv", OPEN.format(month=2))
    assert len(known.keys) == 2
    profiles.remove(vault, *known.keys)
    assert len(profiles.all_profiles(vault)) == 1
    history.undo_last(vault)
    assert len(profiles.all_profiles(vault)) == 3
    with pytest.raises(LedgerError):
        profiles.remove(vault, "0" * 64)


def test_one_layout_is_passed_on_alone_and_said_to_be_so(vault: Vault, tmp_path: Path) -> None:
    brought(vault, tmp_path, "statement-1.csv", OPEN.format(month=1), "dmy")
    brought(vault, tmp_path, "wide.csv", OPEN.format(month=1).replace("Payee", "Description"), "mdy")
    known = brought(vault, tmp_path, "statement-2.csv", OPEN.format(month=2))
    out = tmp_path / "layout.json"
    profiles.write_out(vault, out, known.shareable)
    (shared,) = json.loads(out.read_text(encoding="utf-8"))["profiles"]
    assert shared["answers"] == {"day_or_month_first": "dmy"}
    assert "lindner" not in out.read_text(encoding="utf-8").casefold()
    with Vault.in_memory() as other:
        vaults.prepare(other)
        profiles.take_in(other, out)
        there = brought(other, tmp_path, "credit union.csv", OPEN.format(month=3))
        assert (there.uses, there.is_passed_on, dict(there.answers)) == (0, True, {"day_or_month_first": "dmy"})
