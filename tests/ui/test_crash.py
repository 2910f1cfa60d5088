"""What is written about a defect: kinds and places, never a message or a value."""

from __future__ import annotations

from pathlib import Path

from ui import crash


def failing(payee: str, amount: int) -> None:
    try:
        {}[f"{payee} {amount}"]
    except KeyError as error:
        raise ValueError(f"Grünmarkt paid {amount}") from error


def caught() -> BaseException:
    try:
        failing("Grünmarkt", 6348)
    except ValueError as error:
        return error
    raise AssertionError


def test_the_report_names_kinds_and_places_but_no_values() -> None:
    report = crash.report_of(caught(), "1.0")
    assert "builtins.ValueError" in report
    assert "builtins.KeyError" in report
    assert "tests/ui/test_crash.py" in report
    assert "failing" in report
    for secret in ("Grünmarkt", "6348", "paid", str(Path.home()) + "/"):
        assert secret not in report


def test_the_log_grows_and_stays_small(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "crash.log"
    crash.write(caught(), log)
    crash.write(caught(), log)
    assert log.read_text("utf-8").count("builtins.ValueError") == 2
    log.write_text("x" * 900_000, "utf-8")
    crash.write(caught(), log)
    assert log.stat().st_size < 210_000


def test_a_log_that_can_not_be_written_is_no_second_crash(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "builtins.ValueError" in crash.write(caught(), tmp_path / "file" / "crash.log")
