"""The pay sheet of a bill: what a transfer needs, its EPC QR code, and its fields to copy."""

from __future__ import annotations

from dataclasses import dataclass

from hub.domain import epc
from hub.domain.bill import Bill
from hub.domain.money import decimal_text
from hub.domain.outgoing import Disclosure, Outgoing
from hub.services import outbound
from storage.vault import Vault

MISSING_IBAN, BAD_IBAN, NOT_EURO, NOT_KNOWN = "iban_missing", "iban_wrong", "not_euro", "amount_unknown"
"""Why there is no code to scan."""


@dataclass(frozen=True, slots=True)
class PaySheet:
    """fields: (code, text) to copy: name, iban, bic, amount, reference, text. payload: content of the code, "" without.

    squares: the code as rows of dark (True) and light squares without a margin. why_not: why there is none.
    """

    bill: Bill
    fields: tuple[tuple[str, str], ...]
    payload: str = ""
    squares: tuple[tuple[bool, ...], ...] = ()
    why_not: str = ""


def sheet(bill: Bill) -> PaySheet:
    """The pay sheet of a bill. EPC codes are for transfers in euro, and a wrong IBAN gets none."""
    from stdnum import iban, iso11649

    is_creditor_reference = iso11649.is_valid(bill.reference)
    shown_iban = iban.format(iban.compact(bill.iban)) if bill.iban else ""
    fields = [("name", bill.biller), ("iban", shown_iban), ("bic", bill.bic)]
    fields.append(("amount", decimal_text(-bill.amount, bill.currency)))
    fields.append(("reference" if is_creditor_reference else "text", bill.reference))
    kept = tuple((code, words) for code, words in fields if words)
    why_not = (
        MISSING_IBAN if not bill.iban
        else BAD_IBAN if not iban.is_valid(bill.iban)
        else NOT_EURO if bill.currency != "EUR"
        else NOT_KNOWN if bill.amount_most is not None or bill.amount >= 0
        else ""
    )  # fmt: skip
    if why_not:
        return PaySheet(bill, kept, why_not=why_not)
    reference, text = (bill.reference, "") if is_creditor_reference else ("", bill.reference)
    payload = epc.payload(bill.biller, bill.iban, -bill.amount, bic=bill.bic, reference=reference, text=text)
    return PaySheet(bill, kept, payload, squares(payload))


def squares(payload: str) -> tuple[tuple[bool, ...], ...]:
    """A QR code as EPC069-12 wants it: error correction M, at most version 13."""
    import segno

    code = segno.make_qr(payload.encode(), error="m", boost_error=False, mode="byte", encoding=None)
    return tuple(tuple(bool(dark) for dark in line) for line in code.matrix)


def note_copied(vault: Vault, code: str, words: str) -> Disclosure:
    """Journal that a field of a pay sheet was put on the clipboard."""
    leaving = Outgoing("export", "clipboard", {"bills": "full"}, f"{code}: {words}".encode())
    return outbound.note_copy(vault, leaving)
