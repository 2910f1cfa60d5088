"""Transactions, their splits, categories, batches and transfers: the ledger's values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hub.domain.rule_parts import RulePart

PENDING, BOOKED, RECONCILED, EXPECTED = "pending", "booked", "reconciled", "expected"
STATES = (EXPECTED, PENDING, BOOKED, RECONCILED)

BY_HAND, BY_RULE, BY_LEARNING, BY_FILE = "hand", "rule", "learned", "file"
"""Who gave a transaction its category."""


@dataclass(frozen=True, slots=True)
class Category:
    """A category; slot is its fixed colour in every chart (0 to 7). kind: expense, income or transfer."""

    id: int
    name: str
    kind: str
    parent_id: int | None
    slot: int
    icon: str
    position: int


@dataclass(frozen=True, slots=True)
class Split:
    """A part of a transaction with its own category; amount in minor units, parts add up to the transaction."""

    id: int
    category_id: int | None
    amount: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Transaction:
    """One movement on one account as the bank states it.

    amount: minor units of the account's currency, negative = money out. payee: cleaned name; description: what
    the bank wrote, verbatim. category_by: who chose the category (hand, rule, learned, file), category_why: the
    rule's id or the words that decided. line: place in the batch's file. transfer_id: the move between own
    accounts it belongs to. channel: as the person chose it, else None (`hub.domain.channel`).
    """

    id: int
    account_id: int
    booked_on: date
    amount: int
    currency: str
    payee: str
    description: str = ""
    value_on: date | None = None
    status: str = BOOKED
    category_id: int | None = None
    category_by: str | None = None
    category_why: str = ""
    original_amount: int | None = None
    original_currency: str | None = None
    counterparty: str | None = None
    mcc: str | None = None
    notes: str = ""
    bank_id: str | None = None
    batch_id: int | None = None
    line: int | None = None
    transfer_id: int | None = None
    is_split: bool = False
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What was accepted together from one file for one account: the unit of undo for an import."""

    id: int
    account_id: int
    file_name: str
    file_hash: str
    format: str
    importer: str
    imported_at: datetime
    read: int
    new: int
    duplicate: int
    matched: int
    transfers: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Rule:
    """If a transaction matches the query (search language), do this to it; lower position goes first.

    Does one or more of: set the category (one of kind transfer makes it a move between own accounts, one of kind
    ignored leaves it out of all sums), set the payee, add tags, split into parts.
    """

    id: int
    position: int
    query: str
    category_id: int | None
    payee: str | None
    is_enabled: bool
    made_on: date
    uses: int = 0
    tags: tuple[str, ...] = ()
    parts: tuple[RulePart, ...] = ()
