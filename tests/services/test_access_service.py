"""The ways into a vault, and how a passphrase is judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.domain.errors import VaultError, WrongPassphrase
from hub.services import access, backup, vaults
from hub.services.strength import strength
from storage import keys
from storage.vault import Vault

OLD, NEW = "three green apples", "four red pears"


@pytest.fixture
def lasting(tmp_path: Path) -> Iterator[Vault]:
    with vaults.create(tmp_path / "vault", OLD, kdf=keys.FLOOR) as made:
        yield made


def test_a_code_must_be_typed_once_and_replaces_the_former(lasting: Vault) -> None:
    first, second = access.new_recovery_code(), access.new_recovery_code()
    for wrong in ("", first[:-1], second):
        with pytest.raises(VaultError, match="retyped_wrong"):
            access.keep_recovery_code(lasting, first, wrong)
    assert not access.has_recovery_code(lasting)
    access.keep_recovery_code(lasting, first, first.lower().replace("-", " "))
    made = backup.make(lasting)
    access.keep_recovery_code(lasting, second, second)
    assert [slot.type for slot in lasting.access.slots] == ["passphrase", "recovery"]
    backup.open_bundle(made.folder, second, "recovery")
    with pytest.raises(WrongPassphrase):
        backup.open_bundle(made.folder, first, "recovery")
    access.remove_slot(lasting, lasting.access.slots[1].id)
    assert not access.has_recovery_code(lasting)
    with pytest.raises(VaultError, match="no_such_slot"):
        access.remove_slot(lasting, "00000000")


def test_a_code_may_be_typed_where_the_passphrase_is_asked_for(lasting: Vault) -> None:
    code = access.new_recovery_code()
    access.keep_recovery_code(lasting, code, code)
    lasting.close()
    vaults.unlock(lasting.folder, code.lower()).close()
    vaults.open_vault(lasting.folder, lambda: OLD).close()
    with pytest.raises(WrongPassphrase):
        vaults.unlock(lasting.folder, access.new_recovery_code())


def test_a_changed_passphrase_says_which_backups_keep_the_old(lasting: Vault, tmp_path: Path) -> None:
    backup.make(lasting)
    away = backup.make(lasting, tmp_path / "stick")
    (away.folder / "vault.hdr").write_bytes(b"unreadable")
    left = access.change_passphrase(lasting, OLD, NEW, kdf=keys.FLOOR)
    assert [one.folder for one in left] == [away.folder]


def test_rotating_needs_the_code_typed(lasting: Vault) -> None:
    lasting.close()
    code = access.new_recovery_code()
    with pytest.raises(VaultError, match="retyped_wrong"):
        access.rotate(lasting.folder, OLD, new_passphrase=NEW, recovery_code=code, retyped="")
    access.rotate(lasting.folder, OLD, new_passphrase=NEW, recovery_code=code, retyped=code)
    Vault.open(lasting.folder, code, slot_type="recovery").close()


@pytest.mark.parametrize(
    ("passphrase", "weakness"),
    [
        ("", "short"),
        ("password", "common_password"),
        ("qwertyuiop[", "keyboard_row"),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "repeated"),
        ("abcdefghijklmnop", "sequence"),
        ("13.5.1984", "date"),
        ("zq7", "short"),
        ("coffer", "about_you"),
    ],
)
def test_weak_passphrases_and_why(passphrase: str, weakness: str) -> None:
    judged = strength(passphrase)
    assert not judged.is_enough
    assert judged.weakness == weakness


def test_strong_passphrases_in_any_script_and_length() -> None:
    assert strength("correct horse battery staple").is_enough
    assert strength("خورشید پشت کوه های بلند خوابید").is_enough
    assert strength("x9" * 500_000).score <= 4
    assert strength("Zermatt 1912", ["Zermatt", "1912"]).score < strength("Zermatt 1912").score
    assert strength("correct horse battery staple").digits >= 12
