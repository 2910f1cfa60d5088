"""Files that are read while the key is derived say what they say when nobody reads ahead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hub.domain.errors import StatementError
from hub.services import file_reading, imports, vaults
from hub.services.ahead import Ahead
from hub.services.choosing import Choices
from hub.services.vaults import Vault

TODAY = date(2026, 11, 19)
OPEN = "Date,Payee,Amount\n03/04/2026,Bakery,-4.20\n05/06/2026,Market,-9.00\n"


def test_the_preview_is_the_same(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("open.csv", "broken.ofx", "missing.csv")]
    paths[0].write_text(OPEN, "utf-8")
    paths[1].write_text("no statement at all", "utf-8")
    answers = {"day_or_month_first": "dmy"}
    choices = Choices(answers={str(one): answers for one in paths}, today=TODAY)
    with Vault.in_memory() as vault:
        vaults.prepare(vault)
        alone = imports.preview(vault, paths, choices=choices)
        beside = imports.preview(vault, paths, choices=choices, ahead=Ahead(paths, answers, TODAY))
    plain = [replace(file, error=None) for file in alone.files]
    assert [replace(file, error=None) for file in beside.files] == plain
    assert [str(file.error) for file in beside.files] == [str(file.error) for file in alone.files]
    assert alone.files[0].error is None
    assert all(file.error is not None for file in alone.files[1:])


def test_under_other_answers_a_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    path.write_text(OPEN, "utf-8")
    read = Ahead([path], {}, TODAY).take(path)
    first = read.under(file_reading.first_answers({}, TODAY))
    again = read.under(file_reading.first_answers({"day_or_month_first": "dmy"}, TODAY))
    assert first is not None
    assert again is not None
    assert first is read.reading
    assert again.statements[0].lines[0].booked_on == date(2026, 4, 3)


def test_what_breaks_beside_breaks_where_the_file_is_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise ZeroDivisionError

    path = tmp_path / "open.csv"
    path.write_text(OPEN, "utf-8")
    monkeypatch.setattr(file_reading.detect, "read", broken)
    ahead = Ahead([path], {}, TODAY)
    with pytest.raises(ZeroDivisionError):
        ahead.take(path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "open.csv"
    path.write_text(OPEN, "utf-8")
    monkeypatch.setattr(file_reading, "LARGEST_FILE", 10)
    read = file_reading.read_file(path, {})
    with pytest.raises(StatementError, match="file_too_large"):
        read.under({})
    assert (read.size, read.content) == (len(OPEN), b"")
