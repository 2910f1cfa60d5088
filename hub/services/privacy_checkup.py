"""A check-up of eight points: what could be tighter, each with what mends it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hub.domain.errors import HubError
from hub.domain.outgoing import Grant
from hub.domain.register import consents_to_end, papers_long_held
from hub.services import backup, outbound, register, settings, vaults
from storage.vault import Vault

UNUSED_DAYS = 30
LONGEST_IDLE = 15
LOCK_AFTER = 5


@dataclass(frozen=True, slots=True)
class Point:
    """One point. code: log, grants, recovery, keyring, lock, backup, marketing, papers. count: how many things it is
    about. names: of them. fix: code of what mends it; is_done_here: `fix` does it, else it leads to a place."""

    code: str
    is_well: bool
    fix: str
    count: int = 0
    names: tuple[str, ...] = ()
    is_done_here: bool = False


def points(vault: Vault, now: datetime | None = None) -> list[Point]:
    """The eight points, those that want something first."""
    moment = now or datetime.now(UTC)
    found = [look(vault, moment) for look in _LOOKS]
    return sorted(found, key=lambda one: one.is_well)


def fix(vault: Vault, code: str, now: datetime | None = None) -> int:
    """Mend a point that can be mended here; how many things changed. HubError when only the person can."""
    moment = now or datetime.now(UTC)
    if code == "grants":
        unused = [one.id for one in _unused(vault, moment)]
        return outbound.revoke(vault, unused, moment) if unused else 0
    if code == "lock":
        settings.change(vault, lock_after_minutes=LOCK_AFTER)
        return 1
    raise HubError("not_mended_here", where={"point": code}, known=["grants", "lock"])


def _log(vault: Vault, _now: datetime) -> Point:
    bad = outbound.verify(vault)
    return Point("log", not bad, "show_log", len(bad), tuple(map(str, bad)))


def _grants(vault: Vault, now: datetime) -> Point:
    unused = _unused(vault, now)
    names = tuple(dict.fromkeys(one.recipient for one in unused))
    return Point("grants", not unused, "stop_unused", len(unused), names, is_done_here=True)


def _recovery(vault: Vault, _now: datetime) -> Point:
    slots = vaults.facts(vault).slots
    return Point("recovery", not slots or any(one.type == "recovery" for one in slots), "make_recovery_code")


def _keyring(vault: Vault, _now: datetime) -> Point:
    rings = [one for one in vaults.facts(vault).slots if one.type == "keyring"]
    return Point("keyring", not rings, "stop_keyring", len(rings))


def _lock(vault: Vault, _now: datetime) -> Point:
    minutes = settings.load(vault).lock_after_minutes
    return Point("lock", 0 < minutes <= LONGEST_IDLE, "lock_sooner", minutes, is_done_here=True)


def _backup(vault: Vault, now: datetime) -> Point:
    is_well = not vault.is_lasting or not backup.standing(vault, now).is_old
    return Point("backup", is_well, "back_up")


def _marketing(vault: Vault, now: datetime) -> Point:
    open_ = consents_to_end(register.facts(vault), now.date())
    return Point("marketing", not open_, "withdraw", len(open_), tuple(dict.fromkeys(one.company for one in open_)))


def _papers(vault: Vault, now: datetime) -> Point:
    held = papers_long_held(register.facts(vault), now.date())
    return Point("papers", not held, "ask_erasure", len(held), tuple(dict.fromkeys(one.company for one in held)))


def _unused(vault: Vault, now: datetime) -> list[Grant]:
    """Permissions in force, given or last used more than 30 days ago."""
    last = {one.grant_id: one.at for one in outbound.disclosures(vault)}
    limit = now - timedelta(days=UNUSED_DAYS)
    return [
        one
        for one in outbound.grants(vault)
        if one.revoked is None
        and (one.until is None or now < one.until)
        and not (one.once and one.id in last)
        and max(one.since, last.get(one.id, one.since)) < limit
    ]


_LOOKS: tuple[Callable[[Vault, datetime], Point], ...] = (
    _log, _grants, _recovery, _keyring, _lock, _backup, _marketing, _papers,
)  # fmt: skip
