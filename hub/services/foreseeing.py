"""Before anything is added: which lines are moves between own accounts, how a question reads, what a line may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select

from hub.domain import matching
from hub.domain import transfers as domain
from hub.domain.account import Account
from hub.domain.errors import StatementError
from hub.domain.statement import Line, Question
from hub.domain.transaction import Transaction
from hub.domain.transfers import CERTAIN, Movement, Own
from hub.services.previewing import Part, Preview
from hub.services.together import FIRST_ID, AccountKey, key_of
from importers import beginning, detect
from storage import accounts, transactions
from storage import transfers as rows
from storage.tables import transactions as table
from storage.vault import Vault

MOST_LINES = 50_000
"""New lines beyond which moves between accounts are found on adding only."""
MOST_ROWS = 8
_NEAR = 10
_SMALL = 2 << 20

Place = tuple[int, int, int]
"""Number of the file, of its part, of the line."""


@dataclass(frozen=True, slots=True)
class Move:
    """The other side of a move: its account and day; is_out: the line is the side that leaves."""

    account: str
    booked_on: date
    is_out: bool


def load_readers() -> None:
    """Import the readers of all formats beforehand, so that the first file need not wait for them."""
    detect.all_importers()


def moves(vault: Vault, shown: Preview) -> dict[Place, Move]:
    """The lines to be added that adding would link as moves between own accounts."""
    if sum(part.count(matching.NEW) for file in shown.files for part in file.parts) > MOST_LINES:
        return {}
    lines = [
        ((at, number, index), part)
        for at, file in enumerate(shown.files)
        for number, part in enumerate(file.parts)
        for index, mark in enumerate(part.marks)
        if part.taken[index] and mark.kind == matching.NEW and part.amounts[index]
    ]
    if not lines:
        return {}
    numbers = _numbers([part for _place, part in lines])
    days = [part.statement.lines[place[2]].booked_on for place, part in lines]
    window = timedelta(days=domain.WINDOW)
    with vault.read() as connection:
        known = accounts.all_accounts(connection)
        there = rows.movements(connection, min(days) - window, max(days) + window)
        rejected = rows.rejected(connection)
    own = {one.id: Own(one.name, one.number, one.institution) for one in known}
    own |= {numbers[key_of(p.account)]: _own(p) for _place, p in lines if not isinstance(p.account, Account)}
    if len(own) < 2:
        return {}
    fresh = {FIRST_ID + n: _movement(FIRST_ID + n, place, part, numbers) for n, (place, part) in enumerate(lines)}
    by_id = {**{one.id: one for one in there}, **fresh}
    found: dict[Place, Move] = {}
    for match in domain.find_transfers([*there, *fresh.values()], own, rejected, set(fresh)):
        if match.confidence < CERTAIN:
            continue
        for mine, other in ((match.out_id, match.in_id), (match.in_id, match.out_id)):
            if mine in fresh:
                side = by_id[other]
                place = lines[mine - FIRST_ID][0]
                found[place] = Move(own[side.account_id].name, side.booked_on, mine == match.out_id)
    return found


def readings(path: Path, question: Question, answers: Mapping[str, str], first: int) -> dict[str, tuple[Line, ...]]:
    """The first rows of a file under each answer to one of its questions."""
    try:
        with path.open("rb") as file:
            head = file.read(_SMALL + 1)
    except OSError:
        return {}
    found = {}
    for choice in question.choices:
        chosen = {**answers, question.code: choice}
        try:
            reading = (
                detect.read(path.name, head, answers=chosen)
                if len(head) <= _SMALL
                else beginning.read_beginning(path.name, head[: beginning.LENGTH], chosen)
            )
        except StatementError:
            return {}
        lines = [line for one in reading.statements for line in one.lines] if reading is not None else []
        found[choice] = tuple(lines[:first])
    return found


def may_be(vault: Vault, part: Part, index: int) -> list[Transaction]:
    """Rows of the part's account that a line may be: of nearly its day, the nearest amount first."""
    if not isinstance(part.account, Account):
        return []
    day, amount = part.statement.lines[index].booked_on, part.amounts[index]
    near = timedelta(days=_NEAR)
    condition = (table.c.account_id == part.account.id) & table.c.booked_on.between(day - near, day + near)
    same_way = table.c.amount < 0 if amount < 0 else table.c.amount >= 0
    ranked = (
        select(table.c.id)
        .where(condition & same_way)
        .order_by(func.abs(table.c.amount - amount), func.abs(func.julianday(table.c.booked_on) - func.julianday(day)))
        .limit(MOST_ROWS)
    )
    with vault.read() as connection:
        return transactions.by_ids(connection, list(connection.execute(ranked).scalars()))


def _numbers(parts: list[Part]) -> dict[AccountKey, int]:
    """A number for each account: its own, or a negative one while it has none."""
    found: dict[AccountKey, int] = {}
    for part in parts:
        key = key_of(part.account)
        if key not in found:
            found[key] = key if isinstance(key, int) else -1 - len(found)
    return found


def _own(part: Part) -> Own:
    account = part.account
    return Own(account.name, account.number, account.institution)


def _movement(own_id: int, place: Place, part: Part, numbers: Mapping[AccountKey, int]) -> Movement:
    line = part.statement.lines[place[2]]
    return Movement(
        own_id,
        numbers[key_of(part.account)],
        line.booked_on,
        part.amounts[place[2]],
        part.account.currency,
        f"{part.sorted_as[place[2]].payee} {line.description}",
        line.counterparty,
    )
