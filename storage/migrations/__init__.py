"""Schema versions of the vault, by Alembic.

A new vault is made from the tables themselves and stamped; only an older one is upgraded, and only then is Alembic
imported. To add a revision: change `storage/tables.py`, run

    python -m storage.migrations.revise "what changed"

read what it wrote into `versions/`, copy changed triggers or index statements of `tables.DDL` into it by hand, and keep
a vault of each released version among the tests. While nothing is released, the first revision is made anew instead:
`python -m storage.migrations.revise --first`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from hub.domain.errors import VaultDamaged
from storage import derived, figures
from storage.figures import Figures
from storage.journal import DONE, KEPT, UNDONE, operations

if TYPE_CHECKING:
    from alembic.config import Config

_REVISIONS = sorted(path.name[:4] for path in (Path(__file__).parent / "versions").glob("0*.py"))

HEAD = _REVISIONS[-1]
"""The newest Alembic revision."""

VERSION = int(HEAD)
"""The schema's number in `PRAGMA user_version`: one more with each revision."""

MOVED: frozenset[str] = frozenset()
"""Tables whose rows a revision moves elsewhere, so that their number may change."""

GROWN: frozenset[str] = frozenset({"categories"})
"""Tables that a revision adds rows to; none may be lost."""


def upgrade(connection: Connection) -> None:
    """Bring a vault of an older version to this one: all in one transaction, or VaultDamaged "migration_failed".

    Every reference is checked, and that the rows of every table, the sums of every account and the head of the
    journal are what they were. Operations from before can't be undone any more: their changesets speak of old tables.
    """
    from alembic import command  # only an old vault pays for this import (0.3 s)

    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")  # a rebuilt table must not take its dependants along
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        before = _figures(connection)
        command.upgrade(config(connection), HEAD)
        derived.settle(connection)  # what revisions noted as stale
        states = operations.c.state.in_([DONE, UNDONE])
        connection.execute(operations.update().where(states).values(state=KEPT))
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
        _prove(connection, before)
        connection.commit()
    finally:
        connection.rollback()
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")


def _prove(connection: Connection, before: Figures) -> None:
    after = _figures(connection)
    changed = [name for name in before.counts if name not in MOVED and after.count(name) != before.count(name)]
    lost = [name for name in changed if name not in GROWN or after.count(name) < before.count(name)]
    if before.accounts != after.accounts:
        lost.append("sums")
    if before.chain != after.chain:
        lost.append("chain")
    if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
        lost.append("references")
    if lost:
        raise VaultDamaged("migration_failed", version=VERSION, lost=lost)


def _figures(connection: Connection) -> Figures:
    return figures.read(lambda sql: [tuple(row) for row in connection.exec_driver_sql(sql)])


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings, made in code; the environment takes the connection from their attributes."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made
