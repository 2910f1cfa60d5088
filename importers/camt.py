"""ISO 20022 bank-to-customer reports: camt.052, camt.053 and camt.054, all versions.

An entry is a line; the details of a collective entry stay in its text, so that nothing counts twice. The credit or
debit indicator is the entry's own also for reversals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

from hub.domain.errors import StatementError
from hub.domain.money import parse_decimal
from hub.domain.statement import (
    BOOKED,
    PENDING,
    Balance,
    FileReading,
    Line,
    Problem,
    Statement,
    StatementAccount,
    line_of,
)
from importers.base import Importer, Progress, Source
from importers.currencies import currency_of
from importers.limits import STATEMENT_LIMIT, Problems
from importers.row_text import clean
from importers.xml_tree import find_at, parse, text_of, whole_text

_MESSAGE = re.compile(rb"camt\.05[234]|<(?:\w+:)?(?:BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn))[ />]")
_FORMATS = {"BkToCstmrStmt": "camt.053", "BkToCstmrAcctRpt": "camt.052", "BkToCstmrDbtCdtNtfctn": "camt.054"}
_OPENING = ("OPBD", "PRCD", "OPAV", "ITBD")
_CLOSING = ("CLBD", "ITBD", "CLAV")


def recognise(source: Source) -> Decimal:
    """Sure when the first bytes name a camt message."""
    head = source.head.replace(b"\0", b"")
    return Decimal("0.99") if b"<" in head[:200] and _MESSAGE.search(head[:8192]) else Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read every statement, report or notification of the message."""
    root = parse(source.content)
    progress(1, 2, "reading")
    message = next((e for e in root.iter() if e.tag in _FORMATS), None)
    if message is None:
        raise StatementError("no_statement_inside")
    problems: list[Problem] = Problems()
    parts = [part for part in message if part.tag in ("Stmt", "Rpt", "Ntfctn")]
    if len(parts) > STATEMENT_LIMIT:
        raise StatementError("too_large", next_step="split_file", limit=STATEMENT_LIMIT)
    statements = [_statement(part, problems) for part in parts]
    return FileReading(
        _FORMATS[message.tag], "camt", Decimal("0.99"), tuple(statements), "utf-8", (), (), tuple(problems)
    )


def _statement(part: Element, problems: list[Problem]) -> Statement:
    account = part.find("Acct")
    number = (text_of(account, "Id/IBAN") or text_of(account, "Id/Othr/Id")).replace(" ", "")
    currency = currency_of(text_of(account, "Ccy")) or _any_currency(part)
    lines = list(_lines(part, currency, problems))
    balances = _balances(part)
    opening, closing = _balance(balances, _OPENING), _balance(balances, _CLOSING)
    agree = None
    if opening and closing:
        booked = sum((line.amount for line in lines if line.status == BOOKED), Decimal(0))
        agree = opening.amount + booked == closing.amount
        if not agree:
            problems.append(
                Problem(0, "balances_disagree", "", {"opening": str(opening.amount), "closing": str(closing.amount)})
            )
    name, bank = clean(text_of(account, "Nm")) or None, clean(text_of(account, "Svcr/FinInstnId/Nm")) or None
    return Statement(
        StatementAccount(clean(number) or None, name, None, currency, bank), tuple(lines), opening, closing, agree
    )


def _lines(part: Element, currency: str | None, problems: list[Problem]) -> Iterator[Line]:
    """The lines of the entries, each of which is given up once it is read: a large file's tree takes much memory."""
    for number, entry in enumerate(part.findall("Ntry"), 1):
        line = _line(entry, number, currency, problems)
        entry.clear()
        if line is not None:
            yield line


def _any_currency(part: Element) -> str | None:
    return next((currency_of(a.get("Ccy", "")) for a in part.iter("Amt") if a.get("Ccy")), None)


def _balances(part: Element) -> dict[str, list[Balance]]:
    """The balances by their code."""
    found: dict[str, list[Balance]] = {}
    for element in part.findall("Bal"):
        amount = _amount(element) if len(element) else None
        if amount is not None:
            balance = Balance(amount, _day(element.find("Dt")))
            found.setdefault(text_of(element, "Tp/CdOrPrtry/Cd"), []).append(balance)
    return found


def _balance(found: Mapping[str, Sequence[Balance]], codes: tuple[str, ...]) -> Balance | None:
    return next((found[code][0] for code in codes if code in found), None)


def _amount(element: Element) -> Decimal | None:
    text = text_of(element, "Amt").replace(",", ".")
    try:
        value = parse_decimal(text if not text.startswith(".") else f"0{text}")
    except ValueError:
        return None
    return -value if text_of(element, "CdtDbtInd").upper().startswith("D") else value


def _day(element: Element | None) -> date | None:
    text = text_of(element, "Dt") or text_of(element, "DtTm")
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _line(entry: Element, number: int, currency: str | None, problems: list[Problem]) -> Line | None:
    amount = _amount(entry)
    day = _day(entry.find("BookgDt")) or _day(entry.find("ValDt"))
    if amount is None or day is None:
        fault = "date_unreadable" if amount is not None else "amount_unreadable"
        problems.append(Problem(number, fault, whole_text(entry)[:500]))
        return None
    state = (text_of(entry, "Sts") or text_of(entry, "Sts/Cd")).upper()
    details = [one for part in entry.findall("NtryDtls") for one in part.findall("TxDtls")]
    only = details[0] if len(details) == 1 else None
    payee, account = _other_side(only, amount) if only is not None else ("", None)
    amt = entry.find("Amt")
    code = currency_of(amt.get("Ccy", "")) if amt is not None else None
    original, original_currency = _original(only, amount, code or currency) if only is not None else (None, None)
    bank_id = text_of(entry, "AcctSvcrRef") or text_of(only, "Refs/AcctSvcrRef") or text_of(entry, "NtryRef")
    return line_of(
        number, day, amount, code or currency, payee, _text(entry, details), clean(bank_id) or None,
        _day(entry.find("ValDt")), None, original, original_currency,
        PENDING if state in ("PDNG", "FUTR") else BOOKED, account, None, None, "", whole_text(entry),
    )  # fmt: skip


def _other_side(details: Element, amount: Decimal) -> tuple[str, str | None]:
    """The party that is not the holder: the creditor of money out, the debtor of money in."""
    first, second = ("Cdtr", "Dbtr") if amount < 0 else ("Dbtr", "Cdtr")
    for role in (first, f"Ultmt{first}", second, f"Ultmt{second}"):
        party = find_at(details, f"RltdPties/{role}")
        name = text_of(party, "Nm") or text_of(party, "Pty/Nm")
        if name:
            held = find_at(details, f"RltdPties/{role.removeprefix('Ultmt')}Acct")
            return clean(name), clean(text_of(held, "Id/IBAN") or text_of(held, "Id/Othr/Id")) or None
    return "", None


def _original(details: Element, amount: Decimal, currency: str | None) -> tuple[Decimal | None, str | None]:
    for path in ("AmtDtls/InstdAmt/Amt", "AmtDtls/TxAmt/Amt", "Amt"):
        found = find_at(details, path)
        code = currency_of(found.get("Ccy", "")) if found is not None else None
        if found is not None and code and code != currency:
            try:
                value = parse_decimal((found.text or "").strip())
            except ValueError:
                continue
            return (-value if amount < 0 else value), code
    return None, None


def _text(entry: Element, details: list[Element]) -> str:
    """What the bank wrote: remittance information first, then the entry's additional information."""
    return " ".join(dict.fromkeys(filter(None, map(clean, _texts(entry, details)))))


def _texts(entry: Element, details: list[Element]) -> Iterator[str]:
    for detail in filter(len, details):
        told = detail.findall("RmtInf")
        yield "".join([e.text or "" for one in told for e in one.findall("Ustrd")])
        yield text_of(detail, "RmtInf/Strd/CdtrRefInf/Ref")
        yield text_of(detail, "RmtInf/Strd/AddtlRmtInf")
        yield text_of(detail, "AddtlTxInf")
    yield text_of(entry, "AddtlNtryInf")


IMPORTER = Importer("camt", recognise, extract)
