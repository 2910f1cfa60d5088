"""The movements of a table as lines, once the sign of its amounts is decided on a sample."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, islice, pairwise, repeat
from typing import Any

from hub.domain.statement import BOOKED, PENDING, Fact
from importers.balances import chains
from importers.currencies import currency_of
from importers.money_cells import Money
from importers.row_text import TextReader, clean
from importers.rows import Movement, Reading, RowReader
from importers.signs import Cell, SignRule, sign_rule
from importers.table_words import is_payment_kind, state_of
from importers.text_rows import Row

_SAMPLE = 4000
"""Movements on which signs are decided; the balances of all rows check the result afterwards."""


def read_rows(rows: Sequence[Row], reading: Reading, pool: Sequence[Row]) -> None:
    """Fill the reading with the lines of a table's rows, its problems and questions; pool: rows to judge by."""
    reader = RowReader(reading, pool)
    maker = _LineMaker(reading, reader)
    sample = _first(reader.movements(pool))
    question = reader.money.settle_debit_signs(
        [(cells, money, place) for _, cells, _, money, place in sample], reading.answers.get("minus_in_debit")
    )
    if question:
        reading.questions.append(question)
        sample = _first(reader.movements(pool))
    rule = maker.rule(sample)
    if rule.kind == "balance" and (pool is not rows or len(rows) > len(sample)):
        rule = maker.rule(list(chain.from_iterable(reader.movements(rows))))
    if rule.question:
        reading.questions.append(rule.question)
    if rule.because:
        reading.facts.append(Fact("signs", {"is": rule.kind, "because": rule.because}))
    number = 0
    for part in reader.movements(rows):
        if part:
            reading.lines.add(len(part), maker.columns_of(part, rule, number))
            number += len(part)
        reading.progress(number, len(rows), "reading")


def _first(movements: Iterable[list[Movement]]) -> list[Movement]:
    """The first movements, on which signs are decided."""
    return list(islice(chain.from_iterable(movements), _SAMPLE))


def _run_of(sample: Sequence[Movement]) -> int:
    """1 when days run from old to new, −1 from new to old, 0 when they stay or jump about."""
    days = [day for _, _, day, _, _ in sample]
    ups = sum(a < b for a, b in pairwise(days))
    downs = sum(a > b for a, b in pairwise(days))
    return 1 if ups > 3 * downs else -1 if downs > 3 * ups else 0


class _LineMaker:
    def __init__(self, reading: Reading, reader: RowReader) -> None:
        self.reading = reading
        self.reader = reader
        self.columns = reading.columns
        self.texts = TextReader(reading.columns)
        self.fallback = reading.columns.header_currency or reading.preamble.currency
        first, others = reading.columns.currency, reading.columns.other_currencies
        self.currency_places = ([first] if first is not None else []) + others
        self.by_place = {place: code for place, code in reading.columns.amounts if code}

    def rule(self, sample: Sequence[Movement]) -> SignRule:
        """How the amounts get their signs."""
        if not self.columns.amounts:
            return self._two_columns(sample)
        reader = self.reader
        cells = [
            Cell(
                m.value, m.signed, m.mark, reader.direction(c), self.texts.all(c), reader.money.balance(c),
                self._currency(c, m.currency, place) or "", self._pays(c), self._moved(c),
                self._less(c, m),
            )
            for _, c, _, m, place in sample
        ]  # fmt: skip
        return sign_rule(cells, self.reading.preamble.card, _run_of(sample), self.reading.answers)

    def _two_columns(self, sample: Sequence[Movement]) -> SignRule:
        """Two columns say which way by their headings; without headings the balances may turn them round."""
        if self.reading.header:
            return SignRule("signed", because="columns")
        straight, turned = chains(
            [(m.value, self.reader.money.balance(c), "") for _, c, _, m, _ in sample], _run_of(sample)
        )
        written = any(m.value < 0 and place == self.columns.credit for _, _, _, m, place in sample)
        return SignRule("flipped" if turned.best > straight.best and not written else "signed", because="columns")

    def _moved(self, cells: Sequence[str]) -> Decimal | None:
        """By how much a row changed the balance, where it states it before and after."""
        place, after = self.columns.before, self.reader.money.balance(cells)
        before = self.reader.money.parse(cells[place]) if place is not None and cells[place] else None
        return None if before is None or after is None else after - before.value

    def _less(self, cells: Sequence[str], money: Money) -> int:
        """1 when the amount after fees is less than the one before, −1 when it is more, 0 when that isn't known."""
        place, beside, read = self.columns.gross, self.columns.fee, self.reader.money.parse
        fee = read(cells[beside]) if beside is not None and cells[beside] else None
        if fee is not None and fee.value < 0 < money.value:
            return 1
        gross = read(cells[place]) if place is not None and cells[place] else None
        if gross is None or abs(gross.value) == abs(money.value):
            return 0
        return 1 if abs(money.value) < abs(gross.value) else -1

    def _pays(self, cells: Sequence[str]) -> bool:
        places = [*self.columns.type_places, *([self.columns.category] if self.columns.category is not None else [])]
        return any(is_payment_kind(cells[p]) for p in places)

    def _currency(self, cells: Sequence[str], own: str | None, place: int) -> str | None:
        for spot in self.currency_places:
            code = currency_of(cells[spot]) if cells[spot] else None
            if code:
                return code
        return own or self.by_place.get(place) or self.fallback

    def columns_of(self, part: Sequence[Movement], rule: SignRule, number: int) -> tuple[Iterable[Any], ...]:
        """The lines of some movements by field, in the order of `Line`; number: how many came before them."""
        columns, texts = self.columns, self.texts
        rows, table, days, _, _ = zip(*part, strict=True)
        values = self._values(part, rule, number)
        currencies = self._currencies(part)
        originals = self._originals(table, values, currencies)
        self.reading.accounts += texts.accounts(table)
        join = self.reading.joiner.join
        return (
            [row.line for row in rows],
            days,
            values,
            currencies,
            texts.payees(table, values),
            self._described(rows, texts.descriptions(table)),
            texts.ids(table),
            self._value_days(table),
            self.reader.money.balances(table) if columns.balance is not None else repeat(None),
            originals[0],
            originals[1],
            self._states(table),
            texts.counterparties(table),
            texts.categories(table),
            texts.mccs(table),
            texts.notes(table),
            [row.raw or join(row.cells) for row in rows],
        )

    def _described(self, rows: Sequence[Row], texts: Iterable[str]) -> Iterable[str]:
        """Descriptions with what the rows below a movement add."""
        more = self.reader.more
        if not more:
            return texts
        return [clean(" ".join((text, *more.get(row.line, ())))) for row, text in zip(rows, texts, strict=True)]

    def _values(self, part: Sequence[Movement], rule: SignRule, number: int) -> list[Decimal]:
        values, place = self._signed(part, rule, number), self.columns.fee
        if place is None or not self.reading.meaning.fee_beside:
            return values
        fees = (self.reader.money.parse(cells[place]) for _, cells, _, _, _ in part)
        return [value if fee is None else value - abs(fee.value) for value, fee in zip(values, fees, strict=True)]

    def _signed(self, part: Sequence[Movement], rule: SignRule, number: int) -> list[Decimal]:
        if rule.kind == "signed":
            return [money.value for _, _, _, money, _ in part]
        if rule.kind == "flipped":
            return [-money.value for _, _, _, money, _ in part]
        worded, all_of, direction = rule.kind in ("words", "direction"), self.texts.all, self.reader.direction
        return [
            money.value * rule.sign(n, money, direction(cells), all_of(cells) if worded else "")
            for n, (_, cells, _, money, _) in enumerate(part, number)
        ]

    def _currencies(self, part: Sequence[Movement]) -> list[str | None]:
        if self.columns.currency is None and not self.by_place:
            fallback = self.fallback
            return [money.currency or fallback for _, _, _, money, _ in part]
        return [self._currency(cells, money.currency, place) for _, cells, _, money, place in part]

    def _value_days(self, table: Sequence[Sequence[str]]) -> Iterable[date | None]:
        place, read = self.columns.value, self.reading.dates.read
        return repeat(None) if place is None else [read(c[place]) if c[place] else None for c in table]

    def _states(self, table: Sequence[Sequence[str]]) -> Iterable[str]:
        place = self.columns.status
        return (
            repeat(BOOKED) if place is None else [PENDING if state_of(c[place]) == "pending" else BOOKED for c in table]
        )

    def _originals(
        self, table: Sequence[Sequence[str]], values: Sequence[Decimal], currencies: Sequence[str | None]
    ) -> tuple[Iterable[Decimal | None], Iterable[str | None]]:
        place = self.columns.original
        if place is None:
            return repeat(None), repeat(None)
        found = [
            self._original(c, v, code) if c[place] else (None, None)
            for c, v, code in zip(table, values, currencies, strict=True)
        ]
        return [amount for amount, _ in found], [code for _, code in found]

    def _original(
        self, cells: Sequence[str], value: Decimal, currency: str | None
    ) -> tuple[Decimal | None, str | None]:
        columns = self.columns
        money = self.reader.money.parse(cells[columns.original]) if columns.original is not None else None
        if money is None:
            return None, None
        code = money.currency
        if columns.original_currency is not None and cells[columns.original_currency]:
            code = currency_of(cells[columns.original_currency]) or code
        if code is None or code == currency:
            return None, None
        return (-abs(money.value) if value < 0 else abs(money.value)), code
