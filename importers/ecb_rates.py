"""Reference rates as the European Central Bank publishes them: XML or CSV files of units of a currency per euro.

XML: nested `Cube` elements, the day in `time`, each rate in `currency` and `rate`. CSV: a column "Date", one for each
currency, days as 2026-11-20 or 20 November 2026, "N/A" where there was no rate (https://www.ecb.europa.eu, "Euro
foreign exchange reference rates").
"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

from hub.domain.errors import StatementError
from hub.domain.money import parse_decimal

Rate = tuple[date, str, Decimal]
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_NONE = frozenset({"", "N/A"})


def read_rates(content: bytes) -> list[Rate]:
    """(day, currency, units per euro) of each rate in the file; StatementError when it is no such file.

    "rate_is_zero" names day and currency of a rate that is zero or below: a file with one is not taken over.
    """
    text = content.lstrip(b"\xef\xbb\xbf \r\n")
    found = _csv(text) if text[:5].lower() == b"date," else _xml(content)
    if not found:
        raise StatementError("not_reference_rates", reason="no rates")
    for day, currency, rate in found:
        if rate <= 0:
            raise StatementError("rate_is_zero", where={"day": day.isoformat()}, currency=currency)
    return found


def _xml(content: bytes) -> list[Rate]:
    from defusedxml import ElementTree

    try:
        root = ElementTree.fromstring(content, forbid_dtd=True)
    except (ElementTree.ParseError, ValueError) as error:
        raise StatementError("not_reference_rates", reason=type(error).__name__) from error
    found: list[Rate] = []
    for dated in root.iter():
        if "time" not in dated.attrib:
            continue
        try:
            day = date.fromisoformat(dated.attrib["time"])
            found += [
                (day, rate.attrib["currency"], parse_decimal(rate.attrib["rate"]))
                for rate in dated.iter()
                if "currency" in rate.attrib
            ]
        except (ValueError, KeyError) as error:
            raise StatementError("bad_reference_rate", where={"day": dated.attrib["time"]}) from error
    return found


def _csv(content: bytes) -> list[Rate]:
    head, *rows = csv.reader(io.StringIO(content.decode("ascii", "replace")))
    codes = [cell.strip() for cell in head]
    found: list[Rate] = []
    for row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        try:
            day = _day(cells[0])
            found += [
                (day, code, parse_decimal(cell))
                for code, cell in zip(codes[1:], cells[1:], strict=False)
                if code and cell not in _NONE
            ]
        except ValueError as error:
            raise StatementError("bad_reference_rate", where={"day": cells[0][:20]}) from error
    return found


def _day(text: str) -> date:
    parts = text.split()
    if len(parts) == 3:
        return date(int(parts[2]), _MONTHS.index(parts[1].casefold()) + 1, int(parts[0]))
    return date.fromisoformat(text)
