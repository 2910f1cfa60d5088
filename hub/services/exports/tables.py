"""CSV and XLSX: a row for each transaction, in the same columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hub.domain.money import decimal_text, digits_of, to_decimal
from hub.domain.transaction import Transaction
from hub.services.exports.book import Book

COLUMNS = (
    "date", "value_date", "account", "amount", "currency", "payee", "description", "category", "tags", "notes",
    "status", "original_amount", "original_currency", "transfer", "id",
)  # fmt: skip
_LONGEST_CELL = 32_767
"""Characters in a cell of a workbook (Excel's limit)."""

_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n|%＝＋－＠]")

Cell = str | int | date | tuple[int, str] | None


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula: one apostrophe before it where it begins like one."""
    return f"'{text}" if _FORMULA.match(text) else text


def csv_file(book: Book) -> bytes:
    """RFC 4180 in UTF-8 with a byte order mark; dates ISO 8601, amounts with a point."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for cells in _rows(book):
        writer.writerow([_text(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def xlsx_file(book: Book) -> bytes:
    """One sheet with dates and numbers as such; texts are texts, never formulas or links."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no types; only who exports waits for it

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(target, options) as workbook:
        sheet = workbook.add_worksheet("Transactions")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        money = {digits: workbook.add_format({"num_format": f"0.{'0' * digits}".rstrip(".")}) for digits in (0, 2, 3)}
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name, workbook.add_format({"bold": True}))
        last = 0
        for last, cells in enumerate(_rows(book), 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, tuple):
                    sheet.write_number(last, column, to_decimal(*cell), money[digits_of(cell[1])])
                elif isinstance(cell, date):
                    sheet.write_datetime(last, column, cell, day)
                elif isinstance(cell, int):
                    sheet.write_number(last, column, Decimal(cell))
                elif cell:
                    sheet.write_string(last, column, cell[:_LONGEST_CELL])
        sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
        sheet.set_column(0, len(COLUMNS) - 1, 16)
    return target.getvalue()


def _rows(book: Book) -> Iterator[list[Cell]]:
    names = {one.id: one.name for one in book.accounts}
    for one in book.rows():
        yield _cells(book, names, one)


def _cells(book: Book, names: dict[int, str], one: Transaction) -> list[Cell]:
    category = book.categories.get(one.category_id or 0)
    original = None
    if one.original_amount is not None and one.original_currency is not None:
        original = (one.original_amount, one.original_currency)
    return [
        one.booked_on,
        one.value_on,
        names[one.account_id],
        (one.amount, one.currency),
        one.currency,
        one.payee,
        one.description,
        "" if category is None else category.name,
        " ".join(book.tags(one)),
        one.notes,
        one.status,
        original,
        one.original_currency or "",
        one.transfer_id,
        one.id,
    ]


def _text(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return decimal_text(*cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return guarded(cell) if isinstance(cell, str) else cell
