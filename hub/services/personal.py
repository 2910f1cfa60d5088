"""The texts of a vault that identify somebody: names of accounts, payees, companies, the household, and own words."""

from __future__ import annotations

from sqlalchemy import select

from storage import settings
from storage.tables import accounts, bills, categories, transactions
from storage.vault import Vault

_SHORTEST = 3
"""Letters below which a name says nothing about anybody and would cover half of a picture."""


def names(vault: Vault) -> frozenset[str]:
    """Every such text once; own names of categories included, those that come with the program too."""
    columns = (
        accounts.c.name, accounts.c.institution, accounts.c.number, transactions.c.payee, bills.c.biller,
        categories.c.name,
    )  # fmt: skip
    with vault.read() as connection:
        found = {settings.load(connection).household}
        for column in columns:
            found |= {str(one).strip() for one in connection.execute(select(column).distinct()).scalars() if one}
    return frozenset(one for one in found if len(one) >= _SHORTEST)
