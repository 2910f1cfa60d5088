"""Workbooks and PDFs read in a fork: the limits of the child process of `importers.confined` without its start."""

from __future__ import annotations

import importlib
import json
import os
from collections.abc import Callable
from typing import Any

from hub.domain.errors import StatementError
from importers import confined, pdf_words, sheet_child, spreadsheet


def in_forks() -> None:
    """Read workbooks and PDFs so from now on: a fork is faster than a new interpreter, and dies as alone."""
    for heavy in ("pdfplumber", "python_calamine"):
        importlib.import_module(heavy)
    spreadsheet.sheets_of = forked
    pdf_words.confined = confined_by_fork


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
    if status or not answer:
        raise StatementError(broken, next_step="other_export")
    return json.loads(answer)


def _answer(read: Callable[[bytes], Any], content: bytes, write_end: int) -> None:
    """What the child does: read, answer, end at once whatever happened."""
    status = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        confined._limit()
        with os.fdopen(write_end, "wb") as pipe:
            pipe.write(json.dumps(read(content)).encode())
        status = 0
    finally:
        os._exit(status)
