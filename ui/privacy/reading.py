"""What the screen reads from the vault. Runs on workers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.domain.errors import NetworkError
from hub.domain.outgoing import Disclosure, Grant, Outgoing
from hub.domain.register import HeldFact
from hub.services import banks, outbound, privacy_checkup, rates, register, settings, vaults
from hub.services.banks import BankConnection
from hub.services.disclosing import Altered
from hub.services.privacy_checkup import Point
from hub.services.vaults import Facts, Vault


@dataclass(frozen=True, slots=True)
class Shown:
    """grants: newest first; disclosures: newest first. altered: numbers of records that are not what was
    written; troubles: what became of each.

    request: what asking for exchange rates would send; None where the address can't be used, `trouble` says why.
    """

    now: datetime
    is_off: bool
    grants: tuple[Grant, ...]
    disclosures: tuple[Disclosure, ...]
    altered: tuple[int, ...]
    troubles: tuple[Altered, ...]
    request: Outgoing | None
    trouble: NetworkError | None
    facts: Facts
    banks: tuple[BankConnection, ...]
    register: tuple[HeldFact, ...]
    points: tuple[Point, ...]

    def is_in_force(self, grant: Grant) -> bool:
        """Whether something can still leave by this grant."""
        is_over = grant.revoked is not None or (grant.until is not None and grant.until <= self.now)
        is_used = grant.once and any(one.grant_id == grant.id for one in self.disclosures)
        return not (is_over or is_used or self.is_off)

    @property
    def in_force(self) -> list[Grant]:
        """The grants that count now."""
        return [one for one in self.grants if self.is_in_force(one)]

    @property
    def left(self) -> list[Disclosure]:
        """What has left: records of failures say that nothing came back, not that more left."""
        return [one for one in self.disclosures if one.size]

    def sent_by(self, grant: Grant) -> Disclosure | None:
        """The newest thing that left by a grant."""
        return next((one for one in self.left if one.grant_id == grant.id), None)


def read(vault: Vault, now: datetime) -> Shown:
    """Everything for one look; the chain of records is checked each time."""
    request, trouble = None, None
    try:
        request = rates.outgoing(vault)
    except NetworkError as error:
        trouble = error
    troubles = outbound.altered(vault)
    return Shown(
        now=now,
        is_off=settings.load(vault).is_everything_off,
        grants=tuple(outbound.grants(vault)),
        disclosures=tuple(_newest_first(outbound.disclosures(vault))),
        altered=tuple(sorted({one.id for one in troubles})),
        troubles=tuple(troubles),
        request=request,
        trouble=trouble,
        facts=vaults.facts(vault),
        banks=tuple(banks.connections(vault)),
        register=tuple(register.facts(vault)),
        points=tuple(privacy_checkup.points(vault, now)),
    )


def _newest_first(log: Sequence[Disclosure]) -> list[Disclosure]:
    return sorted(log, key=lambda one: -one.id)
