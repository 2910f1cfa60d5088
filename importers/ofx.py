"""OFX and QFX: SGML 1.x, also malformed, and XML 2.x, with one tolerant reader of tags.

Real files leave tags open, close them twice, forget the header, lie about their encoding, hold bare ampersands or
double escapes; so values are read up to the next tag, and aggregates by where they begin. OFX 2.3 section 11.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from hub.domain.errors import StatementError
from hub.domain.statement import BOOKED, Balance, Fact, FileReading, Line, Problem, Statement, StatementAccount, line_of
from importers.amounts import number, split
from importers.base import Importer, Progress, Source
from importers.currencies import currency_of
from importers.dates import DateReading
from importers.encoding import decode
from importers.limits import STATEMENT_LIMIT, Problems
from importers.row_text import clean

_STATEMENT = re.compile(r"<(STMTRS|CCSTMTRS|INVSTMTRS|LOANSTMTRS)\s*>", re.IGNORECASE)
_ROW = re.compile(r"<STMTTRN\s*>", re.IGNORECASE)
_ROW_END = re.compile(
    r"</STMTTRN\s*>|</BANKTRANLIST\s*>|<(?:LEDGERBAL|AVAILBAL|INVBANKTRAN|BALLIST)\s*>|</(?:CC)?STMTRS\s*>",
    re.IGNORECASE,
)
_FIELD = re.compile(r"<([A-Z0-9.]++)[^<>]*+>([^<]*+)", re.IGNORECASE)
_TAG = re.compile(r"<([A-Z0-9.]++)>", re.IGNORECASE)
_HELD = re.compile(r"<(/?)(PAYEE|BANKACCTTO|CCACCTTO|CURRENCY|ORIGCURRENCY|IMAGEDATA|EXTDPAYEE)\s*+>", re.IGNORECASE)
_INVESTMENT = re.compile(r"<(?:INVBUY|INVSELL|INCOME|REINVEST|INVEXPENSE)\s*>", re.IGNORECASE)
_CHARSET = re.compile(r'(?:CHARSET:|encoding=")\s*([A-Za-z0-9_-]+)')
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_DAY = re.compile(r"([12][0-9]{3})([01][0-9])([0-3][0-9])", re.ASCII)
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,8})?", re.ASCII)
_KINDS = {
    "CHECKING": "current", "SAVINGS": "savings", "MONEYMRKT": "savings", "CREDITLINE": "loan", "CD": "savings",
}  # fmt: skip


_SHAPES = 8
"""Orders of tags that a statement's rows are looked for in."""
_MANY, _SHORTEST = 100_000, 64
"""From so many rows on, so many characters each on average are the least that rows with their mandatory fields have."""


def recognise(source: Source) -> Decimal:
    """Sure when the first bytes hold the OFX header or root."""
    head = source.head.replace(b"\0", b"").upper()
    if b"<OFX>" in head or b"OFXHEADER" in head[:4096]:
        return Decimal("0.98")
    return Decimal("0.9") if b"<STMTTRN>" in head and b"<TRNAMT>" in head else Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read every statement of the file; rows without a usable date or amount are problems."""
    text, encoding = _text(source.content)
    text = _plain(text)
    problems: list[Problem] = Problems()
    statements = [_statement(part, line, problems, progress) for part, line in _parts(text)]
    if not statements:
        raise StatementError("no_statement_inside", next_step="other_export")
    skipped = len(_INVESTMENT.findall(text))
    if skipped:
        problems.append(Problem(0, "investment_rows_left_out", "", {"count": skipped}))
    version = "2.x" if re.search(r"<\?(?:xml|OFX)", text[:1000]) else "1.x"
    facts = (Fact("ofx_version", {"is": version}),)
    return FileReading("ofx", "ofx", Decimal("0.99"), tuple(statements), encoding, facts, (), tuple(problems))


def _plain(text: str) -> str:
    """A text whose CDATA sections are ordinary, escaped text."""
    if "<![CDATA[" not in text:
        return text
    head, *rest = text.split("<![CDATA[")
    parts = [part.partition("]]>") for part in rest]
    return head + "".join(html.escape(inside, quote=False) + after for inside, _, after in parts)


def _text(content: bytes) -> tuple[str, str]:
    """The text: UTF-8 where it is valid, whatever the header says; else the header's set; else by evidence."""
    text, encoding = decode(content)
    if encoding in ("ascii", "utf-8", "utf-8-sig") or encoding.startswith(("utf-16", "utf-32")):
        return text, encoding
    match = _CHARSET.search(content[:2000].decode("latin-1"))
    name = f"cp{match[1]}" if match and match[1].isdigit() else match[1].lower() if match else ""
    if name not in ("", "none", "usascii", "utf-8", "utf-16"):
        try:
            return content.decode(name), name
        except (LookupError, UnicodeDecodeError):
            pass
    return text, encoding


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """The text of each statement and the line it starts on; a file without such tags is one statement."""
    starts = [m.start() for m in _STATEMENT.finditer(text)]
    if len(starts) > STATEMENT_LIMIT:
        raise StatementError("too_large", next_step="split_file", limit=STATEMENT_LIMIT)
    if not starts:
        if _ROW.search(text):
            yield text, 1
        return
    line, before = 1, 0
    for begin, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line += text.count("\n", before, begin)
        before = begin
        yield text[begin:end], line


def _statement(part: str, first_line: int, problems: list[Problem], progress: Progress) -> Statement:
    starts = [m.end() for m in _ROW.finditer(part)]
    if len(starts) > _MANY and len(starts) * _SHORTEST > len(part):
        raise StatementError("no_statement_inside", where={"line": first_line}, next_step="other_export")
    outside = part[: starts[0]] if starts else part
    tail = part[starts[-1] :] if starts else ""
    end = _ROW_END.search(tail)
    fields = _fields(outside)
    balance = _balance(outside + (tail[end.start() :] if end else ""))
    currency = currency_of(fields.get("CURDEF", ""))
    mark = _mark(part)
    lines, line, before, usual = [], first_line, 0, _Usual()
    for count, (begin, stop) in enumerate(zip(starts, [*starts[1:], len(part)], strict=False)):
        line += part.count("\n", before, begin)
        before = begin
        found = _line(*usual.row(part[begin:stop]), line, currency, mark, problems)
        if found:
            lines.append(found)
        if count % 5000 == 0:
            progress(begin, len(part), "reading")
    kind = "card" if part[:12].upper().startswith("<CCSTMTRS") else _KINDS.get(fields.get("ACCTTYPE", "").upper())
    if part[:12].upper().startswith("<INVSTMTRS"):
        kind = "investment"
    account = StatementAccount(fields.get("ACCTID") or None, None, kind, currency, fields.get("ORG") or None)
    return Statement(account, tuple(lines), None, balance, None)


def _fields(block: str) -> dict[str, str]:
    """The filled leaf tags of a block, the first of each name."""
    found = _FIELD.findall(block)
    found.reverse()
    return {
        name.upper(): text if text.isprintable() else clean(text) for name, value in found if (text := value.strip())
    }


def _mark(part: str) -> str:
    """OFX amounts have a decimal point; some banks write their own comma."""
    amounts = re.findall(r"<TRNAMT>\s*([^<\s]+)", part, re.IGNORECASE)
    return "," if any("," in a and a.rfind(",") > a.rfind(".") and len(a) - a.rfind(",") != 4 for a in amounts) else "."


def _balance(text: str) -> Balance | None:
    match = re.search(r"<LEDGERBAL\s*>(.{0,300})", text, re.IGNORECASE | re.DOTALL)
    if not match:
        return None
    fields = _fields(re.split(r"</LEDGERBAL|<AVAILBAL", match[1], maxsplit=1, flags=re.IGNORECASE)[0])
    amount = _amount(fields.get("BALAMT", ""), _mark_of(fields.get("BALAMT", "")))
    return None if amount is None else Balance(amount, _day(fields.get("DTASOF", "")))


def _mark_of(text: str) -> str:
    return "," if text.rfind(",") > text.rfind(".") and len(text) - text.rfind(",") != 4 else "."


class _Usual:
    """Rows whose tags are those of an earlier row, in its order, none holding another: most are, and one look does."""

    def __init__(self) -> None:
        self._shapes: list[tuple[re.Pattern[str], tuple[str, ...]]] = []

    def row(self, block: str) -> tuple[str, dict[str, str] | None]:
        """The row that a block begins with, and its filled tags; None for one that is not so."""
        for at, (pattern, names) in enumerate(self._shapes):
            if match := pattern.fullmatch(block):
                if at:  # the next row is likely to be of the same shape
                    self._shapes.insert(0, self._shapes.pop(at))
                *texts, end = match.groups()
                values = zip(names, map(str.strip, texts), strict=True)
                fields = {name: text if text.isprintable() else clean(text) for name, text in values if text}
                return block if end is None else block[: match.start(len(names) + 1)], fields
        end_at = _ROW_END.search(block)
        row = block[: end_at.start()] if end_at else block
        if len(self._shapes) < _SHAPES:
            self._learn(row)
        return row, None

    def _learn(self, row: str) -> None:
        names = tuple(name.upper() for name in _TAG.findall(row))
        if len(set(names)) == len(names):
            tags = [rf"<{name}>([^<\r\n]*+)(?:</{name}>)?\s*+" for name in map(re.escape, names)]
            pattern = rf"\s*+{''.join(tags)}(?:(</STMTTRN\s*+>)\s*+(?:<STMTTRN\s*+>)?)?"
            self._shapes.append((re.compile(pattern, re.IGNORECASE), names))


def _line(
    block: str,
    usual: dict[str, str] | None,
    line: int,
    currency: str | None,
    mark: str,
    problems: list[Problem],
) -> Line | None:
    """A row. usual: its fields, where it is a usual one."""
    held, outside = _held(block) if usual is None and "</" in block else ({}, block)
    fields = _fields(outside) if usual is None else usual
    day = _day(fields.get("DTPOSTED", "")) or _day(fields.get("DTUSER", ""))
    amount = _amount(fields.get("TRNAMT", ""), mark)
    if day is None or amount is None:
        code = "amount_unreadable" if day else "date_unreadable"
        problems.append(Problem(line, code, " ".join(block.split())[:500]))
        return None
    name = fields.get("NAME") or held.get("PAYEE", {}).get("NAME") or held.get("EXTDPAYEE", {}).get("NAME") or ""
    to = held.get("BANKACCTTO") or held.get("CCACCTTO") or {}
    foreign = held.get("CURRENCY", {})
    own = currency_of(foreign.get("CURSYM", "")) or currency
    converted = held.get("ORIGCURRENCY")
    original, original_currency = _original(converted, amount, currency) if converted else (None, None)
    valued = _day(fields["DTAVAIL"]) if "DTAVAIL" in fields else None
    payee, memo = _said(name), _said(fields.get("MEMO", ""))
    return line_of(
        line, day, amount, own, payee, memo or ("" if payee else fields.get("TRNTYPE", "")), fields.get("FITID"),
        valued, None, original, original_currency, BOOKED, to.get("ACCTID"), None,
        fields.get("SIC"), f"#{fields['CHECKNUM']}" if fields.get("CHECKNUM") else "", " ".join(block.split()),
    )  # fmt: skip


def _held(block: str) -> tuple[dict[str, dict[str, str]], str]:
    """The fields of the aggregates that a row holds, by their names, and the row without them."""
    held: dict[str, dict[str, str]] = {}
    outside, place, opened = [], 0, None
    tags = list(_HELD.finditer(block))
    if len(tags) < 2:
        return held, block
    closed = Counter(tag[2].upper() for tag in tags if tag[1])
    for tag in tags:
        name = tag[2].upper()
        if tag[1]:
            closed[name] -= 1
            if opened is not None and name == opened[2].upper():
                held[name] = _fields(block[opened.end() : tag.start()])
                outside.append(block[place : opened.start()])
                place, opened = tag.end(), None
        elif opened is None and closed[name]:
            opened = tag
    return held, "".join([*outside, block[place:]])


def _original(held: dict[str, str], amount: Decimal, currency: str | None) -> tuple[Decimal | None, str | None]:
    """The amount before conversion: amount ÷ rate, where the bank gives the rate (OFX 2.3 section 5.2)."""
    code, rate = currency_of(held.get("CURSYM", "")), _amount(held.get("CURRATE", ""), ".")
    if code is None or not rate or code == currency:
        return None, None
    return round(amount / rate, 2), code


def _said(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(_unescaped, _ENTITY.sub(_unescaped, text))
    return clean(text)


def _unescaped(entity: re.Match[str]) -> str:
    return _character(entity[0])


_character = lru_cache(maxsize=1024)(html.unescape)


@lru_cache(maxsize=16384)
def _day(text: str) -> date | None:
    match = _DAY.match(text.strip())
    if match:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
    return DateReading("dmy").read(text.strip()) if "/" in text or "-" in text else None


def _amount(text: str, mark: str) -> Decimal | None:
    if mark == "." and _PLAIN.fullmatch(text):
        return Decimal(text)
    parts = split(text.strip())
    if parts is None or parts.has_sign:
        return None
    value = number(parts.body, mark)
    return -value if value is not None and parts.negative else value


IMPORTER = Importer("ofx", recognise, extract)
