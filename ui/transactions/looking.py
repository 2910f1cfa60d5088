"""What the inspector says about one transaction, read from the vault. Runs on workers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hub.domain import rules as rule_words
from hub.domain.period import add_months
from hub.domain.transaction import Transaction
from hub.services import attachments, ledger, rates, rules
from hub.services.attachments import Attachment
from hub.services.ledger import Detail
from hub.services.rates import DatedRate
from hub.services.rules import Suggested, Why
from hub.services.vaults import Vault
from ui.transactions.filters import month_token

_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Lately:
    """What went to the same payee in the last months: first days of months, minor units; count: of the last one."""

    months: tuple[date, ...]
    amounts: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Look:
    """One transaction in all detail: why it has its category, or what is suggested; its files; its reference rate."""

    detail: Detail
    why: Why
    files: tuple[Attachment, ...]
    suggestion: Suggested | None
    rate: DatedRate | None
    lately: Lately | None

    @property
    def transaction(self) -> Transaction:
        """The transaction itself."""
        return self.detail.transaction


def look(vault: Vault, transaction_id: int, today: date) -> Look:
    """Read everything about one transaction; LedgerError when it is gone."""
    detail = ledger.detail(vault, transaction_id)
    why = rules.why(vault, detail.transaction)
    one = detail.transaction
    is_open = one.category_id is None and not one.is_split and one.transfer_id is None
    suggestion = rules.suggestion(vault, one) if is_open else None
    files = tuple(attachments.listed(vault, transaction_id))
    return Look(detail, why, files, suggestion, _rate(vault, one), _lately(vault, detail.transaction, today))


def _rate(vault: Vault, one: Transaction) -> DatedRate | None:
    """The reference rate of what was paid in another currency, on the day it was booked."""
    if one.original_currency is None or one.original_currency == one.currency:
        return None
    return rates.dated(vault, one.currency, one.booked_on).get(one.original_currency)


def known_payees(vault: Vault, today: date) -> dict[str, int | None]:
    """Payees of the newest transactions, with the category each had last."""
    found: dict[str, int | None] = {}
    for one in ledger.load(vault, ledger.find(vault, "-is:transfer", today, limit=1000)):
        if one.payee and found.get(one.payee) is None:
            found[one.payee] = one.category_id
    return found


def _lately(vault: Vault, transaction: Transaction, today: date) -> Lately | None:
    """The months up to today's, or up to the transaction's own when it is older than they reach."""
    if transaction.transfer_id is not None or not transaction.payee:
        return None
    query = rule_words.offer_rule(transaction)
    last = today.replace(day=1)
    if transaction.booked_on < add_months(last, 1 - _MONTHS):
        last = transaction.booked_on.replace(day=1)
    months = tuple(add_months(last, at + 1 - _MONTHS) for at in range(_MONTHS))
    amounts, count = [], 0
    for month in months:
        sums = [
            one
            for one in ledger.totals(vault, f"{query} {month_token(month)}", today)
            if one[0] == transaction.currency
        ]
        amounts.append(sum(out + came_in for _currency, out, came_in, _count in sums))
        count = sum(one[3] for one in sums)
    return Lately(months, tuple(amounts), count)
