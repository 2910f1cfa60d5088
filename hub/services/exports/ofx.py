"""OFX 2.2 (XML): a statement for each account, with its balance. OFX 2.2 sections 11.2 to 11.4."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, localcontext
from xml.sax.saxutils import escape

from hub.domain.account import Account
from hub.domain.money import decimal_text
from hub.domain.transaction import Transaction
from hub.services.exports.book import Book, flat

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>\n'
)
_OK = "<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>"
_TYPES = {"savings": "SAVINGS", "loan": "CREDITLINE"}
_EMPTY = date(2000, 1, 1)
"""The day of a vault without transactions: the format needs one."""


def ofx_file(book: Book) -> bytes:
    """Bank accounts and cards; a file has no categories, tags or parts, and leaves out what is only expected."""
    statements = [(one, *_statement(book, one)) for one in book.accounts if one.kind != "points"]
    newest = max((day for _one, _text, day in statements if day is not None), default=_EMPTY)
    cards = "".join(text for one, text, _day in statements if one.kind == "card")
    banks = "".join(text for one, text, _day in statements if one.kind != "card")
    body = (
        f"<OFX><SIGNONMSGSRSV1><SONRS>{_OK}<DTSERVER>{_day(newest)}</DTSERVER><LANGUAGE>ENG</LANGUAGE></SONRS>"
        "</SIGNONMSGSRSV1>\n"
        + (f"<BANKMSGSRSV1>\n{banks}</BANKMSGSRSV1>\n" if banks else "")
        + (f"<CREDITCARDMSGSRSV1>\n{cards}</CREDITCARDMSGSRSV1>\n" if cards else "")
        + "</OFX>\n"
    )
    return (_HEAD + body).encode()


def _statement(book: Book, one: Account) -> tuple[str, date | None]:
    """The statement of an account and the day of its newest transaction."""
    prefix = "CC" if one.kind == "card" else ""
    balance, first, last, rows = one.opening, None, None, []
    ids: set[str] = set()
    for row in book.rows(one.id, expected=False):
        first, last = first or row.booked_on, row.booked_on
        balance += row.amount
        rows.append(_row(row, ids))
    start, end = first or one.opened_on or _EMPTY, last or one.opened_on or _EMPTY
    text = (
        f"<{prefix}STMTTRNRS><TRNUID>{one.id}</TRNUID>{_OK}<{prefix}STMTRS><CURDEF>{one.currency}</CURDEF>{_from(one)}\n"
        f"<BANKTRANLIST><DTSTART>{_day(start)}</DTSTART><DTEND>{_day(end)}</DTEND>\n{''.join(rows)}</BANKTRANLIST>\n"
        f"<LEDGERBAL><BALAMT>{decimal_text(balance, one.currency)}</BALAMT><DTASOF>{_day(end)}</DTASOF></LEDGERBAL>"
        f"</{prefix}STMTRS></{prefix}STMTTRNRS>\n"
    )
    return text, last


def _from(one: Account) -> str:
    number = escape(one.number or one.name)
    if one.kind == "card":
        return f"<CCACCTFROM><ACCTID>{number}</ACCTID></CCACCTFROM>"
    return (
        f"<BANKACCTFROM><BANKID>{escape(one.institution) or 0}</BANKID><ACCTID>{number}</ACCTID>"
        f"<ACCTTYPE>{_TYPES.get(one.kind, 'CHECKING')}</ACCTTYPE></BANKACCTFROM>"
    )


def _row(one: Transaction, ids: set[str]) -> str:
    wanted = one.bank_id or f"coffer-{one.id}"
    identity = wanted if wanted not in ids else f"{wanted}-{one.id}"
    ids.add(identity)
    return "<STMTTRN>" + "".join(f"<{name}>{value}</{name}>" for name, value in _fields(one, identity)) + "</STMTTRN>\n"


def _fields(one: Transaction, identity: str) -> Iterator[tuple[str, str]]:
    yield "TRNTYPE", "DEBIT" if one.amount < 0 else "CREDIT"
    yield "DTPOSTED", _day(one.booked_on)
    if one.value_on is not None:
        yield "DTAVAIL", _day(one.value_on)
    yield "TRNAMT", decimal_text(one.amount, one.currency)
    yield "FITID", escape(identity)
    if one.mcc:
        yield "SIC", escape(one.mcc)
    if flat(one.payee):
        yield "NAME", escape(flat(one.payee))
    if one.counterparty:
        number = escape(one.counterparty)
        yield "BANKACCTTO", f"<BANKID>0</BANKID><ACCTID>{number}</ACCTID><ACCTTYPE>CHECKING</ACCTTYPE>"
    if flat(one.description):
        yield "MEMO", escape(flat(one.description))
    if one.original_amount and one.original_currency and one.amount:
        rate = _rate(one, Decimal(decimal_text(one.original_amount, one.original_currency)))
        yield "ORIGCURRENCY", f"<CURRATE>{rate}</CURRATE><CURSYM>{one.original_currency}</CURSYM>"


def _rate(one: Transaction, original: Decimal) -> str:
    """What one unit of the original currency cost, to 15 digits."""
    with localcontext() as context:
        context.prec = 15
        return f"{Decimal(decimal_text(one.amount, one.currency)) / original:f}"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}120000"
