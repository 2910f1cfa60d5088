"""A vault made from the tables and one brought up by the revisions are the same."""

from __future__ import annotations

import importlib
import subprocess
import sys
from contextlib import suppress

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from vault_rows import PASSPHRASE, account_names, add_account

from hub.domain.errors import Cancelled, VaultDamaged, VaultError
from storage import bundles, manifest, migrations, undo
from storage.schema import metadata
from storage.vault import Vault


def shape(connection: Connection) -> dict[str, list[str]]:
    """Every table, index and trigger with its SQL, blanks, quotes and the order of constraints evened out."""
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    return {f"{row.type} {row.name}": _parts(row.sql) for row in rows}


def _parts(sql: str) -> list[str]:
    columns, *constraints = " ".join(sql.replace('"', "").split()).rstrip(") ").split(", CONSTRAINT ")
    return [columns, *sorted(constraint.rstrip(") ") for constraint in constraints)]


def test_the_newest_revision_is_the_one_that_new_vaults_are_stamped_with(vault: Vault) -> None:
    assert ScriptDirectory.from_config(migrations.config()).get_current_head() == migrations.HEAD
    assert len(list(ScriptDirectory.from_config(migrations.config()).walk_revisions())) == migrations.VERSION
    with vault.read() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == migrations.HEAD


def test_revisions_from_nothing_give_the_schema_of_the_tables(vault: Vault) -> None:
    with vault.read() as connection:
        made = shape(connection)
    with suppress(Cancelled), vault.write("build again") as write:
        for kind, name in (key.split(" ", 1) for key in made):
            if kind == "trigger" or name == "search":
                write.connection.exec_driver_sql(f"DROP {'TRIGGER' if kind == 'trigger' else 'TABLE'} {name}")
        metadata.drop_all(write.connection)
        write.connection.exec_driver_sql("DROP TABLE alembic_version")
        assert shape(write.connection) == {}
        command.upgrade(migrations.config(write.connection), "head")
        migrated = shape(write.connection)
        raise Cancelled
    assert set(migrated) == set(made)
    differing = {name: (made[name], migrated[name]) for name in made if made[name] != migrated[name]}
    assert differing == {}


def test_the_tables_say_what_the_database_holds(vault: Vault) -> None:
    with vault.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_object": lambda _object, name, kind, *_: kind != "table" or not name.startswith("search"),
            },
        )
        assert compare_metadata(context, metadata) == []


def test_an_older_vault_is_brought_up_in_one_transaction(vault: Vault) -> None:
    add_account(vault, "A")
    with vault.write("age", undoable=False) as write:
        write.connection.exec_driver_sql("PRAGMA user_version = 0")
    with vault._writer.connect() as connection:
        migrations.upgrade(connection)
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == migrations.VERSION
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert account_names(vault) == ["A"]
    assert undo.undo(vault) is None, "changesets of old tables are not applied to new ones"


@pytest.fixture
def aged(opened: Vault) -> Vault:
    """A vault that says it is of an older version, closed."""
    with opened.write("age", undoable=False) as write:
        write.connection.exec_driver_sql("PRAGMA user_version = 0")
    opened.close()
    return opened


def test_a_verified_backup_is_made_first(aged: Vault) -> None:
    with Vault.open(aged.folder, PASSPHRASE) as vault:
        assert account_names(vault) == ["Everyday"]
        (made,) = bundles.listed([aged.folder / "backups"], vault.id)
        assert made.reason == "migration"
        assert manifest.read(made.folder).figures(vault.subkey("backup")).schema == 0


@pytest.mark.parametrize(
    ("harm", "lost"),
    [
        ("DELETE FROM accounts", ["accounts", "sums"]),
        ("UPDATE accounts SET opening = opening + 1", ["sums"]),
        ("UPDATE accounts SET currency = 'USD'", ["sums"]),
        ("UPDATE operations SET hash = x'00'", ["chain"]),
        ("INSERT INTO splits (transaction_id, amount) VALUES (77, 1)", ["splits", "references"]),
        ("DROP TABLE rates", []),
    ],
)
def test_a_revision_that_loses_something_changes_nothing(
    aged: Vault, monkeypatch: pytest.MonkeyPatch, harm: str, lost: list[str]
) -> None:
    def upgrade(config: Config, _revision: str) -> None:
        config.attributes["connection"].exec_driver_sql(harm)

    monkeypatch.setattr(command, "upgrade", upgrade)
    if not lost:  # a table without rows may go
        Vault.open(aged.folder, PASSPHRASE).close()
        return
    with pytest.raises(VaultDamaged, match="migration_failed") as caught:
        Vault.open(aged.folder, PASSPHRASE)
    assert caught.value.values["lost"] == lost
    assert len(list((aged.folder / "backups").iterdir())) == 1
    monkeypatch.undo()
    with Vault.open(aged.folder, PASSPHRASE) as vault:
        assert account_names(vault) == ["Everyday"]


def test_without_room_for_the_backup_nothing_is_migrated(aged: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: NoRoom())
    with pytest.raises(VaultError, match="disk_full"):
        Vault.open(aged.folder, PASSPHRASE)
    monkeypatch.undo()
    Vault.open(aged.folder, PASSPHRASE).close()


class NoRoom:
    free = 0


def test_an_ordinary_start_does_not_pay_for_alembic() -> None:
    probe = "import sys, storage.vault; sys.exit('alembic' in sys.modules or 'mako' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("transport", "leisure", "transfer"), ["transport", "fuel", "leisure", "transfer", "not_counted"]),
        (("Car", "transfer"), ["Car", "transfer", "not_counted"]),
        (("transport", "fuel"), ["transport", "fuel"]),
    ],
)  # fmt: skip
def test_default_categories_come_where_their_neighbours_are(
    vault: Vault, before: tuple[str, ...], after: list[str]
) -> None:
    revision = importlib.import_module("storage.migrations.versions.0016_fuel_and_not_counted")
    with vault.write("older", undoable=False) as write:
        connection = write.connection
        connection.exec_driver_sql("DELETE FROM categories")
        for place, name in enumerate(before):
            row = "INSERT INTO categories (name, kind, position) VALUES (?, ?, ?)"
            connection.exec_driver_sql(row, (name, "transfer" if name == "transfer" else "expense", place))
        with Operations.context(MigrationContext.configure(connection)):
            revision.upgrade()
        found = connection.exec_driver_sql("SELECT name, parent_id FROM categories ORDER BY position, id").all()
    assert [one.name for one in found] == after
    assert all((one.parent_id is not None) == (one.name == "fuel") for one in found if "fuel" not in before)
