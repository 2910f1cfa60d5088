"""The journal: what was written when, in a chain that shows every change to it."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from vault_rows import add_account

from hub.domain.errors import Cancelled
from storage import journal, undo
from storage.schema import metadata, recorded_tables
from storage.vault import Vault


def broken(vault: Vault) -> int | None:
    with vault.read() as connection:
        return journal.first_broken(connection, vault.subkey("chain"))


def test_an_operation_says_what_was_written(vault: Vault) -> None:
    with vault.write("rename", values={"from": "A"}, topics=("accounts", "today")) as write:
        add(vault, write.connection)
        write.values["count"] = 3
        write.topics.add("bills")
    (operation,) = undo.history(vault)
    assert write.operation_id == operation.id == 1
    assert (operation.kind, operation.name, operation.state) == ("write", "rename", "done")
    assert operation.values == {"from": "A", "count": 3}
    assert operation.topics == ("accounts", "bills", "today")
    assert abs(datetime.now(UTC) - operation.at) < timedelta(minutes=1)


def add(vault: Vault, connection: object, name: str = "A") -> None:
    connection.execute(  # type: ignore[attr-defined]
        text("INSERT INTO accounts (name, kind, currency) VALUES (:name, 'cash', 'EUR')"), {"name": name}
    )


def test_a_write_that_changes_nothing_is_no_operation(vault: Vault) -> None:
    with vault.write("look", topics=("today",)) as write:
        write.connection.execute(text("SELECT 1"))
        write.connection.execute(text("DELETE FROM accounts"))
    assert write.operation_id is None
    assert undo.history(vault) == []


def test_what_is_not_recorded_is_kept_out_of_undo(vault: Vault) -> None:
    add_account(vault, "A")
    with vault.write("log") as write:
        write.connection.execute(text("INSERT INTO meta VALUES ('seen', 'yes')"))
    assert [operation.state for operation in undo.history(vault)] == ["kept", "done"]
    undone = undo.undo(vault)
    assert undone is not None
    assert undone.name == "add_account"


def test_history_is_newest_first_and_limited_and_undos_are_told_apart(vault: Vault) -> None:
    for name in "ABC":
        add_account(vault, name)
    undo.undo(vault)
    assert [operation.id for operation in undo.history(vault, 2)] == [3, 2]
    with vault.read() as connection:
        everything = journal.listed(connection, 10, all_kinds=True)
    assert [(o.id, o.kind, o.target) for o in everything] == [
        (4, "undo", 3),
        (3, "write", None),
        (2, "write", None),
        (1, "write", None),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE operations SET name = 'other' WHERE id = 2",
        "UPDATE operations SET at = '2020-01-01T00:00:00.000+00:00' WHERE id = 2",
        'UPDATE operations SET "values" = \'{"name":"X"}\' WHERE id = 2',
        "UPDATE operations SET changeset = x'00' WHERE id = 2",
        "UPDATE operations SET changeset = NULL WHERE id = 2",
        "UPDATE operations SET hash = x'00' WHERE id = 2",
        "DELETE FROM operations WHERE id = 2",
        "UPDATE operations SET id = -1 WHERE id = 2",
        "UPDATE operations SET batches = '[1]', topics = '[]' WHERE id = 2",
    ],
)
def test_every_change_to_the_journal_shows(vault: Vault, statement: str) -> None:
    for name in "ABC":
        add_account(vault, name)
    undo.undo(vault)
    undo.redo(vault)
    assert broken(vault) is None
    with suppress(Cancelled), vault.write("forge") as write:
        write.connection.exec_driver_sql(statement)
        found = journal.first_broken(write.connection, vault.subkey("chain"))
        raise Cancelled
    assert found is not None
    assert abs(found) in {1, 2, 3}


def test_the_chain_needs_its_key(vault: Vault) -> None:
    add_account(vault, "A")
    with vault.read() as connection:
        assert journal.first_broken(connection, bytes(32)) == 1


def test_values_that_are_not_json_are_a_defect_and_write_nothing(vault: Vault) -> None:
    with pytest.raises(TypeError), vault.write("odd", values={"when": datetime.now(UTC)}) as write:
        add(vault, write.connection)
    assert undo.history(vault) == []
    with vault.write("odd", values={"by": {1: "a", 2: (3, 4)}}) as write:
        add(vault, write.connection)
    assert undo.history(vault)[0].values == {"by": {"1": "a", "2": [3, 4]}}
    assert broken(vault) is None


def test_every_recorded_table_can_be_recorded(vault: Vault) -> None:
    """The session extension passes by tables without a primary key, in silence."""
    names = {table.name for table in recorded_tables()}
    assert names
    assert names < set(metadata.tables)
    assert {"accounts", "transactions", "splits", "bills"} <= names
    assert names.isdisjoint({"meta", "operations", "disclosures"})
    with vault.read() as connection:
        for name in names:
            columns = connection.exec_driver_sql(f'PRAGMA table_info("{name}")').all()
            assert any(column.pk for column in columns), name
