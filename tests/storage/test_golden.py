"""Vaults of every version open for ever: with both engines, by passphrase and by code, with all they held."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from make_golden import GOLDEN, PAPER, PASSPHRASE, code_with_check

from hub.services import attachments, doctor, history, ledger
from storage import figures, migrations, second_reader
from storage.vault import Vault

VERSIONS = sorted(path.name for path in GOLDEN.glob("v*") if path.is_dir())


RELEASED = 1
"""The newest schema that people have; a higher one is still being made."""


def test_there_is_one_for_each_released_version() -> None:
    assert {f"v{number}" for number in range(1, RELEASED + 1)} <= set(VERSIONS)
    assert migrations.VERSION >= RELEASED


def read(vault: Vault) -> figures.Figures:
    with vault.read() as connection:
        return figures.read(lambda sql: [tuple(row) for row in connection.exec_driver_sql(sql)])


@pytest.mark.parametrize("version", VERSIONS)
def test_a_golden_vault_opens_with_all_it_held(version: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(GOLDEN / version, tmp_path / "vault"))
    folder.chmod(0o700)
    for path in (path for path in folder.rglob("*") if path.is_file()):
        path.chmod(0o600)
    held = figures.from_json(json.loads((GOLDEN / f"{version}.json").read_text("utf-8"))["figures"])
    with Vault.open(folder, PASSPHRASE) as vault:
        now = read(vault)
        key = vault.access.database_key()
        assert (now.accounts, now.chain) == (held.accounts, held.chain)
        kept = held.counts.keys() - migrations.GROWN
        assert {name: now.count(name) for name in kept} == {name: held.count(name) for name in kept}
        assert all(now.count(name) >= held.count(name) for name in migrations.GROWN)
        assert {"fuel", "not_counted"} <= {one.name for one in ledger.categories(vault)}
        assert attachments.content(vault, 1) == PAPER
        assert [one for one in doctor.check(vault) if one.level == doctor.DAMAGE] == []
        now = read(vault)  # the check notes when it was made
    examined = second_reader.examine(folder / "vault.db", key)
    assert examined.problems == ()
    assert examined.figures == now
    with Vault.open(folder, code_with_check(), slot_type="recovery") as vault:
        undone = history.undo_last(vault)
        assert undone is None or undone.name == "remove_transactions"
