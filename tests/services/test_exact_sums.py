"""Sums over rows that exceed 64 bits are exact, wherever rows are added up."""

from __future__ import annotations

from datetime import date

import pytest

from hub.services import accounts, balances, iou, ledger
from storage import checks, flows
from storage.vault import Vault

LARGE = 4 * 10**18
DAY = date(2026, 5, 2)


@pytest.fixture
def large(vault: Vault) -> int:
    """An account with three rows whose sum has no place in 64 bits, and a fourth that brings it back."""
    account = accounts.add(vault, "Ada", "iou", "EUR")
    with vault.write("fill") as write:
        row = "INSERT INTO transactions (account_id, booked_on, amount, payee) VALUES (?, ?, ?, 'Ada')"
        for amount in (LARGE + 1, LARGE, LARGE):
            write.connection.exec_driver_sql(row, (account, DAY.isoformat(), amount))
    return account


def test_what_a_person_owes(vault: Vault, large: int) -> None:
    assert [(one.name, one.balance, one.rows) for one in iou.people(vault, large)] == [("Ada", 3 * LARGE + 1, 3)]


def test_the_course_of_a_balance(vault: Vault, large: int) -> None:
    found = balances.course(vault, large, DAY, DAY.replace(day=4))
    assert [one.balance for one in found] == [3 * LARGE + 1] * 2
    later = balances.course(vault, large, DAY.replace(day=3), DAY.replace(day=3))
    assert [one.balance for one in later] == [3 * LARGE + 1]


def test_the_flow_of_a_day(vault: Vault, large: int) -> None:
    with vault.write("keep") as write:
        flows.fill(write.connection, [(large, "2026-05")])
        found = flows.read(write.connection, [large], "2026-05", "2026-05")[large]
    assert found.days == [(DAY.toordinal(), 3 * LARGE + 1)]


def test_the_sum_of_a_selection(vault: Vault, large: int) -> None:
    assert ledger.sums_of(vault, ledger.find(vault, "", DAY)) == [("EUR", 3 * LARGE + 1)]
    assert ledger.sums_of(vault, []) == []


@pytest.mark.parametrize(("parts", "is_found"), [((2_000_001, -3), False), ((2_000_001, -4), True)])
def test_parts_of_both_signs_add_up_or_not(vault: Vault, parts: tuple[int, ...], is_found: bool) -> None:
    account = accounts.add(vault, "Current", "current", "EUR")
    one = ledger.add(vault, account, DAY, 1_999_998, "Shop")
    with vault.write("split") as write:
        write.connection.exec_driver_sql("UPDATE transactions SET is_split = 1 WHERE id = ?", (one,))
        for part in parts:
            row = "INSERT INTO splits (transaction_id, amount) VALUES (?, ?)"
            write.connection.exec_driver_sql(row, (one, part))
    with vault.read() as connection:
        assert checks.split_sums(connection) == ([one] if is_found else [])
