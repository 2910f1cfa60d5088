"""Looking after a vault from the command line: backups, restoring, checking, ways in, a new key, erasing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_run import ROOT

from hub.services import access
from storage import keys
from ui.cli.session import Session

Run = Callable[..., Any]
CODE = keys.new_recovery_code()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where `in_household` and `in_vault` have their copy."""
    return tmp_path / "vault"


@pytest.fixture
def known_code(monkeypatch: pytest.MonkeyPatch) -> str:
    """The next recovery codes, as somebody reads them from the screen."""
    monkeypatch.setattr(access, "new_recovery_code", lambda: CODE)
    return CODE


def test_back_up_change_and_put_back(in_household: Run, tmp_path: Path) -> None:
    made = in_household("vault", "backup", tmp_path / "copy", "--json").json["backup"]
    assert (made["folder"], made["reason"]) == (str(tmp_path / "copy"), "hand")
    assert in_household("vault", "backup", tmp_path / "copy", "--json").code == 0, "into a folder that is there"
    listed = in_household("vault", "backup", "--list", "--json").json
    assert [Path(one["folder"]).parent.name for one in listed["backups"]] == ["copy", tmp_path.name]
    assert listed["old"] is False
    before = in_household("accounts", "--json").json["accounts"]
    in_household("accounts", "add", "Extra", "--kind", "cash", "--currency", "EUR", "--opening", "5", "--json")
    shown = in_household("vault", "restore", tmp_path / "copy", "--dry-run", "--json").json
    assert shown["restored"] is False
    extra = {"name": "Extra", "currency": "EUR", "balance_now": "5.00", "balance_then": None}
    assert shown["changes"]["accounts"] == [extra | {"transactions_now": 0, "transactions_then": 0}]
    assert "Extra" in in_household("vault", "restore", tmp_path / "copy", "--dry-run").out
    refused = in_household("vault", "restore", tmp_path / "copy", "--json")
    assert (refused.code, refused.error["code"]) == (1, "not_confirmed")
    done = in_household("vault", "restore", tmp_path / "copy", "--yes", "--json").json
    assert done["restored"] is True
    assert Path(done["kept"]).exists()
    assert in_household("accounts", "--json").json["accounts"] == before


def test_restoring_what_is_no_backup(in_vault: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused = in_vault("vault", "restore", tmp_path / "empty", "--yes", "--json")
    assert (refused.code, refused.error["code"]) == (1, "no_backup")
    assert refused.error["message"]


def test_checking_and_repairing(in_vault: Run, folder: Path) -> None:
    whole = in_vault("vault", "check", "--json")
    assert whole.code == 0
    assert whole.json["whole"] is True
    assert [one["code"] for one in whole.json["findings"]] == ["no_recovery_code"]
    (folder / "vault.anchor").unlink()
    (folder / "vault.hdr.1").write_bytes(b"noise")
    found = in_vault("vault", "check", "--json")
    assert found.code == 1
    assert {"name": "header", "whole": False, "detail": "header_copy_damaged vault.hdr.1"} in found.json["checks"]
    assert "vault.hdr.1, is damaged. Repair: write it anew" in in_vault("vault", "check").out
    repaired = in_vault("vault", "check", "--repair", "--json")
    assert repaired.code == 0
    assert repaired.json["repaired"] >= 1
    assert in_vault("vault", "check", "--json").json["whole"] is True


def test_ways_in(in_vault: Run, known_code: str, tmp_path: Path) -> None:
    wrong = in_vault("vault", "recovery", "--json", stdin="0000\n")
    assert (wrong.code, wrong.error["code"]) == (1, "retyped_wrong")
    assert known_code in wrong.err
    assert known_code not in wrong.out
    kept = in_vault("vault", "recovery", "--json", stdin=f"{known_code}\n").json
    assert [one["type"] for one in kept["slots"]] == ["passphrase", "recovery"]
    in_vault("vault", "backup", tmp_path / "copy")
    (tmp_path / "code").write_text(known_code)
    arguments = ("vault", "restore", tmp_path / "copy", "--recovery-code-file", tmp_path / "code", "--yes", "--json")
    assert in_vault(*arguments).json["restored"] is True
    removed = in_vault("vault", "slots", "--remove", kept["slots"][1]["id"], "--yes", "--json").json["slots"]
    assert [one["type"] for one in removed] == ["passphrase"]
    last = in_vault("vault", "slots", "--remove", removed[0]["id"], "--yes", "--json")
    assert (last.code, last.error["code"]) == (1, "last_slot")


def test_the_keyring_is_off_until_asked_for(in_vault: Run) -> None:
    assert in_vault("vault", "keyring", "--json").json["on"] is False
    refused = in_vault("vault", "keyring", "on", "--json")
    assert (refused.code, refused.error["code"]) == (1, "keyring_unavailable")
    assert "any program you run can ask" in refused.err
    assert in_vault("vault", "keyring", "off", "--json").json["on"] is False


def test_a_new_key(in_vault: Run, known_code: str, tmp_path: Path) -> None:
    (tmp_path / "new").write_text("four red pears\n")
    arguments = ("vault", "rotate", "--new-passphrase-file", tmp_path / "new", "--json")
    done = in_vault(*arguments, stdin=f"{known_code}\n")
    assert done.json["rotated"] is True
    assert Path(done.json["backup"]["folder"]).exists()
    assert in_vault("vault", "info", "--json").error["code"] == "wrong_passphrase"
    (tmp_path / "passphrase").write_text("four red pears\n")
    slots = in_vault("vault", "slots", "--json").json["slots"]
    assert [one["type"] for one in slots] == ["passphrase", "recovery"]


def test_erasing(in_household: Run, folder: Path, tmp_path: Path) -> None:
    in_household("vault", "backup", tmp_path / "copy")
    refused = in_household("vault", "erase", "--json")
    assert (refused.code, refused.error["code"]) == (1, "not_confirmed")
    assert folder.exists()
    done = in_household("vault", "erase", "--yes", "--json").json
    assert done["left"] == []
    assert done["erased"]["keys"] == 3
    assert done["unreachable"] == ["disk_blocks", "snapshots"]
    assert not folder.exists()
    assert not (tmp_path / "copy").exists()


def test_erasing_what_nobody_can_open(in_vault: Run, folder: Path) -> None:
    (folder / "vault.hdr").write_bytes(b"noise")
    assert in_vault("vault", "erase", "--yes", "--json").code == 1
    assert "No program can reach:" in in_vault("vault", "erase", "--locked", "--yes").out
    assert not folder.exists()


def older(folder: Path, in_vault: Run) -> None:
    """Put yesterday's database back."""
    before = (folder / "vault.db").read_bytes()
    in_vault("accounts", "add", "Extra", "--kind", "cash", "--currency", "EUR", "--json")
    (folder / "vault.db").write_bytes(before)


def test_a_warning_is_gone_on_in_spite_of_by_its_name_only(in_vault: Run, folder: Path) -> None:
    older(folder, in_vault)
    refused = in_vault("vault", "info", "--yes", "--json")
    assert (refused.code, refused.error["code"]) == (1, "older_than_remembered")
    assert in_vault("--accept", "anchor_damaged", "vault", "info", "--json").code == 1
    wrong = in_vault("--accept", "anything", "vault", "info", "--json")
    assert (wrong.code, wrong.error["code"]) == (2, "wrong_usage")
    assert in_vault("--accept", "older_than_remembered", "vault", "info", "--json").code == 0


def test_who_sits_at_the_terminal_is_asked(in_vault: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older(folder, in_vault)
    monkeypatch.setattr(Session, "is_interactive", True)
    refused = in_vault("vault", "info", stdin="n\n")
    assert refused.code == 1
    assert "[y/N]" in refused.err
    assert in_vault("vault", "info", stdin="y\n").code == 0


def test_the_recovery_sheet_is_there_before_the_code_is_typed(in_vault: Run, folder: Path, tmp_path: Path) -> None:
    in_vault("vault", "info", "--json")
    place = tmp_path / "sheet.pdf"
    options = ("--vault", str(folder), "--passphrase-file", str(tmp_path / "passphrase"))
    command = [sys.executable, "-m", "hub", "vault", "recovery", "--sheet", str(place), *options]
    for answer, code in (("no", 1), ("", 0)):
        with subprocess.Popen(
            command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stderr is not None
            shown = next(line.strip() for line in process.stderr if line.startswith("    "))
            assert place.read_bytes().startswith(b"%PDF")
            assert place.stat().st_mode & 0o077 == 0
            process.communicate(f"{answer or shown}\n")
        assert (process.returncode, place.exists()) == (code, code == 0)
    left = in_vault("privacy", "disclosures", "--json")
    assert (left.code, shown in left.out) == (0, False)
    assert left.out.count("recovery_sheet") == 2
