"""Workbooks and PDFs read in a fork or in the process itself: what `importers.confined` says, without its start."""

from __future__ import annotations

import importlib
import json
import os
import signal
from collections.abc import Callable
from typing import Any

from hub.domain.errors import StatementError
from importers import confined, pdf_words, sheet_child, spreadsheet


def in_forks() -> None:
    """Read workbooks and PDFs so from now on: a fork is faster than a new interpreter, and dies as alone."""
    _load()
    spreadsheet.sheets_of = forked
    pdf_words.confined = confined_by_fork


def in_process() -> None:
    """Read workbooks and PDFs here from now on; what goes wrong says what the death of the child says."""
    os.environ["RUST_BACKTRACE"] = "0"  # a panic costs more than the reading otherwise
    _load()
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a library in Rust writes its panics there
        os.dup2(nowhere.fileno(), 2)
    spreadsheet.sheets_of = lambda content: sheet_child._checked(
        confined_here(sheet_child.read_sheets, content, "broken_spreadsheet")
    )
    pdf_words.confined = confined_here


def confined_here(read: Callable[[bytes], Any], content: bytes, broken: str) -> Any:
    """What `confined.confined` gives, without a process."""
    try:
        return json.loads(json.dumps(read(content)))
    except BaseException as error:
        if type(error).__name__ in ("Hanging", "KeyboardInterrupt"):
            raise
        raise StatementError(broken, next_step="other_export") from error  # a panic is no Exception


def _load() -> None:
    for heavy in ("pdfplumber", "python_calamine"):
        importlib.import_module(heavy)


def forked(content: bytes) -> sheet_child.Sheets:
    """What `sheet_child.sheets_of` gives."""
    return sheet_child._checked(confined_by_fork(sheet_child.read_sheets, content, "broken_spreadsheet"))


def confined_by_fork(read: Callable[[bytes], Any], content: bytes, broken: str) -> Any:
    """What `confined.confined` gives."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if not child:
        _answer(read, content, write_end)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    if -os.waitstatus_to_exitcode(status) in (signal.SIGPROF, signal.SIGXCPU):
        raise StatementError("too_slow", next_step="other_export")
    if status or not answer:
        raise StatementError(broken, next_step="other_export")
    return json.loads(answer)


def _answer(read: Callable[[bytes], Any], content: bytes, write_end: int) -> None:
    """What the child does: read, answer, end at once whatever happened."""
    status = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        confined._limit(confined._SECONDS)
        with os.fdopen(write_end, "wb") as pipe:
            pipe.write(json.dumps(read(content)).encode())
        status = 0
    finally:
        os._exit(status)
