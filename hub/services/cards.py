"""Cards: their statement cycles with what each came to."""

from __future__ import annotations

from datetime import date

from hub.domain.cycle import CardStatement, statements
from hub.services import accounts
from storage import sums
from storage.vault import Vault


def cycles(vault: Vault, account_id: int, today: date, count: int = 6) -> list[CardStatement]:
    """The running statement and those before it, newest first; empty without a statement day."""
    account = accounts.get(vault, account_id)
    with vault.read() as connection:
        return statements(
            account,
            today,
            lambda day: account.opening + sums.until(connection, account_id, day),
            lambda first, last: sums.received(connection, account_id, first, last),
            count,
        )
