"""A vault in memory with the starting categories and two accounts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from hub.services import accounts, ledger, vaults
from storage.vault import Vault

TODAY = date(2026, 11, 21)


@pytest.fixture
def vault() -> Iterator[Vault]:
    with Vault.in_memory() as made:
        vaults.prepare(made)
        yield made


@pytest.fixture
def current(vault: Vault) -> int:
    return accounts.add(vault, "Current", "current", "EUR", opening=100_000)


@pytest.fixture
def card(vault: Vault) -> int:
    return accounts.add(vault, "Card", "card", "EUR", limit=200_000, statement_day=31, due_days=14)


@pytest.fixture
def categories(vault: Vault) -> dict[str, int]:
    return {one.name: one.id for one in ledger.categories(vault)}
