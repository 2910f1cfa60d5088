"""Write a revision: `python -m storage.migrations.revise "what changed"`, or `--first` while nothing is released.

Compares the tables with what the revisions so far make, in a database in memory.
"""

from __future__ import annotations

import sys
from pathlib import Path

import apsw
from alembic import command
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from storage import dbapi, migrations, tables

VERSIONS = Path(__file__).parent / "versions"


def revise(message: str, *, is_first: bool) -> Path:
    """Write the next revision and return its file; the first one replaces all others and makes the triggers too."""
    if is_first:
        for path in VERSIONS.glob("0*.py"):
            path.unlink()
    revision = f"{len(list(VERSIONS.glob('0*.py'))) + 1:04}"
    scratch = create_engine("sqlite+pysqlite://", module=dbapi, creator=_memory, poolclass=StaticPool)
    with scratch.connect() as connection:
        config = migrations.config(connection)
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        if not is_first:
            command.upgrade(config, "head")
        command.revision(config, message, autogenerate=True, rev_id=revision)
    scratch.dispose()
    written = next(VERSIONS.glob(f"{revision}_*.py"))
    if is_first:
        triggers = "".join(f'    op.execute("""\n{statement}""")\n' for statement in tables.DDL)
        written.write_text(written.read_text("utf-8").rstrip() + "\n" + triggers, "utf-8")
    return written


def _memory() -> dbapi.Connection:
    return dbapi.connect(":memory:", flags=apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)


if __name__ == "__main__":
    is_first = sys.argv[1:] == ["--first"]
    sys.stdout.write(f"{revise('The first schema' if is_first else sys.argv[1], is_first=is_first)}\n")
