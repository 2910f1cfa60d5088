"""Backups that services make by themselves, the reminder, and what a restore would change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from hub.services import accounts, backup, ledger, vaults
from storage import bundles, keys
from storage.vault import Vault

MORNING = datetime(2026, 11, 21, 9, 0, 0, tzinfo=UTC)


@pytest.fixture
def lasting(tmp_path: Path) -> Iterator[Vault]:
    with vaults.create(tmp_path / "vault", "three green apples", kdf=keys.FLOOR) as made:
        yield made


def test_one_backup_a_day_and_none_when_nothing_changed(lasting: Vault) -> None:
    assert backup.daily(lasting, now=MORNING) is None, "nothing is in it yet"
    accounts.add(lasting, "Cash", "cash", "EUR")
    first = backup.daily(lasting, now=MORNING)
    assert first is not None
    assert first.folder.parent == lasting.folder / "backups"
    accounts.add(lasting, "Current", "current", "EUR")
    assert backup.daily(lasting, now=MORNING + timedelta(hours=2)) is None, "one for today"
    assert backup.daily(lasting, now=MORNING + timedelta(days=1)) is not None
    assert backup.daily(lasting, now=MORNING + timedelta(days=2)) is None, "nothing changed"
    assert [one.reason for one in backup.listed(lasting)] == ["daily", "daily"]


def test_a_reminder_when_the_last_backup_is_old(lasting: Vault) -> None:
    assert not backup.standing(lasting, MORNING).is_old, "nothing is in it yet"
    accounts.add(lasting, "Cash", "cash", "EUR")
    assert backup.standing(lasting, MORNING).is_old
    backup.make(lasting, now=MORNING)
    late = MORNING + timedelta(days=30)
    assert not backup.standing(lasting, late).is_old, "old, but nothing changed since"
    accounts.add(lasting, "Current", "current", "EUR")
    assert not backup.standing(lasting, MORNING + timedelta(days=6)).is_old
    assert backup.standing(lasting, late).is_old


def test_a_failed_backup_stops_nothing_and_is_remembered(lasting: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts.add(lasting, "Cash", "cash", "EUR")
    monkeypatch.setattr("shutil.disk_usage", lambda _path: Full())
    assert backup.daily(lasting, now=MORNING) is None
    assert backup.standing(lasting, MORNING).problem == "disk_full"
    monkeypatch.undo()
    assert backup.daily(lasting, now=MORNING) is not None
    assert backup.standing(lasting, MORNING).problem == ""


class Full:
    free = 0


def test_large_changes_are_backed_up_first_where_a_window_asks_for_it(
    lasting: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "MANY_REMOVED", 3)
    current = accounts.add(lasting, "Current", "current", "EUR")
    added = [ledger.add(lasting, current, date(2026, 1, day), -day, "Shop") for day in range(1, 8)]
    ledger.remove(lasting, added[:3])
    assert backup.listed(lasting) == []
    lasting.makes_backups = True
    ledger.remove(lasting, added[3:5])
    assert backup.listed(lasting) == []
    assert backup.before_many(lasting, "deletion", 3) is not None
    ledger.remove(lasting, added[5:])
    assert [one.reason for one in backup.listed(lasting)] == ["deletion"]
    assert backup.before_many(lasting, "import", 999) is None


def test_a_vault_in_memory_has_no_backups(vault: Vault) -> None:
    vault.makes_backups = True
    assert backup.daily(vault, now=MORNING) is None
    assert backup.before_many(vault, "deletion", 10_000) is None


def test_backups_elsewhere_are_remembered(lasting: Vault, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    inside = backup.make(lasting, tmp_path / "stick", now=MORNING)
    exact = backup.make(lasting, tmp_path / "exact", now=MORNING)
    assert inside.folder.parent == tmp_path / "stick"
    assert exact.folder == tmp_path / "exact"
    assert {one.folder for one in backup.listed(lasting)} == {inside.folder, exact.folder}
    assert backup.verify(lasting, inside) == []
    bundles.remove(inside.folder)
    assert [one.folder for one in backup.listed(lasting)] == [exact.folder]


def test_what_restoring_would_change(lasting: Vault) -> None:
    current = accounts.add(lasting, "Current", "current", "EUR", opening=1000)
    ledger.add(lasting, current, date(2026, 1, 1), -250, "Shop")
    made = backup.make(lasting, now=MORNING)
    assert backup.preview(lasting, made.folder).is_same
    ledger.add(lasting, current, date(2026, 1, 2), -50, "Shop")
    accounts.add(lasting, "Cash", "cash", "EUR", opening=7)
    shown = backup.preview(lasting, made.folder)
    assert [(one.name, one.balance_now, one.balance_then, one.count_now, one.count_then) for one in shown.accounts] == [
        ("Current", 700, 750, 2, 1),
        ("Cash", 7, None, 0, 0),
    ]
    assert shown.counts["transactions"] == (2, 1)
    assert (shown.made_at, shown.reason) == (MORNING, "hand")


def test_a_new_passphrase_renews_the_headers_of_backups(lasting: Vault, tmp_path: Path) -> None:
    made = backup.make(lasting, tmp_path / "copy", now=MORNING)
    lasting.access.change_passphrase("three green apples", "four red pears", kdf=keys.FLOOR)
    assert backup.renew_headers(lasting) == []
    backup.open_bundle(made.folder, "four red pears")
    with pytest.raises(vaults.WrongPassphrase):
        backup.open_bundle(made.folder, "three green apples")
