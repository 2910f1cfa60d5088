"""The forecast, budgets, debts and goals on the command line."""

from __future__ import annotations

from command_run import Run


def test_the_forecast_with_bands_and_what_if(in_household: Run) -> None:
    found = in_household("--json", "forecast", "--days", "30", "--buy", "400", "--cancel", "Streamly").json
    total, first = found["outlooks"][:2]
    assert (total["account"], first["account"]) == (None, "Rheinbank Current")
    assert len(first["days"]) == 30
    assert set(first["days"][0]["bands"]) == {"95", "80", "50"}
    assert first["past"]
    assert found["affordable"]["verdict"] in {"yes", "tight", "no"}
    changed = found["changed"][1]["days"]
    assert float(changed[0]["balance"]) < float(first["days"][0]["balance"])
    wrong = in_household("--json", "forecast", "--cancel", "Nobody")
    assert wrong.error["code"] == "no_such_series"
    assert "Lowest" in in_household("forecast").out


def test_budgets_goals_and_debts(in_vault: Run) -> None:
    assert in_vault("--json", "budget").json["envelopes"] == []
    planned = in_vault("--json", "budget", "set", "groceries", "400", "--carry").json["envelopes"]
    assert [(one["category"], one["planned"], one["carries"]) for one in planned] == [("groceries", "400.00", True)]
    assert "400" in in_vault("budget").out
    in_vault("--json", "undo")
    assert in_vault("--json", "budget").json["envelopes"] == []
    (goal,) = in_vault("--json", "goals", "add", "Bicycle", "1200", "--by", "2027-05-21").json["goals"]
    assert (goal["monthly"], goal["missing"]) == ("200.00", "1200.00")
    assert "Bicycle" in in_vault("goals").out
    in_vault("--json", "goals", "remove", str(goal["id"]))
    assert in_vault("--json", "goals").json["goals"] == []
    in_vault("--json", "accounts", "add", "Car", "--kind", "loan", "--opening", "-1000", "--currency", "EUR",
             "--set", "apr=0.06", "--set", "payment=100")  # fmt: skip
    debts = in_vault("--json", "debts", "--extra", "100").json
    assert debts["owed"] == "1000.00"
    assert debts["avalanche"]["months"] < debts["least"]["months"]
    assert "Avalanche" in in_vault("debts").out
