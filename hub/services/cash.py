"""Cash: what was counted, and the difference to what should be there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hub.domain.cash import counted, denominations
from hub.domain.errors import LedgerError
from hub.domain.money import decimal_text
from hub.services import accounts
from hub.services.ledger import TOPICS
from storage import search, sums, transactions
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Count:
    """What should be there, what was counted, and the row that was booked for the difference; minor units."""

    expected: int
    counted: int
    transaction_id: int | None

    @property
    def difference(self) -> int:
        """Counted − expected: negative when money is missing."""
        return self.counted - self.expected


def sheet(vault: Vault, account_id: int, today: date) -> tuple[str, tuple[int, ...], int]:
    """(currency, its notes and coins in minor units, what should be there) for counting."""
    account = accounts.get(vault, account_id)
    with vault.read() as connection:
        expected = account.opening + sums.until(connection, account_id, today)
    return account.currency, denominations(account.currency), expected


def count(vault: Vault, account_id: int, pieces: Mapping[int, int], today: date, payee: str) -> Count:
    """Book what was counted: the difference becomes one row whose notes say the pieces. payee: its words.

    pieces: how many of each value in minor units; LedgerError for a negative number. Nothing is booked when it fits.
    """
    if any(number < 0 for number in pieces.values()):
        raise LedgerError("out_of_range", where={"field": "pieces"}, low=0, high=10**6)
    currency, _values, expected = sheet(vault, account_id, today)
    found = counted(pieces)
    if found == expected:
        return Count(expected, found, None)
    parts = (f"{number} × {decimal_text(value, currency)}" for value, number in sorted(pieces.items()) if number)
    notes = ", ".join(parts)
    name = accounts.get(vault, account_id).name
    with vault.write("count_cash", values={"account": name}, topics=TOPICS) as write:
        made = transactions.insert_one(
            write.connection, account_id=account_id, booked_on=today, amount=found - expected, payee=payee,
            notes=notes, folded=search.folded_text(payee, "", notes),
        )  # fmt: skip
    return Count(expected, found, made)
