"""Names in the vault that a search can be completed with."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select

from hub.domain.completion import Vocabulary
from hub.domain.transaction import Category
from storage import accounts, batches
from storage.tables import tags
from storage.tables import transactions as table
from storage.vault import Vault

_ROWS = 5000
"""Newest rows whose payees are offered."""


def vocabulary(vault: Vault, name_of: Callable[[Category], str]) -> Vocabulary:
    """Accounts, categories, tags, files from the newest on, and the newest payees, most frequent first.

    name_of: a category as it is shown.
    """
    newest = select(table.c.payee).where(table.c.payee != "").order_by(table.c.id.desc()).limit(_ROWS).subquery()
    counted = select(newest.c.payee).group_by(newest.c.payee).order_by(func.count().desc(), newest.c.payee)
    with vault.read() as connection:
        return Vocabulary(
            accounts=tuple(one.name for one in accounts.all_accounts(connection)),
            categories=tuple((name_of(one), one.name) for one in accounts.all_categories(connection)),
            tags=tuple(connection.execute(select(tags.c.name).order_by(tags.c.name)).scalars()),
            payees=tuple(connection.execute(counted).scalars()),
            files=tuple(dict.fromkeys(one.file_name for one in batches.all_batches(connection))),
        )
