"""The DB-API module behaves as PEP 249 and SQLAlchemy expect."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import apsw
import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine, exc, insert, select
from sqlalchemy.pool import NullPool

from storage import dbapi


@pytest.fixture
def path(tmp_path: Path) -> str:
    (tmp_path / "plain.db").touch()
    return str(tmp_path / "plain.db")


@pytest.fixture
def connection(path: str) -> Iterator[dbapi.Connection]:
    made = dbapi.connect(path)
    made.native.pragma("journal_mode", "WAL")
    made.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
    made.commit()
    yield made
    made.close()


def test_the_module_says_what_it_is() -> None:
    assert (dbapi.apilevel, dbapi.paramstyle, dbapi.threadsafety) == ("2.0", "qmark", 1)
    for name in "InterfaceError DatabaseError DataError OperationalError IntegrityError ProgrammingError".split():
        assert issubclass(getattr(dbapi, name), dbapi.Error)
        assert getattr(dbapi.Connection, name) is getattr(dbapi, name)


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(dbapi.OperationalError) as caught:
        dbapi.connect(str(tmp_path / "none.db"))
    assert caught.value.sqlite_errorname == "SQLITE_CANTOPEN"
    assert list(tmp_path.iterdir()) == []


def test_parameters_by_position_and_by_name(connection: dbapi.Connection) -> None:
    connection.execute("INSERT INTO t VALUES (?, ?)", (1, "a"))
    assert connection.execute("SELECT name FROM t WHERE id = :id", {"id": 1}).fetchone() == ("a",)


@pytest.mark.parametrize(
    ("sql", "parameters"), [("SELECT ?", (1, 2)), ("SELECT ?", ()), ("SELECT :a", {}), ("SELECT ?", (object(),))]
)
def test_parameters_that_do_not_fit(connection: dbapi.Connection, sql: str, parameters: object) -> None:
    with pytest.raises(dbapi.ProgrammingError):
        connection.execute(sql, parameters)  # type: ignore[arg-type]


def test_columns_are_described_even_without_rows(connection: dbapi.Connection) -> None:
    cursor = connection.execute("SELECT id, name AS called FROM t")
    assert cursor.fetchall() == []
    assert cursor.description is not None
    assert [column[0] for column in cursor.description] == ["id", "called"]
    assert connection.execute("DELETE FROM t").description is None


def test_rows_in_pieces(connection: dbapi.Connection) -> None:
    connection.cursor().executemany("INSERT INTO t VALUES (?, ?)", [(n, str(n)) for n in range(7)])
    cursor = connection.execute("SELECT id FROM t ORDER BY id")
    assert cursor.fetchone() == (0,)
    assert cursor.fetchmany(2) == [(1,), (2,)]
    assert cursor.fetchmany() == [(3,)]
    assert list(cursor) == [(4,), (5,), (6,)]
    assert cursor.fetchone() is None


def test_counts_and_last_row(connection: dbapi.Connection) -> None:
    cursor = connection.execute("INSERT INTO t (name) VALUES ('a'), ('b')")
    assert (cursor.rowcount, cursor.lastrowid) == (2, 2)
    assert connection.execute("UPDATE t SET name = name || '!'").rowcount == 2
    assert connection.execute("SELECT 1").rowcount == -1
    assert connection.execute("CREATE TABLE u (id)").rowcount == -1


def test_counts_of_many_leave_out_what_triggers_did(connection: dbapi.Connection) -> None:
    connection.execute("CREATE TABLE log (name TEXT)")
    connection.execute("CREATE TRIGGER added AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.name); END")
    connection.execute("CREATE TRIGGER gone AFTER DELETE ON t BEGIN DELETE FROM log WHERE name = old.name; END")
    cursor = connection.cursor()
    assert cursor.executemany("INSERT INTO t VALUES (?, ?)", [(1, "a"), (2, "b"), (3, "c")]).rowcount == 3
    again = [(1, "a"), (4, "d")]
    assert cursor.executemany("INSERT INTO t VALUES (?, ?) ON CONFLICT DO NOTHING", again).rowcount == 1
    assert cursor.executemany("INSERT OR IGNORE INTO t VALUES (?, ?)", again).rowcount == 0
    assert cursor.executemany("DELETE FROM t WHERE id = ?", [(1,), (2,), (9,)]).rowcount == 2


def test_returning_is_complete_at_once(connection: dbapi.Connection) -> None:
    cursor = connection.execute("INSERT INTO t (name) VALUES ('a'), ('b') RETURNING id, name")
    assert cursor.rowcount == 2
    connection.commit()
    assert cursor.fetchall() == [(1, "a"), (2, "b")]


def test_errors_carry_the_code_of_sqlite(connection: dbapi.Connection) -> None:
    connection.execute("INSERT INTO t VALUES (1, 'a')")
    with pytest.raises(dbapi.IntegrityError) as caught:
        connection.execute("INSERT INTO t VALUES (2, 'a')")
    assert caught.value.sqlite_errorcode == apsw.SQLITE_CONSTRAINT_UNIQUE
    assert caught.value.sqlite_errorname == "SQLITE_CONSTRAINT_UNIQUE"
    with pytest.raises(dbapi.OperationalError, match="no such table"):
        connection.execute("SELECT * FROM absent")


def test_a_closed_connection_says_so(path: str) -> None:
    connection = dbapi.connect(path)
    connection.close()
    connection.close()
    with pytest.raises(dbapi.ProgrammingError, match="Cannot operate on a closed database"):
        connection.execute("SELECT 1")


def test_a_damaged_file_is_a_database_error(path: str) -> None:
    Path(path).write_bytes(b"no database at all, but long enough" * 100)
    with pytest.raises(dbapi.DatabaseError) as caught:
        dbapi.connect(path).execute("SELECT * FROM sqlite_master")
    assert caught.value.sqlite_errorcode == apsw.SQLITE_NOTADB


@pytest.mark.parametrize("sql", ["SELECT * FROM t", " \n-- why\n/* so */ SELECT 1", "SAVEPOINT a", "DELETE FROM t"])
def test_a_transaction_begins_before_the_first_statement(connection: dbapi.Connection, sql: str) -> None:
    connection.execute("PRAGMA foreign_keys").fetchall()
    assert not connection.in_transaction
    connection.execute(sql).fetchall()
    assert connection.in_transaction
    connection.rollback()
    assert not connection.in_transaction


def test_a_writer_takes_its_place_at_once(connection: dbapi.Connection, path: str) -> None:
    writer, second = (dbapi.connect(path, isolation_level="IMMEDIATE") for _ in range(2))
    writer.execute("SELECT 1").fetchall()
    with pytest.raises(dbapi.OperationalError) as caught:
        second.execute("SELECT 1")
    assert caught.value.sqlite_errorname == "SQLITE_BUSY"
    writer.close()
    second.close()


def test_autocommit(connection: dbapi.Connection) -> None:
    connection.isolation_level = None
    connection.execute("INSERT INTO t VALUES (1, 'a')")
    assert not connection.in_transaction


def test_two_reads_in_a_transaction_see_one_state(connection: dbapi.Connection, path: str) -> None:
    other = dbapi.connect(path)
    assert other.execute("SELECT count(*) FROM t").fetchall() == [(0,)]
    connection.execute("INSERT INTO t VALUES (1, 'a')")
    connection.commit()
    assert other.execute("SELECT count(*) FROM t").fetchall() == [(0,)]
    other.rollback()
    assert other.execute("SELECT count(*) FROM t").fetchall() == [(1,)]
    other.close()


def test_a_query_left_half_read_does_not_keep_the_past(connection: dbapi.Connection, path: str) -> None:
    connection.execute("INSERT INTO t VALUES (1, 'a'), (2, 'b')")
    connection.commit()
    other = dbapi.connect(path)
    half_read = other.execute("SELECT id FROM t")
    assert half_read.fetchone() == (1,)
    other.rollback()
    assert half_read.fetchone() is None
    connection.execute("DELETE FROM t")
    connection.commit()
    assert other.execute("SELECT count(*) FROM t").fetchall() == [(0,)]
    assert half_read.execute("SELECT 5").fetchall() == [(5,)]
    other.close()


def test_functions_and_orderings(connection: dbapi.Connection) -> None:
    connection.create_function("double", 1, lambda value: 2 * value, deterministic=True)
    connection.create_collation("backwards", lambda a, b: (a < b) - (a > b))
    assert connection.execute("SELECT double(21)").fetchone() == (42,)
    rows = connection.execute("SELECT column1 FROM (VALUES ('a'), ('b')) ORDER BY 1 COLLATE backwards").fetchall()
    assert rows == [("b",), ("a",)]


def test_sqlalchemy_works_on_it(path: str) -> None:
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi,
        creator=lambda: dbapi.connect(path),
        poolclass=NullPool,
        hide_parameters=True,
    )
    table = Table("things", metadata := MetaData(), Column("id", Integer, primary_key=True), Column("name", Text))
    with engine.begin() as connection:
        metadata.create_all(connection)
        result = connection.execute(insert(table).returning(table.c.id), [{"name": "a"}, {"name": "b"}])
        assert sorted(result.scalars()) == [1, 2]
        with pytest.raises(exc.IntegrityError) as caught, connection.begin_nested():
            connection.execute(insert(table).values(id=1, name="SECRET"))
        assert "SECRET" not in str(caught.value)
    with engine.connect() as connection:
        assert connection.execute(select(table.c.name).order_by(table.c.id)).scalars().all() == ["a", "b"]
    with suppress(ZeroDivisionError), engine.begin() as connection:
        connection.execute(insert(table).values(name="c"))
        raise ZeroDivisionError
    with engine.connect() as connection:
        assert len(connection.execute(select(table)).all()) == 2
    engine.dispose()
