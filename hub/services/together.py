"""Several files looked at in one go: what an earlier one brings is known to the later ones.

Parts of one account that overlap add each row once, whatever the order of the files; a booked row takes the place of
the pending one before it; the opening balance is the one before the oldest row of all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from hub.domain import matching
from hub.domain.account import Account
from hub.domain.line_columns import field_of
from hub.domain.matching import Known, Mark
from hub.domain.shared_days import Cover, Held
from hub.domain.statement import PENDING, FileReading, Line, Question
from hub.services import profiles
from hub.services.chains import Chains, Place
from hub.services.recognising import NewAccount

FIRST_ID = 1 << 60
"""From this number on, an id is a line of an earlier file, not a row of the vault."""
_TAIL = 4
"""Characters of an account's number that stand in the name that is proposed for it."""

AccountKey = tuple[str, str] | int
LinePlace = tuple[int, int, int]
"""Number of the file, of its part, of the line."""
SAME_ACCOUNT, ACCOUNT_CURRENCY = "same_account", "account_currency"
_COMMON = ("EUR", "USD", "GBP", "CHF")
ONE, APART = "one", "apart"


@dataclass(slots=True)
class _Brought:
    """What the files so far bring to one account. opening: with the day it holds for, as far as one is known."""

    account: Account | NewAccount
    layout: str
    known: list[Known] = field(default_factory=list)
    balance: int = 0
    opening: int | None = None
    opened_on: date | None = None


@dataclass(slots=True)
class Meetings:
    """The days of the files so far that are about one account, and the number of each by its hash."""

    covers: list[Cover] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Earlier:
    """What the files looked at so far bring, by account. file: number of the one that is looked at. known: accounts of
    the vault that parts were recognised as; given: those of the parts so far; questions: by number of
    file. file_hash: of the file that is looked at, "" where only its first rows are."""

    is_one_of_many: bool = False
    file: int = 0
    accounts: dict[AccountKey, _Brought] = field(default_factory=dict)
    origins: dict[int, tuple[LinePlace, str, int]] = field(default_factory=dict)
    dropped: set[LinePlace] = field(default_factory=set)
    chains: Chains = field(default_factory=Chains)
    known: dict[Place, Account] = field(default_factory=dict)
    given: dict[Place, Account | NewAccount] = field(default_factory=dict)
    shapes: dict[Place, str | None] = field(default_factory=dict)
    questions: dict[int, list[Question]] = field(default_factory=dict)
    file_hash: str = ""
    meetings: dict[AccountKey, Meetings] = field(default_factory=dict)

    def account_of(
        self,
        account: Account | NewAccount,
        by: str,
        place: Place,
        reading: FileReading,
        stem: str,
        answers: Mapping[str, str],
    ) -> tuple[Account | NewAccount, str]:
        """The account of a part: where nothing in the vault fits, that of a part it belongs to, or one that an earlier
        file makes. answers: what a person said to questions about the file."""
        found = self._account_of(account, by, place, reading, stem, answers.get(SAME_ACCOUNT))
        if isinstance(found[0], NewAccount):
            new = self._in_currency(found[0], place, reading, answers) if found[1] == "none" else found[0]
            found = self._distinct(new, place), found[1]
        self.given[place] = found[0]
        return found

    def _account_of(
        self, account: Account | NewAccount, by: str, place: Place, reading: FileReading, stem: str, answer: str | None
    ) -> tuple[Account | NewAccount, str]:
        if by != "none" or not isinstance(account, NewAccount):
            return account, by
        mates = self.chains.mates(place)
        for mate, why in mates.items():
            if mate in self.known:
                return self.known[mate], why
        for mate, why in mates.items():
            if mate in self.given:
                return self.given[mate], why
        made = [
            (other, one)
            for other, one in self.given.items()
            if isinstance(one, NewAccount) and one.currency == account.currency
        ]
        for _other, one in made:
            if account.number and one.number == account.number:
                return one, "number"
        if account.number or len(reading.statements) != 1:
            return account, by
        alike = [(other, one) for other, one in made if not one.number and not self.chains.are_apart(place, other)]
        own = profiles.layout(reading, stem)
        for _other, one in alike:
            brought = self.accounts.get(key_of(one))
            if brought is not None and brought.layout == own:
                return one, "layout"
        return self._asked(account, [other for other, _one in alike], place, reading, answer)

    def _asked(
        self, account: NewAccount, alike: Sequence[Place], place: Place, reading: FileReading, answer: str | None
    ) -> tuple[Account | NewAccount, str]:
        """One file laid out as another, and nothing says whether both are of one account: a question."""
        shape = profiles.shape(reading)
        same = [one for one in alike if shape is not None and self.shapes.get(one) == shape]
        self.shapes[place] = shape
        if not same:
            return account, "none"
        follows = next((one for one in same if self.chains.follow(place, one)), None)
        other = follows or same[0]
        question = Question(SAME_ACCOUNT, (ONE, APART), ONE if follows else APART, "follow" if follows else "no_sign")
        question = question.answered(answer)
        self.questions.setdefault(place[0], []).append(question)
        if question.assumed == ONE:
            return self.given[other], "chosen" if question.is_answered else "layout"
        return account, "none"

    def _in_currency(
        self, account: NewAccount, place: Place, reading: FileReading, answers: Mapping[str, str]
    ) -> NewAccount:
        """A new account for a file that names neither its columns nor a currency: in the main one, and asked."""
        codes = {
            code for one in reading.statements for code in (one.account.currency, *field_of(one.lines, "currency"))
        }
        if codes - {None} or not any(fact.code == "no_header" for fact in reading.facts):
            return account
        choices = tuple(dict.fromkeys((account.currency, *_COMMON)))[: len(_COMMON)]
        question = Question(ACCOUNT_CURRENCY, choices, account.currency, "main_currency")
        question = question.answered(answers.get(ACCOUNT_CURRENCY))
        self.questions.setdefault(place[0], []).append(question)
        return replace(account, currency=question.assumed)

    def _distinct(self, account: NewAccount, place: Place) -> NewAccount:
        """A new account under a name of its own: parts of two numbers are two accounts, however alike the numbers, and
        so are parts that say different things of the same days."""
        name, digits = account.name, "".join(filter(str.isalnum, account.number))
        known = {key: _number(one.account) for key, one in self.accounts.items()}
        length = _TAIL
        while known.get(key_of(account), account.number) not in {"", account.number} and length < len(digits):
            length += 1
            account = replace(account, name=f"{name.removesuffix(digits[-_TAIL:]).strip()} {digits[-length:]}")
        others = {key_of(one) for at, one in self.given.items() if self.chains.are_apart(place, at)}
        nth = 1
        while key_of(account) in others:
            nth += 1
            account = replace(account, name=f"{name} {nth}")
        return account

    def rows(self, account: Account | NewAccount) -> list[Known]:
        """The lines that earlier files bring to an account, as if they were rows of it."""
        found = self.accounts.get(key_of(account))
        return [] if found is None else [one for one in found.known if self.origins[one.id][0] not in self.dropped]

    def meeting(self, account: Account | NewAccount, span: Cover) -> list[Held]:
        """The booked lines that earlier files bring to an account on the first and the last day of another."""
        return [
            Held(one.id, one.booked_on, one.key, self.origins[one.id][0][:2])
            for one in self.rows(account)
            if one.booked_on in {span.first, span.last} and one.status != PENDING
        ]

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
            if take:
                own = FIRST_ID + len(self.origins)
                self.origins[own] = ((self.file, number, index), file_name, line.line)
                payee = line.payee or line.description
                row = Known(own, line.booked_on, amount, mark.key, line.id, line.status, payee=payee)
                brought.known.append(row)


def key_of(account: Account | NewAccount) -> AccountKey:
    """By what the parts of one account are known: its id, or the name and currency of one to be made."""
    return account.id if isinstance(account, Account) else (account.name, account.currency)


def _number(account: Account | NewAccount) -> str:
    return account.number
