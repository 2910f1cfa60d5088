"""Terms, loyalty and vouchers by the command line: one journey."""

from __future__ import annotations

import json
from pathlib import Path

from command_run import Run


def test_terms_loyalty_and_vouchers(in_vault: Run, tmp_path: Path) -> None:
    assert in_vault("terms", "use", "points_card", "Air", "--json").json == {"id": "air"}
    assert in_vault("terms", "use", "debit_card", "Plain", "--json").json == {"id": "plain"}
    wallet = {"id": "air", "name": "Air", "kind": "credit_card", "valid_from": "2026-06-01",
              "rules": [{"id": "base", "kind": "base", "rate": "1", "programme": "miles"}]}  # fmt: skip
    (tmp_path / "air.json").write_text(json.dumps({**wallet, "rules": [{"id": "base", "kind": "base", "rate": "x"}]}))
    assert in_vault("terms", "check", tmp_path / "air.json", "--json").error["where"] == {"path": "$.rules[0].rate"}
    (tmp_path / "air.json").write_text(json.dumps(wallet))
    assert in_vault("terms", "put", tmp_path / "air.json").code == 0
    dates = [one.get("valid_from") for one in in_vault("terms", "versions", "air", "--json").json["versions"]]
    assert dates == [None, "2026-06-01"]
    (tmp_path / "p.csv").write_text("programme,balance,date,value\nMiles,12000,2026-10-01,0.005\n")
    assert in_vault("loyalty", "bring", tmp_path / "p.csv", "--json").json["new"] == ["Miles"]
    assert in_vault("loyalty", "value", "miles", "0.004", "--source", "new table").code == 0
    assert in_vault("loyalty", "member", "miles", "--tier", "Gold", "--expiry", "earned", "--months", "24").code == 0
    (found,) = in_vault("loyalty", "list", "--json").json["programmes"]
    assert (found["worth"], found["tier"], found["devaluations"][0]["loss"]) == ("48.00", "Gold", "12.00")
    assert found["ladder"] == [{"until": "2028-10-01", "units": "12000"}]
    assert found["break_even_value"] == "0.000000"
    assert in_vault("terms", "preview", "air", "--amount", "80", "--json").json["net"] == "0.32"
    own_id = in_vault(
        "vouchers", "add", "Books", "25.00", "--code", "4006381333931", "--symbology", "code128", "--json"
    )
    assert own_id.json == {"id": 1}
    assert in_vault("vouchers", "use", "1", "5", "--json").json["balance"] == "20.00"
    assert in_vault("vouchers", "use", "1", "50", "--json").error["code"] == "voucher_overdrawn"
    assert len(in_vault("vouchers", "show", "1", "--json").json["modules"]) == 1
    paid = in_vault("decide", "--amount", "30", "--currency", "EUR", "--json").json
    assert "voucher-1&plain" in [one["id"] for one in paid["options"]]
    written = in_vault("terms", "export", tmp_path / "out.json", "--name", "air=Airline card", "--json").json
    assert written["left_out"] == []
    shared = json.loads((tmp_path / "out.json").read_text())
    assert {one.get("name") for one in shared["terms"]["products"]} == {"Airline card", None}
    assert in_vault("terms", "import", tmp_path / "out.json", "--json").json["products"] == 3
    assert in_vault("terms", "remove", "plain").code == 0
    for command in (("terms", "list"), ("terms", "templates"), ("loyalty", "list"), ("vouchers", "show", "1")):
        assert in_vault(*command).code == 0
