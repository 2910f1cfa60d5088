"""The rows of a table as lines: dates, amounts with their sign, texts; what is no movement is set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice

from hub.domain.statement import BOOKED, PENDING, Fact, Line, Problem, Question
from importers.amounts import number, split
from importers.balances import Entry, chain
from importers.columns import Columns, Profile
from importers.currencies import currency_of
from importers.dates import DateReading, from_serial, shape
from importers.dialect import CELL_LIMIT, Row
from importers.preamble import Preamble
from importers.row_text import TextReader
from importers.signs import Cell, SignRule, sign_rule
from importers.table_words import balance_word, directions_of, is_total, is_turnover, state_of

_SAMPLE = 4000
_HINT = re.compile(
    r"balan|sald|zůst|zust|zosta|likut|kontostand|solde|forward|stand|bestand|total|summ|suma|сальдо|остат|залиш|салдо|υπόλ|υπολ|bakiye|atlik|egyenleg|sold |stanj|obrat|turnover|apyvarta|"
    r"apgro|käive|оборот|יתר|סה|رصيد|الرصيد|مانده|المجموع|إجمالي|余额|结余|結餘|合计|合計|总计|總計|小计|繰越|이월|합계|총계|ยอด|so du|số dư|cộng|b/f|c/f",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Money:
    """A money cell: signed value, whether a sign is written, CR/DR mark, currency in the cell."""

    value: Decimal
    signed: bool
    mark: str
    currency: str | None


@dataclass(slots=True)
class Reading:
    """How the rows of one table are read, and what came of it."""

    columns: Columns
    dates: DateReading
    mark: str
    preamble: Preamble
    joiner: str
    answers: Mapping[str, str]
    profiles: Sequence[Profile]
    header: Sequence[str]
    lines: list[Line] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    details: int = 0


@dataclass(slots=True)
class _Found:
    """A row that is a movement."""

    row: Row
    cells: list[str]
    day: date
    money: Money
    place: int


def read_rows(rows: Sequence[Row], reading: Reading) -> None:
    """Fill the reading with the lines of a table's rows, its problems and questions."""
    _RowReader(reading, rows).read(rows)


class _RowReader:
    def __init__(self, reading: Reading, rows: Sequence[Row]) -> None:
        self.reading = reading
        self.columns = reading.columns
        self.texts = TextReader(reading.columns)
        self.money_cache: dict[str, Money | None] = {}
        self.width = len(reading.profiles)
        self.last_day: date | None = None
        self.fill_down = self._sparse_dates(rows)
        self.algebraic = True
        self.directions = self._directions(rows)

    def read(self, rows: Sequence[Row]) -> None:
        """Decide the signs on a sample, then make the lines."""
        reading = self.reading
        sample = list(islice(self._movements(rows), _SAMPLE))
        reading.problems, reading.details, self.last_day = [], 0, None
        self._debit_signs(sample)
        rule = self._rule(sample)
        if rule.kind == "balance" and len(rows) > len(sample):
            rule = self._rule(list(self._movements(rows)))
            reading.problems, reading.details, self.last_day = [], 0, None
        if rule.question:
            reading.questions.append(rule.question)
        if rule.because:
            reading.facts.append(Fact("signs", {"is": rule.kind, "because": rule.because}))
        for found in self._movements(rows):
            reading.lines.append(self._line(found, rule, len(reading.lines)))

    # -- what a row is ------------------------------------------------------------------------------------------

    def _movements(self, rows: Sequence[Row]) -> Iterator[_Found]:
        for row in rows:
            if row.fault:
                self._problem(row, row.fault)
                continue
            cells = row.cells
            if len(cells) < self.width:
                cells = cells + [""] * (self.width - len(cells))
            day = self._day(cells)
            money, place = self._money(cells)
            if day is not None and money is not None:
                if _HINT.search(" ".join(cells)) and self._is_balance_row(row, cells, money):
                    continue
                if self._failed(row, cells):
                    continue
                self.last_day = day
                yield _Found(row, cells, day, money, place)
            else:
                found = self._odd(row, cells, day, money, place)
                if found:
                    yield found

    def _odd(self, row: Row, cells: list[str], day: date | None, money: Money | None, place: int) -> _Found | None:
        """A row that lacks a date or an amount: a footer, a detail, a damaged row, or one that can be mended."""
        columns = self.columns
        words = " ".join(cells)
        if max(map(len, cells), default=0) > CELL_LIMIT:
            self._problem(row, "cell_too_long")
            return None
        if _HINT.search(words) and (any(is_total(c) or balance_word(c) for c in cells if c)):
            self._is_balance_row(row, cells, money)
            return None
        if day is None:
            written = [cells[p] for p in columns.dates[:1] if cells[p]]
            if money is None or not money.value:
                if written and shape(written[0]) and money is None:
                    self._problem(row, "date_unreadable")
                return None
            if written:
                code = "pending_without_date" if state_of(written[0]) else "date_unreadable"
                if (
                    code == "pending_without_date"
                    or any(ch.isdigit() for ch in written[0])
                    or len([c for c in cells if c]) > 2
                ):
                    self._problem(row, code)
                return None
            if self.fill_down and self.last_day:
                return _Found(row, cells, self.last_day, money, place)
            if sum(bool(c) for c in cells) > 2:
                self._problem(row, "date_missing")
            return None
        if columns.part is not None and cells[columns.part]:
            self.reading.details += 1
            return None
        mended = self._mend(cells)
        if mended:
            return _Found(row, cells, day, *mended)
        if any(cells[p] for p in columns.money if p != columns.balance):
            self._problem(row, "amount_unreadable")
        elif sum(bool(c) for c in cells) > 1 and not self._empty_amount_is_usual():
            self._problem(row, "amount_missing")
        return None

    def _empty_amount_is_usual(self) -> bool:
        """Whether rows without an amount are part of the layout: notes, details of the row above."""
        return self.columns.part is not None

    def _mend(self, cells: list[str]) -> tuple[Money, int] | None:
        """The amount of a row whose cells have slipped sideways: the only one that can be it."""
        columns = self.columns
        if len(columns.amounts) != 1 or cells[columns.amounts[0][0]] and split(cells[columns.amounts[0][0]]):
            return None
        used = {*columns.dates, columns.value, columns.id, columns.balance}
        numbers = [
            (p, m)
            for p, c in enumerate(cells)
            if p not in used and c and shape(c) is None and (m := self._parse(c)) is not None
        ]
        close = [(p, m) for p, m in numbers if abs(p - columns.amounts[0][0]) <= 4]
        return (close[0][1], close[0][0]) if len(close) == 1 else None

    def _is_balance_row(self, row: Row, cells: list[str], money: Money | None) -> bool:
        """Whether a row states a balance or a sum; opening and closing ones are kept."""
        kind = next((k for c in cells if c and (k := balance_word(c))), "")
        if not kind:
            return any(is_turnover(c) for c in cells if c) or (money is None and any(is_total(c) for c in cells if c))
        columns, before = self.columns, self.reading.preamble
        stated = self._parse(cells[columns.balance]) if columns.balance is not None else None
        if money is not None and money.value and columns.balance is not None and stated is not None:
            return False
        if columns.category is not None and cells[columns.category] and money is not None:
            return False
        source = stated or money
        if source is not None:
            value = -abs(source.value) if source.mark == "dr" else source.value
            if columns.direction is not None and self.directions.get(cells[columns.direction]) == "out":
                value = -abs(value)
            if kind == "opening" and before.opening is None:
                before.opening, before.opening_on = value, self._day(cells)
            elif kind == "closing":
                before.closing, before.closing_on = value, self._day(cells)
        return True

    def _failed(self, row: Row, cells: list[str]) -> bool:
        place = self.columns.status
        if place is None or not cells[place] or state_of(cells[place]) != "failed":
            return False
        self._problem(row, "not_executed", status=cells[place])
        return True

    def _problem(self, row: Row, code: str, **values: object) -> None:
        text = self.reading.joiner.join(row.cells)
        self.reading.problems.append(Problem(row.line, code, text[:2000], values))

    # -- dates and amounts --------------------------------------------------------------------------------------

    def _sparse_dates(self, rows: Sequence[Row]) -> bool:
        """Whether a date stands only in the first of several rows of a day."""
        if not self.columns.dates:
            return False
        place = self.columns.dates[0]
        empty = sum(
            1 for r in rows[:_SAMPLE] if place < len(r.cells) and not r.cells[place] and sum(map(bool, r.cells)) > 1
        )
        return 10 * empty > min(len(rows), _SAMPLE)

    def _day(self, cells: list[str]) -> date | None:
        read = self.reading.dates.read
        for place in self.columns.dates:
            text = cells[place]
            if text:
                day = read(text)
                if day is None and text.isdigit() and len(text) == 5:
                    day = from_serial(int(text))
                if day is not None:
                    return day
        return None

    def _parse(self, text: str) -> Money | None:
        try:
            return self.money_cache[text]
        except KeyError:
            result = None
            parts = split(text) if text else None
            if parts is not None:
                value = number(parts.body, self.reading.mark)
                if value is None:
                    value = number(parts.body, "," if self.reading.mark == "." else ".")
                if value is not None:
                    result = Money(-value if parts.negative else value, parts.signed, parts.mark, parts.currency)
            if len(self.money_cache) < 300_000:
                self.money_cache[text] = result
            return result

    def _money(self, cells: list[str]) -> tuple[Money | None, int]:
        columns = self.columns
        for place, _ in columns.amounts:
            text = cells[place]
            if text:
                money = self._parse(text)
                if money is not None:
                    return money, place
        if columns.debit is None or columns.credit is None:
            return None, -1
        return self._two_columns(cells, columns.debit, columns.credit)

    def _two_columns(self, cells: list[str], debit: int, credit: int) -> tuple[Money | None, int]:
        out = self._parse(cells[debit]) if cells[debit] else None
        into = self._parse(cells[credit]) if cells[credit] else None
        if out is None and into is None:
            return None, -1
        if out is not None and (into is None or not into.value):
            if not out.value and into is not None:
                return into, credit
            value = -out.value if self.algebraic else -abs(out.value)
            return Money(value, True, "", out.currency), debit
        if into is not None and (out is None or not out.value):
            return Money(into.value, True, "", into.currency), credit
        assert out is not None and into is not None  # noqa: S101, PT018 - the branches above leave both
        return Money(into.value - abs(out.value), True, "", into.currency or out.currency), credit

    def _debit_signs(self, sample: Sequence[_Found]) -> None:
        """Whether minus signs in the debit column mean money out like the plain ones, or money coming back."""
        columns = self.columns
        if columns.debit is None or columns.credit is None:
            return
        values = [m.value for f in sample if f.place == columns.debit and (m := self._parse(f.cells[columns.debit]))]
        minus = sum(v < 0 for v in values)
        if minus == 0:
            return
        if minus == len(values):
            self.algebraic = False
            return
        straight = chain([Entry(f.money.value, self._balance(f.cells)) for f in sample])
        absolute = chain(
            [
                Entry(-abs(f.money.value) if f.place == columns.debit else f.money.value, self._balance(f.cells))
                for f in sample
            ]
        )
        if absolute.best == straight.best:
            self.algebraic = 2 * minus < len(values)
            self.reading.questions.append(
                Question("minus_in_debit", ("back", "out"), "back" if self.algebraic else "out", "mixed_signs")
            )
        else:
            self.algebraic = straight.best > absolute.best

    def _balance(self, cells: list[str]) -> Decimal | None:
        place = self.columns.balance
        if place is None or not cells[place]:
            return None
        money = self._parse(cells[place])
        if money is None:
            return None
        return -money.value if money.mark == "dr" and money.value > 0 else money.value

    # -- signs --------------------------------------------------------------------------------------------------

    def _directions(self, rows: Sequence[Row]) -> dict[str, str]:
        place = self.columns.direction
        if place is None:
            return {}
        return directions_of(frozenset(r.cells[place] for r in rows if place < len(r.cells)))

    def _rule(self, sample: Sequence[_Found]) -> SignRule:
        columns = self.columns
        if not columns.amounts:
            return self._two_column_rule(sample)
        cells = [
            Cell(
                f.money.value, f.money.signed, f.money.mark, self._direction(f.cells), self.texts.all(f.cells),
                self._balance(f.cells), self._currency(f) or "",
            )
            for f in sample
        ]  # fmt: skip
        return sign_rule(cells, self.reading.preamble.card, self.reading.answers.get("money_out_sign"))

    def _two_column_rule(self, sample: Sequence[_Found]) -> SignRule:
        if self.reading.header:
            return SignRule("signed", because="columns")
        entries = [Entry(f.money.value, self._balance(f.cells)) for f in sample]
        written = any(f.money.value < 0 and f.place == self.columns.credit for f in sample)
        if chain(entries, -1).best > chain(entries).best and not written:
            return SignRule("flipped", because="balance")
        return SignRule("signed", because="columns")

    def _direction(self, cells: list[str]) -> str:
        place = self.columns.direction
        return self.directions.get(cells[place], "") if place is not None else ""

    def _currency(self, found: _Found) -> str | None:
        columns = self.columns
        if columns.currency is not None and found.cells[columns.currency]:
            code = currency_of(found.cells[columns.currency])
            if code:
                return code
        if found.money.currency:
            return found.money.currency
        for place, code in columns.amounts:
            if place == found.place and code:
                return code
        return columns.header_currency or self.reading.preamble.currency

    # -- lines --------------------------------------------------------------------------------------------------

    def _line(self, found: _Found, rule: SignRule, position: int) -> Line:
        columns, cells, money = self.columns, found.cells, found.money
        direction = self.directions.get(cells[columns.direction], "") if columns.direction is not None else ""
        value = money.value
        if rule.kind != "signed":
            words = self.texts.all(cells) if rule.kind in ("words", "direction") else ""
            value *= rule.sign(position, money.mark, direction, value < 0, money.signed, words)
        texts = self.texts.read(cells, value < 0)
        currency = self._currency(found)
        original, foreign = self._original(cells, value, currency)
        status = PENDING if columns.status is not None and state_of(cells[columns.status]) == "pending" else BOOKED
        value_on = (
            self.reading.dates.read(cells[columns.value])
            if columns.value is not None and cells[columns.value]
            else None
        )
        self.reading.accounts.append(texts.account)
        return Line(
            found.row.line, found.day, value, currency, texts.payee, texts.description, texts.id, value_on,
            self._balance(cells), original, foreign, status, texts.counterparty, texts.category, texts.mcc,
            texts.notes, self.reading.joiner.join(found.row.cells),
        )  # fmt: skip

    def _original(self, cells: list[str], value: Decimal, currency: str | None) -> tuple[Decimal | None, str | None]:
        columns = self.columns
        if columns.original is None or not cells[columns.original]:
            return None, None
        money = self._parse(cells[columns.original])
        if money is None:
            return None, None
        code = money.currency
        if columns.original_currency is not None and cells[columns.original_currency]:
            code = currency_of(cells[columns.original_currency]) or code
        if code is None or code == currency:
            return None, None
        return (-abs(money.value) if value < 0 else abs(money.value)), code
