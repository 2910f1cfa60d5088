"""Contracts and what they cost: terms, what cancelling saves, why a bill is higher, what may be too much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hub.domain import subscriptions
from hub.domain.bill import Series
from hub.domain.contract import Cancelling, Contract, a_year, cancelling, term_end
from hub.domain.difference import Difference, against_last, against_last_year
from hub.domain.errors import LedgerError
from hub.domain.evidence import Evidence, evidence
from hub.domain.recurring import due_days
from hub.domain.subscriptions import Duplicates, Silent
from hub.services import bills
from storage import bills as rows
from storage import recurring
from storage.vault import Vault

_SIX_YEARS = 6 * 366


@dataclass(frozen=True, slots=True)
class Analysis:
    """All about a series: differences of its last payment, its cost of a year (minor units, positive), why it is
    believed, its contract and what cancelling it now comes to (None for income)."""

    series: Series
    last: Difference | None
    last_year: Difference | None
    yearly: int
    evidence: Evidence
    contract: Contract | None
    cancelling: Cancelling | None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TooMuch:
    """Subscriptions that may be too many."""

    duplicates: tuple[Duplicates, ...]
    silent: tuple[Silent, ...]


def analyse(vault: Vault, one: Series, today: date) -> Analysis:
    """Why a series costs what it costs, and what can be done about it."""
    found = next((found for found in bills.current(vault, today) if found[0].key == one.key), None)
    if found is None:
        raise LedgerError("no_such_series", where={"series": one.key})
    _series, payments = found
    with vault.read() as connection:
        contract = rows.all_contracts(connection).get(one.key)
        into = rows.merges(connection)
    at = len(payments) - 1
    return Analysis(
        one,
        against_last(payments, at, varies=one.varies),
        against_last_year(payments, at, varies=one.varies),
        -a_year(one),
        evidence(one, payments),
        contract,
        what_if_cancelled(one, contract, today) if one.amount < 0 else None,
        tuple(sorted(part for part, whole in into.items() if whole == one.key)),
    )


def what_if_cancelled(one: Series, contract: Contract | None, today: date) -> Cancelling:
    """What giving notice today brings."""
    end = term_end(contract, today) if contract is not None else None
    until = min(end or today + timedelta(400), today + timedelta(_SIX_YEARS))
    return cancelling(one, contract, due_days(one, until), today)


def agree(vault: Vault, one: Series, **values: Any) -> None:
    """Keep what was agreed with the payee of a series; LedgerError where days make no sense."""
    if values.get("notice_days", 0) < 0 or values.get("renews_months", 0) < 0:
        raise LedgerError("bad_term", where={"field": "notice_days"})
    began, ends = values.get("began_on"), values.get("term_ends_on")
    if began is not None and ends is not None and ends < began:
        raise LedgerError("ends_before_begin", where={"field": "term_ends_on"})
    with vault.write("put_contract", values={"payee": one.payee}, topics=bills.TOPICS) as write:
        rows.put_contract(write.connection, one.key, **values)


def forget(vault: Vault, one: Series) -> None:
    """Forget the terms of a series."""
    with vault.write("remove_contract", values={"payee": one.payee}, topics=bills.TOPICS) as write:
        rows.remove_contract(write.connection, one.key)


def too_much(vault: Vault, series: tuple[Series, ...], today: date) -> TooMuch:
    """Subscriptions of one kind, and those that seem to lie idle."""
    with vault.read() as connection:
        payments = recurring.payments(connection, today - timedelta(800), today)
    return TooMuch(tuple(subscriptions.duplicates(series)), tuple(subscriptions.silent(series, payments, today)))
