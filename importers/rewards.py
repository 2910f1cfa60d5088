"""Balances of points from files: the REWARDINFO of OFX (2.1, section 11.4.5), and CSV; messages from .eml files.

A CSV names its columns: programme, balance, date, and where they are there expires, tier, value, source. One decimal
sign and one order of days hold for the whole file; what cannot be read is a problem with its line.
"""

from __future__ import annotations

import csv
import hashlib
import html
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from email import message_from_bytes, policy
from email.errors import MessageError
from email.utils import getaddresses, parsedate_to_datetime

from hub.domain.errors import StatementError
from hub.domain.statement import Problem
from importers import amounts, dates
from importers.encoding import decode

_REWARD = re.compile(
    r"<REWARDINFO\s*>(.*?)(?=</REWARDINFO\s*>|<REWARDINFO\s*>|</(?:CC)?STMTRS\s*>|$)", re.IGNORECASE | re.DOTALL
)
_FIELD = re.compile(r"<([A-Z0-9.]++)[^<>]*+>([^<]*+)", re.IGNORECASE)
_AS_OF = re.compile(r"<(DTASOF|DTEND|DTSERVER)\s*>\s*([12][0-9]{3})([01][0-9])([0-3][0-9])", re.IGNORECASE)
_LARGEST = 20_000_000
_HEADS = {
    "programme": {"programme", "program", "programm", "name", "scheme", "loyalty program"},
    "balance": {"balance", "points", "units", "miles", "solde", "punkte", "kontostand"},
    "day": {"date", "day", "as of", "datum", "jour"},
    "expires": {"expires", "expiry", "expires on", "expiration", "verfall", "expiration date"},
    "tier": {"tier", "status", "level", "statut"},
    "value": {"value", "value per point", "valeur", "wert"},
    "source": {"source", "quelle"},
}


@dataclass(frozen=True, slots=True)
class Reward:
    """What a file says of a programme on a day; units None = only a value or a tier is stated."""

    programme: str
    day: date | None
    units: Decimal | None
    origin: str
    expires_on: date | None = None
    tier: str = ""
    value: Decimal | None = None
    source: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rewards:
    """All a file says, and the lines that could not be read."""

    found: tuple[Reward, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """Who sent an e-mail and when; key: SHA-256 of its Message-ID, of its bytes where it has none."""

    sender: str
    domain: str
    day: date
    key: str


def read(content: bytes) -> Rewards:
    """Balances of an OFX or CSV file. StatementError when it holds none."""
    if len(content) > _LARGEST:
        raise StatementError("file_too_large", limit=_LARGEST)
    text, _encoding = decode(content)
    if "<REWARDINFO" in text.upper():
        return Rewards(tuple(_ofx(text)))
    if "<OFX>" in text.upper():
        raise StatementError("no_rewards_inside", next_step="other_export")
    return _table(text)


def read_message(content: bytes) -> Message | None:
    """Sender and day of an e-mail file; None when it tells neither. Nothing else is kept of it."""
    try:
        message = message_from_bytes(content, policy=policy.compat32)
        sent = parsedate_to_datetime(str(message.get("Date", "")))
        addresses = getaddresses([str(message.get("From", ""))])
    except (MessageError, ValueError, TypeError, IndexError):
        return None
    sender = next((address for _, address in addresses if "@" in address), "").casefold()
    if not sender:
        return None
    named = str(message.get("Message-ID", "")).strip().encode() or content
    return Message(sender, sender.rpartition("@")[2], sent.date(), hashlib.sha256(named).hexdigest())


def _ofx(text: str) -> list[Reward]:
    found = []
    day = _as_of(text)
    for match in _REWARD.finditer(text):
        fields = {name.upper(): value.strip() for name, value in _FIELD.findall(match[1])}
        units = amounts.value(fields.get("REWARDBAL", ""), ".")
        if fields.get("NAME") and units is not None:
            found.append(Reward(html.unescape(fields["NAME"]), day, units, "ofx"))
    return found


def _as_of(text: str) -> date | None:
    """The day of the statement's balance, else of its end, else of the reply."""
    days: dict[str, date] = {}
    for name, year, month, day in _AS_OF.findall(text):
        try:
            days.setdefault(name.upper(), date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return days.get("DTASOF") or days.get("DTEND") or days.get("DTSERVER")


def _table(text: str) -> Rewards:
    first = text.partition("\n")[0]
    separator = max(";\t|,", key=first.count)
    lines = [row for row in csv.reader(io.StringIO(text), delimiter=separator) if any(cell.strip() for cell in row)]
    heads = {name: at for at, cell in enumerate(lines[0] if lines else ()) if (name := _head(cell))}
    if "programme" not in heads or not {"balance", "value", "tier"} & set(heads):
        raise StatementError("no_rewards_inside", next_step="other_export")
    body = lines[1:]
    marks = {name: _mark(_cells(body, heads, name), is_whole=name == "balance") for name in ("balance", "value")}
    orders = [cell for name in ("day", "expires") for cell in _cells(body, heads, name)]
    order = dates.decide(orders).order if orders else "ymd"
    found: list[Reward] = []
    problems: list[Problem] = []
    for number, row in enumerate(body, 2):
        made = _row(row, heads, marks, order, number)
        if made is None:
            problems.append(Problem(number, "row_unreadable", separator.join(row)[:200], {}))
        else:
            found.append(made)
    return Rewards(tuple(found), tuple(problems))


def _row(row: Sequence[str], heads: dict[str, int], marks: dict[str, str], order: str, line: int) -> Reward | None:
    cells = {name: row[at].strip() if at < len(row) else "" for name, at in heads.items()}
    read_days: dict[str, date | None] = {}
    for name in ("day", "expires"):
        cell = cells.get(name, "")
        parts = dates.shape(cell) if cell else None
        read_days[name] = dates.day_of(parts, order) if parts else None
        if cell and read_days[name] is None:
            return None
    read_numbers: dict[str, Decimal | None] = {}
    for name in ("balance", "value"):
        cell = cells.get(name, "")
        read_numbers[name] = amounts.value(cell, marks[name]) if cell else None
        if cell and read_numbers[name] is None:
            return None
    units, value = read_numbers["balance"], read_numbers["value"]
    if not cells["programme"] or (units is not None and units < 0) or (value is not None and value < 0):
        return None
    told = {"tier": cells.get("tier", ""), "source": cells.get("source", "")}
    return Reward(
        cells["programme"], read_days["day"], units, "csv", read_days["expires"], value=value, line=line, **told
    )


def _head(cell: str) -> str:
    wanted = cell.strip().strip("\ufeff").casefold().replace("_", " ")
    return next((name for name, words in _HEADS.items() if wanted in words), "")


def _cells(body: Sequence[Sequence[str]], heads: dict[str, int], name: str) -> list[str]:
    at = heads.get(name)
    return [] if at is None else [row[at].strip() for row in body if at < len(row) and row[at].strip()]


def _mark(cells: Sequence[str], *, is_whole: bool) -> str:
    """The decimal sign of a column. Where "1.234" can be both, points are counted whole and values are small."""
    bodies = [parts.body for cell in cells if (parts := amounts.split(cell)) is not None]
    proven = amounts.decimal_mark(bodies)
    if proven is not None:
        return proven
    has_comma = any("," in one for one in bodies)
    return "." if has_comma == is_whole else ","
