"""The files that are damaged: the samples of each importer, and the corpus beside the checkout where there is one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from hub.domain.errors import StatementError
from importers import detect
from importers.base import Importer, Source
from tests.fuzz.pdf_seeds import pdf_seeds, short_pdf_seeds
from tests.fuzz.shortened import RECORDS, shortened

_ROOT = Path(__file__).parents[2]
_FOLDERS = (_ROOT / "tests" / "samples", _ROOT.parent / "shared" / "corpus" / "files")
_LARGEST = 40_000
_TIMES = 3
"""How often each of the short copies counts for once the whole file."""


def importer_named(name: str) -> Importer:
    """The importer with a name; KeyError when there is none."""
    return {importer.name: importer for importer in detect.all_importers()}[name]


def seeds_of(name: str) -> list[bytes]:
    """The contents of all files that an importer is surest of."""
    return [*_seeds().get(name, []), *(pdf_seeds() if name == "pdf" else [])]


def weighted_seeds_of(name: str) -> list[bytes]:
    """The contents of the files, and of each nine short copies: most inputs are made of these."""
    whole = seeds_of(name)
    if name == "pdf":
        return [*whole, *short_pdf_seeds() * _TIMES * len(whole)]
    found = list(whole)
    for content in [*whole, *(large_books() if name == "sqlite_book" else ())]:
        for count in RECORDS:
            short = shortened(content, count)
            found += [short if _reader_of(short) == name else content[:_LARGEST]] * _TIMES
    return found


@lru_cache(maxsize=1)
def large_books() -> list[bytes]:
    """Books in SQLite that are too large to be damaged whole."""
    return [content for content in _files() if content.startswith(b"SQLite") and len(content) > _LARGEST]


def _reader_of(content: bytes) -> str:
    try:
        return detect.choose(Source("input", content)).name
    except StatementError:
        return ""


def _files() -> Iterator[bytes]:
    for folder in _FOLDERS:
        for place, _, files in sorted(os.walk(folder)):
            for file in sorted(files):
                if file != "truth.json":
                    yield (Path(place) / file).read_bytes()


@lru_cache(maxsize=1)
def _seeds() -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    for content in _files():
        if len(content) <= _LARGEST and (chosen := _reader_of(content)):
            found.setdefault(chosen, []).append(content)
    return found
