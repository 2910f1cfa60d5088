"""A little of the fuzzing of `python -m tests.fuzz` for every reader; the same damage each time."""

from __future__ import annotations

import random

import pytest

from hub.domain.progress import silent
from importers import detect, pdf_words, spreadsheet
from importers.base import Source
from tests.fuzz import verdict as judging
from tests.fuzz.forks import confined_by_fork, confined_here, forked
from tests.fuzz.mutations import mutated
from tests.fuzz.seeds import importer_named, seeds_of, weighted_seeds_of

COUNT = 40
READERS = [importer.name for importer in detect.all_importers()]


@pytest.mark.parametrize("reader", READERS)
def test_damaged_files_are_read_or_refused(reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "sheets_of", forked)
    monkeypatch.setattr(pdf_words, "confined", confined_here)
    monkeypatch.setattr(judging, "SECONDS", 8)  # two on a machine that has nothing else to do
    seeds, dice = weighted_seeds_of(reader), random.Random(7)  # noqa: S311 - damage, not secrets
    assert seeds
    assert judging.verdict(importer_named(reader), seeds[0]) is None
    for _ in range(COUNT if reader != "pdf" else COUNT // 4):
        content = mutated(dice, seeds)
        assert judging.verdict(importer_named(reader), content) is None


@pytest.mark.parametrize("reader", ["spreadsheet", "pdf"])
def test_what_a_fork_reads_is_read(reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fork that always died would make all fuzzing of these readers say nothing."""
    monkeypatch.setattr(spreadsheet, "sheets_of", forked)
    monkeypatch.setattr(pdf_words, "confined", confined_by_fork)
    reading = importer_named(reader).extract(Source("input", seeds_of(reader)[-2]), silent)
    assert any(statement.lines for statement in reading.statements)
