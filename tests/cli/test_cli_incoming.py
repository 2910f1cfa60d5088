"""What comes in, on the command line: history, the watched folder, possible duplicates, layouts, inspecting files."""

from __future__ import annotations

import json
from pathlib import Path

from command_run import Run

from ui.cli import MODULES, command_tree

OPEN = "Date,Payee,Amount\n03/04/2026,Bakery,-3.50\n05/06/2026,Market,-12.00\n"
DOUBTED = "Date,Payee,Amount\n2026-11-02,Bakery,-3.50\n2026-11-03,Market,-12.00\n2026-11-04,Kiosk,-2.00\n"
CHANGED = DOUBTED.replace("Market", "Book shop").replace("Kiosk,-2.00", "Cinema,-9.00")


def _file(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_no_command_hides_another() -> None:
    words = [word for of_module in MODULES.values() for word in of_module.split()]
    assert len(set(words)) == len(words)
    assert set(words) <= set(command_tree().commands)


def test_the_history_names_file_hash_and_counts(in_vault: Run, tmp_path: Path) -> None:
    assert "Nothing was imported yet." in in_vault("imports").out
    path = _file(tmp_path, "bank.csv", DOUBTED)
    (batch,) = in_vault("import", path, "--json").json["batches"]
    (one,) = in_vault("imports", "--json").json["imports"]
    assert (one["batch"], one["file"], one["read"], one["new"]) == (batch["batch"], "bank.csv", 3, 3)
    assert len(one["sha256"]) == 64
    assert "bank.csv" in in_vault("imports").out
    in_vault("undo", "--json")
    assert in_vault("imports", "--json").json["imports"] == []


def test_the_watched_folder_offers_files_of_known_accounts_only(in_vault: Run, tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    in_vault("import", _file(tmp_path, "bank.csv", DOUBTED), "--json")
    assert "No file of a known account waits." in in_vault("downloads").out
    later = DOUBTED + "2026-11-05,Bakery,-4.50\n"
    new = _file(folder, "bank.csv", later)
    _file(folder, "notes.txt", "nothing of a bank\n")
    (one,) = in_vault("downloads", "--watch", folder, "--json").json["offered"]
    assert one["file"] == str(new)
    assert in_vault("transactions", "--json").json["count"] == 3
    in_vault("import", new, "--json")
    assert in_vault("downloads", "--json").json["offered"] == []
    _file(folder, "bank-2.csv", later + "2026-11-06,Bakery,-1.50\n")
    assert in_vault("downloads", "--json").json["offered"]
    assert in_vault("downloads", "--watch", "", "--json").json["offered"] == []


def test_possible_duplicates_are_listed_and_decided(in_vault: Run, tmp_path: Path) -> None:
    in_vault("import", _file(tmp_path, "bank.csv", DOUBTED), "--json")
    in_vault("import", _file(tmp_path / "more", "bank.csv", CHANGED), "--account", "bank", "--json")
    found = in_vault("duplicates", "--json").json["duplicates"]
    assert found
    assert all(one["known"]["amount"] == one["new"]["amount"] for one in found)
    first = found[0]
    before = in_vault("transactions", "--json").json["count"]
    kept = in_vault("duplicates", "different", first["known"]["id"], first["new"]["id"], "--json").json["kept"]
    assert kept == [first["known"]["id"], first["new"]["id"]]
    assert len(in_vault("duplicates", "--json").json["duplicates"]) == len(found) - 1
    in_vault("undo", "--json")
    joined = in_vault("duplicates", "same", first["known"]["id"], first["new"]["id"], "--json").json
    assert joined == {"kept": first["known"]["id"], "removed": first["new"]["id"]}
    assert in_vault("transactions", "--json").json["count"] == before - 1
    assert in_vault("duplicates", "find", "--json").json["found"] == 0


def test_layouts_are_listed_shared_taken_over_and_forgotten(in_vault: Run, tmp_path: Path) -> None:
    assert "Nothing is remembered yet." in in_vault("profiles").out
    path = _file(tmp_path, "open.csv", OPEN)
    answered = in_vault("import", path, "--answer", "day_or_month_first=dmy", "--json")
    assert answered.code == 0
    known = in_vault("profiles", "--json").json["profiles"]
    assert {"dmy"} == {choice for one in known for choice in one["answers"].values()}
    out = tmp_path / "layouts.json"
    assert in_vault("profiles", "export", out, "--json").json["bytes"] == out.stat().st_size
    assert "Bakery" not in out.read_text(encoding="utf-8")
    for one in known:
        assert in_vault("profiles", "remove", one["layout"], "--json").json == {"removed": one["layout"]}
    assert in_vault("profiles", "--json").json["profiles"] == []
    assert in_vault("profiles", "import", out, "--json").json["new"] >= 1
    missing = in_vault("profiles", "remove", "no such layout", "--json")
    assert missing.code != 0
    assert missing.error["code"]


def test_inspect_says_what_a_file_is_without_a_vault(coffer: Run, tmp_path: Path) -> None:
    good, bad = _file(tmp_path, "open.csv", OPEN), _file(tmp_path, "empty.csv", "")
    result = coffer("inspect", good, bad, "--json")
    first = result.json["files"][0]
    assert (first["file"], first["format"], first["importer"]) == (str(good), "csv", "csvfile")
    assert [one["code"] for one in first["questions"]] == ["day_or_month_first"]
    (statement,) = first["statements"]
    assert [one["amount"] for one in statement["transactions"]] == ["-3.50", "-12.00"]
    assert statement["transactions"][0]["line"] == 2
    assert result.code != 0
    assert "empty" in result.out


def test_a_file_name_cannot_steer_the_terminal(coffer: Run, tmp_path: Path) -> None:
    path = _file(tmp_path, "pay\u202efdp\x1b[31m.csv", DOUBTED)
    read = coffer("inspect", path)
    assert "\x1b" not in read.out
    assert "\u202e" not in read.out
    assert "pay\ufffdfdp\ufffd[31m.csv" in read.out
    refused = coffer("inspect", _file(tmp_path, "\x1b]0;x\x07.csv", "Dear bank\n"))
    assert "\x1b" not in refused.out + refused.err


def test_how_often_a_layout_came_is_told_and_all_lines_can_be_left_out_but_one(in_vault: Run, tmp_path: Path) -> None:
    first = _file(tmp_path, "card-1.csv", DOUBTED)
    (known,) = in_vault("import", first, "--turn", "all", "--turn", 3, "--json").json["layouts"]
    assert (known["uses"], known["answers"]) == (0, {})
    assert in_vault("transactions", "--json").json["count"] == 1
    second = _file(tmp_path, "card-2.csv", DOUBTED.replace("-12.00", "-8.00"))
    (again,) = in_vault("import", second, "--json").json["layouts"]
    assert (Path(again["file"]).name, again["uses"], again["layout"]) == ("card-2.csv", 1, known["layout"])


def test_one_layout_is_passed_on_by_how_it_begins(in_vault: Run, tmp_path: Path) -> None:
    in_vault("import", _file(tmp_path, "open.csv", OPEN), "--answer", "day_or_month_first=dmy", "--json")
    shared = [one for one in in_vault("profiles", "--json").json["profiles"] if one["account"] is None]
    in_vault("profiles", "export", tmp_path / "one.json", shared[0]["layout"][:10], "--json")
    (written,) = json.loads((tmp_path / "one.json").read_text("utf-8"))["profiles"]
    assert written["layout"] == shared[0]["layout"]
    assert in_vault("profiles", "export", tmp_path / "none.json", "ffff0000", "--json").code == 1
    assert not (tmp_path / "none.json").exists()
