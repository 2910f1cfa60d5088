"""Prices of securities from a CSV file: a day, a name or symbol, a price; the head names the columns."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.domain.errors import StatementError

_HEADS = {
    "day": ("date", "day", "datum", "tag", "jour", "fecha"),
    "name": ("symbol", "ticker", "isin", "name", "security", "wertpapier", "titre", "wkn"),
    "price": ("price", "close", "kurs", "preis", "cours", "prix", "nav", "value"),
}
_MARKS = ";\t,"


@dataclass(frozen=True, slots=True)
class Quote:
    """One line: the day, what the file calls the security, and its price."""

    line: int
    day: date
    name: str
    price: Decimal


def read_prices(content: bytes) -> list[Quote]:
    """The prices of a file; StatementError "not_a_price_list", or "bad_price" with the line that can't be read."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    head = text.partition("\n")[0]
    mark = max(_MARKS, key=head.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=mark))
    places = _places(rows[0]) if rows else None
    if places is None:
        raise StatementError("not_a_price_list", next_step="choose_another_file")
    found = []
    for line, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        try:
            found.append(_quote(line, [row[at].strip() for at in places]))
        except (ValueError, IndexError, ArithmeticError) as error:
            raise StatementError("bad_price", where={"line": line}) from error
    return found


def _places(head: list[str]) -> tuple[int, int, int] | None:
    words = [cell.strip().casefold() for cell in head]
    found = [next((at for at, word in enumerate(words) if word in known), None) for known in _HEADS.values()]
    day, name, price = found
    return None if day is None or name is None or price is None else (day, name, price)


def _quote(line: int, cells: list[str]) -> Quote:
    day, name, price = cells
    if "," in price and "." in price:
        group = "," if price.rfind(".") > price.rfind(",") else "."
        price = price.replace(group, "")
    found = Decimal(price.replace(",", "."))
    if not name or not found.is_finite() or found <= 0:
        raise ValueError(price)
    return Quote(line, _day(day), name, found)


def _day(text: str) -> date:
    if "." in text:
        day, month, year = (int(part) for part in text.split("."))
        return date(year, month, day)
    return date.fromisoformat(text[:10])
