"""Everything out and back, and some of it gone, from a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_run import PASSPHRASE, Run

from hub.services import export


def test_leave_and_come_back(coffer: Run, in_household: Run, tmp_path: Path) -> None:
    left = in_household("leave", tmp_path / "left", "--json").json
    assert (left["proved"], left["differing"], left["encrypted"]) == (True, [], False)
    again = in_household("leave", tmp_path / "left", "--json")
    assert (again.code, again.error["code"]) == (1, "folder_exists")
    options = ("--vault", tmp_path / "again", "--passphrase-file", tmp_path / "passphrase")
    made = coffer("vault", "create", "--from", tmp_path / "left", "--json", *options).json
    assert made["tables"] == left["tables"]
    there = coffer("accounts", "--json", *options).json
    assert there == in_household("accounts", "--json").json


def test_leave_in_an_archive(in_vault: Run, tmp_path: Path) -> None:
    (tmp_path / "age").write_text(PASSPHRASE + "\n")
    done = in_vault("leave", tmp_path / "left.age", "--age-passphrase-file", tmp_path / "age")
    assert done.code == 0
    assert "every table has the same hash" in done.out
    assert (tmp_path / "left.age").read_bytes().startswith(b"age-encryption.org/v1")


@pytest.mark.parametrize("name", export.FORMATS)
def test_every_format_can_be_named(in_vault: Run, tmp_path: Path, name: str) -> None:
    done = in_vault("export", "--format", name, "--out", tmp_path / "out", "--json").json
    assert (done["format"], done["rows"]) == (name, 0)


def test_forgetting_asks_and_reports(in_household: Run) -> None:
    assert in_household("vault", "forget", "--json").error["code"] == "one_scope"
    (found,) = in_household("transactions", "--limit", "1", "--json").json["transactions"]
    planned = in_household("vault", "forget", "--transaction", found["id"], "--dry-run", "--json").json
    assert (planned["forgotten"], planned["transactions"]) == (None, 1)
    refused = in_household("vault", "forget", "--transaction", found["id"], "--json")
    assert refused.error["code"] == "not_confirmed"
    done = in_household("vault", "forget", "--transaction", found["id"], "--yes", "--json").json
    assert done["forgotten"]["transactions"] == 1
    assert done["unreachable"] == ["old_blocks", "snapshots"]
    period = in_household("vault", "forget", "--from", "2026-01-01", "--to", "2026-01-31", "--yes")
    assert period.code == 0
    assert "No program can reach" in period.out
    assert in_household("vault", "check").code == 0


def test_rules_are_passed_on_without_names(in_vault: Run, tmp_path: Path) -> None:
    for query in ("hotel", "payee:keller"):
        assert in_vault("rules", "add", query, "--category", "travel").code == 0
    done = in_vault("rules", "export", tmp_path / "rules.json", "--json").json
    assert (done["rules"], done["left_out"]) == (1, 1)
    assert "keller" not in (tmp_path / "rules.json").read_text()
    assert in_vault("rules", "import", tmp_path / "rules.json", "--json").json == {"added": 0}
