"""The process that reads a vault with the other engine runs our own modules and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import second_reader

KEY = "x'" + 48 * "00" + "'"


def test_modules_in_the_folder_where_the_program_was_started_are_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hashlib.py").write_text("open('ran', 'w').close()\nraise SystemExit('planted')\n")
    (tmp_path / "broken.db").write_bytes(b"no database")
    monkeypatch.chdir(tmp_path)
    found = second_reader.examine(tmp_path / "broken.db", KEY)
    assert not (tmp_path / "ran").exists()
    assert [code for code, _detail in found.problems] == ["unreadable"]
    assert found.sha256 == second_reader.file_hash(tmp_path / "broken.db")
