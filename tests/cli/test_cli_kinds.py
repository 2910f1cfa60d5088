"""Accounts of every kind on the command line: facts, cash, people, securities, transfers, reconciling."""

from __future__ import annotations

from pathlib import Path

from command_run import Result, Run


def test_kinds_of_account(in_vault: Run, tmp_path: Path) -> None:
    def run(*argv: str) -> Result:
        made = in_vault(*argv)
        assert made.code in {0, 1}, made.out
        return made

    add = ("--json", "accounts", "add")
    run(*add, "Bank", "--opening", "1000", "--currency", "EUR")
    run(*add, "Purse", "--kind", "cash", "--opening", "50", "--currency", "EUR")
    run(*add, "Friends", "--kind", "iou", "--currency", "EUR")
    run(*add, "Depot", "--kind", "investment", "--opening", "500", "--currency", "EUR", "--set", "costing=average")
    run(*add, "Car", "--kind", "loan", "--opening", "-1000", "--currency", "EUR", "--set", "apr=0.06",
        "--set", "payment=100", "--set", "first_due_on=2026-01-31")  # fmt: skip
    counted = run("--json", "accounts", "count", "Purse", "20=2", "0.50=3").json
    assert (counted["counted"], counted["difference"]) == ("41.50", "-8.50")
    run("--json", "accounts", "lend", "Friends", "Ada", "30", "--with", "Bank")
    shown = run("--json", "accounts", "show", "Friends").json
    assert shown["people"] == [{"person": "Ada", "balance": "30.00"}]
    run("--json", "accounts", "settle", "Friends", "Ada", "--with", "Bank")
    run("--json", "accounts", "trade", "Depot", "World", "10", "12.5", "--fee", "1", "--symbol", "WLD")
    file = tmp_path / "prices.csv"
    file.write_text("date,symbol,price\n2026-01-02,WLD,9\n2026-01-02,XYZ,1\n")
    assert run("--json", "accounts", "prices", str(file)).json == {"prices": 1, "unknown": ["XYZ"]}
    depot = run("--json", "accounts", "show", "Depot").json
    assert (depot["cash"], depot["value"], depot["balance"]) == ("374.00", "125.00", "499.00")
    loan = run("--json", "accounts", "show", "Car").json["loan"]
    assert (loan["schedule"][0]["interest"], loan["schedule"][-1]["left"]) == ("5.00", "0.00")
    assert run("--json", "accounts", "worth", "--months", "2").json["worth"][-1]["total"] == "540.50"
    assert "World" in run("accounts", "show", "Depot").out
    run("--json", "transfers", "book", "Bank", "Purse", "20")
    moved = run("--json", "transfers", "linked").json["transfers"][0]
    assert moved["cost"] == {"amount": "0.00", "currency": "EUR"}
    run("--json", "accounts", "change", "Purse", "is_archived=yes")
    refused = run("--json", "transfers", "book", "Bank", "Purse", "20").json
    assert refused["error"]["code"] == "account_is_closed"
    found = run("--json", "accounts", "reconcile", "Bank", "--closing", "900", "--on", "2030-01-01").json
    assert (found["difference"], found["suspects"][0]["code"]) == ("-80.00", "not_here")
    done = run("--json", "accounts", "reconcile", "Bank", "--closing", "980", "--on", "2030-01-01", "--all").json
    assert done["reconciled"] is not None
    assert run("--json", "accounts", "reconciled", "Bank").json["reconciled"][0]["closing"] == "980.00"
