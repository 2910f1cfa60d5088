"""The money of a table's rows: amounts in one column or two, balances, with caches because cells repeat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hub.domain.line_columns import Decimals
from hub.domain.statement import Question
from importers.amounts import number, split
from importers.balances import chains
from importers.columns import Columns
from importers.dense import dense

_POINT = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,8})?", re.ASCII)
_CACHED = 50_000


@dataclass(slots=True)
class Money:
    """A money cell: signed value, whether a sign is written, CR/DR mark, currency in the cell."""

    value: Decimal
    signed: bool
    mark: str
    currency: str | None


class MoneyCells:
    """Reads the money cells of rows; the decimal mark is decided before, the meaning of minus in debit columns here."""

    def __init__(self, columns: Columns, mark: str, *, in_hundredths: bool = False) -> None:
        self.columns = columns
        self.mark = mark
        self._in_hundredths = in_hundredths
        self._is_plain = mark == "." and not in_hundredths
        self.other = "," if mark == "." else "."
        self.back = True
        """Whether a minus in the debit column means money coming back."""
        self.credit_turned = False
        """Whether the credit column holds its money in with a minus, as some card exports do."""
        self._amounts = [place for place, _ in columns.amounts]
        self.known: dict[str, Money | None] = {}
        """The cells read so far."""

    def parse(self, text: str) -> Money | None:
        """The money of a cell; None when it is no number."""
        try:
            return self.known[text]
        except KeyError:
            pass
        found = self._parse(text)
        if len(self.known) < _CACHED:
            self.known[text] = found
        return found

    def _parse(self, text: str) -> Money | None:
        if self._is_plain and _POINT.fullmatch(text):
            return Money(Decimal(text), text[0] == "-", "", None)
        parts = split(text) if text else None
        if parts is None:
            return None
        value = number(parts.body, self.mark)
        if value is None:
            value = number(parts.body, self.other)
        if value is None:
            return None
        if self._in_hundredths and parts.body.isdigit():
            value = value.scaleb(-2)
        return Money(-value if parts.negative else value, parts.signed, parts.mark, parts.currency)

    def amount(self, cells: Sequence[str]) -> tuple[Money | None, int]:
        """The money of a row and the column it stands in."""
        for place in self._amounts:
            text = cells[place]
            if text:
                money = self.parse(text)
                if money is not None:
                    return money, place
        debit, credit = self.columns.debit, self.columns.credit
        return (None, -1) if debit is None or credit is None else self.two(cells[debit], cells[credit])

    def two(self, left: str, right: str) -> tuple[Money | None, int]:
        """The money of a row with a debit and a credit cell, and the column it stands in."""
        debit, credit = self.columns.debit, self.columns.credit
        if debit is None or credit is None:
            return None, -1
        out = self.parse(left) if left else None
        into = self.parse(right) if right else None
        if into is not None and self.credit_turned:
            into = Money(abs(into.value), True, "", into.currency)
        if out is None:
            return (None, -1) if into is None else (Money(into.value, True, "", into.currency), credit)
        if into is None or not into.value:
            if not out.value and into is not None:
                return into, credit
            return Money(-out.value if self.back else -abs(out.value), True, "", out.currency), debit
        if not out.value:
            return Money(into.value, True, "", into.currency), credit
        return Money(into.value - abs(out.value), True, "", into.currency or out.currency), credit

    def balance(self, cells: Sequence[str]) -> Decimal | None:
        """The running balance of a row."""
        place = self.columns.balance
        return None if place is None else self._balance(cells[place])

    def _balance(self, text: str) -> Decimal | None:
        if not text:
            return None
        if self._is_plain and _POINT.fullmatch(text):
            return Decimal(text)
        money = self.parse(text)
        if money is None:
            return None
        return -money.value if money.mark == "dr" and money.value > 0 else money.value

    def dense(self, texts: Sequence[str]) -> Decimals | None:
        """The bare numbers of a column, where all are written alike; None where they have to be read one by one."""
        found = dense(texts, self.mark)
        return None if found is not None and self._in_hundredths and not found.exponent else found

    def balances(self, texts: Sequence[str]) -> Sequence[Decimal | None]:
        """The running balances of rows."""
        found = self.dense(texts)
        if found is not None:
            return found
        known = {text: self._balance(text) for text in set(texts)}
        return list(map(known.__getitem__, texts))

    def settle_debit_signs(
        self, rows: Sequence[tuple[Sequence[str], Money, int]], answer: str | None = None
    ) -> Question | None:
        """Decide what a minus in the debit column means, by the balances; a question when they don't tell."""
        debit = self.columns.debit
        if debit is None or self.columns.credit is None:
            return None
        values = [m.value for cells, _, place in rows if place == debit and (m := self.parse(cells[debit]))]
        credits_ = [money.value for _, money, place in rows if place == self.columns.credit]
        self.credit_turned = bool(credits_) and max(credits_) <= 0 and bool(values) and min(values) >= 0
        minus = sum(v < 0 for v in values)
        if minus == 0:
            return None
        if minus == len(values):
            self.back = False
            return None
        straight, _ = chains([(money.value, self.balance(cells), "") for cells, money, _ in rows])
        plain, _ = chains(
            [(-abs(m.value) if place == debit else m.value, self.balance(cells), "") for cells, m, place in rows]
        )
        if plain.best != straight.best:
            self.back = straight.best > plain.best
            return None
        self.back = 2 * minus < len(values)
        question = Question("minus_in_debit", ("back", "out"), "back" if self.back else "out", "mixed_signs")
        question = question.answered(answer)
        self.back = question.assumed == "back"
        return question
