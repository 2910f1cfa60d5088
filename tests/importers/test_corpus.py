"""The import corpus beside the checkout, scored with its own rules; other institutions decide acceptance."""

from __future__ import annotations

import csv
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from hub.services.inspecting import inspect_files

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
LEAST = 209


@pytest.fixture(scope="module")
def rules() -> ModuleType:
    if not (CORPUS / "score_import.py").exists():
        pytest.skip("no corpus beside the checkout")
    spec = importlib.util.spec_from_file_location("score_import", CORPUS / "score_import.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_corpus_is_read(rules: ModuleType, tmp_path: Path) -> None:
    wrong = []
    with (CORPUS / "index.csv").open(encoding="utf-8") as file:
        rows = [r["path"] for r in csv.DictReader(file)]
    for number, path in enumerate(rows):
        copy = tmp_path / f"{number:04}{Path(path).suffix}"
        copy.write_bytes((CORPUS / "files" / path).read_bytes())
        document = inspect_files([copy])
        truth = json.loads((CORPUS / "truth" / f"{path}.json").read_text(encoding="utf-8"))
        faults = rules.judge(truth, document["files"][0])  # type: ignore[index]
        if faults:
            wrong.append((path, faults[:3]))
    assert len(rows) - len(wrong) >= LEAST, wrong
