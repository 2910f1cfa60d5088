"""GPC (ABO), the fixed-width statements of Czech and Slovak banks.

A 074 line opens a statement (account 4–19, name 20–39, day of the old balance 40–45, old balance 46–60 with its sign,
new balance 61–75 with its sign … day of the statement 109–114); each 075 line is a movement (document 36–48, amount
49–60 in hundredths, code 61: 1 debit, 2 credit, 4 and 5 their reversals; day of value 92–97, text 98–117, currency
118–122, day booked 123–128); 078 and 079 lines continue the text. ABO format of the Czech clearing centre.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from hub.domain.errors import StatementError
from hub.domain.statement import Balance, FileReading, Line, Problem, Statement, StatementAccount
from importers.base import Importer, Progress, Source
from importers.encoding import decode
from importers.limits import STATEMENT_LIMIT, Problems
from importers.line_breaks import lined
from importers.row_text import clean

_LINE = re.compile(r"\n(07[45][^\n]*)")
_SIGNS = {"1": -1, "2": 1, "4": 1, "5": -1}
_CURRENCIES = {
    "00203": "CZK",
    "00978": "EUR",
    "00840": "USD",
    "00826": "GBP",
    "00985": "PLN",
    "00756": "CHF",
    "00348": "HUF",
}


def recognise(source: Source) -> Decimal:
    """Sure of a first line that begins with 074 and digits, and is as long as the format says."""
    first = source.head.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n")[0]
    return Decimal("0.97") if first.startswith(b"074") and first[3:19].isdigit() and len(first) > 100 else Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the statements of a file."""
    text, encoding = decode(source.content)
    if encoding not in ("ascii", "utf-8", "utf-8-sig"):
        text, encoding = source.content.decode("cp1250", "replace"), "cp1250"
    progress(0, 1, "reading")
    problems: list[Problem] = Problems()
    statements: list[Statement] = []
    head, lines = "", list[Line]()
    place = counted = 0
    text = lined(text)
    for match in _LINE.finditer(text):
        begin, line = match.start(1), match[1]
        place += text.count("\n", counted, begin)
        counted = begin
        if line.startswith("074"):
            if head:
                statements.append(_statement(head, lines, problems))
            if len(statements) > STATEMENT_LIMIT:
                raise StatementError("too_large", next_step="split_file", limit=STATEMENT_LIMIT)
            head, lines = line, []
        else:
            found = _line(line, place)
            if found:
                lines.append(found)
            else:
                problems.append(Problem(place, "row_unreadable", line))
    if head:
        statements.append(_statement(head, lines, problems))
    return FileReading("gpc", "gpc", Decimal("0.98"), tuple(statements), encoding, (), (), tuple(problems))


def _hundredths(digits: str, sign: str = "+") -> Decimal | None:
    digits = digits.strip()
    if not digits.isdigit():
        return None
    value = Decimal(digits).scaleb(-2)
    return -value if sign == "-" else value


def _day(digits: str) -> date | None:
    try:
        return date(2000 + int(digits[4:6]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None


def _line(line: str, place: int) -> Line | None:
    amount, sign = _hundredths(line[48:60]), _SIGNS.get(line[60:61])
    day = _day(line[122:128]) or _day(line[91:97])
    if amount is None or sign is None or day is None:
        return None
    symbol = clean(line[61:71]).lstrip("0")
    return Line(
        line=place,
        booked_on=day,
        amount=sign * amount,
        currency=_CURRENCIES.get(line[117:122]),
        description=clean(line[97:117]),
        id=clean(line[35:48]).lstrip("0") or None,
        value_on=_day(line[91:97]),
        counterparty=clean(line[19:35]).lstrip("0") or None,
        notes=f"VS {symbol}" if symbol else "",
        raw=line,
    )


def _statement(head: str, lines: list[Line], problems: list[Problem]) -> Statement:
    opening, closing = _hundredths(head[45:59], head[59:60]), _hundredths(head[60:74], head[74:75])
    agree = None
    if opening is not None and closing is not None:
        agree = opening + sum((x.amount for x in lines), Decimal(0)) == closing
        if not agree:
            problems.append(Problem(0, "balances_disagree", "", {"opening": str(opening), "closing": str(closing)}))
    currency = next((x.currency for x in lines if x.currency), None)
    account = StatementAccount(
        clean(head[3:19]).lstrip("0") or None, clean(head[19:39]).strip() or None, "current", currency
    )
    return Statement(
        account, tuple(lines), Balance(opening, _day(head[39:45])) if opening is not None else None,
        Balance(closing, _day(head[108:114])) if closing is not None else None, agree,
    )  # fmt: skip


IMPORTER = Importer("gpc", recognise, extract)
