"""The demonstration: the whole job on sample data, without a display and without a passphrase."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from command_run import TODAY, Run

from hub.domain.errors import LedgerError
from hub.services import accounts, demo, offers, terms, vaults
from storage.vault import Vault


def test_it_shows_every_part_of_the_job_and_a_kept_vault_opens_with_what_it_prints(coffer: Run, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    done = coffer("demo", "--keep", folder)
    assert (done.code, done.err) == (0, "")
    for part in ("Rheinbank Current", "Streamly", "Lumo Wallet › Aurum Credit", "Route Station", "GET /"):
        assert part in done.out
    assert str(folder) in done.out
    (tmp_path / "told").write_text(done.out.split()[-1])
    opened = coffer("accounts", "--json", "--vault", folder, "--passphrase-file", tmp_path / "told")
    assert len(opened.json["accounts"]) == 6


def test_its_figures_hang_together_and_nothing_stays(coffer: Run, tmp_path: Path) -> None:
    done = coffer("demo", "--json")
    assert done.code == 0
    found = done.json
    assert found["vault"] is None
    assert not list(tmp_path.glob("**/vault.db"))
    assert list(found) == [
        "vault", "imported", "position", "forecast", "insights", "bills", "comparison", "offers",
        "would_leave", "disclosures",
    ]  # fmt: skip
    assert {one["account"] for one in found["imported"]} == {one["name"] for one in found["position"]["accounts"]}
    assert all(one["rejected"] == 0 for one in found["imported"])
    balances = [Decimal(one["balance"]) for one in found["position"]["accounts"]]
    assert sum(balances) == Decimal(found["position"]["total"])
    for option in found["comparison"]["options"]:
        assert sum(Decimal(line["amount"]) for line in option["lines"]) == Decimal(option["net_expected"])
    assert {one["merchant"] for one in found["offers"]} >= {"Route Station", "Grünmarkt"}
    assert found["disclosures"] == []
    assert found["would_leave"]["bytes"].startswith("GET /")


def test_one_call_removes_it_again() -> None:
    with Vault.in_memory() as vault:
        vaults.prepare(vault)
        assert demo.remove(vault) is False
        demo.load(vault, TODAY)
        assert demo.is_loaded(vault)
        assert demo.remove(vault) is True
        assert accounts.positions(vault) == []
        assert demo.is_loaded(vault) is False
        assert terms.instruments(vault) == []
        assert offers.catalogues(vault) == []


def test_it_does_not_mix_with_what_the_person_has() -> None:
    with Vault.in_memory() as vault:
        vaults.prepare(vault)
        accounts.add(vault, "Mine", "current", "EUR")
        with pytest.raises(LedgerError) as refused:
            demo.load(vault, TODAY)
        assert refused.value.code == "vault_not_empty"
