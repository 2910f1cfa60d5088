"""Keys: the same text opens however it is typed, a mistyped code is noticed, a raw key has its length."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import keys
from storage.keys import FLOOR, Cost

TINY = Cost(memory=64, passes=1, lanes=1)
SALT = bytes(range(16))


def test_argon2id_is_that_of_the_reference() -> None:
    """A case of the reference implementation's own test (phc-winner-argon2, src/test.c, version 19)."""
    key = keys.passphrase_key("password", b"somesalt", Cost(memory=65536, passes=2, lanes=1))
    assert key.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


@pytest.mark.parametrize(
    ("typed", "same"),
    [("café", "cafe\u0301"), ("آب", "\u0627\u0653ب"), ("Å", "\u212b"), ("ⵣ" * 400_000, "ⵣ" * 400_000)],
)
def test_a_passphrase_is_the_same_in_every_unicode_form(typed: str, same: str) -> None:
    assert keys.passphrase_key(typed, SALT, TINY) == keys.passphrase_key(same, SALT, TINY)


def test_two_derivations_at_once_do_not_wait_for_each_other() -> None:
    found: dict[str, bytearray] = {}

    def derive(passphrase: str) -> None:
        found[passphrase] = keys.passphrase_key(passphrase, bytes(16), FLOOR)

    both = [threading.Thread(target=derive, args=(one,), daemon=True) for one in ("one", "other")]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    assert sorted(found) == ["one", "other"]


def test_any_text_is_a_passphrase() -> None:
    assert len({bytes(keys.passphrase_key(text, SALT, TINY)) for text in ("a", "a ", "A", "\ud800", "\0", "a\0")}) == 6


def test_wrapping_binds_key_nonce_and_parameters() -> None:
    vault_key, wrapping_key = keys.new_vault_key(), keys.new_vault_key()
    nonce, wrapped = keys.wrap(wrapping_key, vault_key, b"bound")
    assert keys.unwrap(wrapping_key, nonce, wrapped, b"bound") == vault_key
    assert keys.unwrap(wrapping_key, nonce, wrapped, b"other") is None
    assert keys.unwrap(keys.new_vault_key(), nonce, wrapped, b"bound") is None
    assert keys.unwrap(wrapping_key, bytes(12), wrapped, b"bound") is None
    assert bytes(vault_key) not in wrapped


def test_subkeys_differ_by_purpose_and_by_vault() -> None:
    one, other = keys.new_vault_key(), keys.new_vault_key()
    made = {keys.subkey(key, purpose) for key in (one, other) for purpose in ("db-key", "header-mac", "chain", "blob")}
    assert len(made) == 8
    assert keys.subkey(one, "chain") == keys.subkey(one, "chain")


def test_a_raw_key_of_another_length_is_refused() -> None:
    literal = keys.database_key(keys.new_vault_key(), SALT)
    assert literal.startswith("x'")
    assert len(literal) == 99
    assert literal.endswith(SALT.hex() + "'")
    with pytest.raises(ValueError, match="16"):
        keys.database_key(keys.new_vault_key(), SALT[:15])


def test_wiping_leaves_nothing() -> None:
    key = keys.new_vault_key()
    keys.wipe(key)
    assert key == bytes(32)


def test_calibration_stays_between_floor_and_ceiling(monkeypatch: pytest.MonkeyPatch) -> None:
    def seconds(per_mebibyte: float) -> Cost:
        monkeypatch.setattr(keys, "_measure", lambda cost: cost.memory / 1024 * per_mebibyte)
        return keys.calibrate()

    assert seconds(0.5 / 100) == keys.DEFAULT, "half a second to a second is what is wanted"
    assert seconds(10) == FLOOR, "a slow machine gets the floor"
    assert seconds(1 / 1000).memory == 512 * 1024
    assert seconds(0).memory == 1024 * 1024, "an endlessly fast machine stops at a gibibyte"


def test_a_recovery_code_reads_as_people_type() -> None:
    code = keys.new_recovery_code()
    secret = keys.recovery_secret(code)
    assert secret is not None
    assert len(secret) == 20
    assert len(code) == 32 + 8 + 1
    careless = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert keys.recovery_secret(careless) == secret
    assert keys.new_recovery_code() != code


@given(st.integers(0, 32), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_any_single_wrong_symbol_of_a_recovery_code_is_noticed(place: int, symbol: str) -> None:
    symbols = list(keys.new_recovery_code().replace("-", ""))
    is_same = symbols[place] == symbol
    symbols[place] = symbol
    assert (keys.recovery_secret("".join(symbols)) is not None) == is_same


@pytest.mark.parametrize("code", ["", "0", "ABCD-EFGH", "€" * 33, "0" * 32, "0" * 34, "0" * 32 + "?"])
def test_what_is_no_recovery_code(code: str) -> None:
    assert keys.recovery_secret(code) is None
