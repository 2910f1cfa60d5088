"""What the README promises: nothing readable on disk, undo of an import in the sample household, data out complete."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from hub.services import accounts, decide, demo, export, history, imports, ledger, vaults
from storage import keys
from storage.vault import Vault

TODAY = date(2026, 11, 21)
PASSPHRASE = "five brass keys under the oak"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vault"


def canaries(vault: Vault) -> set[bytes]:
    """Payees, texts, amounts as text, numbers and names of the household, in the encodings that could leak."""
    rows = ledger.load(vault, ledger.find(vault, "", TODAY))
    words = {text for row in rows for text in (row.payee, row.description, row.counterparty or "") if len(text) > 5}
    words |= {one.account.number for one in accounts.positions(vault) if one.account.number}
    words |= {one.account.name for one in accounts.positions(vault) if len(one.account.name) > 5}
    words.add(PASSPHRASE)
    return {word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "latin-1") if _fits(word, code)}


def _fits(word: str, code: str) -> bool:
    try:
        return bool(word.encode(code))
    except UnicodeEncodeError:
        return False


def test_no_file_of_the_vault_holds_anything_readable(folder: Path) -> None:
    with Vault.create(folder, PASSPHRASE, kdf=keys.FLOOR) as vault:
        vaults.prepare(vault)
        demo.load(vault, TODAY)
        ledger.remove(vault, ledger.find(vault, "zoo or kino", TODAY))
        history.undo_last(vault)
        decide.compare(vault, demo.sample_purchase(TODAY))
        wanted = canaries(vault)
        assert len(wanted) > 500
        during = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {path.name for path in after} >= {"vault.db", "vault.hdr"}
    for content in (*during.values(), *after.values()):
        assert not [word for word in wanted if word in content]
    assert all(path.stat().st_mode & 0o077 == 0 for path in after)
    assert folder.stat().st_mode & 0o077 == 0


def test_the_household_reads_as_its_bank_says(vault: Vault) -> None:
    """Every file's own closing balance is the account's balance."""
    demo.load(vault, TODAY)
    balances = {one.account.name: one.balance for one in accounts.positions(vault)}
    stated = imports.history(vault)
    assert len(stated) == 6
    for file in demo_previews(vault):
        for part in file.parts:
            assert part.count("new") == 0
            if part.closing is not None:
                assert balances[part.account.name] == part.closing
    checked = [part for file in demo_previews(vault) for part in file.parts if part.closing is not None]
    assert len(checked) >= 3


def demo_previews(vault: Vault) -> tuple[imports.FilePreview, ...]:
    """The sample files once more, as a preview."""
    import tempfile

    from hub.services import sample

    with tempfile.TemporaryDirectory() as scratch:
        paths = []
        for name, content in sample.sample_files(TODAY).items():
            path = Path(scratch) / name
            path.write_bytes(content)
            paths.append(path)
        return imports.preview(vault, paths).files


def test_loading_and_removing_the_household_leaves_the_vault_as_it_was(vault: Vault) -> None:
    before = len(ledger.categories(vault))
    demo.load(vault, TODAY)
    assert demo.is_loaded(vault)
    assert demo.remove(vault)
    assert ledger.find(vault, "", TODAY) == []
    assert accounts.positions(vault) == []
    assert len(ledger.categories(vault)) == before
    history.undo_last(vault)
    assert demo.is_loaded(vault)
    assert len(accounts.positions(vault)) == 6


def test_exports_hold_every_transaction_to_the_cent(vault: Vault, tmp_path: Path) -> None:
    demo.load(vault, TODAY)
    ledger.add(vault, accounts.positions(vault)[0].account.id, TODAY, -1, '=HYPERLINK("http://x")')
    rows = ledger.load(vault, ledger.find(vault, "", TODAY))
    export.write(vault, "csv", tmp_path / "all.csv")
    export.write(vault, "json", tmp_path / "all.json")
    text = (tmp_path / "all.csv").read_text(encoding="utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    document = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert len(table) == len(document["transactions"]) == len(rows)
    total = sum(round(float(row["amount"]) * 100) for row in table)
    assert total == sum(row.amount for row in rows)
    assert {row["payee"] for row in table} >= {'\'=HYPERLINK("http://x")', "Grünmarkt"}
    by_id = {one["id"]: one["amount"] for one in document["transactions"]}
    assert all(round(float(by_id[row.id]) * 100) == row.amount for row in rows)
