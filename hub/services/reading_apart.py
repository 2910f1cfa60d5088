"""Large files read in a process of their own, so that the window keeps its interpreter to itself.

A reader of millions of rows takes the interpreter in turns with everything else in its process, and some of its steps
(decoding, sorting) for as long as they last: a window beside it would stand still. The child reads the same bytes with
the same readers and answers in pieces, each of which is taken over in a few milliseconds. It holds nothing but one
file, knows no vault, and ends when it has answered, or with the one who asked. A packaged program has no interpreter to
start and reads in its own process.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from hub.domain.errors import StatementError
from hub.domain.line_columns import FIELDS, Joined, Lines
from hub.domain.progress import Progress
from hub.domain.statement import Line, Statement
from hub.services.choosing import Choices
from hub.services.file_reading import FileRead, read_file

LARGE = 1 << 20
"""Bytes from which a file is worth a process."""
_PIECE = 5_000
"""Lines that are sent at a time."""
_REPORT_EVERY = 50_000_000
"""Nanoseconds."""
_CODE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from hub.services.reading_apart import serve; serve()"


class ReadApart:
    """Reads files as `read_file` does, each large one in a child process; the lines arrive in pieces."""

    def __init__(self, choices: Choices, progress: Progress, large: int) -> None:
        self._choices, self._progress, self._large = choices, progress, large
        self._child: subprocess.Popen[bytes] | None = _child()

    def take(self, path: Path) -> FileRead:
        """Read a file; one that ends the child says so in its error."""
        answers = self._choices.first_answers(path)
        if _size(path) < self._large:
            return read_file(path, answers, self._progress)
        return self._read(path, answers, self._progress)

    def stop(self) -> None:
        """Stop reading; from any thread."""
        if (child := self._child) is not None:
            child.kill()

    def close(self) -> None:
        """End the child, whatever it is doing."""
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def _read(self, path: Path, answers: Mapping[str, str], progress: Progress) -> FileRead:
        child = self._child = self._child or _child()
        if child.stdin is None or child.stdout is None:
            raise RuntimeError("both pipes were asked for")
        load = pickle.Unpickler(child.stdout).load  # noqa: S301 - what our own child wrote
        try:
            child.stdin.write(json.dumps([os.fspath(path), dict(answers)]).encode() + b"\n")
            child.stdin.flush()
            while isinstance(told := load(), tuple):
                progress(*told)
            found: FileRead = told
            if found.reading is not None:
                statements = tuple(_statement(one, load) for one in found.reading.statements)
                found = replace(found, reading=replace(found.reading, statements=statements))
        except (OSError, EOFError, pickle.UnpicklingError):
            died = StatementError("reader_stopped", where={"file": path.name}, next_step="other_export")
            return FileRead(path, _size(path), b"", "", answers, None, died)
        finally:
            self.close()
        return replace(found, again=partial(self._read, path))


@contextmanager
def read_apart(
    paths: Sequence[Path], choices: Choices, progress: Progress, large: int | None = None
) -> Iterator[ReadApart | None]:
    """Who reads these files; None where they are quick to read here, or there is no interpreter to start.

    large: bytes from which a file is worth a process, where that is not `LARGE`.
    """
    least = LARGE if large is None else large
    if getattr(sys, "frozen", False) or all(_size(one) < least for one in paths):
        yield None
        return
    apart = ReadApart(choices, progress, least)
    try:
        yield apart
    finally:
        apart.close()


def _child() -> subprocess.Popen[bytes]:
    # -P: a folder with downloads, if the program was started there, is no place for modules
    return subprocess.Popen(  # noqa: S603 - our own interpreter with constant code
        [sys.executable, "-P", "-c", _CODE, json.dumps([one for one in sys.path if one])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def _statement(empty: Statement, load: Callable[[], Any]) -> Statement:
    """A statement with the lines that follow it."""
    columns = [[load() for _piece in range(load())] for _column in range(load())]
    if len(columns) == 1:
        return replace(empty, lines=tuple(line for piece in columns[0] for line in piece))
    held = [pieces[0] if len(pieces) == 1 else Joined(pieces) for pieces in columns]
    return replace(empty, lines=Lines(held))


def serve() -> None:
    """In the child: answer the line of standard input, if one comes."""
    from hub.services.process import harden

    harden()
    pipe = sys.stdout.buffer
    answers = pickle.Pickler(pipe, protocol=5)
    sys.stdout = sys.stderr  # nothing but answers goes into the pipe
    if request := sys.stdin.buffer.readline():
        path, under = json.loads(request)
        _answer(read_file(Path(path), under, _reporting(answers.dump, pipe)), answers.dump)
        pipe.flush()


def _reporting(send: Callable[[object], None], pipe: BinaryIO) -> Progress:
    """A progress that is sent now and then."""
    last = 0

    def report(done: int, total: int = 0, note: str = "") -> None:
        nonlocal last
        now = time.monotonic_ns()
        if now - last >= _REPORT_EVERY:
            last = now
            send((done, total, note))
            pipe.flush()

    return report


def _answer(found: FileRead, send: Callable[[object], None]) -> None:
    """What was read, its statements empty; then the lines of each."""
    reading = found.reading
    if reading is None:
        send(replace(found, content=b""))
        return
    empty = tuple(replace(one, lines=()) for one in reading.statements)
    send(replace(found, content=b"", reading=replace(reading, statements=empty)))
    for statement in reading.statements:
        columns = _columns(statement.lines)
        send(len(columns))
        for pieces in columns:
            send(len(pieces))
            for piece in pieces:
                send(piece)


def _columns(lines: Sequence[Line]) -> list[Sequence[Any]]:
    """The pieces of each field of lines that are held so; else of the lines themselves."""
    if isinstance(lines, Lines):
        return [_pieces(lines.field(name)) for name in FIELDS]
    return [[lines[at : at + _PIECE] for at in range(0, len(lines), _PIECE)]]


def _pieces(values: Sequence[Any]) -> Sequence[Any]:
    if isinstance(values, Joined):
        return values.parts
    if isinstance(values, tuple):
        return [values[at : at + _PIECE] for at in range(0, len(values), _PIECE)]
    return [values]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
