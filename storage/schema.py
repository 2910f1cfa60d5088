"""The one set of tables that every storage module adds its own to.

A table says with `info={"recorded": False}` that the change journal leaves it out (summaries that triggers
maintain, logs that only grow). Recorded tables need a primary key: the journal finds rows by it.
"""

from __future__ import annotations

from sqlalchemy import MetaData, Table

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def recorded_tables() -> tuple[Table, ...]:
    """The tables whose rows the change journal records, parents before children."""
    return tuple(table for table in metadata.sorted_tables if table.info.get("recorded", True))
