"""What comes and goes through the gate, from the command line: summaries, companies, letters, banks, catalogues."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command_run import Run


@pytest.fixture
def in_it(coffer: Run, full_vault: Path, tmp_path: Path) -> Run:
    folder = shutil.copytree(full_vault, tmp_path / "vault")
    return lambda *argv: coffer(*argv, "--vault", folder, "--passphrase-file", tmp_path / "passphrase")


def test_a_summary_says_only_what_it_may(in_it: Run, tmp_path: Path) -> None:
    path = tmp_path / "for-adviser.json"
    words = ("summary", path, "--spending", "total", "--since", "2026-01-01", "--until", "2026-11-19", "--json")
    shown = in_it(*words, "--dry-run").json
    assert not path.exists()
    written = in_it(*words).json
    assert path.read_text(encoding="utf-8") == written["bytes"] == shown["bytes"]
    assert set(json.loads(written["bytes"])["spending"]) == {"EUR"}
    log = in_it("privacy", "disclosures", "--search", "for-adviser", "--json").json["disclosures"]
    assert [(one["id"], one["sha256"]) for one in log] == [(written["disclosure"], written["sha256"])]
    assert in_it("summary", path, "--spending", "everything", "--json").error["code"] == "no_such_level"
    saved = tmp_path / "log.jsonl"
    in_it("privacy", "disclosures", "--export", saved)
    assert json.loads(saved.read_text(encoding="utf-8").splitlines()[-1])["hash"] == log[-1]["hash"]
    checked = in_it("privacy", "verify", "--json").json
    assert (checked["whole"], checked["records"], checked["kinds"]) == (True, 2, {})


def test_companies_are_noted_checked_and_written_to(in_it: Run) -> None:
    made = in_it("companies", "add", "River Telecom", "newsletter", "--kind", "marketing", "--json").json["held"]
    assert (made["company"], made["state"]) == ("River Telecom", "open")
    checked = in_it("companies", "check", "--json")
    assert checked.code == 1
    assert {one["code"] for one in checked.json["points"] if not one["well"]} >= {"marketing"}
    text = in_it("companies", "letter", "River Telecom", "--kind", "withdrawal").out
    assert "newsletter" in text
    assert in_it("companies", "letter", "River Telecom", "--kind", "love", "--json").error["code"] == "bad_kind"
    ended = in_it("companies", "end", made["id"], "--on", "2026-11-01", "--json").json["held"]
    assert ended["state"] == "ended"
    in_it("companies", "remove", made["id"])
    assert in_it("companies", "list", "--json").json == {"held": []}
    in_it("undo")
    assert len(in_it("companies", "list", "--json").json["held"]) == 1


def test_banks_and_catalogues_ask_before_anything_leaves(in_it: Run, tmp_path: Path) -> None:
    place = tmp_path / "token"
    place.write_text("aHR0cHM6Ly9icmlkZ2UuZXhhbXBsZS9jbGFpbS9PTkNF\n", encoding="utf-8")
    asked = in_it("bank", "connect", place, "--json")
    assert (asked.code, asked.error["code"]) == (3, "consent_needed")
    assert asked.error["outgoing"]["bytes"].startswith("POST /claim/**** HTTP/1.1\r\nHost: bridge.example\r\n")
    assert (asked.error["outgoing"]["secrets"], len(asked.error["outgoing"]["sha256"])) == (1, 64)
    assert in_it("bank", "list", "--json").json == {"banks": []}
    assert in_it("bank", "fetch", "7", "--json").error["code"] == "no_such_connection"
    asked = in_it("catalogue", "fetch", "offers", "de", "catalogues.example", "--json")
    assert (asked.code, asked.error["outgoing"]["recipient"]) == (3, "catalogues.example")
    assert "If-" not in asked.error["outgoing"]["bytes"]
    assert in_it("catalogue", "list", "--json").json == {"catalogues": []}
    assert in_it("catalogue", "due", "--json").json == {"asked": []}
    assert in_it("catalogue", "due").out.strip() == "Nothing is due."
    assert in_it("privacy", "disclosures", "--json").json == {"disclosures": []}
