"""Rules, saved views and the history from the command line."""

from __future__ import annotations

from command_run import Run


def test_a_rule_is_tried_kept_applied_and_taken_back(in_household: Run) -> None:
    options = ["--part", "groceries=70%", "--part", "shopping", "--tag", "food"]
    tried = in_household("rules", "dry-run", "--query", "payee:Grünmarkt", *options, "--json").json
    assert tried["count"] == tried["split"] == tried["tagged"] > 0
    assert len(tried["transactions"]) == tried["count"]
    rule = in_household("rules", "add", "payee:Grünmarkt", *options, "--json").json["rule"]
    assert [(part["category"], part["percent"]) for part in rule["parts"]] == [("groceries", "70"), ("shopping", None)]
    assert in_household("rules", "dry-run", rule["id"], "--json").json["count"] == tried["count"]
    assert in_household("rules", "apply", rule["id"], "--json").json["changed"] == tried["count"]
    assert in_household("transactions", "is:split tag:food", "--json").json["count"] == tried["count"]
    assert in_household("rules", "apply", rule["id"], "--json").json["changed"] == 0
    assert in_household("undo", "--json").json["undone"]["name"] == "apply_rule"
    assert in_household("transactions", "is:split tag:food", "--json").json["count"] == 0


def test_rules_that_contradict_or_loop_are_refused_in_words(in_vault: Run) -> None:
    in_vault("rules", "add", "payee:one", "--payee", "Two")
    loop = in_vault("rules", "add", "payee:two", "--payee", "One", "--json")
    assert (loop.code, loop.error["code"]) == (1, "rule_loops")
    again = in_vault("rules", "add", "payee:one", "--payee", "Three", "--json")
    assert again.error["code"] == "rule_contradicts"
    assert in_vault("rules", "add", "a -a", "--ignore", "--json").error["code"] == "rule_never_matches"
    part = in_vault("rules", "add", "x", "--part", "groceries=lots", "--json")
    assert part.error["code"] == "rule_part_unreadable"


def test_what_is_not_counted_is_in_no_sum(in_household: Run) -> None:
    before = in_household("transactions", "payee:Grünmarkt", "--json").json
    assert before["totals"][0]["out"] != "0.00"
    in_household("rules", "add", "payee:Grünmarkt", "--ignore")
    for one in ("payee:Grünmarkt", "is:ignored"):
        rule = in_household("rules", "list", "--json").json["rules"][0]
        in_household("rules", "apply", rule["id"])
        after = in_household("transactions", one, "--json").json
        assert (after["count"], after["totals"][0]["out"]) == (before["count"], "0.00")


def test_views_are_kept_by_name(in_household: Run) -> None:
    made = in_household("views", "save", "Small shops", "amount<20 is:spending", "--json").json["view"]
    assert in_household("views", "list", "--json").json == {"views": [made]}
    by_view = in_household("transactions", "--view", "small SHOPS", "--json").json
    assert by_view["count"] == in_household("transactions", "amount<20 is:spending", "--json").json["count"] > 0
    assert in_household("views", "save", "Bad", "(", "--json").error["code"] == "open_bracket"
    in_household("views", "remove", "small shops")
    assert in_household("transactions", "--view", "small shops", "--json").error["code"] == "no_such_view"


def test_one_operation_of_many_is_taken_back_only_after_a_look(in_vault: Run) -> None:
    rule = in_vault("rules", "add", "payee:Grünmarkt", "--payee", "Green", "--apply", "--json").json["rule"]
    first = in_vault("history", "--limit", "1", "--json").json["operations"][0]["id"]
    in_vault("rules", "enable", rule["id"], "--off")
    planned = in_vault("undo", "--id", first, "--dry-run", "--json").json
    assert [one["name"] for one in planned["also"]] == ["change_rule"]
    assert in_vault("undo", "--id", first, "--json").error["code"] == "undo_conflict"
    assert in_vault("undo", "--id", first, "--with-later", "--json").json["undone"]["id"] == first
    assert in_vault("rules", "list", "--json").json == {"rules": []}
    in_vault("redo")
    assert in_vault("rules", "list", "--json").json["rules"][0]["enabled"] is False
