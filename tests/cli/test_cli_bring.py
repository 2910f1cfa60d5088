"""What an import would do, line by line, and deciding otherwise, on the command line."""

from __future__ import annotations

from pathlib import Path

from command_run import PASSPHRASE, Run

from hub.services import ledger, vaults

ROWS = "Date,Payee,Amount\n2026-11-20,Hotel,-80.00\n2026-11-25,Museum,-9.00\n2026-11-26,Museum,-9.50\n"


def put(path: Path, content: str = ROWS) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def test_each_line_tells_what_it_is_and_a_deleted_one_comes_back(in_vault: Run, tmp_path: Path) -> None:
    path = put(tmp_path / "card.csv")
    (dry,) = in_vault("import", path, "--dry-run", "--lines", "--json").json["batches"]
    assert [(one["line"], one["mark"], one["taken"]) for one in dry["lines"]] == [(n, "new", True) for n in (2, 3, 4)]
    assert in_vault("import", path, "--turn", 4, "--json").json["batches"][0]["new"] == 2
    (row,) = in_vault("transactions", "payee:Hotel", "--json").json["transactions"]
    with vaults.open_vault(tmp_path / "vault", lambda: PASSPHRASE) as vault:
        ledger.remove(vault, [row["id"]])
    told = in_vault("import", path, "--dry-run", "--lines")
    assert "You deleted it before" in told.out
    back = in_vault("import", path, "--turn", "card.csv:2", "--lines", "--json").json["batches"][0]
    assert back["new"] == 2
    assert in_vault("transactions", "payee:Hotel", "--json").json["count"] == 1


def test_what_a_file_leaves_open_is_told_with_its_answer(in_vault: Run, tmp_path: Path) -> None:
    path = put(tmp_path / "q.csv", "Date,Payee,Amount\n03/04/2026,Bakery,-3.50\n05/06/2026,Market,-12.00\n")
    (asked,) = in_vault("import", path, "--dry-run", "--json").json["questions"]
    assert (asked["code"], len(asked["choices"])) == ("day_or_month_first", 2)
    assert "--answer day_or_month_first=" in in_vault("import", path, "--dry-run").out
    answered = in_vault("import", path, "--answer", f"day_or_month_first={asked['choices'][0]}", "--json").json
    assert "questions" not in answered


def test_a_line_that_is_not_there_is_refused(in_vault: Run, tmp_path: Path) -> None:
    refused = in_vault("import", put(tmp_path / "a.csv"), "--turn", "99", "--json")
    assert refused.code == 2
    assert in_vault("accounts", "--json").json["accounts"] == []


def test_how_sure_a_reading_is(in_vault: Run, tmp_path: Path) -> None:
    assert "% sure" in in_vault("inspect", put(tmp_path / "a.csv")).out


def test_rows_of_the_day_on_which_files_meet_are_asked_about(in_vault: Run, tmp_path: Path) -> None:
    put(tmp_path / "a.csv")
    later = put(tmp_path / "b.csv", "Date,Payee,Amount\n2026-11-26,Museum,-9.50\n2026-11-28,Zoo,-7.00\n")
    in_vault("import", tmp_path / "a.csv", "--account", "Card", "--json")
    shown = in_vault("import", later, "--account", "Card", "--dry-run", "--lines")
    assert "--answer shared_day=same_rows|further_rows" in shown.out
    assert "Already there, or a further one like it" in shown.out
    told = in_vault("import", later, "--account", "Card", "--answer", "shared_day=further_rows", "--json").json
    assert (told["batches"][0]["new"], "questions" in told) == (2, False)
    assert in_vault("import", later, "--account", "Card", "--json").json["batches"][0]["new"] == 0


def test_a_dry_run_tells_what_was_expected_and_which_line_brings_it(in_vault: Run, tmp_path: Path) -> None:
    for biller, amount in (("Museum", "9.00"), ("Zoo", "7.00")):
        in_vault("bills", "add", biller, amount, "--due", "2026-11-25", "--currency", "EUR")
    path = put(tmp_path / "card.csv")
    after = in_vault("import", path, "--dry-run", "--json").json["after"]
    assert after["receipts"] == {"before": 0, "after": 0, "files": []}
    assert (after["expected"]["before"], after["expected"]["after"]) == (2, 1)
    assert {one["name"]: one["line"] for one in after["expected"]["payments"]} == {"Museum": 3, "Zoo": None}
    assert "Expected, not seen yet  2  →  1" in in_vault("import", path, "--dry-run").out
    left_out = in_vault("import", path, "--dry-run", "--turn", 3, "--json").json["after"]["expected"]
    assert (left_out["before"], left_out["after"]) == (2, 2)
    assert "after" not in in_vault("import", path, "--json").json
