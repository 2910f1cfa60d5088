"""What is passed on to others names nobody: every text of the household is looked for in every pack."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from hub.domain.errors import HubError
from hub.services import accounts, demo, ledger, outbound, profiles, rule_packs, rules, sample, sharing, vaults
from hub.services.ledger import categories
from storage.vault import Vault

TODAY = date(2026, 11, 21)


def personal(vault: Vault) -> set[str]:
    """Names, numbers, payees, texts and amounts of the household."""
    known = [one.account for one in accounts.positions(vault)]
    found = {text for one in known for text in (one.name, one.number, one.institution)}
    for row in ledger.load(vault, ledger.find(vault, "", TODAY)):
        found |= {row.payee, row.description, row.counterparty or "", row.notes, f"{abs(row.amount) / 100:.2f}"}
    return {text for text in found if len(text) > 4}


def test_no_pack_holds_a_personal_text(vault: Vault, tmp_path: Path) -> None:
    demo.load(vault, TODAY)
    ids = {one.name: one.id for one in categories(vault)}
    general = ["miete or rent", "payee:hotel -bar"]
    private = ['payee:"Mira Keller"', "rent >500", "rent account:Rheinbank", "rent on:2026", "miete frau seifert"]
    for query in (*general, *private):
        try:
            rules.add(vault, query, ids["housing"], None, TODAY, apply=False)
        except HubError:
            assert query in private
    rules.add(vault, "hotel", ids["housing"], "Tante Emma", TODAY, apply=False)
    done = rule_packs.write_out(vault, tmp_path / "rules.json", TODAY)
    profiles.write_out(vault, tmp_path / "profiles.json")
    sharing.export_pack(vault, tmp_path / "terms.json")
    shared = json.loads((tmp_path / "rules.json").read_text())["rules"]
    assert {one["query"] for one in shared} <= set(general)
    assert (done.rules, done.left_out) == (len(shared), len(rules.all_rules(vault)) - len(shared))
    assert shared
    public = json.dumps(
        sample.sample_terms(TODAY), ensure_ascii=False
    )  # a pack of somebody else is passed on as it came
    words = {word for word in personal(vault) if word not in public}
    assert len(words) > 300
    for name in ("rules", "profiles", "terms"):
        text = (tmp_path / f"{name}.json").read_text()
        held = [word for word in words if re.search(rf"(?<![\w.]){re.escape(word)}(?![\w.])", text)]
        assert [word for word in held if not word.replace(".", "").isdigit()] == [], name
    assert {one.purpose for one in outbound.disclosures(vault)} >= {"share_rules", "share_profiles", "share_terms"}


def test_somebody_else_can_take_rules_in(vault: Vault, tmp_path: Path) -> None:
    ids = {one.name: one.id for one in categories(vault)}
    rules.add(vault, "hotel", ids["travel"], None, TODAY, apply=False)
    rule_packs.write_out(vault, tmp_path / "rules.json", TODAY)
    with Vault.in_memory() as other:
        vaults.prepare(other)
        assert rule_packs.take_in(other, tmp_path / "rules.json", TODAY) == 1
        assert rule_packs.take_in(other, tmp_path / "rules.json", TODAY) == 0
        (tmp_path / "bad.json").write_text("[]")
        with pytest.raises(HubError, match="not_rules"):
            rule_packs.take_in(other, tmp_path / "bad.json", TODAY)
