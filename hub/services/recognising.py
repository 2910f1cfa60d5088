"""Which account a statement belongs to, by number, name, remembered layout or the overlap of rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Connection, select

from hub.domain.account import Account
from hub.domain.line_columns import ends_of, field_of
from hub.domain.matching import WINDOW
from hub.domain.money import to_minor
from hub.domain.overlap import Overlap, known_of
from hub.domain.statement import FileReading, Statement
from hub.services import profiles
from hub.services.choosing import Choices
from storage import accounts
from storage import known as known_table
from storage.tables import transactions as table

SAMPLE = 40
"""Lines of a statement that are looked up for an overlap."""

_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that accepting will make."""

    name: str
    kind: str
    currency: str
    number: str = ""
    institution: str = ""


def recognise(
    connection: Connection,
    statement: Statement,
    reading: FileReading,
    stem: str,
    choices: Choices,
    place: tuple[str, int],
    home: str,
) -> tuple[Account | NewAccount, str]:
    """The account of a statement and how it was recognised; a new one where none fits."""
    known = accounts.all_accounts(connection)
    by_id = {one.id: one for one in known}
    if place in choices.accounts:
        wanted_id = choices.accounts[place]
        return (_proposed(statement, stem, home) if wanted_id is None else by_id[wanted_id]), "chosen"
    if choices.account_name is not None:
        wanted = choices.account_name.strip().casefold()
        chosen = next((one for one in known if one.name.casefold() == wanted), None)
        # The name that was asked for, to the letter: the next file of the account is put into it by the same name.
        return (chosen or replace(_proposed(statement, stem, home), name=choices.account_name.strip()), "chosen")
    currency = _currency(statement)
    fitting = [one for one in known if currency is None or one.currency == currency]
    found, by = _by_identity(statement, fitting)
    if found is None:
        found, by = _by_overlap(connection, statement, {one.id: one for one in fitting}), "overlap"
    if found is None:
        found, by = _by_balance(connection, statement, {one.id: one for one in fitting}), "balances"
    if found is None:
        account_id = profiles.account_of(connection, reading, stem)
        # A layout speaks for an account only where the file itself names none.
        if account_id is not None and statement.account.id is None and len(reading.statements) == 1:
            found, by = next((one for one in fitting if one.id == account_id), None), "layout"
    return (found, by) if found is not None else (_proposed(statement, stem, home), "none")


def overlap(connection: Connection, account_id: int, statement: Statement, keys: Sequence[str]) -> Overlap:
    """The account's rows around the days of a statement, deleted ones included. keys: the lines' fingerprints."""
    days = list(field_of(statement.lines, "booked_on"))
    if (ends := ends_of(days)) is None:
        return Overlap.none(0)
    near = timedelta(days=WINDOW + 1)
    around = (account_id, ends[0] - near, ends[1] + near)
    rows = known_table.by_day(connection, *around)
    if any(field_of(statement.lines, "id")):  # the bank's ids come first
        found = Overlap.none(len(keys))
        found.rest += (known_of(row, day) for day, same in rows for row in same)
    else:
        found = Overlap.of(keys, days, rows)
    found.rest += known_table.deleted(connection, *around)
    return found


def _by_balance(connection: Connection, statement: Statement, fitting: dict[int, Account]) -> Account | None:
    """The one account that ends with the very balance with which a statement begins, or begins with that with which
    it ends; None where the file does not prove its balances."""
    opening, closing, days = statement.opening, statement.closing, field_of(statement.lines, "booked_on")
    span = ends_of(days)
    if not statement.balances_agree or opening is None or closing is None or span is None:
        return None
    first, last = span
    found = []
    for position in accounts.positions(connection):
        one = position.account
        if one.id not in fitting or (statement.account.id and one.number):
            continue
        ends = position.last_booked_on is not None and position.last_booked_on <= first
        follows = ends and position.balance == to_minor(opening.amount, one.currency) != 0
        begins = one.opened_on is not None and last <= one.opened_on
        if follows or (begins and one.opening == to_minor(closing.amount, one.currency) != 0):
            found.append(fitting[one.id])
    return found[0] if len(found) == 1 else None


def _currency(statement: Statement) -> str | None:
    return statement.account.currency or next(filter(None, field_of(statement.lines, "currency")), None)


def _proposed(statement: Statement, stem: str, home: str) -> NewAccount:
    stated = statement.account
    end = "".join(filter(str.isalnum, stated.id or ""))[-4:]
    name = stated.name or " ".join(part for part in (stated.institution or stem, end) if part)
    return NewAccount(
        name.strip(), stated.kind or "current", _currency(statement) or home, stated.id or "", stated.institution or ""
    )


def _by_identity(statement: Statement, known: list[Account]) -> tuple[Account | None, str]:
    number = _letters(statement.account.id)
    if number:
        same = [one for one in known if _letters(one.number) and _same_number(_letters(one.number), number)]
        if len(same) == 1:
            return same[0], "number"
    name = _letters(statement.account.name)
    same = [one for one in known if name and _letters(one.name) == name and not (number and _letters(one.number))]
    return (same[0], "name") if len(same) == 1 else (None, "none")


def _same_number(one: str, other: str) -> bool:
    """The same number, or one is the other's end (a masked card number shows its last four or more)."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= 4 and long.endswith(short.lstrip("X")) and len(short.lstrip("X")) >= 4)


def _letters(text: str | None) -> str:
    return _NOT_LETTERS.sub("", text or "").upper().replace("*", "X")


def _by_overlap(connection: Connection, statement: Statement, fitting: dict[int, Account]) -> Account | None:
    """The account that holds at least half of a sample of the lines (same day and amount), and clearly most."""
    lines = statement.lines
    step = max(1, len(lines) // SAMPLE)
    hits: Counter[int] = Counter()
    sample = lines[::step][:SAMPLE]
    for line in sample:
        for currency in {one.currency for one in fitting.values()}:
            same = (table.c.booked_on == line.booked_on) & (table.c.amount == to_minor(line.amount, currency))
            found = set(connection.execute(select(table.c.account_id).where(same)).scalars())
            hits.update(i for i in found if i in fitting and fitting[i].currency == currency)
    ranked = hits.most_common(2)
    if not ranked or ranked[0][1] * 2 < len(sample) or len(sample) < 3:
        return None
    if len(ranked) == 2 and ranked[1][1] * 2 > ranked[0][1]:
        return None
    return fitting[ranked[0][0]]
