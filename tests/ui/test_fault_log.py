"""What is written about a defect: kinds and places, never a message or a value."""

from __future__ import annotations

from pathlib import Path

from ui import faults


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
    report = faults.description(caught())
    assert "builtins.ValueError" in report
    assert "builtins.KeyError" in report
    assert "ui/test_fault_log.py" in report
    assert "failing" in report
    for secret in ("Grünmarkt", "6348", "paid", str(Path.home()) + "/"):
        assert secret not in report


def test_the_log_grows_and_stays_small(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "crash.log"
    faults.record(caught(), log)
    faults.record(caught(), log)
    assert log.read_text("utf-8").count("builtins.ValueError") == 2
    log.write_text("x" * 900_000, "utf-8")
    faults.record(caught(), log)
    assert log.stat().st_size < 10_000
    assert log.stat().st_mode & 0o077 == 0


def test_a_log_that_can_not_be_written_is_no_second_crash(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert faults.record(caught(), tmp_path / "file" / "crash.log") is None
