"""What plain-text accounting files share: amounts with commodities, own accounts, amounts left for the reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from hub.domain.errors import StatementError
from importers.amounts import decimal_mark, number
from importers.books import BookAccount, Entry, Posting
from importers.currencies import currency_of

_OWN = frozenset(
    "assets asset liabilities liability aktiva passiva vermogen vermögen verbindlichkeiten actif actifs passif passifs "
    "activo activos pasivo pasivos attivita attività passivita passività ativo ativos passivo passivos activa "
    "bezittingen schulden tillgångar skulder eiendeler gjeld aktywa zobowiązania активы пассивы 资产 负债 資産 負債 "
    "자산 부채".split()
)
_CARD = re.compile(r"(?i)card|visa|master|amex|kredit|kart|carte|tarjeta")
_COMMODITY = r"(?:\"[^\"]+\"|[A-Za-z][A-Za-z0-9._'-]*|[€$£¥₹₽₪₩₺₴฿złKč%]+|R\$|US\$)"
AMOUNT = re.compile(
    rf"\s*+(?P<s1>[+-])?\s*+(?P<c1>{_COMMODITY})?\s*+(?P<s2>[+-])?\s*+"
    rf"(?P<body>[0-9][0-9.,' ]*[0-9.]|[0-9]|\.[0-9]+)\s*+(?P<c2>{_COMMODITY})?"
)
_COMMON = re.compile(r"([+-]?)([0-9]{1,15}(?:\.[0-9]{1,13})?) ?([A-Za-z]++)(?![\w.'-])", re.ASCII)
"""What most amounts are: a number with a point, then its currency."""

_KEPT, _MOST = 1 << 14, 10_000


class Value(NamedTuple):
    """An amount of a commodity."""

    amount: Decimal
    commodity: str


def value_of(text: str, mark: str) -> tuple[Value | None, int]:
    """The amount at the start of a text, and where it ends."""
    common = _COMMON.match(text) if mark == "." else None
    if common:
        amount = Decimal(common[2])
        return Value(-amount if common[1] == "-" else amount, common[3]), common.end()
    match = AMOUNT.match(text)
    if not match:
        return None, 0
    body = match["body"].replace(" ", "").rstrip(".,")
    read = number(body, mark)
    if read is None:
        read = number(body, "," if mark == "." else ".")
    if read is None:
        return None, 0
    negative = (match["s1"] == "-") != (match["s2"] == "-")
    return Value(-read if negative else read, (match["c1"] or match["c2"] or "").strip('"')), match.end()


price_of = lru_cache(maxsize=4096)(value_of)
"""The same for prices, of which there are fewer."""


def inside(text: str, opening: str, closing: str) -> str | None:
    """What stands between the first opening and the next closing sign; None where they are not there."""
    _, found, rest = text.partition(opening)
    words, ended, _ = rest.partition(closing)
    return words if found and ended else None


def behind(text: str, sign: str) -> str | None:
    """What stands behind the first sign; None where it is not there."""
    _, found, rest = text.partition(sign)
    return rest if found else None


def mark_of(bodies: Mapping[str, int]) -> str:
    """The decimal mark of a journal's amounts; the point where they leave it open. bodies: how often each stands."""
    votes = {".": 0, ",": 0}
    for written, count in bodies.items():
        body = written.replace(" ", "").rstrip(".,")
        mark = decimal_mark([body])
        if mark:
            votes[mark] += count * (2 if "." in body and "," in body else 1)
    return "," if votes[","] > votes["."] else "."


@lru_cache(maxsize=256)
def money_code(commodity: str) -> str | None:
    """The currency a commodity is; journals mean the United States by a lone dollar sign."""
    return "USD" if commodity == "$" else currency_of(commodity)


def account_of(name: str, roots: frozenset[str] = _OWN) -> BookAccount:
    """An account by its name: below an asset or liability root it holds money."""
    root = name.split(":", maxsplit=1)[0].casefold()
    return BookAccount(name, root in roots or root.rstrip("s") in roots, "card" if _CARD.search(name) else None)


class Side(NamedTuple):
    """A posting as written: its account, amount and note, what it weighs in the balance of the transaction.

    posting: what it is in the book; None for what is no money, and while the amount is open. target: the balance that
    the account has after it.
    """

    account: str
    value: Value | None
    weight: Value | None = None
    note: str = ""
    target: Value | None = None
    posting: Posting | None = None


def stated(account: str, value: Value, weight: Value | None = None, note: str = "") -> Side:
    """A side whose amount is known."""
    return Side(account, value, weight or value, note, None, _posting(account, value, note))


def _posting(account: str, value: Value, note: str) -> Posting | None:
    amount, commodity = value
    code = money_code(commodity)
    return Posting(account, amount, note, code) if code or not commodity else None


UNREADABLE = Side("", None)


class Sides(dict[str, Side | None]):
    """What lines of postings stand for; the first ones are kept, as most name a category and no amount."""

    def __init__(self, read: Callable[[str], Side | None]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, line: str) -> Side | None:
        side = self._read(line)
        if len(self) < _KEPT:
            self[line] = side
        return side

    def of(self, lines: Sequence[str]) -> list[Side]:
        """The sides of a transaction without its comments; none where one can't be read, or they are absurdly many."""
        if len(lines) > _MOST:
            return []
        sides = [side for side in map(self.__getitem__, lines) if side is not None]
        return [] if UNREADABLE in sides else sides


_MANY, _SHORTEST = 50_000, 48
"""From so many transactions on, so many characters each on average are the least that those of a book have: a day, a
payee, two accounts, a sum and its currency."""


def check_length(count: int, length: int, line: int) -> None:
    """Raise `StatementError` where a file has more transactions than its length lets a book have."""
    if not count % _MANY and length < count * _SHORTEST:
        raise StatementError("no_statement_inside", where={"line": line}, next_step="other_export")


def both(account: str, sign: str, digits: str, commodity: str, other: str) -> list[Posting]:
    """The postings of the plainest transaction: an amount of one account, what is left for another."""
    code = money_code(commodity) if commodity else None
    if commodity and not code:
        return []
    amount = Decimal(digits)
    if sign == "-":
        amount = -amount
    first = Posting(account, amount, "", code)
    return [first, Posting(other, -amount, "", code)] if amount else [first]


Balances = dict[tuple[str, str], Decimal]


def complete(entry: Entry, sides: Sequence[Side], balances: Balances | None) -> bool:
    """Fill in the amounts that the file leaves out, and keep the postings in currencies; False when that fails.

    balances: running sum of each account and commodity, for postings that state only the balance after them; None
    where no posting of the file does.
    """
    if balances is not None:
        sides = [_by_balance(side, balances) for side in sides]
    open_ = 0
    for side in sides:
        if side.weight is None:
            open_ += 1
    if open_ > 1:
        return False
    rest = _rest(sides) if open_ else []
    postings = entry.postings
    for side in sides:
        if side.posting is not None:
            postings.append(side.posting)
        elif side.weight is None:
            found = [_posting(side.account, value, side.note) for value in rest]
            postings += [posting for posting in found if posting is not None]
    if balances is not None:
        for side in sides:
            for amount, commodity in rest if side.value is None else (side.value,):
                key = (side.account, commodity)
                balances[key] = balances.get(key, Decimal(0)) + amount
    return True


def _by_balance(side: Side, balances: Balances) -> Side:
    """A side that states the balance after it, with the amount that makes it so."""
    if side.value is not None or side.target is None:
        return side
    before = balances.get((side.account, side.target.commodity), Decimal(0))
    return stated(side.account, Value(side.target.amount - before, side.target.commodity), None, side.note)


def _rest(sides: Sequence[Side]) -> list[Value]:
    """What is left for the side without an amount, in each commodity."""
    sums: dict[str, Decimal] = {}
    for side in sides:
        if side.weight is not None:
            amount, commodity = side.weight
            before = sums.get(commodity)
            sums[commodity] = amount if before is None else before + amount
    return [Value(-amount, commodity) for commodity, amount in sums.items() if amount]
