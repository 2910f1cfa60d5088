"""Amounts that are not what their column says: in hundredths, or with a fee in a column beside them.

The balances choose where the file states any. Where it states none, a heading may ("amount_cents"); else the person
is asked, and until then the amounts are taken as they are written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from hub.domain.line_columns import Decimals, field_of
from hub.domain.statement import Fact, Question, Statement
from importers.amounts import number, split
from importers.columns import Columns
from importers.facts import facts_for
from importers.headings import heading_of, normal
from importers.rows import Meaning, Reading
from importers.sections import Section

HUNDREDTHS, WHOLE = "hundredths", "whole"
BESIDE, INSIDE = "beside", "inside"
_CENTS = frozenset("AED AUD BRL CAD CHF EUR GBP ILS NZD PLN SAR SGD USD".split())
"""Currencies of two decimals in whose daily prices the decimals are usual."""
_NAMES = frozenset("cents cent pence minor centimes centimos centavos centesimi grosze hundredths".split())
_SAMPLE, _FEWEST, _LEAST = 1500, 5, 100

Found = tuple[Reading, list[Statement]]


def as_meant(section: Section, columns: Columns, answers: Mapping[str, str], read: Callable[[Meaning], Found]) -> Found:
    """The table read as its balances, its headings or the person's answers say; read: the table under a meaning."""
    found = read(Meaning())
    for choose in (_hundredths, _fees):
        found = choose(section, columns, answers, read, found)
    return found


def _hundredths(
    section: Section, columns: Columns, answers: Mapping[str, str], read: Callable[[Meaning], Found], found: Found
) -> Found:
    if not _is_whole(found[1]) or not _is_bare(section, columns):
        return found
    meaning = replace(found[0].meaning, hundredths=True)
    if any(_NAMES & set(normal(section.header[p]).split()) for p, _ in columns.amounts if p < len(section.header)):
        return _said(read(meaning), HUNDREDTHS, "heading")
    if _agree(found[1]) is False:
        other = read(meaning)
        return _said(other, HUNDREDTHS, "balance") if _agree(other[1]) else found
    if not all(_could_be_cents(one) for one in found[1]):
        return found
    question = Question("minor_units", (WHOLE, HUNDREDTHS), WHOLE, "no_decimals").answered(answers.get("minor_units"))
    return _asked(read(meaning) if question.assumed == HUNDREDTHS else found, question)


def _fees(
    section: Section, columns: Columns, answers: Mapping[str, str], read: Callable[[Meaning], Found], found: Found
) -> Found:
    known = facts_for(section.header).get("fee") == BESIDE
    if (_agree(found[1]) and not known) or not _has_fees(section, columns, found[0].mark):
        return found
    meaning = replace(found[0].meaning, fee_beside=True)
    if known and _agree((other := read(meaning))[1]) is not False:
        return _said(other, "fee_beside", "program")
    if _agree(found[1]) is False:
        other = read(meaning)
        return _said(other, "fee_beside", "balance") if _agree(other[1]) else found
    question = Question("fee_beside", (INSIDE, BESIDE), INSIDE, "no_balance").answered(answers.get("fee_beside"))
    return _asked(read(meaning) if question.assumed == BESIDE else found, question)


def _said(found: Found, code: str, because: str) -> Found:
    found[0].facts.append(Fact(code, {"because": because}))
    return found


def _asked(found: Found, question: Question) -> Found:
    found[0].questions.append(question)
    return found


def _agree(statements: Sequence[Statement]) -> bool | None:
    """Whether the balances hold: False when one does not, None when there are none."""
    states = {one.balances_agree for one in statements} - {None}
    return None if not states else states == {True}


def _is_whole(statements: Sequence[Statement]) -> bool:
    """Whether no line has decimals, nor a currency without them."""
    for one in statements:
        amounts = field_of(one.lines, "amount")
        if not amounts or one.account.currency not in {None, *_CENTS}:
            return False
        if isinstance(amounts, Decimals):
            if amounts.exponent:
                return False
        elif any(amount.as_tuple().exponent != 0 for amount in amounts):
            return False
    return bool(statements)


def _is_bare(section: Section, columns: Columns) -> bool:
    """Whether the amounts are digits and nothing between them."""
    places = [p for p in (*(p for p, _ in columns.amounts), columns.debit, columns.credit) if p is not None]
    cells = (r.cells[p] for r in islice(section.pool, _SAMPLE) for p in places if p < len(r.cells) and r.cells[p])
    parts = map(split, cells)
    return all(part is None or part.body.isdigit() for part in parts)


def _could_be_cents(statement: Statement) -> bool:
    """Whether the amounts look like cents: of a currency that has them, none of one digit or two, few of them round."""
    amounts = [abs(one) for one in islice(field_of(statement.lines, "amount"), _SAMPLE) if one]
    if statement.account.currency is None or len(amounts) < _FEWEST or min(amounts) < _LEAST:
        return False
    return 2 * sum(bool(one % 10) for one in amounts) > len(amounts)


def _has_fees(section: Section, columns: Columns, mark: str) -> bool:
    """Whether a column of fees holds some, and the amounts are not those after fees."""
    place = columns.fee
    paid = [section.header[p] for p, _ in columns.amounts[:1] if p < len(section.header)]
    if place is None or any(heading_of(head).role == "net" for head in paid):
        return False
    cells = {r.cells[place] for r in islice(section.pool, _SAMPLE) if place < len(r.cells)}
    parts = (split(cell) for cell in cells if cell)
    return any(number(part.body, mark) or Decimal(0) for part in parts if part is not None)
