"""The content of an EPC QR code for a SEPA credit transfer (EPC069-12, version 2.1, service tag BCD, version 002)."""

from __future__ import annotations

LONGEST = 331
"""Bytes that a payload may have."""
MOST = 999_999_999_99
"""Cents that a transfer may come to."""
_NAME, _TEXT, _REFERENCE, _NOTE = 70, 140, 35, 70


def payload(
    name: str, iban: str, amount: int, *, bic: str = "", reference: str = "", text: str = "", note: str = ""
) -> str:
    """The lines of the code; amount in euro cents, positive.

    reference: an ISO 11649 creditor reference ("RF…"), then text must be empty: the rules allow one of the two.
    Too long texts are cut to what the rules allow. ValueError: no name, no IBAN, an amount out of range, both.
    """
    if not name.strip() or not iban or not 1 <= amount <= MOST:
        raise ValueError("a transfer has a name, an IBAN and one cent to 999 999 999.99 euro")
    if reference and text:
        raise ValueError("either a creditor reference or a text")
    account, code = _plain(iban), _plain(reference)
    if len(code) > _REFERENCE:
        raise ValueError("a creditor reference has at most 35 characters")
    lines = [
        "BCD", "002", "1", "SCT", _plain(bic), _one_line(name, _NAME), account, f"EUR{amount // 100}.{amount % 100:02}",
        "", code, _one_line(text, _TEXT), _one_line(note, _NOTE),
    ]  # fmt: skip
    while not lines[-1]:
        lines.pop()
    return "\n".join(_fitting(lines, LONGEST))


def _plain(code: str) -> str:
    return "".join(code.split()).upper()


def _one_line(words: str, longest: int) -> str:
    return " ".join(words.split())[:longest].rstrip()


def _fitting(lines: list[str], longest: int) -> list[str]:
    """Shorten the free text at the end until everything fits in so many bytes of UTF-8."""
    while len(lines) > 10 and len("\n".join(lines).encode()) > longest:
        lines[-1] = lines[-1][:-1]
    return lines
