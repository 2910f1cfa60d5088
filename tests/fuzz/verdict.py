"""What must hold for any input: read or refused with a reason, in time, and never a sum against the file's balance."""

from __future__ import annotations

import os
import traceback
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from hub.domain.errors import StatementError
from hub.domain.progress import silent
from hub.domain.statement import BOOKED, FileReading, Statement
from importers import detect, limits
from importers.base import Importer, Source

SECONDS = 2
_KEPT = "\n\u200c"
"""Line breaks, and the sign between letters that Persian words are written with."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that an input broke: its kind, and the place or the words that tell one fault from another."""

    kind: str
    place: str


def verdict(importer: Importer, content: bytes) -> Finding | None:
    """Read an input with one importer, or whichever knows it; None when nothing is wrong with how that went."""
    return judged(importer, content)[1]


def judged(importer: Importer, content: bytes) -> tuple[bool, Finding | None]:
    """Whether an input was read and not refused, and what is wrong with how that went."""
    start = _worked()
    reading = None
    try:
        limits.check("input", content)
        source = Source("input", content)
        chosen = importer if importer.recognise(source) else detect.choose(source)
        reading = chosen.extract(source, silent)
    except StatementError as error:
        if error.code == "unreadable":
            return False, Finding("exception", f"inside: {error.values.get('reason')}")
    except Exception as error:  # noqa: BLE001 - any other exception is what is looked for
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "importers" in f.filename]
        where = frames[-1] if frames else None
        return False, Finding("exception", f"{type(error).__name__} {where.name if where else ''} {str(error)[:60]}")
    spent = _worked() - start
    if spent > SECONDS:
        return reading is not None, Finding("slow", f"{spent:.1f} s for {len(content)} bytes")
    return reading is not None, _wrong(reading) if reading else None


def _worked() -> float:
    """Seconds of work of this process and of the ended ones it started."""
    return sum(os.times()[:4])


def _wrong(reading: FileReading) -> Finding | None:
    for statement in reading.statements:
        for line in statement.lines:
            if not line.amount.is_finite() or line.booked_on is None:
                return Finding("value", f"{line.amount} {line.booked_on}")
        hidden = _hidden(statement)
        if hidden:
            return Finding("control", f"{reading.importer} {hidden}")
        wrong = _wrong_sum(statement)
        if wrong and not any(p.code == "balances_disagree" for p in reading.problems):
            return Finding("sum", f"{reading.importer} {wrong}")
    return None


def _hidden(statement: Statement) -> str:
    """The name of a text that keeps a control or direction character, which could make it look like another."""
    account = statement.account
    told = [("account", account.name), ("number", account.id), ("bank", account.institution)]
    for line in statement.lines:
        told += [
            ("payee", line.payee), ("description", line.description), ("notes", line.notes),
            ("category", line.category), ("counterparty", line.counterparty), ("id", line.id),
        ]  # fmt: skip
    for name, text in told:
        if (
            text
            and not text.isprintable()
            and any(unicodedata.category(c) in ("Cc", "Cf") for c in text if c not in _KEPT)
        ):
            return name
    return ""


def _wrong_sum(statement: Statement) -> str:
    """How opening and lines contradict closing, where the reading does not say so itself."""
    opening, closing = statement.opening, statement.closing
    if opening is None or closing is None or statement.balances_agree is False:
        return ""
    booked = sum((line.amount for line in statement.lines if line.status == BOOKED), Decimal(0))
    if opening.amount + booked == closing.amount:
        return ""
    return "claimed" if statement.balances_agree else "unchecked"
