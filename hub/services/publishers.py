"""Publishers of packs and catalogues: whose key each is kept to, and forgetting one that was replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hub.domain.errors import PackError
from hub.services import signing
from storage import pack_keys
from storage.vault import Vault

TOPICS = ("offers", "terms")


@dataclass(frozen=True, slots=True)
class Pinned:
    """A publisher's key. kind: offers (from files), catalogue (fetched) or terms; key: its fingerprint."""

    kind: str
    name: str
    key: str
    since: date


def listed(vault: Vault) -> list[Pinned]:
    """Every key that packs are kept to, by name."""
    with vault.read() as connection:
        found = pack_keys.all_pinned(connection)
    return [
        Pinned(kind, name, signing.fingerprint(key), datetime.fromisoformat(since).date())
        for kind, name, key, since in found
    ]


def forget(vault: Vault, name: str, fingerprint: str) -> list[Pinned]:
    """Forget the key of a publisher, so that the next version is taken in by whomever it is signed; what was forgotten.

    fingerprint: that of the key, which shows that the person looked at it; blanks and case make no difference.
    PackError "no_such_key" when nothing of this name is kept to a key, "other_key" when it is another one.
    """
    known = [one for one in listed(vault) if one.name == name]
    if not known:
        raise PackError("no_such_key", where={"pack": name}, pack=name)
    meant = [one for one in known if _plain(one.key) == _plain(fingerprint)]
    if not meant:
        raise PackError("other_key", where={"pack": name}, pack=name, held=known[0].key)
    with vault.write("forget_key", values={"pack": name, "key": meant[0].key}, topics=TOPICS) as write:
        for one in meant:
            pack_keys.unpin(write.connection, one.kind, one.name)
    return meant


def _plain(fingerprint: str) -> str:
    return "".join(fingerprint.split()).casefold()
