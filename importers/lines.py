"""The movements of a table as lines, once the sign of its amounts is decided on a sample."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice, pairwise, repeat
from typing import Any

from hub.domain.line_columns import Decimals
from hub.domain.statement import BOOKED, PENDING, Fact
from importers.balances import chains
from importers.chunks import Chunk, ChunkReader
from importers.currencies import currency_of
from importers.dates import lacks_year
from importers.money_cells import Money
from importers.row_text import Table, TextReader, clean
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
    sample = list(islice(reader.movements(pool), _SAMPLE))
    written = (reader.money.back, reader.money.credit_turned)
    question = reader.money.settle_debit_signs(
        [(cells, money, place) for _, cells, _, money, place in sample], reading.answers.get("minus_in_debit")
    )
    if question:
        reading.questions.append(question)
    if written != (reader.money.back, reader.money.credit_turned):
        sample = list(islice(reader.movements(pool), _SAMPLE))
    rule = maker.rule(sample)
    if rule.kind == "balance" and (pool is not rows or len(rows) > len(sample)):
        rule = maker.rule(list(reader.movements(rows)))
    if rule.question:
        reading.questions.append(rule.question)
    if rule.because:
        reading.facts.append(Fact("signs", {"is": rule.kind, "because": rule.because}))
    number = 0
    for chunk in ChunkReader(reader).chunks(rows):
        reading.lines.add(len(chunk), maker.columns_of(chunk, rule, number))
        number += len(chunk)
        reading.progress(number, len(rows), "reading")


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
        category = reading.columns.category
        self.kind_places = [*reading.columns.type_places, *([category] if category is not None else [])]
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
        place = self.columns.before
        if place is None or not cells[place]:
            return None
        before, after = self.reader.money.parse(cells[place]), self.reader.money.balance(cells)
        return None if before is None or after is None else after - before.value

    def _less(self, cells: Sequence[str], money: Money) -> int:
        """1 when the amount after fees is less than the one before, −1 when it is more, 0 when that isn't known."""
        place, beside, read = self.columns.gross, self.columns.fee, self.reader.money.parse
        if place is None and beside is None:
            return 0
        fee = read(cells[beside]) if beside is not None and cells[beside] else None
        if fee is not None and fee.value < 0 < money.value:
            return 1
        gross = read(cells[place]) if place is not None and cells[place] else None
        if gross is None or abs(gross.value) == abs(money.value):
            return 0
        return 1 if abs(money.value) < abs(gross.value) else -1

    def _pays(self, cells: Sequence[str]) -> bool:
        return any(is_payment_kind(cells[p]) for p in self.kind_places)

    def _currency(self, cells: Sequence[str], own: str | None, place: int) -> str | None:
        for spot in self.currency_places:
            code = currency_of(cells[spot]) if cells[spot] else None
            if code:
                return code
        return own or self.by_place.get(place) or self.fallback

    def columns_of(self, chunk: Chunk, rule: SignRule, number: int) -> tuple[Iterable[Any], ...]:
        """The lines of some movements by field, in the order of `Line`; number: how many came before them."""
        texts, table, place = self.texts, chunk.columns, self.columns.balance
        values = self._values(chunk, rule, number)
        currencies = self._currencies(chunk)
        originals = self._originals(table, values, currencies)
        self.reading.accounts += islice(texts.accounts(table), len(chunk))
        return (
            chunk.numbers,
            chunk.days,
            values,
            currencies,
            texts.payees(table, values),
            self._described(chunk.numbers, texts.descriptions(table)),
            texts.ids(table),
            self._value_days(table, chunk.days),
            repeat(None) if place is None else self.reader.money.balances(table[place]),
            originals[0],
            originals[1],
            self._states(table),
            texts.counterparties(table),
            texts.categories(table),
            texts.mccs(table),
            texts.notes(table),
            chunk.raws,
        )

    def _described(self, numbers: Sequence[int], texts: Iterable[str]) -> Iterable[str]:
        """Descriptions with what the rows below a movement add."""
        more = self.reader.more
        if not more:
            return texts
        return [
            clean(" ".join((text, *more[number]))) if number in more else clean(text)
            for number, text in zip(numbers, texts, strict=False)
        ]

    def _values(self, chunk: Chunk, rule: SignRule, number: int) -> Sequence[Decimal]:
        values, place = self._signed(chunk, rule, number), self.columns.fee
        if place is None or not self.reading.meaning.fee_beside:
            return values
        fees = map(self.reader.money.parse, chunk.columns[place])
        return [value if fee is None else value - abs(fee.value) for value, fee in zip(values, fees, strict=True)]

    def _signed(self, chunk: Chunk, rule: SignRule, number: int) -> Sequence[Decimal]:
        values = chunk.values
        if rule.kind == "signed":
            return values
        if rule.kind == "flipped":
            return -values if isinstance(values, Decimals) else [-value for value in values]
        money, table, place = chunk.money, chunk.columns, self.columns.direction
        if money is None:
            money = [m for m in map(self.reader.money.parse, table[chunk.places[0]]) if m is not None]
        none = [""] * len(money)
        ways = none if place is None else [self.reader.directions.get(text, "") for text in table[place]]
        texts = self.texts.alls(table) if any(_is_worded(rule, way) for way in set(ways)) else none
        signs = rule.signs_of(number, money, ways, texts)
        return [one.value * sign for one, sign in zip(money, signs, strict=True)]

    def _currencies(self, chunk: Chunk) -> Iterable[str | None]:
        if chunk.money is None:
            code = self.by_place.get(chunk.places[0]) or self.fallback
            if not self.currency_places:
                return repeat(code)
            found: list[str | None] = [code] * len(chunk)
        else:
            others, fallback = self.by_place, self.fallback
            found = [
                one.currency or others.get(place) or fallback
                for one, place in zip(chunk.money, chunk.places, strict=True)
            ]
        for spot in reversed(self.currency_places):
            texts = chunk.columns[spot]
            known = {text: currency_of(text) if text else None for text in set(texts)}
            found = [known[text] or code for text, code in zip(texts, found, strict=True)]
        return found

    def _value_days(self, table: Table, days: Sequence[date]) -> Iterable[date | None]:
        place, read = self.columns.value, self.reading.dates.read
        if place is None:
            return repeat(None)
        known = {text: read(text) if text else None for text in set(table[place])}
        if (
            any(map(lacks_year, known))
            and self.columns.dates
            and not any(map(lacks_year, table[self.columns.dates[0]]))
        ):
            near = self.reading.dates.near
            return [
                near(text, day) if lacks_year(text) else known[text]
                for text, day in zip(table[place], days, strict=True)
            ]
        return list(map(known.__getitem__, table[place]))

    def _states(self, table: Table) -> Iterable[str]:
        place = self.columns.status
        if place is None:
            return repeat(BOOKED)
        known = {text: PENDING if state_of(text) == "pending" else BOOKED for text in set(table[place])}
        return list(map(known.__getitem__, table[place]))

    def _originals(
        self, table: Table, values: Sequence[Decimal], currencies: Iterable[str | None]
    ) -> tuple[Iterable[Decimal | None], Iterable[str | None]]:
        place, coded = self.columns.original, self.columns.original_currency
        if place is None:
            return repeat(None), repeat(None)
        codes: Iterable[str] = repeat("") if coded is None else table[coded]
        found = [
            self._original(text, coded_text, value, code) if text else (None, None)
            for text, coded_text, value, code in zip(table[place], codes, values, currencies, strict=False)
        ]
        return [amount for amount, _ in found], [code for _, code in found]

    def _original(
        self, text: str, coded: str, value: Decimal, currency: str | None
    ) -> tuple[Decimal | None, str | None]:
        money = self.reader.money.parse(text)
        if money is None:
            return None, None
        code = (currency_of(coded) if coded else None) or money.currency
        if code is None or code == currency:
            return None, None
        return (-abs(money.value) if value < 0 else abs(money.value)), code


def _is_worded(rule: SignRule, way: str) -> bool:
    """Whether the words of a row tell its sign."""
    return rule.kind == "words" or (rule.kind == "direction" and way == "neutral")
