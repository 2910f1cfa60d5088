"""The cells of a spreadsheet, read by python-calamine in a child process: what breaks there breaks nothing here.

The library is compiled code: on hostile files it may panic, allocate without bound or never end. The child has limits
of memory, time and files where the system knows them, and dies alone. A packaged program has no interpreter to start
and reads in its own process.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hub.domain.errors import StatementError

Sheets = list[tuple[str, list[list[str]]]]

ROW_LIMIT = 1_100_000
_SECONDS = 30
_MEMORY = 1 << 30
_CODE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from importers.sheet_child import main; main()"


def sheets_of(content: bytes) -> Sheets:
    """The sheets of a workbook as text; StatementError with the reason when it can't be read."""
    if getattr(sys, "frozen", False):
        return _checked(_read(content))
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter with constant code
            [sys.executable, "-c", _CODE, json.dumps([p for p in sys.path if p])],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise StatementError("too_slow", next_step="other_export") from error
    if child.returncode != 0:
        raise StatementError("broken_spreadsheet", next_step="other_export")
    return _checked(json.loads(child.stdout))


def main() -> None:
    """Read a workbook from standard input and write its sheets as JSON to standard output."""
    _limit()
    json.dump(_read(sys.stdin.buffer.read()), sys.stdout)


def _limit() -> None:
    try:
        import resource
    except ImportError:
        return
    for limit, value in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))


def _read(content: bytes) -> Sheets | str:
    """The sheets, or the code of why there are none."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets: Sheets = []
        for place, name in enumerate(book.sheet_names):
            rows = book.get_sheet_by_index(place).to_python(skip_empty_area=False, nrows=ROW_LIMIT + 1)
            if len(rows) > ROW_LIMIT:
                return "too_large"
            sheets.append((name, [[cell_text(c) for c in row] for row in rows]))
    except CalamineError as error:
        words = str(error).lower()
        return "locked_file" if "password" in words or "encrypt" in words else "broken_spreadsheet"
    return sheets


def _checked(found: Sheets | str) -> Sheets:
    if isinstance(found, str):
        raise StatementError(found, next_step="unlock_file" if found == "locked_file" else "other_export")
    return found


def cell_text(cell: object) -> str:
    """A cell as text: dates in ISO form, numbers with a point and at most 15 digits.

    Three decimals get a fourth, so that 1.234 of a number cell is never taken for a thousand.
    """
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool | None):
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time | timedelta):
        return str(cell)
    text = f"{cell:.15g}"
    if "e" in text.lower():
        text = f"{Decimal(text):f}" if abs(Decimal(text).adjusted()) < 30 else text
    return text + "0" if len(text.partition(".")[2]) == 3 else text
