"""What goes wrong: each with a code, its place and a next step, and the vault as before."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from command_run import PASSPHRASE, Run

from hub.services import vaults

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    + bytes(300)
)


def broken_quote() -> str:
    rows = [f"2026-01-{day:02},Bakery {day},-{day}.50" for day in range(1, 28)]
    rows[18] = '2026-01-19,"Bakery,-19.50'  # line 20 of the file
    return "Date,Payee,Amount\n" + "\n".join(rows) + "\n"


def test_a_file_that_can_not_be_read_names_its_place_and_leaves_the_vault_as_it_was(
    in_vault: Run, tmp_path: Path
) -> None:
    empty, picture, gone = tmp_path / "empty.csv", tmp_path / "cat.png", tmp_path / "gone.csv"
    empty.write_bytes(b"")
    picture.write_bytes(PNG)
    for path in (empty, picture, gone, tmp_path):
        done = in_vault("import", path, "--json")
        assert done.code == 1, path
        assert Path(done.error["where"]["file"]).name == path.name
        assert done.error["message"]
    assert in_vault("accounts", "--json").json["accounts"] == []
    assert in_vault("undo", "--json").json == {"undone": None}


def test_a_broken_quote_is_a_problem_with_its_line_and_the_good_lines_come_in(in_vault: Run, tmp_path: Path) -> None:
    path = tmp_path / "quote.csv"
    path.write_text(broken_quote())
    found = in_vault("inspect", path, "--json")
    assert found.code == 0
    entry = found.json["files"][0]
    assert [one["line"] for one in entry["problems"]] == [20]
    assert entry["problems"][0]["code"] == "broken_quote"
    assert len(entry["statements"][0]["transactions"]) == 26
    done = in_vault("import", path, "--json").json["batches"][0]
    assert (done["new"], done["rejected"]) == (26, 1)
    assert done["problems"][0]["line"] == 20


def test_one_bad_file_stops_none_of_the_others(in_vault: Run, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "cat.png").write_bytes(PNG)
    done = in_vault("import", tmp_path / "cat.png", samples / "cash.csv", "--json")
    assert done.code == 1
    assert [one["new"] for one in done.json["batches"]] == [141]
    assert [Path(one["file"]).name for one in done.json["errors"]] == ["cat.png"]
    inspected = in_vault("inspect", tmp_path / "cat.png", samples / "cash.csv", "--json")
    assert inspected.code == 1
    first, second = inspected.json["files"]
    assert first["statements"] == []
    assert first["error"]["code"] == first["problems"][0]["code"]
    assert len(second["statements"][0]["transactions"]) == 141
    shown = in_vault("inspect", tmp_path / "cat.png")
    assert shown.code == 1
    assert "cat.png" in shown.out


def test_a_file_without_read_permission_says_so(process: Run, tmp_path: Path) -> None:
    path = tmp_path / "secret.csv"
    path.write_text("Date,Amount\n2026-01-01,1.00\n")
    path.chmod(0)
    under: list[str] = []
    if os.geteuid() == 0:  # the superuser may read everything until that right is taken away
        if shutil.which("setpriv") is None:
            pytest.skip("the superuser's right to read everything can't be taken away here")
        under = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
    done = process("inspect", path, "--json", under=under)
    assert done.code == 1
    assert done.json["files"][0]["error"]["code"] == "cannot_read_file"
    assert done.json["files"][0]["error"]["next_step"]


def test_a_wrong_passphrase_a_missing_vault_and_a_busy_one_are_told_apart(
    coffer: Run, empty_vault: Path, tmp_path: Path
) -> None:
    (tmp_path / "wrong").write_text("not this\n")
    folder = shutil.copytree(empty_vault, tmp_path / "vault")
    wrong = coffer("accounts", "--json", "--vault", folder, "--passphrase-file", tmp_path / "wrong")
    assert (wrong.code, wrong.error["code"]) == (1, "wrong_passphrase")
    missing = coffer("accounts", "--json", "--vault", tmp_path / "none", "--passphrase-file", tmp_path / "wrong")
    assert (missing.code, missing.error["code"]) == (1, "vault_missing")
    assert missing.error["where"] == {"path": str(tmp_path / "none")}
    assert missing.error["next_step"]
    assert not (tmp_path / "none").exists()
    with vaults.open_vault(folder, lambda: PASSPHRASE):
        busy = coffer("accounts", "--json", "--vault", folder, "--passphrase-file", tmp_path / "passphrase")
    assert (busy.code, busy.error["code"]) == (1, "vault_busy")


def test_errors_are_sentences_on_standard_error_without_json(in_vault: Run, tmp_path: Path) -> None:
    done = in_vault("transactions", "payee:", "colour:red")
    assert (done.code, done.out) == (1, "")
    assert "colour" in done.err or "payee" in done.err
    done = in_vault("import", tmp_path / "gone.csv")
    assert "gone.csv" in done.err


@pytest.mark.parametrize(("command", "code"), [(["restore", "f"], "no_backup"), (["erase"], "not_confirmed")])
def test_what_can_not_be_taken_back_wants_a_backup_or_a_yes(in_vault: Run, command: list[str], code: str) -> None:
    done = in_vault("vault", *command, "--json")
    assert (done.code, done.error["code"]) == (1, code)


def test_a_defect_is_one_line_and_a_log_without_what_it_was_about(
    in_vault: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("Bakery 12.34 DE02120300000000202051")

    monkeypatch.setattr("hub.services.vaults.facts", fail)
    done = in_vault("vault", "info", "--json")
    assert (done.code, done.error["code"]) == (70, "defect")
    log = Path(done.error["where"]["log"])
    assert log.is_relative_to(tmp_path)
    assert "RuntimeError" in log.read_text()
    assert "Bakery" not in log.read_text() + done.out + done.err
    assert (log.stat().st_mode & 0o777) == 0o600
    shown = in_vault("vault", "info")
    assert (shown.code, shown.out, shown.err.count("\n")) == (70, "", 1)
    monkeypatch.setenv("COFFER_DEBUG", "1")
    assert "Traceback" in in_vault("vault", "info").err


def test_the_day_can_be_fixed_and_must_be_one(in_vault: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COFFER_TODAY", "yesterday")
    done = in_vault("transactions", "--json")
    assert (done.code, done.error["code"]) == (1, "bad_day")
