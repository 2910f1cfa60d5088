"""A whole journey on one vault, through every command that a script would use."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from pathlib import Path

from command_run import PASSPHRASE, Run

REPORTS = ("categories", "months", "payees")


def test_from_two_bank_files_to_an_export(in_vault: Run, samples: Path, tmp_path: Path) -> None:
    files = (samples / "rheinbank-current.csv", samples / "meridian-card.ofx")

    dry = in_vault("import", *files, "--dry-run", "--json").json["batches"]
    assert {one["batch"] for one in dry} == {None}
    assert in_vault("accounts", "--json").json["accounts"] == []

    done = in_vault("import", *files, "--json", "--timings")
    batches = done.json["batches"]
    assert sum(one["new"] for one in batches) == sum(one["read"] for one in batches) > 800
    assert {"read", "match", "write"} <= set(json.loads(done.err))
    again = in_vault("import", *files, "--json").json["batches"]
    assert [one["new"] for one in again] == [0 for _ in again]
    assert sum(one["duplicate"] for one in again) == sum(one["read"] for one in batches)

    query = ("transactions", "payee:Grünmarkt", "on:2026", "--json")
    first = in_vault(*query, "--limit", 10).json
    assert first["count"] > 10
    assert len(first["transactions"]) == 10
    assert all(one["payee"] == "Grünmarkt" for one in first["transactions"])
    second = in_vault(*query, "--limit", 10, "--after", first["next"]).json
    ids = [one["id"] for one in (*first["transactions"], *second["transactions"])]
    assert len(set(ids)) == len(ids)
    everything = in_vault(*query, "--limit", 10_000).json
    assert everything["next"] is None
    total = sum(Decimal(one["amount"]) for one in everything["transactions"])
    assert Decimal(everything["totals"][0]["out"]) + Decimal(everything["totals"][0]["in"]) == total

    tried = in_vault("rules", "try", "payee:Grünmarkt", "--json").json
    added = in_vault("rules", "add", "payee:Grünmarkt", "--category", "travel", "--apply", "--json").json
    assert added["rule"]["uses"] == tried["count"]
    assert in_vault("transactions", "category:travel payee:Grünmarkt", "--json").json["count"] == tried["count"]
    assert in_vault("categorise", "--dry-run", "--json").json["changed"] == 0

    undone = in_vault("undo", "--json").json["undone"]
    assert undone["name"] == "add_rule"
    assert in_vault("rules", "list", "--json").json == {"rules": []}
    assert in_vault("redo", "--json").json["redone"]["name"] == "add_rule"
    assert in_vault("rules", "list", "--json").json["rules"][0]["uses"] == tried["count"]

    out = tmp_path / "all.csv"
    written = in_vault("export", "--format", "csv", "--out", out, "--json").json
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == written["rows"] == sum(one["read"] for one in batches)
    verified = in_vault("privacy", "verify", "--json")
    assert (verified.code, verified.json) == (0, {"whole": True, "records": 1, "altered": [], "kinds": {}})
    log = in_vault("privacy", "disclosures", "--json").json["disclosures"]
    assert (log[0]["recipient"], log[0]["sha256"]) == ("file:all.csv", written["sha256"])

    operations = in_vault("undo", "--list", "--json").json["operations"]
    imported = next(one for one in operations if one["name"] == "import")
    assert len(imported["batches"]) == len(batches)
    blocked = in_vault("undo", "--id", imported["id"], "--json")
    if blocked.code == 1:  # the rule's categories lie on top of the import's rows
        assert blocked.error["code"] == "undo_conflict"
        in_vault("undo")
        assert in_vault("undo", "--id", imported["id"], "--json").code == 0
    assert in_vault("transactions", "--json").json["count"] == 0


def test_every_list_reads_well_for_people(in_household: Run) -> None:
    accounts = in_household("accounts")
    assert "Rheinbank Current" in accounts.out
    assert "€" in accounts.out
    assert len({len(line) for line in accounts.out.rstrip().split("\n")}) == 1  # amounts end in one column
    for command in (
        ["transactions", "streamly"], ["undo", "--list"], ["bills"], ["forecast"], ["transfers"], ["terms", "list"],
        ["programmes", "list"], ["offers", "list"], ["privacy", "grants"], ["rules", "list"], ["vault", "info"],
    ):  # fmt: skip
        done = in_household(*command)
        assert (done.code, done.err) == (0, ""), command
        assert done.out.strip(), command


def test_the_language_is_chosen_and_json_does_not_change(in_household: Run) -> None:
    french = in_household("accounts", "--lang", "fr")
    assert "Compte courant" in french.out
    assert re.search(r"\d,\d\d\u00a0€\n", french.out)
    as_json = in_household("accounts", "--lang", "fr", "--json").json
    assert as_json == in_household("accounts", "--json").json


def test_an_account_by_hand_and_its_removal(in_vault: Run) -> None:
    added = in_vault(
        "accounts", "add", "Blue Card", "--kind", "card", "--limit", "1500", "--opening", "-12.50", "--json"
    )
    assert added.json["account"]["name"] == "Blue Card"
    card = in_vault("accounts", "--json").json["accounts"][0]
    assert (card["balance"], card["limit"], card["currency"]) == ("-12.50", "1500.00", "EUR")
    assert in_vault("accounts", "add", "Blue Card", "--json").error["code"] == "account_name_taken"
    assert in_vault("accounts", "add", "X", "--opening", "1e9", "--json").error["code"] == "amount_not_plain"
    refused = in_vault("accounts", "remove", "Blue Card", "--json")
    assert (refused.code, refused.error["code"]) == (1, "not_confirmed")
    assert in_vault("accounts", "remove", "Blue Card", "--yes", "--json").code == 0
    assert in_vault("accounts", "--json").json["accounts"] == []
    in_vault("undo")
    assert [one["name"] for one in in_vault("accounts", "--json").json["accounts"]] == ["Blue Card"]


def test_bills_are_found_typed_and_ahead(in_household: Run) -> None:
    found = in_household("bills", "--json").json
    assert found["today"] == "2026-11-21"
    streamly = next(one for one in found["series"] if one["payee"] == "Streamly")
    assert (streamly["amount"], streamly["every"], streamly["unit"]) == ("-13.99", 1, "month")
    assert [step["amount"] for step in streamly["steps"]][-2:] == ["-11.99", "-13.99"]
    in_household("bills", "add", "Dentist", "80", "--due", "2026-11-30", "--json")
    due = next(one for one in in_household("bills", "--json").json["bills"] if one["biller"] == "Dentist")
    assert (due["amount"], due["due_on"]) == ("-80.00", "2026-11-30")
    days = in_household("forecast", "--days", "12", "--json").json
    assert len(days["days"]) == 12
    assert days["free"]["currency"] == "EUR"
    assert any(bill["biller"] == "Dentist" for one in days["days"] for bill in one["bills"])
    assert in_household("bills", "add", "Dentist", "80", "--due", "soon").code == 2


def test_a_passphrase_is_changed(coffer: Run, in_vault: Run, tmp_path: Path) -> None:
    options = ("--vault", tmp_path / "vault", "--passphrase-file", "-", "--json")
    lines = f"{PASSPHRASE}\nanother one\n"
    assert coffer("vault", "passphrase", "--new-passphrase-file", "-", *options, stdin=lines).json["changed"] is True
    assert in_vault("accounts", "--json").error["code"] == "wrong_passphrase"
    done = coffer("vault", "check", *options, stdin="another one\n")
    assert done.json["whole"] is True
    assert len(done.json["checks"]) >= 10
    assert all(one["whole"] for one in done.json["checks"])


def test_a_vault_is_made_once(coffer: Run, tmp_path: Path) -> None:
    options = ("--vault", tmp_path / "made", "--passphrase-file", tmp_path / "passphrase", "--json")
    made = coffer("vault", "create", *options)
    assert made.json["vault"]["folder"] == str(tmp_path / "made")
    assert made.json["vault"]["slots"][0]["kdf"]["alg"] == "argon2id"
    assert coffer("vault", "create", *options).error["code"] == "vault_exists"
    info = coffer("vault", "info", *options).json["vault"]
    assert (info["id"], info["accounts"]) == (made.json["vault"]["id"], 0)


def test_reports_add_up(in_household: Run) -> None:
    span = ("--from", "2025-11-01", "--to", "2026-10-31", "--json")
    categories, months, payees = (in_household("report", name, *span).json["rows"] for name in REPORTS)
    nets = [sum(Decimal(one["net"]) for one in rows) for rows in (categories, months, payees)]
    assert nets[0] == nets[1] == nets[2]
    assert [one["label"] for one in months] == [f"2025-{m}" for m in (11, 12)] + [f"2026-{m:02}" for m in range(1, 11)]
    housing = next(one for one in categories if one["label"] == "housing")
    assert (housing["out"], housing["count"]) == ("-11760.00", 12)
    listed = in_household("transactions", "on:2025-11..2026-10", "--json").json["totals"][0]
    assert Decimal(listed["out"]) + Decimal(listed["in"]) == nets[0]
    assert "Housing" in in_household("report", "categories").out
    assert in_household("report", "horoscope", "--json").error["code"] == "unknown_report"


def test_a_transfer_is_taken_apart_and_linked_again(in_household: Run) -> None:
    linked = in_household("transactions", "is:transfer", "--limit", "1", "--json").json["transactions"][0]
    freed = in_household("transfers", "unlink", linked["transfer"], "--json").json["unlinked"]
    ids = [one["id"] for one in freed]
    assert linked["id"] in ids
    again = in_household("transfers", "link", *ids, "--json").json
    assert again["transactions"] == ids
    refused = in_household("transfers", "link", *ids, "--json")
    assert (refused.code, refused.error["code"]) == (1, "already_in_a_transfer")


def test_a_rule_is_removed_by_its_number(in_vault: Run) -> None:
    made = in_vault("rules", "add", "bakery", "--payee", "Bakery", "--json").json["rule"]
    assert (made["payee"], made["category"]) == ("Bakery", None)
    assert in_vault("rules", "remove", made["id"], "--json").json["removed"]["id"] == made["id"]
    assert in_vault("rules", "remove", made["id"], "--json").error["code"] == "no_such_rule"
    assert in_vault("rules", "add", "x", "--category", "astrology", "--json").error["code"] == "no_such_category"


def test_packs_come_in_and_terms_go_out_without_anything_personal(in_vault: Run, samples: Path, tmp_path: Path) -> None:
    assert in_vault("terms", "import", samples / "terms.json", "--json").json["instruments"] == 5
    assert in_vault("offers", "import", samples / "offers.json", "--json").json["offers"] == 12
    assert in_vault("programmes", "value", "meridian-miles", "0.006", "--json").json["own_value"] == "0.006"
    assert {one["own_value"] for one in in_vault("programmes", "list", "--json").json["programmes"]} == {None, "0.006"}
    assert in_vault("offers", "list", "--json").json == {"offers": []}  # nothing was bought anywhere yet
    assert len(in_vault("offers", "list", "--all", "--json").json["offers"]) == 12
    assert in_vault("offers", "mark", "sample-01", "never", "--json").code == 0
    out = tmp_path / "pack.json"
    written = in_vault("terms", "export", out, "--json").json
    assert written["size"] == out.stat().st_size
    pack = json.loads(out.read_text(encoding="utf-8"))
    assert set(pack["terms"]) == {"programmes", "products"}
    assert "0.006" not in out.read_text(encoding="utf-8")
    (tmp_path / "float.json").write_text('{"format": "coffer-terms/1", "terms": {"programmes": [1.5]}}')
    assert in_vault("terms", "import", tmp_path / "float.json", "--json").error["code"] == "number_not_text"
