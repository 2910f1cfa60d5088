"""Reference rates as the European Central Bank publishes them: an XML file of units of a currency per euro.

Format: nested `Cube` elements, the day in `time`, each rate in `currency` and `rate`
(https://www.ecb.europa.eu, "Euro foreign exchange reference rates").
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hub.domain.errors import StatementError
from hub.domain.money import parse_decimal


def read_rates(content: bytes) -> list[tuple[date, str, Decimal]]:
    """(day, currency, units per euro) of each rate in the file; StatementError when it is no such file."""
    from defusedxml import ElementTree

    try:
        root = ElementTree.fromstring(content, forbid_dtd=True)
    except (ElementTree.ParseError, ValueError) as error:
        raise StatementError("not_reference_rates", reason=type(error).__name__) from error
    found: list[tuple[date, str, Decimal]] = []
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
    if not found or any(rate <= 0 for _, _, rate in found):
        raise StatementError("not_reference_rates", reason="no rates")
    return found
