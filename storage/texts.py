"""Substring search: the folded texts of all transactions, scanned block by block.

A block holds the texts of 256 transactions as one text, so that a million of them are some fifty megabytes that
`bytes.find` passes in a few hundredths of a second, whatever the script and however short the word. An inverted
index over trigrams found long words sooner and short ones not at all, and cost three quarters of an import.
Blocks that were read stay in memory for as long as the vault is open, each with its stamp.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple, cast

from sqlalchemy import Connection

BREAK = "\x1e"
"""Stands between the texts of two transactions; folding drops it, and what was not folded is not put into a block."""
_BREAK = BREAK.encode()
_SAMPLE, _USUAL = 64, 50
KEPT, NEWEST = "coffer_texts", "coffer_newest_texts"
"""Names of the execution options that hold the blocks read so far, shared by the engines of a vault, and all of them
as of the newest operation: every write that changes a text is one."""

_FILL = (
    "INSERT INTO derived_texts (block, stamp, ids, body)"
    " SELECT id >> 8, random(), group_concat(id), group_concat(replace(folded, char(30), ' '), char(30))"
    " FROM (SELECT id, folded FROM transactions WHERE {} ORDER BY id) GROUP BY id >> 8"
)


class Block(NamedTuple):
    """Texts of a block in UTF-8, and the ids they belong to."""

    stamp: int
    ids: Sequence[int]
    body: bytes


def rows_with(connection: Connection, wanted: str) -> array[int]:
    """Ids of the transactions whose folded text holds a folded text, in rising order."""
    found: array[int] = array("q")
    sought = wanted.encode("utf-8", "surrogatepass")
    if _BREAK in sought:
        return found
    for _stamp, ids, body in blocks(connection):
        at = body.find(sought)
        row = start = 0
        while at >= 0:
            row += body.count(_BREAK, start, at)
            found.append(ids[row])
            end = body.find(_BREAK, at)
            if end < 0:
                break
            row, start = row + 1, end + 1
            at = body.find(sought, start)
    return found


def is_usual(connection: Connection, wanted: str) -> bool:
    """Whether a folded text is in at least one of fifty transactions, by a look at one block in 64."""
    sought, sample = wanted.encode("utf-8", "surrogatepass"), blocks(connection)[::-_SAMPLE]
    read = sum(len(ids) for _stamp, ids, _body in sample)
    if sum(body.count(sought) for _stamp, _ids, body in sample) * _USUAL < read:
        return False
    held = sum(sought in row for _stamp, _ids, body in sample for row in body.split(_BREAK))
    return held * _USUAL >= read > 0


def rows_with_words(connection: Connection, words: Iterable[str], among: Collection[int]) -> array[int]:
    """Ids of the transactions of some blocks in whose texts a word begins like one of these, in rising order."""
    found: array[int] = array("q")
    sought = [f" {word}".encode() for word in words]
    for _stamp, ids, body in blocks(connection, among):
        plain = b" " + body.replace(b"\n", b" ").replace(_BREAK, b"\x1e ")
        if any(word in plain for word in sought):
            rows = plain.split(_BREAK)
            found.extend(one for one, row in zip(ids, rows, strict=True) if any(word in row for word in sought))
    return found


def blocks(connection: Connection, among: Collection[int] | None = None) -> list[Block]:
    """Blocks in order, read or remembered; what the same write has just changed is brought up to date first.

    among: numbers of the blocks that are wanted, by default all.
    """
    settle(connection)
    options, is_writing = connection.get_execution_options(), _is_writing(connection)
    kept = cast("dict[int, Block]", options.get(KEPT, {}))
    newest = cast("dict[str, tuple[object, list[Block]]]", options.get(NEWEST, {}))
    operation = connection.exec_driver_sql("SELECT max(id) FROM operations").scalar()
    known = newest.get("all")
    if known is not None and known[0] == operation and among is None and not is_writing:
        return known[1]
    stamps = connection.exec_driver_sql("SELECT block, stamp FROM derived_texts ORDER BY block").all()
    if among is not None:
        stamps = [one for one in stamps if one.block in among]
    missing = [number for number, stamp in stamps if number not in kept or kept[number].stamp != stamp]
    fresh: dict[int, Block] = {}
    if len(missing) > 16:
        statement = "SELECT block, stamp, ids, body FROM derived_texts WHERE block BETWEEN ? AND ?"
        fresh = _read(connection, statement, missing[0], missing[-1])
    else:
        for number in missing:
            fresh |= _read(connection, "SELECT block, stamp, ids, body FROM derived_texts WHERE block = ?", number)
    if not is_writing:  # what a write sees may never come to be
        kept.update(fresh)
        for number in kept.keys() - {number for number, _stamp in stamps} if among is None else ():
            kept.pop(number, None)
    found = [fresh.get(number) or kept[number] for number, _stamp in stamps]
    if among is None and not is_writing:
        newest["all"] = operation, found
    return found


def settle(connection: Connection) -> None:
    """Make stale blocks anew, inside the write that made them stale."""
    stale = connection.exec_driver_sql("SELECT block FROM derived_texts_stale ORDER BY block").scalars().all()
    if not stale:
        return
    connection.exec_driver_sql("DELETE FROM derived_texts WHERE block IN (SELECT block FROM derived_texts_stale)")
    for first, last in _runs(stale):
        connection.exec_driver_sql(_FILL.format("id BETWEEN ? AND ?"), (first << 8, (last << 8) + 255))
    connection.exec_driver_sql("DELETE FROM derived_texts_stale")


def rebuild(connection: Connection) -> None:
    """Make all blocks anew."""
    connection.exec_driver_sql("DELETE FROM derived_texts")
    connection.exec_driver_sql("DELETE FROM derived_texts_stale")
    connection.exec_driver_sql(_FILL.format("true"))


def is_whole(connection: Connection) -> bool:
    """Whether the blocks say what the transactions say."""
    fresh = _FILL[_FILL.index("SELECT") :].format("true").replace("random()", "0")
    query = f"""WITH fresh (block, stamp, ids, body) AS ({fresh})
        SELECT count(*), total(kept.ids = fresh.ids AND kept.body = fresh.body)
        FROM fresh LEFT JOIN derived_texts kept ON kept.block = fresh.block"""  # noqa: S608 - constants only
    wanted, equal = connection.exec_driver_sql(query).one()
    return bool(wanted == equal == connection.exec_driver_sql("SELECT count(*) FROM derived_texts").scalar())


def _read(connection: Connection, statement: str, *parameters: int) -> dict[int, Block]:
    rows = connection.exec_driver_sql(statement, parameters)
    return {row[0]: Block(row[1], _numbers(row[2]), row[3].encode("utf-8", "surrogatepass")) for row in rows}


def _numbers(ids: str) -> Sequence[int]:
    """The ids of a block; most are without a gap, and a range takes no room."""
    first, last, count = int(ids.partition(",")[0]), int(ids.rpartition(",")[2]), ids.count(",") + 1
    return range(first, last + 1) if last - first + 1 == count else array("q", map(int, ids.split(",")))


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending numbers as runs without gaps: (first, last)."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] + 1 == number:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _is_writing(connection: Connection) -> bool:
    return not connection.exec_driver_sql("PRAGMA query_only").scalar()
