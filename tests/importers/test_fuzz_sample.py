"""A little of the fuzzing of `python -m tests.fuzz` for every reader; the same damage each time."""

from __future__ import annotations

import random

import pytest

from importers import detect, spreadsheet
from tests.fuzz import verdict as judging
from tests.fuzz.forks import forked
from tests.fuzz.mutations import mutated
from tests.fuzz.seeds import importer_named, seeds_of

COUNT = 40
READERS = [importer.name for importer in detect.all_importers() if importer.name != "pdf"]


@pytest.mark.parametrize("reader", READERS)
def test_damaged_files_are_read_or_refused(reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "sheets_of", forked)
    monkeypatch.setattr(judging, "SECONDS", 8)  # two on a machine that has nothing else to do
    seeds, dice = seeds_of(reader), random.Random(7)  # noqa: S311 - damage, not secrets
    assert seeds
    for _ in range(COUNT):
        content = mutated(dice, seeds)
        assert judging.verdict(importer_named(reader), content) is None
