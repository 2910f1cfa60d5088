"""Keys of the vault: how a passphrase or a recovery code unwraps the vault key, and what is derived from it.

    passphrase (NFC, UTF-8) ── Argon2id ──┐
    recovery code (160 bits) ── HKDF ─────┼── ChaCha20-Poly1305 ── vault key (256 random bits) ── HKDF ── subkeys
    system keyring (256 bits) ── HKDF ────┘

A key-encrypting key is used for one wrapping only (fresh salt and nonce), so a random 96-bit nonce is safe.
Argon2id parameters: RFC 9106; floor is its second recommendation.
"""

from __future__ import annotations

import secrets
import threading
import time
import unicodedata
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
WRAPPED_BYTES = KEY_BYTES + 16

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK = _CROCKFORD + "*~$=U"
_LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_CODE_SYMBOLS = 32


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a passphrase costs: memory in KiB, passes over it, lanes."""

    memory: int
    passes: int
    lanes: int

    def is_below(self, other: Cost) -> bool:
        """Whether any of the three is smaller than the other's."""
        return self.memory < other.memory or self.passes < other.passes or self.lanes < other.lanes


FLOOR = Cost(memory=64 * 1024, passes=3, lanes=4)
DEFAULT = Cost(memory=128 * 1024, passes=3, lanes=4)
CEILING = Cost(memory=2 * 1024 * 1024, passes=16, lanes=16)
_CALIBRATED_MEMORY_LIMIT = 1024 * 1024
_TURN = threading.Lock()
"""One derivation at a time: two share the threads of OpenSSL, and wait for each other for good."""


def new_vault_key() -> bytearray:
    """A new random vault key, in memory that can be wiped."""
    return bytearray(secrets.token_bytes(KEY_BYTES))


def wipe(key: bytearray) -> None:
    """Overwrite a key in place: cheap hygiene, not a promise (copies may exist)."""
    key[:] = bytes(len(key))


def calibrate() -> Cost:
    """The cost that makes one guess take 0.5 to 1 s on this machine: memory first, never below the floor."""
    cost = DEFAULT
    taken = _measure(cost)
    while taken > 1.0 and FLOOR.is_below(cost):
        cost = Cost(cost.memory // 2, cost.passes, cost.lanes)
        taken = _measure(cost)
    while taken < 0.5 and cost.memory < _CALIBRATED_MEMORY_LIMIT:
        cost = Cost(cost.memory * 2, cost.passes, cost.lanes)
        taken = _measure(cost)
    return cost


def _measure(cost: Cost) -> float:
    start = time.perf_counter()
    passphrase_key("calibration", bytes(SALT_BYTES), cost)
    return time.perf_counter() - start


def passphrase_key(passphrase: str, salt: bytes, cost: Cost) -> bytearray:
    """The wrapping key of a passphrase; equal for all Unicode forms of the same text."""
    ahead = _begun.pop((passphrase, salt, cost), None)
    return _derived(passphrase, salt, cost) if ahead is None else ahead.key()


def _derived(passphrase: str, salt: bytes, cost: Cost) -> bytearray:
    text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    key = bytearray(KEY_BYTES)
    with _TURN:
        Argon2id(
            salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
        ).derive_into(text, key)
    return key


class Derivation:
    """A derivation that runs beside others' work: it needs a core and no interpreter. seconds: what it took."""

    def __init__(self, passphrase: str, salt: bytes, cost: Cost) -> None:
        self.seconds = 0.0
        self._key: Future[bytearray] = Future()
        threading.Thread(target=self._run, args=(passphrase, salt, cost), name="key derivation", daemon=True).start()

    def key(self) -> bytearray:
        """Wait for the key."""
        return self._key.result()

    def _run(self, passphrase: str, salt: bytes, cost: Cost) -> None:
        start = time.perf_counter()
        try:
            key = _derived(passphrase, salt, cost)
            self.seconds = time.perf_counter() - start
            self._key.set_result(key)
        except BaseException as error:  # noqa: BLE001 - it is raised where the key is asked for
            self._key.set_exception(error)


_begun: dict[tuple[str, bytes, Cost], Derivation] = {}
"""At most the one of each `begun` that is entered."""


@contextmanager
def begun(passphrase: str, salt: bytes, cost: Cost) -> Iterator[Derivation]:
    """Derive a key beside what is done inside, where `passphrase_key` with the same arguments takes it."""
    asked = passphrase, salt, cost
    found = _begun[asked] = Derivation(*asked)
    try:
        yield found
    finally:
        _begun.pop(asked, None)


def secret_key(secret: bytes, salt: bytes, purpose: str) -> bytearray:
    """The wrapping key of a random secret (recovery code, keyring value): full entropy, so HKDF is enough."""
    return bytearray(HKDF(SHA256(), KEY_BYTES, salt, b"coffer/1/slot/" + purpose.encode()).derive(secret))


def subkey(vault_key: bytes | bytearray, purpose: str) -> bytes:
    """A 32-byte key for one purpose ("db-key", "header-mac", "chain", "anchor", "blob" …)."""
    return HKDF(SHA256(), KEY_BYTES, None, b"coffer/1/" + purpose.encode()).derive(bytes(vault_key))


def wrap(wrapping_key: bytearray, vault_key: bytearray, bound: bytes) -> tuple[bytes, bytes]:
    """Nonce and wrapped vault key; `bound` must be the same when it is unwrapped."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce, ChaCha20Poly1305(wrapping_key).encrypt(nonce, bytes(vault_key), bound)


def unwrap(wrapping_key: bytearray, nonce: bytes, wrapped: bytes, bound: bytes) -> bytearray | None:
    """The vault key, or None when the wrapping key or anything bound is not the one it was wrapped with."""
    try:
        return bytearray(ChaCha20Poly1305(wrapping_key).decrypt(nonce, wrapped, bound))
    except InvalidTag:
        return None


def database_key(vault_key: bytearray, salt: bytes) -> str:
    """The raw SQLCipher key with its salt, as the literal that PRAGMA key takes.

    The length is checked because a key literal of any other length is silently taken as a passphrase.
    """
    literal = f"x'{subkey(vault_key, 'db-key').hex()}{salt.hex()}'"
    if len(literal) != 3 + 2 * (KEY_BYTES + SALT_BYTES):
        raise ValueError("a raw key has 32 bytes and its salt 16")
    return literal


def new_recovery_code() -> str:
    """A new recovery code: 32 Crockford symbols (160 random bits) and a check symbol, in groups of four."""
    number = secrets.randbits(5 * _CODE_SYMBOLS)
    symbols = "".join(_CROCKFORD[number >> 5 * place & 31] for place in reversed(range(_CODE_SYMBOLS)))
    groups = [symbols[start : start + 4] for start in range(0, _CODE_SYMBOLS, 4)]
    return "-".join([*groups, _CHECK[number % 37]])


def recovery_secret(code: str) -> bytes | None:
    """The 20 bytes of a recovery code as a person types it; None when it is mistyped.

    Small letters, blanks and hyphens don't matter; O reads as 0, I and L as 1. The check symbol (Crockford's
    modulo 37) notices any single wrong symbol.
    """
    symbols = code.upper().translate(_LOOK_ALIKE)
    if len(symbols) != _CODE_SYMBOLS + 1 or any(symbol not in _CROCKFORD for symbol in symbols[:-1]):
        return None
    number = 0
    for symbol in symbols[:-1]:
        number = number << 5 | _CROCKFORD.index(symbol)
    if _CHECK.find(symbols[-1]) != number % 37:
        return None
    return number.to_bytes(5 * _CODE_SYMBOLS // 8, "big")
