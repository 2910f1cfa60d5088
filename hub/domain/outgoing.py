"""What is about to leave, who may have it, and what has left: the values of the gate.

Recipients and purposes are declared by the services; a grant covers an outgoing when purpose and recipient are
the same, every field is granted at its level or a finer one, and the grant is in force.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

LEVELS = ("nothing", "total", "band", "category", "amounts", "full")
"""Levels of detail of a field, from none to everything (the reveal dial's six places)."""


KEPT_BODY = 65536
"""Bodies up to this many bytes are kept word for word in the log; larger ones by size and SHA-256."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why data leaves: the fields it may hold with the level of detail it needs, and the largest reply it takes.

    choices: the levels that the person may turn a field to, where the purpose leaves a real choice.
    """

    code: str
    fields: Mapping[str, str]
    largest_reply: int = 0
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


PURPOSES = {
    purpose.code: purpose
    for purpose in (
        Purpose("exchange_rates", {"request": "full", "internet_address": "full"}, largest_reply=2_000_000),
        Purpose("catalogue", {"request": "full", "region": "full", "internet_address": "full"}, 20_000_000),
        Purpose("bank_claim", {"setup_token": "full", "internet_address": "full"}, 4096),
        Purpose("bank_accounts", {"access_key": "full", "period": "full", "internet_address": "full"}, 50_000_000),
        Purpose(
            "summary",
            {"spending": "category", "income": "total", "balances": "nothing"},
            choices={"spending": LEVELS, "income": LEVELS, "balances": ("nothing", "total", "band", "amounts", "full")},
        ),
        Purpose("letter", {"company": "full"}),
        Purpose("log", {"disclosures": "full"}),
        Purpose("export", {"accounts": "full", "transactions": "full", "categories": "full"}),
        Purpose("leave", {"everything": "full"}),
        Purpose("share_terms", {"terms": "full"}),
        Purpose("share_offers", {"offers": "full"}),
        Purpose("share_rules", {"rules": "full"}),
        Purpose("share_profiles", {"layouts": "full"}),
        Purpose("share_picture", {"picture": "full"}),
        Purpose("recovery_sheet", {"recovery_code": "full"}),
    )
}
"""Every purpose there is: nothing leaves for another one."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Data about to leave.

    purpose: one of `PURPOSES`. recipient: host name, or "file:" and the folder. fields: each field with its
    level of detail. body: the exact bytes. address: where a request goes to, empty for files. secrets: parts of the
    body that open something (a token, a key): they are sent, and blotted out in what the log keeps.
    """

    purpose: str
    recipient: str
    fields: Mapping[str, str]
    body: bytes
    address: str = ""
    secrets: tuple[bytes, ...] = ()

    @property
    def kept(self) -> bytes:
        """The body as the log keeps it: secrets replaced by as many asterisks."""
        return functools.reduce(lambda body, one: body.replace(one, b"*" * len(one)), self.secrets, self.body)

    @property
    def shown_address(self) -> str:
        """The address as messages name it: secrets replaced by as many asterisks."""
        plain = self.address.encode()
        return functools.reduce(lambda text, one: text.replace(one, b"*" * len(one)), self.secrets, plain).decode()


@dataclass(frozen=True, slots=True)
class Grant:
    """A permission: purpose, recipient, fields with their finest level, in force from `since` to just before
    `until` (None = open end); once = used up by the first disclosure."""

    id: int
    purpose: str
    recipient: str
    fields: Mapping[str, str]
    since: datetime
    until: datetime | None
    once: bool = False
    revoked: datetime | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A record of what left, chained by hash to the one before. body: word for word, None when over `KEPT_BODY`.

    channel: network, file, clipboard or print. result: sent, written, refused or failed. sha256: of what left.
    kept_sha256: of `body` where a secret is blotted out in it, else None.
    """

    id: int
    at: datetime
    purpose: str
    recipient: str
    fields: Mapping[str, str]
    body: bytes | None
    size: int
    sha256: str
    grant_id: int | None
    channel: str
    result: str
    previous_hash: str
    hash: str
    kept_sha256: str | None = None


def covers(grant: Grant, outgoing: Outgoing, now: datetime) -> bool:
    """Whether a grant allows an outgoing at a moment."""
    in_force = grant.revoked is None and grant.since <= now and (grant.until is None or now < grant.until)
    return (
        in_force
        and grant.purpose == outgoing.purpose
        and grant.recipient == outgoing.recipient
        and all(
            LEVELS.index(level) <= LEVELS.index(grant.fields.get(name, "nothing"))
            for name, level in outgoing.fields.items()
        )
    )


def kept_for_good(grant: Grant, log: Sequence[Disclosure]) -> list[Disclosure]:
    """What the recipient of a grant holds already: everything that reached it, newest first; stopping changes none."""
    reached = (
        one for one in log if one.recipient == grant.recipient and one.size and one.result in ("sent", "written")
    )
    return sorted(reached, key=lambda one: -one.id)


def canonical(disclosure: Disclosure) -> bytes:
    """The bytes of a record that its hash covers: every field but the hash itself, in a fixed form."""
    record = {
        "id": disclosure.id,
        "at": disclosure.at.isoformat(),
        "purpose": disclosure.purpose,
        "recipient": disclosure.recipient,
        "fields": dict(disclosure.fields),
        "size": disclosure.size,
        "sha256": disclosure.sha256,
        "has_body": disclosure.body is not None,
        "grant": disclosure.grant_id,
        "channel": disclosure.channel,
        "result": disclosure.result,
        "previous": disclosure.previous_hash,
    }
    if disclosure.kept_sha256 is not None:
        record["kept"] = disclosure.kept_sha256
    return json.dumps(record, sort_keys=True, separators=(",", ":")).encode()
