"""A vault that is not open yet: where it lies, and a first step towards opening it. Every start loads this."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hub.domain.errors import HubError


def default_folder() -> Path:
    """Where the person's vault lives unless they say otherwise."""
    from platformdirs import user_data_path

    return user_data_path("coffer", appauthor=False) / "vault"


def is_used(folder: Path) -> bool:
    """Whether a vault, or what is left of one, is in the folder."""
    return any((folder / name).exists() for name in ("vault.hdr", "vault.db"))


@contextmanager
def key_ahead(folder: Path, passphrase: Callable[[], str], timings: dict[str, Any]) -> Iterator[None]:
    """Derive the key of a vault beside what is done inside, which opens the vault and takes the key.

    passphrase: called where a passphrase opens it and no keyring comes first; else nothing is done ahead. timings:
    receives the seconds of "key_derivation".
    """
    from storage import keys, slots

    try:
        known = slots.load(folder).slots
    except (HubError, OSError):
        known = ()  # opening it says why
    first = next((slot for slot in known if slot.type == "passphrase"), None)
    if first is None or first.cost is None or any(slot.type == "keyring" for slot in known):
        yield
        return
    with keys.begun(passphrase(), first.salt, first.cost) as derivation:
        yield
    timings["key_derivation"] = derivation.seconds
