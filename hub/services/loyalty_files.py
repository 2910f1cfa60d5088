"""What files tell of loyalty programmes: balances from OFX and CSV, messages from e-mail files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from hub.domain.errors import HubError, StatementError
from hub.domain.loyalty import Known, Lot, Valuation
from hub.domain.progress import Progress
from hub.domain.statement import Problem
from hub.services.loyalty import TOPICS
from importers import rewards
from importers.rewards import Message, Reward
from storage import loyalty
from storage import terms as rows
from storage.vault import Vault

_LARGEST_MESSAGE = 30_000_000


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a file: balances and values taken, programmes that were not there before, lines not read."""

    balances: int
    values: int
    new: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Noise:
    """What came of a folder of messages: by programme those counted now; others: of nobody in the wallet."""

    counted: Mapping[str, int]
    known: int
    others: int
    unreadable: int


def bring(vault: Vault, path: Path, today: date) -> Brought:
    """Take balances, values, tiers and lots of a file into the wallet; a programme without a match by name is added.

    A row without a day counts for today. The same file twice changes nothing.
    """
    found = rewards.read(_bytes(path))
    with vault.write("bring_points", values={"file": path.name, "count": len(found.found)}, topics=TOPICS) as write:
        new: list[str] = []
        for one in found.found:
            _take(write.connection, one, _programme(write.connection, one.programme, new), today)
    balances = sum(one.units is not None for one in found.found)
    values = sum(one.value is not None for one in found.found)
    return Brought(balances, values, tuple(new), found.problems)


def count_messages(vault: Vault, folder: Path, progress: Progress | None = None) -> Noise:
    """Count the e-mail files of a folder, each once and for ever; only programme, day and a hash are kept.

    A message belongs to the programme whose senders hold its address or its domain, else to the one whose name is the
    first part of the domain (news@lumo.example: Lumo).
    """
    paths = sorted(folder.rglob("*.eml"))
    if not paths:
        raise HubError("no_messages_inside", where={"file": str(folder)}, next_step="choose_another_file")
    with vault.read() as connection:
        members = loyalty.all_memberships(connection)
        names = {document["id"]: str(document.get("name", "")) for document, _ in rows.all_programmes(connection)}
    read: list[tuple[str, Message]] = []
    others = unreadable = 0
    for at, path in enumerate(paths):
        if progress is not None:
            progress(at, len(paths), "reading")
        message = rewards.read_message(_bytes(path)) if path.stat().st_size <= _LARGEST_MESSAGE else None
        programme = None if message is None else _sender_of(message, members, names)
        if message is None:
            unreadable += 1
        elif programme is None:
            others += 1
        else:
            read.append((programme, message))
    with vault.write("count_messages", values={"count": len(read)}, topics=TOPICS) as write:
        fresh = Counter(
            programme
            for programme, message in read
            if loyalty.add_messages(write.connection, programme, message.day, 1, message.key)
        )
    return Noise(dict(fresh), len(read) - fresh.total(), others, unreadable)


def add_messages(vault: Vault, programme: str, day: date, count: int) -> None:
    """Count messages by hand; a negative count takes some back."""
    with vault.write("count_messages", values={"count": count}, topics=TOPICS) as write:
        if programme not in {document["id"] for document, _ in rows.all_programmes(write.connection)}:
            raise HubError("no_such_programme", where={"programme": programme})
        loyalty.add_messages(write.connection, programme, day, count)


def _take(connection: Connection, one: Reward, programme: str, today: date) -> None:
    day = one.day or today
    if one.units is not None:
        loyalty.put_balance(connection, programme, Known(day, one.units, one.origin))
    if one.value is not None:
        loyalty.put_value(connection, programme, Valuation(day, one.value, one.source or one.origin))
        rows.value_programme(connection, programme, format(loyalty.values(connection)[programme][-1].value, "f"))
    if one.tier:
        loyalty.put_membership(connection, programme, {"tier": one.tier})
    if one.expires_on is not None and one.units:
        lot = Lot(one.units, day, one.expires_on)
        if lot not in [held for _, held in loyalty.lots(connection).get(programme, ())]:
            loyalty.add_lot(connection, programme, lot)


def _programme(connection: Connection, name: str, new: list[str]) -> str:
    """The id of a programme by id or name; one that is not there is added and named in `new`."""
    known = [(str(document["id"]), str(document.get("name", ""))) for document, _ in rows.all_programmes(connection)]
    wanted = name.strip().casefold()
    found = next((own_id for own_id, held in known if wanted in (own_id.casefold(), held.casefold())), None)
    if found is not None:
        return found
    chosen = rows.free_id(name, {own_id for own_id, _ in known})
    rows.put_programme(connection, {"id": chosen, "name": name.strip()[:120]})
    new.append(name.strip())
    return chosen


def _sender_of(message: Message, members: Mapping[str, Mapping[str, Any]], names: Mapping[str, str]) -> str | None:
    for programme, member in members.items():
        if _is_from(message, member["senders"]):
            return programme
    first = {_plain(part) for part in message.domain.split(".")[:-1]}
    return next((one for one, name in names.items() if _plain(name) and _plain(name) in first), None)


def _is_from(message: Message, senders: Sequence[str]) -> bool:
    wanted: Iterable[str] = (one.strip().casefold().lstrip("@") for one in senders)
    return any(
        one and (one in (message.sender, message.domain) or message.domain.endswith(f".{one}")) for one in wanted
    )


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StatementError("cannot_read_file", where={"file": str(path)}, reason=error.strerror or "") from error
