"""Sample data: a household's files as its banks would hand them out, with terms and offers that fit it.

Everything is made by code from the day that is passed in, goes through the real importers, and looks current.
The companies and people are fictional; account numbers belong to no bank.
"""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from xml.sax.saxutils import escape

from hub.domain.account import Account
from hub.domain.bill import DUE, Bill
from hub.services.sample_household import (
    AURUM,
    CASH,
    CURRENT,
    LUMO,
    MERIDIAN,
    OPENING,
    SAVINGS,
    Household,
    Row,
    start_of,
)
from hub.services.sample_packs import sample_catalogue, sample_terms

__all__ = ["sample_accounts", "sample_bills", "sample_catalogue", "sample_files", "sample_terms"]

_IBAN = {CURRENT: "DE09999512340004711820", SAVINGS: "DE08999512340004711838"}
_OTHER = {"Hausverwaltung Seifert": "DE29999570000012345678", "Jonas Weber": "DE90999560000055190077"}


def sample_accounts(today: date) -> dict[str, Account]:
    """The accounts of the sample files, by file name; id 0 where the vault gives one."""
    start = start_of(today)

    def account(position: int, name: str, kind: str, key: str, **more: object) -> Account:
        facts = {
            "institution": name.partition(" ")[0],
            "opening": OPENING[key],
            "opened_on": start,
            "position": position,
        }
        return Account(id=0, name=name, kind=kind, currency="EUR", **{**facts, **more})  # type: ignore[arg-type]  # mixed field types

    return {
        "rheinbank-current.csv": account(0, "Rheinbank Current", "current", CURRENT, number=_IBAN[CURRENT]),
        "rheinbank-savings.csv": account(1, "Rheinbank Savings", "savings", SAVINGS, number=_IBAN[SAVINGS]),
        "aurum-card.csv": account(2, "Aurum Credit", "card", AURUM, limit=300_000, statement_day=31, due_days=12),
        "meridian-card.ofx": account(
            3,
            "Meridian Card",
            "card",
            MERIDIAN,
            number="5519000000005519",
            limit=150_000,
            statement_day=15,
            due_days=13,
        ),
        "lumo-wallet.csv": account(4, "Lumo Wallet", "wallet", LUMO),
        "cash.csv": account(5, "Cash", "cash", CASH, institution=""),
    }


def sample_files(today: date) -> dict[str, bytes]:
    """The household's files, name → bytes: 24 months until today.

    Two bank CSV in German (semicolon, cp1252, running balance, newest first), a card CSV in English where positive
    means spent, a card OFX, a wallet CSV with its funding lines, and a cash book.
    """
    home = Household(today)
    return {
        "rheinbank-current.csv": _bank_csv(home, CURRENT, "Girokonto"),
        "rheinbank-savings.csv": _bank_csv(home, SAVINGS, "Tagesgeld"),
        "aurum-card.csv": _card_csv(home.rows[AURUM]),
        "meridian-card.ofx": _card_ofx(home, home.rows[MERIDIAN]),
        "lumo-wallet.csv": _wallet_csv(home.rows[LUMO]),
        "cash.csv": _cash_csv(home.rows[CASH]),
    }


def sample_bills(today: date) -> list[Bill]:
    """A bill that is not in the history: an invoice to be paid by transfer in five days."""
    return [
        Bill(None, "Dr. Albrecht", today + timedelta(days=5), -12_840, "EUR", DUE, notes=f"Invoice {today.year}-3381")
    ]


def _german(cents: int) -> str:
    """-1.234,56"""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}".replace(",", ".") + f",{rest:02}"


def _plain(cents: int) -> str:
    """-1234.56"""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


def _bank_csv(home: Household, account: str, product: str) -> bytes:
    """A German bank's export, newest first, with a preamble."""
    out = io.StringIO()
    write = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow
    write(["Rheinbank", "Umsatzanzeige"])
    write(["Konto", f"{product} {_IBAN[account]}"])
    write(["Zeitraum", f"{home.start:%d.%m.%Y} - {home.today:%d.%m.%Y}"])
    write([f"Kontostand vom {home.today:%d.%m.%Y}", f"{_german(home.balance[account])} EUR"])
    out.write("\r\n")
    write(["Buchungstag", "Wertstellung", "Umsatzart", "Auftraggeber / Begünstigter", "Verwendungszweck", "IBAN",
           "Betrag (EUR)", "Saldo (EUR)"])  # fmt: skip
    balance, lines = OPENING[account], []
    other = _IBAN[SAVINGS if account == CURRENT else CURRENT]
    for row in home.rows[account]:
        balance += row.amount
        iban = other if row.payee == "Mira Keller" else _OTHER.get(row.payee, "")
        day = f"{row.on:%d.%m.%Y}"
        lines.append([day, day, row.kind, row.payee, row.text, iban, _german(row.amount), _german(balance)])
    for line in reversed(lines):
        write(line)
    return out.getvalue().encode("cp1252")


def _card_csv(rows: list[Row]) -> bytes:
    """An English card export: positive = spent, a payment is negative."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    write(["Transaction Date", "Posting Date", "Card", "Description", "Amount", "Currency", "Original Amount",
           "Original Currency"])  # fmt: skip
    for row in rows:
        original = [_plain(-row.original[0]), row.original[1]] if row.original else ["", ""]
        write([row.on.isoformat(), row.on.isoformat(), "**** 4821", row.text, _plain(-row.amount), "EUR", *original])
    return out.getvalue().encode()


def _card_ofx(home: Household, rows: list[Row]) -> bytes:
    """OFX 1.02 (SGML) of a card."""
    head = (
        "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\nCHARSET:1252\r\n"
        "COMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n"
    )
    lines = [
        "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS>",
        f"<DTSERVER>{home.today:%Y%m%d}120000<LANGUAGE>ENG<FI><ORG>Meridian<FID>5519</FI></SONRS></SIGNONMSGSRSV1>",
        "<CREDITCARDMSGSRSV1><CCSTMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><CCSTMTRS><CURDEF>EUR",
        "<CCACCTFROM><ACCTID>5519000000005519</CCACCTFROM>",
        f"<BANKTRANLIST><DTSTART>{home.start:%Y%m%d}<DTEND>{home.today:%Y%m%d}",
    ]
    for number, row in enumerate(rows, 1):
        kind = "CREDIT" if row.amount > 0 else "DEBIT"
        lines.append(
            f"<STMTTRN><TRNTYPE>{kind}<DTPOSTED>{row.on:%Y%m%d}120000<TRNAMT>{_plain(row.amount)}"
            f"<FITID>{row.on:%Y%m%d}{number:05}<NAME>{escape(row.text)[:32]}</STMTTRN>"
        )
    lines.append(
        f"</BANKTRANLIST><LEDGERBAL><BALAMT>{_plain(home.balance[MERIDIAN])}<DTASOF>{home.today:%Y%m%d}</LEDGERBAL>"
        "</CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>"
    )
    return (head + "\r\n".join(lines) + "\r\n").encode("cp1252")


def _wallet_csv(rows: list[Row]) -> bytes:
    """A wallet's activity report: gross, fee, net and balance; fundings have lines of their own."""
    out = io.StringIO()
    write = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow
    write(["Date", "Time", "TimeZone", "Name", "Type", "Status", "Currency", "Gross", "Fee", "Net", "Transaction ID",
           "Balance"])  # fmt: skip
    balance = OPENING[LUMO]
    for number, row in enumerate(rows, 1):
        balance += row.amount
        clock = f"{8 + number % 12:02}:{number * 7 % 60:02}:00"
        code = f"L{row.on.toordinal():X}{number:06}"
        name = "" if row.kind == "Bank deposit" else row.payee
        net = _plain(row.amount)
        write([f"{row.on:%d/%m/%Y}", clock, "CET", name, row.kind, "Completed", "EUR", net, "0.00", net, code,
               _plain(balance)])  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


_CASH_CATEGORY = {"Wochenmarkt": "Groceries", "Schwimmbad Faulerbad": "Leisure", "Eiscafé Venezia": "Eating out"}


def _cash_csv(rows: list[Row]) -> bytes:
    """A cash book as somebody keeps it in a spreadsheet."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    write(["Date", "Payee", "Amount", "Category"])
    for row in rows:
        write([row.on.isoformat(), row.payee, _plain(row.amount), _CASH_CATEGORY.get(row.payee, "Transfer")])
    return out.getvalue().encode()
