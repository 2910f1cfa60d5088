"""Undo and redo give back exactly what was there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from vault_rows import account_names, add_account

from hub.domain.errors import LedgerError
from storage import checks, journal, undo
from storage.journal import Write
from storage.schema import recorded_tables
from storage.tables import accounts, batches, categories, splits, tags, transaction_tags, transactions
from storage.vault import Vault


def fingerprint(vault: Vault) -> str:
    """One hash over every row of every recorded table, and what is derived checked against them."""
    digest = hashlib.sha256()
    with vault.read() as connection:
        for table in recorded_tables():
            key = ", ".join(f'"{column.name}"' for column in table.primary_key)
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table.name}" ORDER BY {key}').all()  # noqa: S608
            digest.update(repr((table.name, rows)).encode())
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert checks.differing(connection) == []
    return digest.hexdigest()


def add_transaction(connection: Connection, account_id: int, **values: object) -> int:
    filled = {"booked_on": date(2026, 3, 1), "amount": -1250, "folded": "corner shop", **values}
    result = connection.execute(insert(transactions).values(account_id=account_id, **filled))
    return int(result.inserted_primary_key[0])


def batch_row(batch_id: int, account_id: int) -> dict[str, object]:
    counts = dict.fromkeys(("read", "new", "duplicate", "matched", "rejected"), 0)
    texts = {
        "file_name": "march.csv",
        "file_hash": "00",
        "format": "csv",
        "importer": "csv",
        "imported_at": "2026-03-01",
    }
    return {"id": batch_id, "account_id": account_id, **counts, **texts}


@contextmanager
def importing(vault: Vault, batch_id: int, account_id: int) -> Iterator[Write]:
    with vault.write("import", values={"file": "march.csv"}, topics=("transactions",)) as write:
        write.connection.execute(insert(batches).values(batch_row(batch_id, account_id)))
        yield write


@pytest.fixture
def account_id(vault: Vault) -> int:
    add_account(vault, "Everyday")
    return 1


def test_an_insert_is_undone_and_redone(vault: Vault) -> None:
    empty = fingerprint(vault)
    operation_id = add_account(vault, "Everyday")
    full = fingerprint(vault)
    undone = undo.undo(vault)
    assert undone is not None
    assert (undone.id, undone.name, undone.state) == (operation_id, "add_account", "undone")
    assert fingerprint(vault) == empty
    assert undo.undo(vault) is None
    redone = undo.redo(vault)
    assert redone is not None
    assert (redone.id, redone.state) == (operation_id, "done")
    assert fingerprint(vault) == full
    assert undo.redo(vault) is None


def test_undo_and_redo_survive_closing(opened: Vault, open_again: Callable[[], Vault]) -> None:
    add_account(opened, "Cash")
    add_account(opened, "Card")
    undo.undo(opened)
    undo.undo(opened)
    opened.close()
    with open_again() as vault:
        assert account_names(vault) == ["Everyday"]
        undo.redo(vault)
        assert account_names(vault) == ["Everyday", "Cash"]
        undo.redo(vault)
        assert account_names(vault) == ["Everyday", "Cash", "Card"]
        undo.undo(vault)
        assert account_names(vault) == ["Everyday", "Cash"]


def test_a_new_write_drops_what_could_be_redone(vault: Vault) -> None:
    add_account(vault, "Cash")
    undo.undo(vault)
    add_account(vault, "Card")
    assert undo.redo(vault) is None
    assert [(o.name, o.state) for o in undo.history(vault)] == [("add_account", "done"), ("add_account", "dropped")]


def test_a_record_that_is_not_undoable_is_passed_by_and_drops_nothing(vault: Vault) -> None:
    add_account(vault, "Cash")
    add_account(vault, "Card")
    undo.undo(vault)
    with vault.write("rates", undoable=False) as write:
        write.connection.exec_driver_sql("INSERT INTO rates VALUES ('2026-03-02', 'USD', '1.1', 'ECB')")
    undone = undo.undo(vault)
    assert undone is not None
    assert undone.id == 1
    assert account_names(vault) == []
    assert undo.redo(vault) is not None
    assert undo.redo(vault) is not None
    assert account_names(vault) == ["Cash", "Card"]


def test_deleting_an_account_takes_its_rows_along_and_undo_brings_all_back(vault: Vault, account_id: int) -> None:
    with vault.write("add") as write:
        first = add_transaction(write.connection, account_id)
        write.connection.execute(insert(splits).values(transaction_id=first, amount=-1250))
        write.connection.execute(insert(tags).values(id=1, name="food"))
        write.connection.execute(insert(transaction_tags).values(transaction_id=first, tag_id=1))
    before = fingerprint(vault)
    with vault.write("remove_account") as write:
        write.connection.execute(delete(accounts))
        assert write.connection.execute(select(func.count()).select_from(splits)).scalar() == 0
    after = fingerprint(vault)
    for _ in range(2):
        undo.undo(vault)
        assert fingerprint(vault) == before
        undo.redo(vault)
        assert fingerprint(vault) == after


def test_a_bulk_import_is_undone_by_its_batch_and_redone(vault: Vault, account_id: int) -> None:
    before = fingerprint(vault)
    with importing(vault, 7, account_id) as write, write.bulk(7) as connection:
        for line in range(50):
            add_transaction(connection, account_id, batch_id=7, line=line, amount=-line)
    after = fingerprint(vault)
    with vault.read() as connection:
        size = len(journal.changeset_of(connection, 2))
        assert journal.find(connection, 2).batches == (7,)
    assert 0 < size < 200, "the rows of the batch are not in the changeset"
    for _ in range(2):
        undo.undo(vault)
        assert fingerprint(vault) == before
        undo.redo(vault)
        assert fingerprint(vault) == after


def test_undoing_an_import_takes_later_corrections_along_and_redo_brings_them_back(
    vault: Vault, account_id: int
) -> None:
    with importing(vault, 7, account_id) as write, write.bulk(7) as connection:
        first = add_transaction(connection, account_id, batch_id=7)
        add_transaction(connection, account_id, batch_id=7)
    with vault.write("set_category") as write:
        write.connection.execute(insert(categories).values(id=3, name="Food", kind="expense"))
        write.connection.execute(update(transactions).where(transactions.c.id == first).values(category_id=3))
        write.connection.execute(insert(splits).values(transaction_id=first, amount=-1250, category_id=3))
    corrected = fingerprint(vault)
    operation = undo.operation_of_batch(vault, 7)
    assert operation is not None
    undo.undo(vault, operation.id)
    with vault.read() as connection:
        assert connection.execute(select(func.count()).select_from(transactions)).scalar() == 0
        assert connection.execute(select(func.count()).select_from(splits)).scalar() == 0
    undo.redo(vault)
    assert fingerprint(vault) == corrected


def test_a_later_change_of_the_same_row_is_named_and_nothing_happens(vault: Vault) -> None:
    add_account(vault, "Cash")
    add_account(vault, "Card")
    with vault.write("rename") as write:
        write.connection.execute(update(accounts).where(accounts.c.id == 1).values(name="Purse"))
    before = fingerprint(vault)
    with pytest.raises(LedgerError) as caught:
        undo.undo(vault, 1)
    assert caught.value.code == "undo_conflict"
    assert caught.value.values["later"] == [(3, "rename")]
    assert fingerprint(vault) == before
    assert [operation.state for operation in undo.history(vault, 2)] == ["done", "done"]
    undo.undo(vault, 2)
    assert account_names(vault) == ["Purse"]


def test_later_rows_that_refer_to_an_undone_row_are_a_conflict(vault: Vault, account_id: int) -> None:
    with vault.write("add") as write:
        add_transaction(write.connection, account_id)
    with pytest.raises(LedgerError) as caught:
        undo.undo(vault, 1)
    assert caught.value.code == "undo_conflict"
    assert caught.value.values["later"] == [(2, "add")]
    assert account_names(vault) == ["Everyday"]


def test_an_import_that_made_the_account_others_use_now_is_a_conflict(vault: Vault) -> None:
    with vault.write("import") as write:
        write.connection.execute(insert(accounts).values(id=9, name="New", kind="current", currency="EUR"))
        write.connection.execute(insert(batches).values(batch_row(7, 9)))
        with write.bulk(7) as connection:
            add_transaction(connection, 9, batch_id=7)
    with vault.write("add") as write:
        add_transaction(write.connection, 9)
    before = fingerprint(vault)
    with pytest.raises(LedgerError, match="undo_conflict"):
        undo.undo(vault, 1)
    assert fingerprint(vault) == before
    undo.undo(vault)
    undo.undo(vault)
    assert account_names(vault) == []


@pytest.mark.parametrize("operation_id", [99, 1])
def test_what_is_not_done_is_not_undone(vault: Vault, operation_id: int) -> None:
    add_account(vault, "Cash")
    undo.undo(vault)
    with pytest.raises(LedgerError, match="not_undoable"):
        undo.undo(vault, operation_id)


def test_undo_and_redo_announce_the_topics_of_the_operation(vault: Vault) -> None:
    heard: list[frozenset[str]] = []
    vault.subscribe(heard.append)
    add_account(vault, "Cash")
    undo.undo(vault)
    undo.redo(vault)
    assert heard == [frozenset({"accounts"})] * 3


Change = Callable[[Connection, int], None]


def _an_id(connection: Connection, table: str, number: int) -> int | None:
    ids = list(connection.exec_driver_sql(f"SELECT id FROM {table} ORDER BY id").scalars())  # noqa: S608
    return ids[number % len(ids)] if ids else None


def _new_account(connection: Connection, number: int) -> None:
    count = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM accounts").scalar()
    connection.execute(insert(accounts).values(name=f"{number} {count}", kind="cash", currency="EUR"))


def _new_transaction(connection: Connection, number: int) -> None:
    account_id = _an_id(connection, "accounts", number)
    if account_id is not None:
        category_id = _an_id(connection, "categories", number)
        add_transaction(connection, account_id, amount=number, category_id=category_id, folded=f"shop {number}")


def _new_category(connection: Connection, number: int) -> None:
    parent_id = _an_id(connection, "categories", number) if number % 2 else None
    connection.execute(insert(categories).values(name=f"{number}", kind="expense", parent_id=parent_id))


def _new_split(connection: Connection, number: int) -> None:
    transaction_id = _an_id(connection, "transactions", number)
    if transaction_id is not None:
        connection.execute(insert(splits).values(transaction_id=transaction_id, amount=number))


def _change_transaction(connection: Connection, number: int) -> None:
    chosen = transactions.c.id == _an_id(connection, "transactions", number)
    connection.execute(update(transactions).where(chosen).values(amount=-number, folded=f"other {number}"))


def _remove(table: str) -> Change:
    def remove(connection: Connection, number: int) -> None:
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE id = ?", (_an_id(connection, table, number),))  # noqa: S608

    return remove


CHANGES = [
    _new_account,
    _new_transaction,
    _new_transaction,
    _new_category,
    _new_split,
    _change_transaction,
    *(_remove(table) for table in ("accounts", "transactions", "categories", "splits", "batches")),
]


def _do(vault: Vault, serial: int, steps: list[tuple[int, int]], *, is_import: bool) -> None:
    with vault.write("random") as write:
        connection = write.connection
        for index, number in steps:
            with suppress(IntegrityError), connection.begin_nested():  # a name twice: that part is left out
                CHANGES[index % len(CHANGES)](connection, number)
        account_id = _an_id(connection, "accounts", serial)
        if is_import and account_id is not None:
            connection.execute(insert(batches).values(batch_row(serial + 1000, account_id)))
            with write.bulk(serial + 1000):
                for line in range(5):
                    add_transaction(connection, account_id, batch_id=serial + 1000, amount=line, folded=f"line {line}")


one_operation = st.tuples(
    st.lists(st.tuples(st.integers(0, 100), st.integers(0, 50)), min_size=1, max_size=6), st.booleans()
)


@settings(max_examples=10, deadline=None)
@given(st.lists(one_operation, min_size=1, max_size=8))
def test_any_operations_are_undone_and_redone_exactly(operations: list[tuple[list[tuple[int, int]], bool]]) -> None:
    with Vault.in_memory() as vault:
        states = {0: fingerprint(vault)}
        for serial, (steps, is_import) in enumerate(operations):
            _do(vault, serial, steps, is_import=is_import)
            newest = next(iter(undo.history(vault, 1)), None)
            if newest is not None and newest.state == "done" and newest.id not in states:
                states[newest.id] = fingerprint(vault)
            else:
                assert fingerprint(vault) == list(states.values())[-1], "what is not undoable changed nothing"
        order = list(states)
        for position in reversed(range(1, len(order))):
            undone = undo.undo(vault)
            assert undone is not None
            assert undone.id == order[position]
            assert fingerprint(vault) == states[order[position - 1]]
        assert undo.undo(vault) is None
        for operation_id in order[1:]:
            redone = undo.redo(vault)
            assert redone is not None
            assert redone.id == operation_id
            assert fingerprint(vault) == states[operation_id]
        with vault.read() as connection:
            assert journal.first_broken(connection, vault.subkey("chain")) is None
