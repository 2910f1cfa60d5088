"""What plain-text accounting files share: amounts with commodities, own accounts, amounts left for the reader."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class Value:
    """An amount of a commodity."""

    amount: Decimal
    commodity: str


@lru_cache(maxsize=8192)
def value_of(text: str, mark: str) -> tuple[Value | None, int]:
    """The amount at the start of a text, and where it ends."""
    match = AMOUNT.match(text)
    if not match:
        return None, 0
    body = match["body"].replace(" ", "").rstrip(".,")
    amount = number(body, mark)
    if amount is None:
        amount = number(body, "," if mark == "." else ".")
    if amount is None:
        return None, 0
    negative = (match["s1"] == "-") != (match["s2"] == "-")
    return Value(-amount if negative else amount, (match["c1"] or match["c2"] or "").strip('"')), match.end()


def inside(text: str, opening: str, closing: str) -> str | None:
    """What stands between the first opening and the next closing sign; None where they are not there."""
    _, found, rest = text.partition(opening)
    words, ended, _ = rest.partition(closing)
    return words if found and ended else None


def behind(text: str, sign: str) -> str | None:
    """What stands behind the first sign; None where it is not there."""
    _, found, rest = text.partition(sign)
    return rest if found else None


def mark_of(bodies: Iterable[str]) -> str:
    """The decimal mark of a journal's amounts; the point where they leave it open."""
    return decimal_mark([b.replace(" ", "").rstrip(".,") for b in bodies]) or "."


@lru_cache(maxsize=256)
def money_code(commodity: str) -> str | None:
    """The currency a commodity is; journals mean the United States by a lone dollar sign."""
    return "USD" if commodity == "$" else currency_of(commodity)


def account_of(name: str, roots: frozenset[str] = _OWN) -> BookAccount:
    """An account by its name: below an asset or liability root it holds money."""
    root = name.split(":", maxsplit=1)[0].casefold()
    return BookAccount(name, root in roots or root.rstrip("s") in roots, "card" if _CARD.search(name) else None)


@dataclass(slots=True)
class Side:
    """A posting as written: amount in its commodity, what it weighs in the balance of the transaction."""

    account: str
    value: Value | None
    weight: Value | None = None
    note: str = ""
    target: Value | None = None


def complete(entry: Entry, sides: Iterable[Side], balances: dict[tuple[str, str], Decimal]) -> bool:
    """Fill in the amounts that the file leaves out, and keep the postings in currencies; False when that fails.

    balances: running sum of each account and commodity, for postings that state only the balance after them.
    """
    found, open_ = list(sides), []
    for side in found:
        if side.value is None and side.target is not None:
            before = balances.get((side.account, side.target.commodity), Decimal(0))
            side.value = Value(side.target.amount - before, side.target.commodity)
        if side.value is None:
            open_.append(side)
    if len(open_) > 1:
        return False
    sums: dict[str, Decimal] = {}
    for side in found:
        weight = side.weight or side.value
        if weight is not None:
            sums[weight.commodity] = sums.get(weight.commodity, Decimal(0)) + weight.amount
    rest = [Value(-amount, commodity) for commodity, amount in sums.items() if amount]
    for side in found:
        values = [side.value] if side.value is not None else rest
        for value in values:
            key = (side.account, value.commodity)
            balances[key] = balances.get(key, Decimal(0)) + value.amount
            code = money_code(value.commodity)
            if code or not value.commodity:
                entry.postings.append(Posting(side.account, value.amount, side.note, code))
    return True
