"""Which rows are money in and which are money out, by evidence; what stays open becomes a question.

Proofs in order: marks in the cells (CR, DR), a direction column beside unsigned amounts, the running balance, signs
in the cells checked against the words of payments on card exports. A list of unsigned amounts with nothing else is
read as spending, and asked about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from hub.domain.statement import Question
from importers.balances import Entry, chains, signs_by_balance
from importers.money_cells import Money
from importers.table_words import looks_like_income, looks_like_payment, looks_like_refund, pays_card

_FEW = 3
"""Rows of a list with a balance up to which all may be money in without a plus."""
SPENT, RECEIVED, BY_WORDS = "spent", "received", "by_words"


@dataclass(frozen=True, slots=True)
class Cell:
    """A row as the sign decision sees it: signed value, whether a sign or mark is written, direction, texts.

    payment: its type or category says that it pays a card off. moved: balance after less balance before, where the row
    states both. less: 1 where a fee leaves less than the amount before it, as of money that comes in, −1 where more.
    """

    value: Decimal
    signed: bool
    mark: str
    direction: str
    text: str
    balance: Decimal | None = None
    key: str = ""
    payment: bool = False
    moved: Decimal | None = None
    less: int = 0


@dataclass(slots=True)
class SignRule:
    """How amounts get their sign.

    kind: "signed" as written, "flipped" the other way, "marks" by CR and DR (unmarked: `plain`), "direction" by the
    column, "balance" row by row, "words" out unless the row's words say payment or income. neutral: which way rows
    went whose direction says neither.
    """

    kind: str
    plain: int = 1
    signs: list[int] = field(default_factory=list)
    question: Question | None = None
    because: str = ""
    neutral: str = BY_WORDS

    def sign(self, row: int, money: Money, direction: str, text: str) -> int:
        """The factor for the written value of a row (its number, from 0)."""
        if self.kind == "marks":
            return {"cr": 1, "dr": -1}.get(money.mark, 1 if money.signed else self.plain)
        if self.kind == "direction":
            return self._by_direction(direction, money.value < 0, text)
        if self.kind == "balance" and row < len(self.signs):
            return self.signs[row]
        if self.kind == "words":
            return 1 if money.signed or _comes_in(text) else self.plain
        return -1 if self.kind == "flipped" else 1

    def signs_of(self, first: int, money: Sequence[Money], ways: Sequence[str], texts: Sequence[str]) -> list[int]:
        """The factors for the written values of rows that follow each other; first: the number of the first."""
        if self.kind == "words":
            known = {text: _comes_in(text) for text in set(texts)}
            return [1 if one.signed or known[text] else self.plain for one, text in zip(money, texts, strict=True)]
        return list(map(self.sign, range(first, first + len(money)), money, ways, texts))

    def _by_direction(self, direction: str, negative: bool, text: str) -> int:
        if direction == "in":
            return 1
        if direction == "out":
            return -1
        if negative:
            return 1
        if direction == "neutral" and self.neutral != BY_WORDS:
            return 1 if self.neutral == RECEIVED else -1
        return 1 if direction == "neutral" and _comes_in(text) else -1


def _comes_in(text: str) -> bool:
    return looks_like_payment(text) or looks_like_refund(text) or looks_like_income(text)


def sign_rule(
    cells: Sequence[Cell], card: bool, run: int = 0, answers: Mapping[str, str] = MappingProxyType({})
) -> SignRule:
    """The rule for one amount column.

    card: headings or preamble speak of a card. run: 1 oldest row first, −1 newest first, 0 not known. answers: what
    the person said; it counts where a question is open, what the file proves needs no answer.
    """
    rule = _by_evidence(cells, card, run)
    if rule.question is None:
        return rule
    question = rule.question.answered(answers.get(rule.question.code))
    if question.code == "neutral_rows":
        return replace(rule, question=question, neutral=question.assumed)
    if not question.is_answered:
        return rule
    return replace(_answered(cells, question.assumed), question=question)


def _by_evidence(cells: Sequence[Cell], card: bool, run: int) -> SignRule:
    negative = sum(c.value < 0 for c in cells)
    if not negative and cells and all(c.moved for c in cells) and 10 * sum(map(_moves, cells)) >= 6 * len(cells):
        return SignRule("balance", signs=[1 if c.moved and c.moved > 0 else -1 for c in cells], because="balance")
    marked = {c.mark for c in cells if c.mark}
    if marked:
        return SignRule("marks", plain=-1 if marked == {"cr"} else 1)
    pointed = [c for c in cells if c.direction in ("in", "out")]
    entries: list[Entry] = [(c.value, c.balance, c.key) for c in cells]
    straight, turned = chains(entries, run)
    is_proven = straight.holds and straight.checks > _FEW and straight.best > turned.best
    if pointed and 10 * len(pointed) >= 3 * len(cells) and not (negative and is_proven):
        return _by_proof(cells, pointed, entries, card=card) or _by_direction(cells, pointed, negative)
    is_mixed = not negative and not straight.is_whole and not turned.is_whole
    if is_mixed and signs_by_balance(entries) is not None:
        return _unsigned(cells, entries, card)  # the balances explain each row by itself
    if straight.checks and straight.best != turned.best:
        if straight.holds and straight.best > turned.best and not (card and _card_way(cells, card) < 0):
            return SignRule("signed", because="balance")
        if turned.holds and turned.best > straight.best:
            plus = not negative and any(c.signed for c in cells)
            return _unsigned(cells, entries, card) if plus else SignRule("flipped", because="balance")
    if negative:
        return _with_negatives(cells, negative, card)
    return _unsigned(cells, entries, card)


def _moves(cell: Cell) -> bool:
    """Whether the amount is what the balance changed by, or nearly so: a fee may be left out of it."""
    return cell.moved is not None and 4 * cell.value <= 5 * abs(cell.moved) <= 6 * cell.value


def _by_proof(
    cells: Sequence[Cell], pointed: Sequence[Cell], entries: Sequence[Entry], *, card: bool
) -> SignRule | None:
    """The signs that the running balance proves for every row, where no direction that is known speaks against it.

    A type column names directions for some of its words only ("credit", but "interest"): the balance knows the rest.
    """
    if len(pointed) == len(cells) and any(c.value < 0 for c in cells):
        return None
    shown = signs_by_balance([(abs(value), balance, key) for value, balance, key in entries])
    if shown is None:
        return None
    told = {n: 1 if c.direction == "in" else -1 for n, c in enumerate(cells) if c.direction in ("in", "out")}
    against = [n for n, sign in told.items() if shown[n] != sign]
    if len(against) > _FEW and len(against) >= len(told) - 1 and not card and _is_banks_side(cells, shown, told):
        oldest = _oldest(cells, shown)
        shown[oldest] = -told[oldest] if oldest in told else shown[oldest]
        return SignRule("balance", signs=shown, because="balance")
    if len(pointed) == len(cells):
        return None
    # No balance stands before the oldest row, so its direction is all there is to know.
    if any(c.value < 0 for c in cells) or len(against) > 1 or not set(against) <= {0, len(cells) - 1}:
        return None
    for n in against:
        shown[n] = told[n]
    return SignRule("balance", signs=shown, because="balance")


def _is_banks_side(cells: Sequence[Cell], shown: Sequence[int], told: Mapping[int, int]) -> bool:
    """Whether debit and credit are told from the side of the bank, to which what it owes more is a credit to it.

    The directions must not fit the balances in the other order of days, and an income must speak for it: the balance
    of a loan or of a card is what is owed.
    """
    if any(c.value < 0 for c in cells):
        return False
    as_told, _turned = chains([(told.get(n, 1) * c.value, c.balance, c.key) for n, c in enumerate(cells)])
    incomes = [sign for c, sign in zip(cells, shown, strict=True) if looks_like_income(c.text)]
    return not as_told.holds and bool(incomes) and min(incomes) > 0


def _answered(cells: Sequence[Cell], answer: str) -> SignRule:
    if any(c.value < 0 for c in cells):
        return SignRule("flipped" if answer == SPENT else "signed", because="answer")
    return SignRule("words", plain=-1 if answer == SPENT else 1, because="answer")


def _by_direction(cells: Sequence[Cell], pointed: Sequence[Cell], negative: int) -> SignRule:
    neutral = sum(c.direction == "neutral" for c in cells)
    question = None
    if neutral:
        question = Question("neutral_rows", (BY_WORDS, SPENT, RECEIVED), BY_WORDS, "no_direction")
    if not negative:
        return SignRule("direction", question=question, because="direction")
    agree = sum((c.value < 0) == (c.direction == "out") for c in pointed)
    if 5 * agree <= len(pointed):
        return SignRule("flipped", because="direction")
    return SignRule("signed", because="direction" if agree == len(pointed) else "")


def _card_way(cells: Sequence[Cell], card: bool) -> int:
    """1 when payments are positive among negative purchases, −1 the other way round, 0 when words don't tell.

    Refunds tell only on a card: a shop's own statement has negative refunds among positive sales.
    """
    kinds = sum(c.payment for c in cells)
    trusted = 2 * kinds <= len(cells)
    if not card and (way := _income_way(cells)):
        return way
    back = [
        (trusted and c.payment)
        or looks_like_payment(c.text)
        or (card and (looks_like_refund(c.text) or pays_card(c.text)))
        for c in cells
    ]
    paid = [c.value for c, b in zip(cells, back, strict=True) if b]
    bought = [c.value for c, b in zip(cells, back, strict=True) if not b]
    if not paid or not bought or (len(paid) > 2 * len(bought) and len(cells) > 2 * _FEW):
        return 0  # most rows of a card are no payments of it, but payments by it
    if not card and any(c.value > 0 and looks_like_income(c.text) for c, b in zip(cells, back, strict=True) if not b):
        return 0
    ups, downs = sum(v > 0 for v in paid), sum(v < 0 for v in paid)
    spending_up = sum(v > 0 for v in bought)
    if downs > ups and 2 * spending_up > len(bought):
        return -1
    return 1 if ups > downs and 2 * spending_up < len(bought) else 0


def _income_way(cells: Sequence[Cell]) -> int:
    """−1 when all incomes are negative and most other rows positive, else 0."""
    incomes = [c.value for c in cells if looks_like_income(c.text)]
    others = [c.value for c in cells if not looks_like_income(c.text)]
    turned = bool(incomes) and all(v < 0 for v in incomes) and 2 * sum(v > 0 for v in others) > len(others)
    return -1 if turned else 0


def _with_negatives(cells: Sequence[Cell], negative: int, card: bool) -> SignRule:
    way = _card_way(cells, card)
    if way < 0:
        return SignRule("flipped", because="payments")
    if card and negative == len(cells) and all(looks_like_payment(c.text) for c in cells):
        question = Question("money_out_sign", (SPENT, RECEIVED), SPENT, "card_export")
        return SignRule("flipped", question=question, because="payments")
    if (
        card
        and not way
        and 2 * negative < len(cells)
        and len(cells) > 2
        and not any(c.value > 0 and (c.signed or looks_like_income(c.text)) for c in cells)
    ):
        return SignRule(
            "flipped", question=Question("money_out_sign", (SPENT, RECEIVED), SPENT, "card_export"), because="card"
        )
    return SignRule("signed")


def _oldest(cells: Sequence[Cell], shown: Sequence[int]) -> int:
    """The row before which no balance stands, so that only its words tell its sign."""
    (_, first), (second, after) = ((c.value, c.balance) for c in cells[:2])
    goes_down = first is not None and after is not None and after - first == shown[1] * second
    return 0 if goes_down else len(cells) - 1


def _unsigned(cells: Sequence[Cell], entries: Sequence[Entry], card: bool) -> SignRule:
    shown = signs_by_balance(entries)
    if shown:
        oldest = _oldest(cells, shown)
        if cells[oldest].signed or _comes_in(cells[oldest].text):
            shown[oldest] = 1
        if -1 in shown:
            return SignRule("balance", signs=shown, because="balance")
    fees = {c.less for c in cells} - {0}
    if len(fees) == 1:
        return SignRule("signed" if 1 in fees else "flipped", because="fees")
    if any(c.signed for c in cells):
        every = all(c.signed for c in cells)
        return SignRule("signed") if every else SignRule("marks", plain=-1, because="plus")
    if not card and len(cells) <= _FEW and any(c.balance is not None for c in cells):
        # Lists with a balance hold a minus where money goes out; a few rows may lack one by chance.
        question = Question("money_out_sign", (SPENT, RECEIVED), RECEIVED, "no_sign_in_file")
        return SignRule("words", plain=1, question=question, because="unsigned")
    question = Question("money_out_sign", (SPENT, RECEIVED), SPENT, "card_export" if card else "no_sign_in_file")
    return SignRule("words", plain=-1, question=question, because="unsigned")
