"""Several files looked at in one go: what an earlier one brings is known to the later ones.

Parts of one account that overlap add each row once, whatever the order of the files; a booked row takes the place of
the pending one before it; the opening balance is the one before the oldest row of all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from hub.domain import matching
from hub.domain.account import Account
from hub.domain.line_columns import field_of
from hub.domain.matching import Known, Mark
from hub.domain.statement import FileReading, Line, Statement
from hub.services import profiles
from hub.services.recognising import NewAccount

FIRST_ID = 1 << 60
"""From this number on, an id is a line of an earlier file, not a row of the vault."""
_ENOUGH = 3
_TAIL = 4
"""Characters of an account's number that stand in the name that is proposed for it."""

AccountKey = tuple[str, str] | int
Place = tuple[int, int, int]
"""Number of the file, of its part, of the line."""


@dataclass(slots=True)
class _Brought:
    """What the files so far bring to one account. opening: with the day it holds for, as far as one is known."""

    account: Account | NewAccount
    layout: str
    known: list[Known] = field(default_factory=list)
    days: set[tuple[date, Decimal]] = field(default_factory=set)
    balance: int = 0
    opening: int | None = None
    opened_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Ends:
    """The proven balances before and after a file's lines, their first and last day, and the shape of the file."""

    opening: Decimal
    closing: Decimal
    first: date
    last: date
    shape: str

    def continues(self, other: _Ends) -> bool:
        """Whether one of two files begins with the very balance with which the other ends."""
        if self.shape != other.shape:
            return False
        earlier, later = (self, other) if self.last <= other.first else (other, self)
        return earlier.last <= later.first and earlier.closing == later.opening != 0


@dataclass(slots=True)
class Earlier:
    """What the files looked at so far bring, by account. file: number of the one that is looked at."""

    is_one_of_many: bool = False
    file: int = 0
    accounts: dict[AccountKey, _Brought] = field(default_factory=dict)
    origins: dict[int, tuple[Place, str, int]] = field(default_factory=dict)
    dropped: set[Place] = field(default_factory=set)
    ends: dict[AccountKey, list[_Ends]] = field(default_factory=dict)

    def account_of(
        self,
        account: Account | NewAccount,
        by: str,
        statement: Statement,
        reading: FileReading,
        stem: str,
    ) -> tuple[Account | NewAccount, str]:
        """The account of a part: where nothing in the vault fits, one that an earlier file makes."""
        found = self._account_of(account, by, statement, reading, stem)
        if isinstance(found[0], NewAccount):
            found = self._distinct(found[0]), found[1]
        if self.is_one_of_many and (ends := _ends(statement, profiles.shape(reading))) is not None:
            self.ends.setdefault(key_of(found[0]), []).append(ends)
        return found

    def _account_of(
        self, account: Account | NewAccount, by: str, statement: Statement, reading: FileReading, stem: str
    ) -> tuple[Account | NewAccount, str]:
        if by != "none" or not isinstance(account, NewAccount):
            return account, by
        made = [
            one
            for one in self.accounts.values()
            if isinstance(one.account, NewAccount) and one.account.currency == account.currency
        ]
        for one in made:
            if account.number and isinstance(one.account, NewAccount) and one.account.number == account.number:
                return one.account, "number"
        found = [one for one in made if not (account.number and _number(one.account))]
        rows = {(line.booked_on, line.amount) for line in statement.lines} if found else set()
        for one in found:
            if len(rows & one.days) >= _ENOUGH and 2 * len(rows & one.days) >= min(len(rows), len(one.days)):
                return one.account, "overlap"
        same = [one for one in found if one.layout == profiles.layout(reading, stem)]
        is_plain = not account.number and len(reading.statements) == 1
        if same and is_plain:
            return same[0].account, "layout"
        ends = _ends(statement, profiles.shape(reading)) if found else None
        for one in found:
            if ends is not None and any(ends.continues(other) for other in self.ends.get(key_of(one.account), ())):
                return one.account, "balances"
        return account, by

    def _distinct(self, account: NewAccount) -> NewAccount:
        """A new account under a name of its own: parts of two numbers are two accounts, however alike the numbers."""
        name, digits = account.name, "".join(filter(str.isalnum, account.number))
        known = {key: _number(one.account) for key, one in self.accounts.items()}
        length = _TAIL
        while known.get(key_of(account), account.number) not in {"", account.number} and length < len(digits):
            length += 1
            account = replace(account, name=f"{name.removesuffix(digits[-_TAIL:]).strip()} {digits[-length:]}")
        return account

    def rows(self, account: Account | NewAccount) -> list[Known]:
        """The lines that earlier files bring to an account, as if they were rows of it."""
        found = self.accounts.get(key_of(account))
        return [] if found is None else [one for one in found.known if self.origins[one.id][0] not in self.dropped]

    def settled(self, marks: Sequence[Mark]) -> Sequence[Mark]:
        """Marks of a part: a line that completes an earlier file's pending one takes its place."""
        if not self.origins:
            return marks
        result = []
        for mark in marks:
            if mark.kind == matching.MATCH and mark.id is not None and mark.id >= FIRST_ID:
                self.dropped.add(self.origins[mark.id][0])
                result.append(Mark(matching.NEW, "not_seen_before", None, mark.key))
            else:
                result.append(mark)
        return result

    def places(self, marks: Sequence[Mark]) -> dict[int, tuple[str, int]]:
        """File and line of the marks that point into an earlier file."""
        if not self.origins:
            return {}
        ids = [mark.id for mark in marks if mark.id is not None and mark.id >= FIRST_ID]
        return {one: self.origins[one][1:] for one in ids}

    def has(self, account: Account | NewAccount) -> bool:
        """Whether an earlier file is about this account too."""
        return key_of(account) in self.accounts

    def balance(self, account: Account | NewAccount, now: int) -> int:
        """The balance that earlier files leave an account with; now: the one it has."""
        found = self.accounts.get(key_of(account))
        return now if found is None else found.balance

    def last(self, account: Account | NewAccount, now: date | None) -> date | None:
        """The day of the account's last row, those of earlier files included."""
        found = self.accounts.get(key_of(account))
        days = [] if found is None else [one.booked_on for one in found.known]
        return max([*days, *([] if now is None else [now])], default=None)

    def standing(self, account: Account | NewAccount) -> Account | NewAccount | None:
        """The account with the opening balance that earlier files give it; None where there was none of it."""
        found = self.accounts.get(key_of(account))
        if found is None or found.opening is None or found.opened_on is None:
            return None
        plain = account if isinstance(account, Account) else Account(0, account.name, account.kind, account.currency)
        return replace(plain, opening=found.opening, opened_on=found.opened_on)

    def add(
        self,
        number: int,
        file_name: str,
        about: tuple[Account | NewAccount, str],
        lines: Sequence[tuple[Line, int, Mark, bool]],
        after: tuple[int, int | None],
    ) -> None:
        """Take note of a part. number: of the part. about: account, layout of the file. lines: line, amount, mark,
        taken. after: balance, and opening where it is known."""
        account, layout = about
        brought = self.accounts.setdefault(key_of(account), _Brought(account, layout))
        first = min((line.booked_on for line, *_rest in lines), default=None)
        brought.balance = after[0]
        if after[1] is not None and first is not None:
            brought.opening, brought.opened_on = after[1], min(first, brought.opened_on or first)
        elif isinstance(account, Account) and brought.opened_on is None:
            brought.opening, brought.opened_on = account.opening, account.opened_on
        for index, (line, amount, mark, take) in enumerate(lines):
            brought.days.add((line.booked_on, line.amount))
            if take:
                own = FIRST_ID + len(self.origins)
                self.origins[own] = ((self.file, number, index), file_name, line.line)
                payee = line.payee or line.description
                row = Known(own, line.booked_on, amount, mark.key, line.id, line.status, payee=payee)
                brought.known.append(row)


def key_of(account: Account | NewAccount) -> AccountKey:
    """By what the parts of one account are known: its id, or the name and currency of one to be made."""
    return account.id if isinstance(account, Account) else (account.name, account.currency)


def _ends(statement: Statement, shape: str | None) -> _Ends | None:
    """None where the balances are not proven, or the file has no headings to know it by."""
    opening, closing, days = statement.opening, statement.closing, field_of(statement.lines, "booked_on")
    if shape is None or not statement.balances_agree or opening is None or closing is None or not days:
        return None
    return _Ends(opening.amount, closing.amount, min(days), max(days), shape)


def _number(account: Account | NewAccount) -> str:
    return account.number
