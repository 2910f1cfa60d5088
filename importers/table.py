"""Statements out of a table of cells, whatever file the cells came from (CSV, spreadsheet, HTML, pasted text)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, islice

from hub.domain.money import digits_of
from hub.domain.progress import Progress, silent
from hub.domain.statement import Fact, Problem, Question, Statement
from importers import open_marks, unnamed
from importers.amounts import decimal_mark, is_one_mark, split
from importers.as_meant import as_meant
from importers.bare_columns import by_cells, with_amounts
from importers.blocks import blocks_of
from importers.columns import Columns, by_headings, headings_for
from importers.currencies import currency_of
from importers.dates import DateReading, decide, lacks_year, shape
from importers.facts import facts_for
from importers.lines import read_rows
from importers.locale_hints import date_order, has_no_decimals, is_english, shared_sign, writes_day_first
from importers.other_lists import refuse_other_lists
from importers.preamble import Preamble, buys_in_parts, read_preamble
from importers.profiles import Profile, profile
from importers.rows import Meaning, Reading
from importers.sections import Section, sections_of
from importers.split_days import days_above, join_days, take_years
from importers.statements import is_iban, statements_of
from importers.text_rows import Row

_SAMPLE = 1500
"""Rows on which columns are told apart; dates are decided over all rows."""
_PARTS = 300
"""Rows whose kinds are looked through for what only cards have."""
_MARK_SAMPLE = 20_000
"""Rows, spread over the file, on which the decimal mark is decided."""
_MARK_PROOFS = 1000
"""Rows that suffice for it where they all prove the same mark."""


@dataclass(slots=True)
class TableReading:
    """What a table gave: statements, how it was read, what stays open, what is damaged."""

    statements: list[Statement] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_table(
    rows: Sequence[Row], answers: Mapping[str, str], joiner: str = " ", progress: Progress = silent
) -> TableReading | None:
    """Read all tables among rows; None when there is none. joiner: what stood between cells, for the raw text."""
    sections = sections_of(rows) or sections_of(days_above(rows))
    if not sections:
        return None
    result = TableReading()
    outer: Preamble | None = None
    for section in sections:
        preamble = read_preamble(section.above, section.header, section.below)
        if outer and preamble.account is None and preamble.currency is None:
            preamble.account, preamble.currency = outer.account, outer.currency
        if outer and preamble.anchor is None:
            preamble.anchor = outer.anchor
        outer = preamble
        _section(section, preamble, answers, joiner, progress, result)
    if len(sections) > 1:
        result.facts.append(Fact("tables", {"count": len(sections)}))
    return result


def _section(
    section: Section,
    preamble: Preamble,
    answers: Mapping[str, str],
    joiner: str,
    progress: Progress,
    result: TableReading,
) -> None:
    join_days(section)
    columns, profiles = _columns(section, answers, result)
    _other_side(section, columns, preamble)
    kinds = [r.cells[p] for r in section.pool[:_PARTS] for p in columns.type_places if p < len(r.cells)]
    preamble.card = preamble.card or buys_in_parts(kinds)
    mark = _mark(section, columns, answers, result)
    dates = _dates(section, columns, preamble, mark, answers, result)
    if not section.header:
        asked = unnamed.booking_day(columns, dates, [r.cells for r in section.pool[:_SAMPLE]], answers)
        result.questions += [] if asked is None else [asked]
    _currency_of_rows(section, columns, preamble)
    _currency_of_balances(section, columns, preamble)
    _currency_of_sign(section, columns, preamble, dates.order, answers, result)
    if section.header_line:
        result.facts.append(Fact("header", {"line": section.header_line, "columns": tuple(section.header)}))
    else:
        result.facts.append(Fact("no_header"))

    def read(meaning: Meaning) -> tuple[Reading, list[Statement]]:
        reading = Reading(
            columns, dates, mark, replace(preamble), joiner, answers, profiles, section.header, progress, meaning
        )
        read_rows(section.rows, reading, section.pool)
        return reading, statements_of(reading)

    reading, statements = as_meant(section, columns, answers, read)
    for question in reading.questions if reading.accounts else ():
        if question.code not in {q.code for q in result.questions}:
            result.questions.append(question)
    result.facts += reading.facts
    result.problems += reading.problems
    result.statements += statements


def _other_side(section: Section, columns: Columns, preamble: Preamble) -> None:
    """Where the head of the file names the account, a column of other numbers ("IBAN") is the other side's."""
    if preamble.account is None or columns.counterparty is not None or len(columns.account) != 1:
        return
    place = columns.account[0]
    numbers = {"".join(r.cells[place].split()) for r in section.rows if place < len(r.cells)} - {""}
    if numbers and preamble.account not in numbers:
        columns.counterparty, columns.account = place, []


def _currency_of_rows(section: Section, columns: Columns, preamble: Preamble) -> None:
    """The one currency that all rows name also serves a row whose cells have slipped sideways."""
    place = columns.currency
    if place is not None and not columns.header_currency and not preamble.currency:
        found = {currency_of(r.cells[place]) for r in section.pool[:_SAMPLE] if place < len(r.cells)} - {None}
        preamble.currency = found.pop() if len(found) == 1 else None


def _currency_of_balances(section: Section, columns: Columns, preamble: Preamble) -> None:
    """Where only the running balances name a currency, it is the account's."""
    place = columns.balance
    if place is None or columns.currency is not None or columns.header_currency or preamble.currency:
        return
    parts = [split(r.cells[place]) for r in section.pool[:100] if place < len(r.cells) and r.cells[place]]
    found = {p.currency for p in parts if p is not None}
    if len(found) == 1 and not any(_own_currency(r.cells, columns) for r in section.pool[:100]):
        preamble.currency = found.pop()


def _own_currency(cells: Sequence[str], columns: Columns) -> bool:
    spots = [p for p in columns.money if p != columns.balance and p < len(cells)]
    return any((parts := split(cells[p])) is not None and parts.currency for p in spots)


def _currency_of_sign(
    section: Section,
    columns: Columns,
    preamble: Preamble,
    order: str,
    answers: Mapping[str, str],
    result: TableReading,
) -> None:
    """Settle on a currency where the cells hold only a sign that several share, and ask."""
    if columns.currency is not None or columns.header_currency or preamble.currency:
        return
    cells = [c for r in section.pool[:100] for c in r.cells if (parts := split(c)) is not None and parts.has_sign]
    found = shared_sign(
        [*cells, *section.header], [*section.header, *(c for r in section.above[:20] for c in r.cells)], order
    )
    if found:
        question = Question("currency_of_sign", (found[0], *found[1]), found[0], "sign")
        question = question.answered(answers.get(question.code))
        columns.header_currency = question.assumed
        result.questions.append(question)


def _columns(section: Section, answers: Mapping[str, str], result: TableReading) -> tuple[Columns, list[Profile]]:
    sample = [r.cells for r in section.pool[:_SAMPLE] if not r.fault]
    dated = [r for r in sample if any(shape(c) for c in r)]
    sample = dated if 3 * len(dated) >= len(sample) else sample
    widths = sorted(len(r) for r in sample)
    width = max(len(section.header), widths[len(widths) // 2] if widths else 0)
    table = [(r + [""] * (width - len(r)))[: max(width, len(r))] for r in sample]
    profiles = [profile([r[place] for r in table]) for place in range(width)]
    if section.header:
        headings = headings_for(section.header, profiles)
        nameless = {at for at, text in enumerate(section.header) if not text.strip()}
        columns = with_amounts(by_headings(headings, profiles, nameless), profiles, table)
        refuse_other_lists(section.header, columns, profiles, table)
        return columns, profiles
    columns = by_cells(profiles, table)
    refuse_other_lists(section.above[-1].cells if section.above else (), columns, profiles, table)
    result.questions += unnamed.settle(columns, profiles, table, answers)
    return columns, profiles


def _mark(section: Section, columns: Columns, answers: Mapping[str, str], result: TableReading) -> str:
    """The decimal mark of the money columns, and a question when cells such as 1.234 leave it open."""
    step = len(section.pool) // _MARK_SAMPLE + 1
    rows = section.pool[::step]
    bodies = _bodies(rows[:_MARK_PROOFS], columns)
    if len(rows) > _MARK_PROOFS and not is_one_mark(bodies):
        bodies = _bodies(rows, columns)
    mark = decimal_mark(bodies)
    if mark:
        result.facts.append(Fact("decimal_mark", {"is": mark}))
        return mark
    sign = open_marks.sign_in(bodies)
    if sign is None:
        return "."
    if has_no_decimals(section.header) or (columns.header_currency and not digits_of(columns.header_currency)):
        return "." if sign == "," else ","
    usual = "." if sign == "," or is_english(section.header) else ","
    cells = [row.cells for row in rows[: open_marks.SAMPLE]]
    if open_marks.names_no_thousandths(cells, columns):
        usual = "," if sign == "." else "."
    proven = open_marks.by_balance(cells, columns)
    if proven:
        result.facts.append(Fact("decimal_mark", {"is": proven}))
        return proven
    mark, question = open_marks.asked(bodies, answers, usual)
    if question is not None:
        result.questions.append(question)
    return mark


def _bodies(rows: Sequence[Row], columns: Columns) -> set[str]:
    """The different numbers in the money columns, as written."""
    texts = {r.cells[place] for place in columns.money for r in rows if place < len(r.cells)}
    return {parts.body for text in texts if text and (parts := split(text)) is not None}


def _dates(
    section: Section, columns: Columns, preamble: Preamble, mark: str, answers: Mapping[str, str], result: TableReading
) -> DateReading:
    places = list(dict.fromkeys([*columns.dates, *([columns.value] if columns.value is not None else [])]))
    written = cells = _cells_of(section.pool, places)
    if any(map(lacks_year, written)) and take_years(section, places):
        cells = _cells_of(section.pool, places)
    locale = date_order(
        [*section.header, *(c for r in section.above[:40] for c in r.cells)], _currencies(section, columns, preamble)
    )
    is_comma = mark == "," and any("," in body for body in _bodies(section.pool[:200], columns))
    if locale == "mdy" and mark == ",":
        locale = "dmy"  # who writes the month first writes a decimal point
    never = writes_day_first(section.header, _currencies(section, columns, preamble))
    anchor = preamble.anchor or _full_day(cells) or _year(cells, answers, result)
    numbered = any(is_iban(c) for c in (preamble.account or "", *(c for r in section.pool[:3] for c in r.cells)))
    repeats = len(section.pool) > 2 * len(cells)
    reading = decide(cells, locale, anchor, day_first=is_comma or never or numbered, repeats=repeats)
    known = facts_for(section.header).get("date_order")
    if known:
        return DateReading(known, anchor=anchor)
    if any("\u0e00" <= c <= "\u0e7f" for h in section.header for c in h):
        reading.era = 2500
    reading = reading.answered(answers)
    result.questions += [q for q in reading.questions if q.code not in {x.code for x in result.questions}]
    kinds = {parts.kind for c in islice(written, _SAMPLE) if (parts := shape(c)) is not None}
    result.facts.append(Fact("date_order", {"is": "ymd" if kinds == {"ymd"} else reading.order}))
    return reading


def _full_day(cells: Iterable[str]) -> date | None:
    """The last day that a cell gives in full, where others beside it lack the year."""
    whole = [c for c in cells if not lacks_year(c)] if any(map(lacks_year, cells)) else []
    return max(filter(None, map(DateReading("dmy").read, whole)), default=None)


def _cells_of(rows: Sequence[Row], places: Sequence[int]) -> dict[str, None]:
    """The different cells of some columns, in the order of the rows."""
    found = dict[str, None]()
    for block in blocks_of(rows):
        if len(places) == 1:
            found.update(dict.fromkeys(block.texts(places[0])))
        elif places and block.width > max(places):
            columns = block.cut().columns
            found.update(dict.fromkeys(chain.from_iterable(zip(*[columns[p] for p in places], strict=True))))
        else:
            found.update(dict.fromkeys(row.cells[p] for row in block.rows() for p in places if p < len(row.cells)))
    found.pop("", None)
    return found


def _year(cells: Iterable[str], answers: Mapping[str, str], result: TableReading) -> date | None:
    """The last day of the year that dates without one belong to: as answered, else this year, and asked about.

    answers may hold "today" in ISO form; without it the year is a mere placeholder.
    """
    if not any(map(lacks_year, cells)):
        return None
    today = date.fromisoformat(answers["today"]) if "today" in answers else date(2000, 12, 31)
    answer = answers.get("year", "")
    years = dict.fromkeys((str(today.year), str(today.year - 1), *([answer] if answer.isdecimal() else [])))
    question = Question("year", tuple(years), str(today.year), "no_year").answered(answer)
    result.questions.append(question)
    return date(int(question.assumed), 12, 31) if question.is_answered else today


def _currencies(section: Section, columns: Columns, preamble: Preamble) -> set[str]:
    found = {c for c in (preamble.currency, columns.header_currency, *(c for _, c in columns.amounts)) if c}
    if columns.currency is not None:
        cells = {r.cells[columns.currency] for r in section.pool[:200] if columns.currency < len(r.cells)}
        found |= {c for c in map(currency_of, cells) if c}
    for place, _ in columns.amounts[:1]:
        for row in section.pool[:50]:
            parts = split(row.cells[place]) if place < len(row.cells) and row.cells[place] else None
            if parts and parts.currency:
                found.add(parts.currency)
    return found
