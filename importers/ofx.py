"""OFX and QFX: SGML 1.x, also malformed, and XML 2.x, with one tolerant reader of tags.

Real files leave tags open, close them twice, forget the header, lie about their encoding, hold bare ampersands or
double escapes; so values are read up to the next tag, and aggregates by where they begin. OFX 2.3 section 11.
"""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, chain, pairwise

from hub.domain.errors import StatementError
from hub.domain.statement import Balance, Fact, FileReading, Problem, Statement, StatementAccount
from importers.base import Importer, Progress, Source
from importers.currencies import currency_of
from importers.encoding import decode
from importers.limits import STATEMENT_LIMIT, Problems
from importers.ofx_rows import ROW_END, Rows, amount_of, day_of, fields_of

_STATEMENT = re.compile(r"<(STMTRS|CCSTMTRS|INVSTMTRS|LOANSTMTRS)\s*>", re.IGNORECASE)
_ROW = re.compile(r"<STMTTRN\s*>", re.IGNORECASE)
_INVESTMENT = re.compile(r"<(?:INVBUY|INVSELL|INCOME|REINVEST|INVEXPENSE)\s*>", re.IGNORECASE)
_CHARSET = re.compile(r'(?:CHARSET:|encoding=")\s*([A-Za-z0-9_-]+)')
_KINDS = {
    "CHECKING": "current", "SAVINGS": "savings", "MONEYMRKT": "savings", "CREDITLINE": "loan", "CD": "savings",
}  # fmt: skip

_MANY, _SHORTEST = 100_000, 64
"""From so many rows on, so many characters each on average are the least that rows with their mandatory fields have."""
_STEP = 4096
"""Rows that are read together."""
_LONGEST = 1 << 17
"""Characters of a row that are looked at: one with more of them has lost its end."""


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
    places = array("q", chain.from_iterable(found.span() for found in _ROW.finditer(part)))
    begins, ends = places[1::2], [*places[2::2], len(part)]
    if len(begins) > _MANY and len(begins) * _SHORTEST > len(part):
        raise StatementError("no_statement_inside", where={"line": first_line}, next_step="other_export")
    outside = part[: begins[0]] if begins else part
    tail = part[begins[-1] :] if begins else ""
    end = ROW_END.search(tail)
    fields = fields_of(outside)
    balance = _balance(outside + (tail[end.start() :] if end else ""))
    currency = currency_of(fields.get("CURDEF", ""))
    rows = Rows(currency, _mark(part), problems)
    line, before = first_line, 0
    for at in range(0, len(begins), _STEP):
        some = begins[at : at + _STEP]
        numbers = list(accumulate((part.count("\n", *gap) for gap in pairwise([before, *some])), initial=line))
        texts = [
            part[begin : min(end, begin + _LONGEST)] for begin, end in zip(some, ends[at : at + _STEP], strict=True)
        ]
        rows.read(texts, numbers[1:])
        line, before = numbers[-1], some[-1]
        progress(before, len(part), "reading")
    kind = "card" if part[:12].upper().startswith("<CCSTMTRS") else _KINDS.get(fields.get("ACCTTYPE", "").upper())
    if part[:12].upper().startswith("<INVSTMTRS"):
        kind = "investment"
    account = StatementAccount(fields.get("ACCTID") or None, None, kind, currency, fields.get("ORG") or None)
    return Statement(account, rows.lines(), None, balance, None)


def _mark(part: str) -> str:
    """OFX amounts have a decimal point; some banks write their own comma."""
    amounts = re.findall(r"<TRNAMT>\s*([^<\s]+)", part, re.IGNORECASE)
    return "," if any("," in a and a.rfind(",") > a.rfind(".") and len(a) - a.rfind(",") != 4 for a in amounts) else "."


def _balance(text: str) -> Balance | None:
    match = re.search(r"<LEDGERBAL\s*>(.{0,300})", text, re.IGNORECASE | re.DOTALL)
    if not match:
        return None
    fields = fields_of(re.split(r"</LEDGERBAL|<AVAILBAL", match[1], maxsplit=1, flags=re.IGNORECASE)[0])
    amount = amount_of(fields.get("BALAMT", ""), _mark_of(fields.get("BALAMT", "")))
    return None if amount is None else Balance(amount, day_of(fields.get("DTASOF", "")))


def _mark_of(text: str) -> str:
    return "," if text.rfind(",") > text.rfind(".") and len(text) - text.rfind(",") != 4 else "."


IMPORTER = Importer("ofx", recognise, extract)
