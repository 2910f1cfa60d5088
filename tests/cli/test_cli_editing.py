"""Adding a transaction and changing many from the command line, with a look first and a way back."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

Run = Callable[..., Any]


def test_add_look_change_and_take_back(in_household: Run) -> None:
    for amount in ("-4.20", "-5.80"):
        added = in_household("add", "Cash", "Kiosk Linde", "--amount", amount, "--on", "2026-11-02", "--json")
        made = added.json["transaction"]
        assert (made["amount"], made["payee"], made["booked_on"]) == (amount, "Kiosk Linde", "2026-11-02")
    wanted = ("edit", 'payee:"Kiosk Linde"', "--category", "leisure", "--tag", "trip", "--tag", "fun")
    tried = in_household(*wanted, "--dry-run", "--json").json
    assert (tried["changed"], tried["fields"], tried["dry_run"]) == (2, {"category": 2, "tags": 2}, True)
    assert "Would change 2 transactions." in in_household(*wanted, "--dry-run").out
    assert in_household("transactions", "tag:trip", "--json").json["count"] == 0
    assert in_household(*wanted, "--json").json["changed"] == 2
    assert in_household("transactions", "tag:trip tag:fun category:leisure", "--json").json["count"] == 2
    in_household("undo", "--json")
    assert in_household("transactions", "tag:trip", "--json").json["count"] == 0


def test_rows_of_a_statement_are_changed_only_after_a_yes(in_household: Run) -> None:
    in_household("add", "Cash", "Kiosk Linde", "--amount", "-4.20", "--on", "2026-11-02", "--json")
    cash = next(one for one in in_household("accounts", "--json").json["accounts"] if one["name"] == "Cash")
    met = in_household(
        "accounts", "reconcile", "Cash", "--closing", cash["balance"], "--on", "2026-11-30", "--all", "--json"
    )
    assert met.code == 0, met.err
    wanted = ("edit", 'payee:"Kiosk Linde"', "--on", "2026-11-03", "--json")
    assert in_household(*wanted, "--dry-run").json["reconciled"] == 1
    refused = in_household(*wanted)
    assert (refused.code, refused.error["code"]) == (1, "not_confirmed")
    assert in_household(*wanted, "--yes").json["changed"] == 1
    wrong = in_household("edit", "kiosk", "--status", "eaten", "--json")
    assert (wrong.code, wrong.error["code"]) == (1, "unknown_status")


def test_totals_say_where_they_come_from(in_household: Run) -> None:
    found = in_household("transactions", "payee:Grünmarkt", "--whence", "--json").json
    files, sums = found["whence"]["files"], found["whence"]["sums"]
    assert sum(one["count"] for one in files) == sum(one["count"] for one in found["whence"]["categories"])
    assert (
        sum(Decimal(one["total"]) for one in files) == Decimal(sums[0]["total"]) == Decimal(found["totals"][0]["out"])
    )
    first = files[0]
    assert first["first_line"] <= first["last_line"]
    only = in_household("transactions", f'payee:Grünmarkt file:"{first["file"]}"', "--json").json
    assert only["count"] == sum(one["count"] for one in files if one["file"] == first["file"])
    assert "Lines" in in_household("transactions", "payee:Grünmarkt", "--whence").out
    assert "whence" not in in_household("transactions", "--json").json


def test_a_split_adds_up_or_changes_nothing(in_household: Run) -> None:
    added = in_household("add", "Cash", "Kiosk Linde", "--amount", "-10", "--json").json["transaction"]["id"]
    before = in_household("undo", "--list", "--json").json
    wrong = in_household("split", added, "groceries=-4", "gifts=-5", "--json")
    assert (wrong.code, wrong.error["code"]) == (1, "split_does_not_add_up")
    assert in_household("split", added, "groceries=much", "--json").error["code"] == "amount_not_plain"
    assert in_household("undo", "--list", "--json").json == before
    done = in_household("split", added, "groceries=-4", "gifts=-6", "--json").json
    assert done["parts"] == [{"category": "groceries", "amount": "-4.00"}, {"category": "gifts", "amount": "-6.00"}]
    assert done["transaction"]["split"]
    assert not in_household("split", added, "--json").json["transaction"]["split"]


def test_an_open_bracket_is_named_with_its_place(in_household: Run) -> None:
    refused = in_household("transactions", "kino (", "--json")
    assert (refused.code, refused.error["code"], refused.error["where"]["position"]) == (1, "open_bracket", 5)
