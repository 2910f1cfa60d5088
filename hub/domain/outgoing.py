"""What is about to leave, who may have it, and what has left: the values of the gate.

Recipients and purposes are declared by the services; a grant covers an outgoing when purpose and recipient are
the same, every field is granted at its level or a finer one, and the grant is in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

LEVELS = ("nothing", "total", "band", "category", "amounts", "full")
"""Levels of detail of a field, from none to everything (the reveal dial's six places)."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Data about to leave: `body` is the exact bytes; `fields` maps each field to its level of detail."""

    purpose: str
    recipient: str
    fields: Mapping[str, str]
    body: bytes


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
    """A record of what left, chained by hash to the one before."""

    id: int
    at: datetime
    purpose: str
    recipient: str
    fields: Mapping[str, str]
    body: bytes
    grant_id: int | None
    channel: str
    result: str
    previous_hash: str
    hash: str


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
