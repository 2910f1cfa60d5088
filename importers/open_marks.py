"""Amounts such as 3.450 in a file that proves no decimal sign: three thousand and a half, or three and nearly a half.

Where such amounts stand beside smaller ones without a sign (950), they are grouped whole amounts, as nobody writes
3.450 for 3.45 and 950 for 950.00. Running balances decide where they can. Else the person is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from itertools import islice

from hub.domain.money import digits_of
from hub.domain.statement import Question
from importers.amounts import decimal_mark, number, split
from importers.balances import chains
from importers.columns import Columns

_OTHER = {".": ",", ",": "."}
_SURE = 3
"""Different grouped amounts that, beside smaller ones without a sign, leave no doubt."""
_FEW = 50
SAMPLE = 2_000
"""Rows whose balances are tried."""


def sign_in(bodies: Collection[str]) -> str | None:
    """The one sign that occurs, where none is proven; None where there is none."""
    found = {sign for body in bodies for sign in body if sign in _OTHER}
    return found.pop() if len(found) == 1 else None


def assumed(bodies: Collection[str], sign: str, usual: str) -> tuple[str, bool]:
    """The decimal sign to assume, and whether that is certain. usual: what files of this kind write."""
    bare = [body for body in bodies if sign not in body]
    if not bare:
        return usual, False
    if max(map(len, bare)) > _SURE:  # 12500 beside 3.450: whoever groups would have grouped it
        return usual, False
    return _OTHER[sign], len(bodies) - len(bare) >= _SURE


def asked(bodies: Collection[str], answers: Mapping[str, str], usual: str) -> tuple[str, Question | None]:
    """The decimal sign, and the question that it is, where the amounts leave it open. usual: as above."""
    sign = sign_in(bodies)
    if sign is None:
        return usual, None
    mark, is_certain = assumed(bodies, sign, usual)
    if is_certain:
        return mark, None
    question = Question("decimal_mark", (".", ","), mark, "three_digits_after").answered(answers.get("decimal_mark"))
    return question.assumed, question


def values_of(texts: Collection[str], answers: Mapping[str, str]) -> tuple[dict[str, Decimal], tuple[Question, ...]]:
    """The values of the amounts of a file as they are written, each read once, those that can't be read left out; and
    the question that their sign is."""
    parts = {text: found for text in set(texts) if (found := split(text)) is not None}
    bodies = [part.body for part in parts.values()]
    proven, question = decimal_mark(bodies), None
    if proven is None:
        proven, question = asked(bodies, answers, ".")
    values = {text: number(part.body, proven) for text, part in parts.items()}
    signed = {text: -value if parts[text].negative else value for text, value in values.items() if value is not None}
    return signed, () if question is None else (question,)


def by_balance(rows: Sequence[Sequence[str]], columns: Columns) -> str | None:
    """The decimal sign under which the balances follow from the amounts, where they do under one only."""
    if columns.balance is None:
        return None
    held = {mark: _held(rows, columns, columns.balance, mark) for mark in _OTHER}
    better, other = sorted(held, key=lambda mark: held[mark], reverse=True)
    return better if held[better] > held[other] else None


def names_no_thousandths(rows: Sequence[Sequence[str]], columns: Columns) -> bool:
    """Whether the amounts name a currency, and none that has thousandths (a dinar)."""
    codes = {code for code in (columns.header_currency, *(code for _, code in columns.amounts)) if code}
    is_named = bool(codes)
    for cells in islice(rows, _FEW):
        for place in _places(columns):
            parts = split(cells[place]) if place < len(cells) and cells[place] else None
            if parts is not None and parts.has_sign:
                is_named = True
                if parts.currency is not None:
                    codes.add(parts.currency)
    return is_named and all(digits_of(code) < _SURE for code in codes)


def _places(columns: Columns) -> list[int]:
    found = [place for place, _ in columns.amounts]
    return found or [place for place in (columns.debit, columns.credit) if place is not None]


def _held(rows: Sequence[Sequence[str]], columns: Columns, balance: int, mark: str) -> int:
    places = _places(columns)
    entries: list[tuple[Decimal, Decimal | None, str]] = []
    for cells in islice(rows, SAMPLE):
        sums = [_value(cells, place, mark) for place in places]
        amount = next((one for one in sums if one), Decimal(0))
        sign = -1 if len(sums) == 2 and not columns.amounts and sums[0] else 1
        entries.append((sign * amount, _value(cells, balance, mark), ""))
    return max(chain.best for chain in chains(entries))


def _value(cells: Sequence[str], place: int, mark: str) -> Decimal | None:
    parts = split(cells[place]) if place < len(cells) and cells[place] else None
    if parts is None:
        return None
    value = number(parts.body, mark)
    return -value if value is not None and parts.negative else value
