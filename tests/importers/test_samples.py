"""Every sample of every importer says what its truth says; a new importer's samples are found by their folder."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from importers import detect

SAMPLES = Path(__file__).parents[1] / "samples"
TRUTHS = {
    (folder.name, name): truth
    for folder in sorted(SAMPLES.iterdir())
    if (folder / "truth.json").exists()
    for name, truth in json.loads((folder / "truth.json").read_text(encoding="utf-8")).items()
}


def close(row: list[Any], line: Any) -> bool:
    day, amount, currency, text = row
    return (
        day in (line.booked_on.isoformat(), line.value_on and line.value_on.isoformat())
        and Decimal(amount) == line.amount
        and (currency is None or currency == line.currency)
        and text.casefold() in f"{line.payee} {line.description}".casefold()
    )


@pytest.mark.parametrize(("folder", "name"), TRUTHS, ids="/".join)
def test_a_sample_says_what_its_truth_says(folder: str, name: str) -> None:
    truth = TRUTHS[folder, name]
    reading = detect.read(name, (SAMPLES / folder / name).read_bytes())
    assert reading.importer == truth.get("importer", folder)
    lines = [line for statement in reading.statements for line in statement.lines]
    for row in truth["transactions"]:
        found = next((line for line in lines if close(row, line)), None)
        assert found is not None, (row, lines)
        lines.remove(found)
    assert lines == []
    if "problems" in truth:
        assert [p.code for p in reading.problems] == truth["problems"]
    first = reading.statements[0]
    for key, value in (("opening", first.opening), ("closing", first.closing)):
        if key in truth:
            assert value is not None
            assert value.amount == Decimal(truth[key])
    if "agree" in truth:
        assert first.balances_agree is truth["agree"]
    if "account" in truth:
        assert first.account.id == truth["account"]
    if "account_name" in truth:
        assert first.account.name == truth["account_name"]


def test_every_importer_has_samples() -> None:
    assert {importer.name for importer in detect.all_importers()} <= {folder for folder, _ in TRUTHS}


@pytest.mark.parametrize(("folder", "name"), TRUTHS, ids="/".join)
def test_a_sample_is_read_under_any_name(folder: str, name: str) -> None:
    content = (SAMPLES / folder / name).read_bytes()
    named, unnamed = detect.read(name, content), detect.read("download", content)
    assert named == unnamed
