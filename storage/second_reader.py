"""A database read by the other engine in another process: the proof that what was written can be read.

As a program (`python -m storage.second_reader`) it takes {"database", "key", "rests", "search"} as JSON on its input
and answers with JSON on its output. The key never stands on a command line. It imports little: it starts in 0.1 s.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.domain.progress import Progress, silent
from storage import figures
from storage.figures import Figures
from storage.process import harden

_ROOT = Path(__file__).parents[1]
_MOMENT = 200
"""Milliseconds between two looks at the other process."""
_CACHE_KIB = 262_144
"""Pages kept in memory at most. Each row is looked up in each index: with SQLCipher's own 8 MB nearly every look-up
reads and decrypts a page again, which makes a million rows three times as slow."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What the other engine found. problems: "pages", "integrity", "references", "unreadable" with a detail.

    sha256: of the database file; figures: None when it can't be read.
    """

    problems: tuple[tuple[str, str], ...]
    sha256: str
    figures: Figures | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return not self.problems and self.figures is not None


def examine(
    database: Path, key: str, progress: Progress = silent, *, rests: bool = True, search: bool = False
) -> Examination:
    """Have another process read the whole database with the other engine.

    key: the raw key literal. rests: nobody has it open, so no file is made beside it. search: see too whether the
    search index says what the rows say; it follows from them and takes as long as all the rest.
    """
    asked = json.dumps({"database": str(database), "key": key, "rests": rests, "search": search})
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    command = [sys.executable, "-P", "-m", "storage.second_reader"]
    with subprocess.Popen(  # noqa: S603 - ourselves
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True
    ) as child:
        try:
            return _understood(_answer(child, asked, progress))
        except BaseException:
            child.kill()
            raise


def _answer(child: subprocess.Popen[str], asked: str, progress: Progress) -> str:
    rest: str | None = asked
    progress(0, 0, "verifying")
    while True:
        try:
            return child.communicate(rest, timeout=_MOMENT / 1000)[0]
        except subprocess.TimeoutExpired:  # what was handed over and read so far is kept
            rest = None
            progress(0, 0, "verifying")


def _understood(answer: str) -> Examination:
    try:
        document = json.loads(answer)
    except ValueError:
        return Examination((("unreadable", "the second reader gave no answer"),), "", None)
    found = None if document["figures"] is None else figures.from_json(document["figures"])
    return Examination(tuple((code, detail) for code, detail in document["problems"]), document["sha256"], found)


def _examined(database: Path, key: str, *, rests: bool, search: bool) -> dict[str, Any]:
    """What the child process answers."""
    import sqlcipher3

    problems: list[tuple[str, str]] = []
    found: dict[str, Any] | None = None
    uri = f"{database.absolute().as_uri()}?mode=ro{'&immutable=1' if rests else ''}"
    try:
        connection = sqlcipher3.connect(uri, uri=True)
        try:
            connection.execute(f'PRAGMA key = "{key}"')
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            problems += [("pages", str(row[0])) for row in connection.execute("PRAGMA cipher_integrity_check")]
            for check in ["PRAGMA integrity_check"] if search else _checks_of_tables(connection):
                problems += [("integrity", str(row[0])) for row in connection.execute(check) if row[0] != "ok"]
            problems += [("references", str(row[0])) for row in connection.execute("PRAGMA foreign_key_check")]
            connection.execute("BEGIN")
            found = figures.read(lambda sql: connection.execute(sql).fetchall()).as_json()
        finally:
            connection.close()
    except sqlcipher3.Error as error:
        problems.append(("unreadable", str(error)))
    return {"problems": problems[:100], "sha256": file_hash(database), "figures": found}


def _checks_of_tables(connection: Any) -> list[str]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0").fetchall()
    return [f'PRAGMA integrity_check("{name}")' for (name,) in names]


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hex; empty when it is not there."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


if __name__ == "__main__":
    harden()
    wanted = json.load(sys.stdin)
    json.dump(
        _examined(Path(wanted["database"]), wanted["key"], rests=wanted["rests"], search=wanted["search"]), sys.stdout
    )
