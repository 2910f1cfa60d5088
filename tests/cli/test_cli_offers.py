"""Offers on the command line: check, sign, publish and take in a catalogue; own offers and their lives."""

from __future__ import annotations

import json
from pathlib import Path

from command_run import Run

TOWN = {
    "format": "coffer-offers/1", "name": "Town", "version": 1,
    "offers": [{"id": "t1", "merchant": "Grünmarkt", "title": "5 %", "kind": "percent", "value": "0.05",
                "origin": "portal", "activation": {}}],
}  # fmt: skip


def test_catalogues_and_own_offers(in_vault: Run, tmp_path: Path) -> None:
    file, site = tmp_path / "town.json", tmp_path / "site"
    file.write_text(json.dumps({**TOWN, "version": "one"}))
    bad = in_vault("--json", "offers", "validate", str(file))
    assert (bad.code, bad.json["valid"]) == (1, False)
    file.write_text(json.dumps(TOWN))
    assert in_vault("--json", "offers", "validate", str(file)).json == {
        "file": str(file),
        "valid": True,
        "problems": [],
    }
    assert in_vault("--json", "offers", "publish", str(file), "--to", str(site)).json["version"] == 1
    again = in_vault("--json", "offers", "publish", str(file), "--to", str(site))
    assert again.code == 1
    assert in_vault("--json", "offers", "import", str(site)).json["offers"] == 1
    held = in_vault("--json", "offers", "catalogues").json["catalogues"][0]
    assert (held["expires_on"] > held["taken_in_at"][:10], held["expired"]) == (True, False)
    kept = in_vault("--json", "offers", "keys").json["keys"]
    assert [(one["kind"], one["name"], one["key"]) for one in kept] == [("offers", "Town", held["key"])]
    assert in_vault("--json", "offers", "unpin", "Town", "--key", "0000 0000 0000 0000").code == 1
    assert in_vault("--json", "offers", "unpin", "Town", "--key", held["key"]).json["unpinned"] == "Town"
    assert in_vault("--json", "offers", "keys").json == {"keys": []}
    assert in_vault("--json", "offers", "add", "Zoo Basel", "2.00", "--from", "20").json == {"id": "own-zoo-basel"}
    listed = in_vault("--json", "offers", "list", "--all").json["offers"]
    assert {one["id"]: one["effort"] for one in listed}["t1"] == ["activate", "start_there"]
    page = tmp_path / "page.txt"
    page.write_text("Get 3.00 € back at Modehaus Kern on orders over 60 €")
    assert in_vault("--json", "offers", "read", str(page), "--keep").json["kept"] == ["own-modehaus-kern"]
    assert in_vault("--json", "offers", "uses").json["found"] == "0.00"
    assert in_vault("--json", "offers", "moments").json == {"moments": []}
    assert in_vault("--json", "offers", "teach", "Zoo Basel", "never").code == 0
    assert in_vault("--json", "offers", "export", str(tmp_path / "own.json")).json["version"] == 1
    assert in_vault("--json", "offers", "remove", "Town").code == 0
    assert "own-zoo-basel" in in_vault("offers", "list", "--all").out
