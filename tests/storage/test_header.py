"""The header file: every change to it is refused, whoever made it, and says what is wrong."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import replace
from typing import Any

import pytest
from counts import times

from hub.domain.errors import VaultDamaged, VaultError, VaultTooNew, WrongPassphrase
from storage import header, keys, slots
from storage.header import Header
from storage.keys import CEILING, FLOOR, Cost

VAULT_KEY = keys.new_vault_key()
VAULT_ID = "00112233445566778899aabbccddeeff"
CODE = keys.new_recovery_code()
SECRET = "ab" * 32


def made(*kinds: str) -> Header:
    secrets = {"passphrase": "three green apples", "recovery": CODE, "keyring": SECRET}
    entries = tuple(
        slots.new_slot(VAULT_ID, kind, secrets[kind], VAULT_KEY, FLOOR if kind == "passphrase" else None, "é")
        for kind in kinds
    )
    return Header(VAULT_ID, 3, "coffer", bytes(range(16)), entries)


FULL = made("passphrase", "recovery", "keyring")
RAW = header.compose(FULL, VAULT_KEY)


def changed(**changes: Any) -> bytes:
    """A header with changed fields and a right sum, as somebody without the vault key could make it."""
    document = json.loads(RAW)
    document.update(changes)
    return summed(document)


def summed(document: dict[str, Any]) -> bytes:
    document = {name: value for name, value in document.items() if name != "sum" and value is not ...}

    def canonical(value: object) -> bytes:
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()

    return canonical(document | {"sum": hashlib.sha256(canonical(document)).hexdigest()})


def slot_changed(index: int, **changes: Any) -> bytes:
    entries = json.loads(RAW)["slots"]
    entries[index].update(changes)
    return changed(slots=entries)


def kdf(alg: str, m: int, t: int, p: int) -> dict[str, object]:
    return {"alg": alg, "v": 19, "m": m, "t": t, "p": p, "salt": "00" * 16}


def opens(raw: bytes, *kinds: str) -> bool:
    """Whether any slot but the costly ones opens these bytes."""
    secrets = {"recovery": CODE, "keyring": SECRET, "passphrase": "three green apples"}
    known = header.parse(raw)
    for kind in kinds or ("recovery", "keyring"):
        try:
            slots.unlock(known, kind, secrets[kind])
        except (VaultDamaged, WrongPassphrase):
            continue
        return True
    return False


def test_every_slot_opens_with_its_secret_only() -> None:
    known = header.parse(RAW)
    assert known.gen == 3
    assert slots.unlock(known, "passphrase", "three green apples") == VAULT_KEY
    assert slots.unlock(known, "recovery", CODE.lower()) == VAULT_KEY
    assert slots.unlock(known, "keyring", SECRET) == VAULT_KEY
    for kind, wrong in (
        ("passphrase", "three green apple"),
        ("recovery", keys.new_recovery_code()),
        ("recovery", "no code at all"),
        ("keyring", "cd" * 32),
        ("keyring", "not hex"),
        ("passphrase", CODE),
    ):
        with pytest.raises(WrongPassphrase) as caught:
            slots.unlock(known, kind, wrong)
        assert str(caught.value) == "wrong_passphrase()", "says nothing of which part was wrong"


def test_every_flipped_bit_is_refused_as_damage() -> None:
    for position in range(len(RAW)):
        for bit in range(8):
            flipped = bytearray(RAW)
            flipped[position] ^= 1 << bit
            with pytest.raises(VaultDamaged):
                header.parse(bytes(flipped))


def test_every_cut_is_refused() -> None:
    for length in range(len(RAW)):
        with pytest.raises(VaultDamaged):
            header.parse(RAW[:length])


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "header_empty"),
        (b"{", "header_truncated"),
        (b"{}", "header_foreign"),
        (b"[]", "header_foreign"),
        (b"1", "header_foreign"),
        (b"NaN", "header_foreign"),
        (b"1.5", "header_foreign"),
        (b"9" * 5000, "header_foreign"),
        (b"[" * 60_000, "header_foreign"),
        (b'{"a":' * 10_000, "header_truncated"),
        (b"\x89PNG\r\n\x1a\n", "header_foreign"),
        ('{"é":1}'.encode(), "header_damaged"),
        (b'{"magic":"coffer-vault","magic":"coffer-vault"}', "header_damaged"),
        (RAW + b"\n", "header_damaged"),
        (RAW[:-1], "header_truncated"),
        (b" " + RAW, "header_damaged"),
        (json.dumps(json.loads(RAW)).encode(), "header_damaged"),
        (b"x" * (64 * 1024 + 1), "header_too_large"),
        (changed(magic="other"), "header_foreign"),
        (changed(vault_id="00"), "header_damaged"),
        (changed(vault_id=VAULT_ID.upper()), "header_damaged"),
        (changed(vault_id=7), "header_damaged"),
        (changed(gen=0), "header_damaged"),
        (changed(gen=True), "header_damaged"),
        (changed(gen=2**53), "header_damaged"),
        (changed(gen=...), "header_damaged"),
        (changed(mac=...), "header_damaged"),
        (changed(slots=[]), "header_damaged"),
        (changed(slots={}), "header_damaged"),
        (changed(slots=[1]), "header_damaged"),
        (changed(slots=json.loads(RAW)["slots"] * 6), "header_damaged"),
        (changed(slots=json.loads(RAW)["slots"][:1] * 2), "header_damaged"),
        (changed(format=2, min_reader=1), "header_damaged"),
        (changed(pending={}), "header_damaged"),
        (changed(pending=None), "header_damaged"),
        (changed(pending={"nonce": "00" * 12, "wrapped": "00" * 48, "slots": []}), "header_damaged"),
        (slot_changed(0, created="yesterday"), "header_damaged"),
        (slot_changed(0, label="x" * 201), "header_damaged"),
        (slot_changed(0, kdf={"alg": "argon2id"}), "header_damaged"),
        (slot_changed(0, kdf=None), "header_damaged"),
        (slot_changed(0, kdf=kdf("argon2d", 65536, 3, 4)), "header_damaged"),
        (slot_changed(0, type="recovery"), "header_damaged"),
        (slot_changed(0, kdf=kdf("argon2id", 65535, 3, 4)), "key_derivation_too_weak"),
        (slot_changed(0, kdf=kdf("argon2id", 65536, 2, 4)), "key_derivation_too_weak"),
        (slot_changed(0, kdf=kdf("argon2id", 65536, 3, 1)), "key_derivation_too_weak"),
    ],
)
def test_what_is_no_header(raw: bytes, code: str) -> None:
    with pytest.raises(VaultDamaged) as caught:
        header.parse(raw)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "raw",
    [
        changed(min_reader=2),
        changed(min_reader=2, format=2, tomorrow={"a": 1}),
        changed(cipher="ascon"),
        slot_changed(1, type="fido2"),
        slot_changed(1, type=[]),
        slot_changed(1, hint="x"),
    ],
)
def test_an_intact_header_with_anything_unknown_is_newer(raw: bytes) -> None:
    with pytest.raises(VaultTooNew):
        header.parse(raw)


@pytest.mark.parametrize("cost", [{"m": 2**21 + 1}, {"t": 17}, {"p": 17}, {"m": 2**40, "t": 2**40}])
def test_a_cost_like_a_bomb_needs_a_yes(cost: dict[str, int]) -> None:
    raw = slot_changed(0, kdf=kdf("argon2id", 65536, 3, 4) | cost)
    with pytest.raises(VaultError) as caught:
        header.parse(raw)
    assert caught.value.code == "key_derivation_too_costly"
    assert header.parse(raw, allow_costly=True).slots[0].cost is not None


def test_what_somebody_without_the_key_changes_is_refused() -> None:
    entries = json.loads(RAW)["slots"]
    foreign = header.compose(made("passphrase", "recovery"), keys.new_vault_key())
    for raw in (
        changed(gen=2),
        changed(vault_id="ff" * 16),
        changed(db_salt="ff" * 16),
        changed(created_with="other"),
        changed(slots=entries[1:]),
        changed(slots=entries[::-1]),
        changed(slots=[*entries, json.loads(foreign)["slots"][1]]),
        changed(mac="00" * 32),
        slot_changed(0, label="mine"),
        slot_changed(1, created="2020-01-01T00:00:00Z"),
    ):
        assert not opens(raw)


def test_a_wrapped_key_is_bound_to_its_slot() -> None:
    entries = json.loads(RAW)["slots"]
    for index in (1, 2):
        for name, value in (("id", "00000000"), ("nonce", "00" * 12), ("wrapped", "00" * 48)):
            assert not opens(slot_changed(index, **{name: value}), entries[index]["type"])
        assert not opens(slot_changed(index, kdf={"alg": "hkdf-sha256", "salt": "00" * 16}), entries[index]["type"])
    lowered = slot_changed(0, kdf=entries[0]["kdf"] | {"m": FLOOR.memory + 1})
    assert not opens(lowered, "passphrase")


def test_mutations_with_a_right_sum_open_nothing() -> None:
    """Change any byte of the document, repair the sum: refused while reading, or opens nothing."""
    chance = random.Random(20261121)  # noqa: S311 - the same mutations every time
    refused = 0
    for _ in range(2000):
        mutated = bytearray(RAW)
        for _ in range(chance.choice((1, 1, 2, 5))):
            mutated[chance.randrange(len(RAW))] = chance.choice(b'0123456789abcdef"{}[]:,x\\ ')
        try:
            raw = summed(json.loads(mutated))
        except (ValueError, AttributeError):
            raw = bytes(mutated)
        if raw == RAW:
            continue
        try:
            assert not opens(raw)
        except VaultError:
            refused += 1
    assert refused > 1000


@pytest.mark.soak
def test_a_million_mutations() -> None:
    chance = random.Random(7)  # noqa: S311 - as above
    for _ in range(times("MUTATIONS", 1_000_000)):
        mutated = bytearray(RAW)
        for _ in range(chance.randrange(1, 6)):
            mutated[chance.randrange(len(RAW))] = chance.randrange(256)
        if bytes(mutated) != RAW:
            with pytest.raises(VaultError):
                header.parse(bytes(mutated))


def test_composing_is_parsing_backwards() -> None:
    known = header.parse(RAW)
    assert replace(known, mac=b"") == FULL
    assert header.compose(known, VAULT_KEY) == RAW
    assert header.is_authentic(known, VAULT_KEY)
    assert not header.is_authentic(known, keys.new_vault_key())
    assert len(header.compose(made("passphrase"), VAULT_KEY)) < 1024


def test_limits_hold_together() -> None:
    assert not CEILING.is_below(FLOOR)
    assert not keys.DEFAULT.is_below(FLOOR)
    assert Cost(FLOOR.memory - 1, 16, 16).is_below(FLOOR)


def test_empty_and_mistyped_secrets_make_no_slot() -> None:
    with pytest.raises(VaultError, match="passphrase_empty"):
        slots.new_slot(VAULT_ID, "passphrase", "", VAULT_KEY, FLOOR, "")
    with pytest.raises(VaultError, match="secret_mistyped"):
        slots.new_slot(VAULT_ID, "recovery", "0000", VAULT_KEY, None, "")
