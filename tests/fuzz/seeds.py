"""The files that are damaged: the samples of each importer, and the corpus beside the checkout where there is one."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from hub.domain.errors import StatementError
from importers import detect
from importers.base import Importer, Source
from tests.fuzz.pdf_seeds import pdf_seeds

_ROOT = Path(__file__).parents[2]
_FOLDERS = (_ROOT / "tests" / "samples", _ROOT.parent / "shared" / "corpus" / "files")
_LARGEST = 40_000


def importer_named(name: str) -> Importer:
    """The importer with a name; KeyError when there is none."""
    return {importer.name: importer for importer in detect.all_importers()}[name]


def seeds_of(name: str) -> list[bytes]:
    """The contents of all files that an importer is surest of."""
    return [*_seeds().get(name, []), *(pdf_seeds() if name == "pdf" else [])]


@lru_cache(maxsize=1)
def _seeds() -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    for folder in _FOLDERS:
        for place, _, files in sorted(os.walk(folder)):
            for file in sorted(files):
                content = (Path(place) / file).read_bytes()
                if file == "truth.json" or len(content) > _LARGEST:
                    continue
                try:
                    chosen = detect.choose(Source("input", content)).name
                except StatementError:
                    continue
                found.setdefault(chosen, []).append(content)
    return found
