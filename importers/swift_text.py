"""The text of an MT940 row: German subfields (?20), Dutch slashes (/NAME/), :NS: fields, or plain prose."""

from __future__ import annotations

import re
from typing import NamedTuple

from importers.row_text import clean

_GERMAN = re.compile(r"^\s*\d{3}([?>+^~@\x1d])\d{2}|^\s*([?])\d{2}")
_SLASHES = re.compile(
    r"/(NAME|REMI|IBAN|CSID|EREF|MARF|BENM|ORDP|BIC|TRTP|ISDT|ADDR|ID|PURP|ULTD|ULTC|RTRN|ACCW|PREF|RREF|CNTP|SVCL|OCMT|CHGS|EXCH|INIT)/"
)
_PURPOSE_FIELDS = (*map(str, range(20, 30)), *map(str, range(60, 64)))
_PURPOSE = ("SVWZ+", "REMI+")
_KEYS = re.compile(r"(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC)\+")


class Said(NamedTuple):
    """Payee, what was written, and the account of the other side."""

    payee: str
    description: str
    account: str | None = None


def said(texts: list[str], other: str) -> Said:
    """Read the :86: fields of a row; other: what :61: itself says, used when they say nothing."""
    whole = "\n".join(texts)
    if not whole.strip():
        return Said("", clean(other.replace("\n", " ")))
    match = _GERMAN.match(whole)
    if match:
        return _german(whole, match[1] or match[2] or "?")
    if _SLASHES.search(whole):
        return _slashes(whole)
    return Said("", clean(" ".join(whole.split("\n"))))


def _german(text: str, mark: str) -> Said:
    """Lines of 65 characters are cut anywhere, so they join without a blank."""
    joined = text.replace("\n", "")
    fields: dict[str, str] = {}
    again: dict[str, list[str]] = {}
    for part in joined.split(mark)[1:]:
        key = part[:2]
        if key in fields:
            again.setdefault(key, []).append(part[2:])
        elif key.isdigit():
            fields[key] = part[2:]
    for key, parts in again.items():
        fields[key] += "".join(parts)
    purpose = "".join([fields[key] for key in _PURPOSE_FIELDS if key in fields])
    payee = clean(" ".join([fields[key].strip() for key in ("32", "33") if key in fields]))
    words = purpose
    for key in _PURPOSE:
        if key in purpose:
            words = _KEYS.split(purpose.split(key, 1)[1], maxsplit=1)[0]
            break
    posting = clean(fields.get("00", ""))
    description = clean(words) or posting or clean(joined)
    if posting and posting not in description:
        description = f"{posting} {description}"
    return Said(payee, description, clean(fields.get("31", "")) or None)


def _slashes(text: str) -> Said:
    joined = text.replace("\n", "")
    parts = _SLASHES.split(joined)
    fields: dict[str, str] = {}
    for key, value in zip(parts[1::2], parts[2::2], strict=True):
        words = value.strip("/ ")
        if words:
            fields.setdefault(key, words)
    number = other = ""
    if "CNTP" in fields:
        number, _, other = fields["CNTP"].partition("/")
    payee = fields.get("NAME", "") or other.partition("/")[2].partition("/")[0]
    if "//" in payee:
        payee = payee.split("//")[0]
    description = fields.get("REMI", "").removeprefix("USTD//").strip("/ ") or joined
    account = fields.get("IBAN") or number or fields.get("ACCW", "").split(",")[0]
    return Said(clean(payee), clean(description), clean(account) or None)
