"""Double charges found in the store agree with those found by looking at every payment."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from hub.domain.recurring import Payment
from hub.domain.watch import double_charges
from hub.services import accounts, charges, ledger, recurrence
from storage import recurring
from storage.vault import Vault

DAY = date(2026, 11, 21)
PAYEES = ("River Telecom", "RIVER TELECOM 4471", "Kino", "Bakery Lang", "Kiosk")

rows = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.integers(0, 12) | st.integers(0, 380),
        st.sampled_from((-400, -1500, -1500, -2600, 1500)),
        st.sampled_from(PAYEES),
    ),
    max_size=30,
)


@given(rows)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_doubles_are_those_of_a_look_at_every_payment(vault: Vault, found: list[tuple[int, int, int, str]]) -> None:
    with vault.write("clear") as write:
        write.connection.exec_driver_sql("DELETE FROM transactions")
        write.connection.exec_driver_sql("DELETE FROM accounts")
    numbers = [accounts.add(vault, name, "current", "EUR") for name in ("A", "B")]
    with vault.write("fill") as write:
        row = "INSERT INTO transactions (account_id, booked_on, amount, payee) VALUES (?, ?, ?, ?)"
        for account, back, amount, payee in found:
            values = (numbers[account], (DAY - timedelta(back)).isoformat(), amount, payee)
            write.connection.exec_driver_sql(row, values)
    recurrence.current(vault, DAY)
    with vault.read() as connection:
        every = recurring.payments(connection, DAY - timedelta(charges.FEES_OF), DAY)
        slow = {(one.first.id, one.second.id) for one in double_charges(every, DAY)}
        assert {(one.first.id, one.second.id) for one in charges.doubles(connection, DAY)} == slow


def test_what_was_found_is_kept_until_a_write(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    account = accounts.add(vault, "A", "current", "EUR")
    ledger.add(vault, account, DAY, -1500, "Kino")
    looks: list[date] = []
    usual = recurring.alike

    def noted(connection: Connection, first: date, last: date, least: int) -> list[Payment]:
        looks.append(last)
        return usual(connection, first, last, least)

    monkeypatch.setattr(recurring, "alike", noted)
    for _again in range(2):
        with vault.read() as connection:
            assert charges.doubles(connection, DAY) == []
    assert len(looks) == 1
    ledger.add(vault, account, DAY, -1500, "Kino")
    with vault.read() as connection:
        assert len(charges.doubles(connection, DAY)) == 1
        assert charges.doubles(connection, DAY + timedelta(60)) == []
    assert len(looks) == 3
