"""Files read in a process of their own say what they say when they are read here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from hub.domain import line_columns
from hub.domain.errors import Cancelled
from hub.domain.line_columns import Lines
from hub.domain.progress import silent
from hub.services import reading_apart
from hub.services.choosing import Choices
from hub.services.file_reading import read_file
from hub.services.reading_apart import ReadApart, read_apart
from importers.confined import confined

CHOICES = Choices(today=date(2026, 11, 19))
HEAD = "Date,Payee,Amount\n"


def written(path: Path, rows: int, *, year: str = "2026-") -> Path:
    lines = [f"{year}{1 + n % 12:02}-{1 + n % 28:02},Shop {n % 9},-{n % 50}.{n % 90 + 10}\n" for n in range(rows)]
    path.write_text(HEAD + "".join(lines))
    return path


@pytest.fixture(scope="module")
def apart() -> Iterator[ReadApart]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading_apart, "LARGE", 0)
        with read_apart([Path(__file__)], CHOICES, silent) as one:
            assert one is not None
            yield one


def test_each_kind_of_answer_arrives_whole(apart: ReadApart, tmp_path: Path) -> None:
    many = written(tmp_path / "many.csv", line_columns.LARGE + 7)
    few = written(tmp_path / "few.csv", 40)
    empty = written(tmp_path / "none.csv", 0)
    for path in (many, few, empty, tmp_path / "gone.csv"):
        found, wanted = apart.take(path), read_file(path, CHOICES.first_answers(path))
        assert (found.size, found.sha256, str(found.error)) == (wanted.size, wanted.sha256, str(wanted.error))
        assert found.reading == wanted.reading
        assert found.content == b""
    held = apart.take(many).reading
    assert held is not None
    assert isinstance(held.statements[0].lines, Lines)


def test_another_answer_is_read_by_the_child_too(apart: ReadApart, tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text(HEAD + "03/04/2026,Bakery,-3.50\n05/06/2026,Market,-12.00\n")
    found = apart.take(path)
    assert found.reading is not None
    (question,) = found.reading.questions
    other = next(one for one in question.choices if one != question.assumed)
    again = found.under({**found.answers, question.code: other})
    assert again is not None
    days = [one.statements[0].lines[0].booked_on for one in (found.reading, again)]
    assert (days[0].month, days[0].day) == (days[1].day, days[1].month)


def test_a_child_that_dies_is_an_error_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_apart, "LARGE", 0)
    with read_apart([Path(__file__)], CHOICES, silent) as one:
        assert one is not None
        assert one._child is not None
        one._child.kill()
        one._child.wait()
        found = one.take(written(tmp_path / "a.csv", 5))
    assert found.reading is None
    assert found.error is not None
    assert found.error.code == "reader_stopped"


def test_stopping_ends_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_apart, "LARGE", 0)
    path = written(tmp_path / "many.csv", 25_000)

    def stop(done: int, total: int = 0, note: str = "") -> None:
        raise Cancelled

    children = []
    with read_apart([path], CHOICES, stop) as one:
        assert one is not None
        assert one._child is not None
        children.append(one._child)
        with pytest.raises(Cancelled):
            one.take(path)
    assert children[0].returncode is not None


def test_small_files_need_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_apart, "LARGE", 1 << 20)
    with read_apart([written(tmp_path / "few.csv", 3), tmp_path / "gone.csv"], CHOICES, silent) as one:
        assert one is None


def test_modules_in_the_folder_where_the_program_was_started_are_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('planted')")
    monkeypatch.chdir(tmp_path)
    path = written(tmp_path / "a.csv", 5)
    with read_apart([path], CHOICES, silent, 0) as one:
        assert one is not None
        assert one.take(path).error is None
    assert confined(len, b"three", "workbook_broken") == 5
