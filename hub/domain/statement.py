"""What a file says: statements with their lines, and how the file was read.

Amounts are `Decimal` as the file states them (a file may not know its currency); negative = money out for the
holder. Texts are verbatim, only freed of padding and control characters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

BOOKED = "booked"
PENDING = "pending"
ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Line:
    """One movement as the file states it.

    line: 1-based place in the file (row, text line or entry number). payee: the other side when the file names
    it. description: what the bank wrote, verbatim. balance: running balance after this line. original: amount
    and currency before conversion. counterparty: account number of the other side. category: as a peer program
    named it. raw: the source text of the line, for "where from?".
    """

    line: int
    booked_on: date
    amount: Decimal
    currency: str | None = None
    payee: str = ""
    description: str = ""
    id: str | None = None
    value_on: date | None = None
    balance: Decimal | None = None
    original_amount: Decimal | None = None
    original_currency: str | None = None
    status: str = BOOKED
    counterparty: str | None = None
    category: str | None = None
    mcc: str | None = None
    notes: str = ""
    raw: str = ""


class _Draft:
    """A line while it is filled: the same fields, open to assignment."""

    __slots__ = tuple(Line.__dataclass_fields__)

    def __init__(
        self,
        line: int,
        booked_on: date,
        amount: Decimal,
        currency: str | None,
        payee: str,
        description: str,
        id: str | None,  # noqa: A002 - the field's name
        value_on: date | None,
        balance: Decimal | None,
        original_amount: Decimal | None,
        original_currency: str | None,
        status: str,
        counterparty: str | None,
        category: str | None,
        mcc: str | None,
        notes: str,
        raw: str,
    ) -> None:
        self.line = line
        self.booked_on = booked_on
        self.amount = amount
        self.currency = currency
        self.payee = payee
        self.description = description
        self.id = id
        self.value_on = value_on
        self.balance = balance
        self.original_amount = original_amount
        self.original_currency = original_currency
        self.status = status
        self.counterparty = counterparty
        self.category = category
        self.mcc = mcc
        self.notes = notes
        self.raw = raw


def line_of(
    line: int,
    booked_on: date,
    amount: Decimal,
    currency: str | None,
    payee: str,
    description: str,
    id: str | None,  # noqa: A002 - the field's name
    value_on: date | None,
    balance: Decimal | None,
    original_amount: Decimal | None,
    original_currency: str | None,
    status: str,
    counterparty: str | None,
    category: str | None,
    mcc: str | None,
    notes: str,
    raw: str,
) -> Line:
    """The same as `Line(...)` with all fields in order, three times as fast: files have millions of lines.

    A frozen dataclass sets each field by a call; a draft of the same layout is filled directly and becomes a line.
    """
    draft = _Draft(
        line, booked_on, amount, currency, payee, description, id, value_on, balance, original_amount,
        original_currency, status, counterparty, category, mcc, notes, raw,
    )  # fmt: skip
    draft.__class__ = Line  # type: ignore[assignment]  # same slots, same layout
    return draft  # type: ignore[return-value]  # it is one now


@dataclass(frozen=True, slots=True)
class StatementAccount:
    """The account that a statement is about, as far as the file says.

    id: IBAN or number as written without blanks. kind: current, savings, card, wallet, cash, loan, investment,
    points or None.
    """

    id: str | None = None
    name: str | None = None
    kind: str | None = None
    currency: str | None = None
    institution: str | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """A balance the file states for the end of a day; on is None where it gives no date."""

    amount: Decimal
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One account's part of a file.

    lines: a tuple, or many held by field (`line_columns`). balances_agree: opening + lines = closing (or the running
    balances hold); None when the file has no balances to check.
    """

    account: StatementAccount
    lines: Sequence[Line]
    opening: Balance | None = None
    closing: Balance | None = None
    balances_agree: bool | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A code and its values, worded by the user interface ("delimiter", {"is": ";"})."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """What the file can't answer: the choices, the one assumed, and why (a code). Never a silent guess.

    Answered by the person, now or for an earlier file of the layout, it stays with `because` = "answered".
    """

    code: str
    choices: tuple[str, ...]
    assumed: str
    because: str

    def answered(self, answer: str | None) -> Question:
        """The question with its answer; as it is where the answer is none of its choices."""
        return Question(self.code, self.choices, answer, ANSWERED) if answer in self.choices else self

    @property
    def is_answered(self) -> bool:
        """Whether a person answered it."""
        return self.because == ANSWERED


@dataclass(frozen=True, slots=True)
class Problem:
    """A damaged or unreadable line: its place, its text, and a code with values for the wording."""

    line: int
    code: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileReading:
    """All that was read from one file.

    format: csv, ofx, qif, mt940, camt.053, xlsx … ; importer: name of the importer; confidence 0 to 1 as a
    Decimal with two places. facts: how it was read, for the one sentence on screen.
    """

    format: str
    importer: str
    confidence: Decimal
    statements: tuple[Statement, ...]
    encoding: str | None = None
    facts: tuple[Fact, ...] = ()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
