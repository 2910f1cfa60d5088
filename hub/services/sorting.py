"""Payee and category of imported lines: the person's rules first, then what was learned, then general words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection

from hub.domain import categories, categorise, rules
from hub.domain.line_columns import field_of
from hub.domain.marks import NEW, Mark, kinds_of
from hub.domain.money import to_decimal
from hub.domain.query import TransactionView
from hub.domain.statement import Line
from hub.domain.text import clean_payee, without_codes, without_numbers
from hub.domain.transaction import BY_FILE, BY_LEARNING, BY_RULE
from storage import accounts, learned, settings

_CHUNK = 4096
_CACHED = 100_000
"""Texts that are remembered at a time; those of a large file do not all repeat."""
_DIGIT = re.compile(r"\d")


class Sorted(NamedTuple):
    """The payee and category of a line, who chose the category (rule, learned, file) and why.

    why: the rule's id, or the words that decided. suggested: the category below the person's threshold, shown but
    not applied; confidence 0 to 100.
    """

    payee: str
    category_id: int | None = None
    by: str | None = None
    why: str = ""
    confidence: int = 0
    suggested: int | None = None


class Sorter:
    """Sorts many lines; equal texts are worked out once. file: name of the file that they come in, for rules."""

    def __init__(self, connection: Connection, file: str = "") -> None:
        self.file = file
        known = accounts.all_categories(connection)
        self._by_name = {one.name.casefold(): one.id for one in known}
        self._categoriser = categorise.Categoriser(categorise.starter(self._by_name, categories.DEFAULTS))
        self._categoriser.learn(learned.counts(connection))
        self._rules = rules.compiled(learned.rules_in_order(connection))
        self._threshold = settings.load(connection).suggestion_threshold
        self._alike: dict[tuple[str, bool], Sorted] = {}
        self._plain: dict[str, Sorted] = {}
        self._made: dict[tuple[str, categorise.Suggestion | None], Sorted] = {}

    def sort(
        self,
        lines: Sequence[Line],
        amounts: Sequence[int],
        marks: Sequence[Mark],
        currency: str,
        account: str,
        names: Sequence[str],
    ) -> list[Sorted]:
        """What each line is; lines that will not be added are left as they are. names: payees of the known rows that
        they are, "" for none."""
        kinds, payees, descriptions = kinds_of(marks), field_of(lines, "payee"), field_of(lines, "description")
        if self._rules or any(field_of(lines, "category")) or any(field_of(lines, "mcc")):
            rows = zip(lines, amounts, kinds, names, strict=True)
            return [
                self.one(line, amount, currency, account)
                if kind == NEW
                else self._named(line.payee, line.description, name)
                for line, amount, kind, name in rows
            ]
        found: list[Sorted] = []
        texts = zip(payees, descriptions, amounts, kinds, names, strict=True)
        while part := list(islice(texts, _CHUNK)):
            found += self._texts(part)
        return found

    def _texts(self, part: Sequence[tuple[str, str, int, str, str]]) -> Iterator[Sorted]:
        """What lines are whose text says all. part: payee, description, amount, kind, payee of the known row."""
        if not any(kind == NEW for *_, kind, _name in part):
            yield from [self._named(payee, description, name) for payee, description, *_, name in part]
            return
        zeroed = without_numbers([f"{payee}\n{description}" for payee, description, *_ in part])
        alike = self._alike
        for (payee, description, amount, kind, name), plain in zip(part, zeroed, strict=True):
            if kind == NEW:
                is_in = amount > 0
                yield alike.get((plain, is_in)) or self._first_seen(payee, description, plain, is_in=is_in)
            else:
                yield self._named(payee, description, name)

    def one(self, line: Line, amount: int, currency: str, account: str) -> Sorted:
        """What one line is."""
        learned_as = self._learned(line, is_in=amount > 0)
        if not self._rules:
            return learned_as
        view = TransactionView(
            payee=learned_as.payee,
            description=line.description,
            amount=to_decimal(amount, currency),
            booked_on=line.booked_on,
            account=account,
            notes=line.notes,
            status=line.status,
            file=self.file,
        )
        applied = rules.apply(self._rules, view)
        if applied is None:
            return learned_as
        payee = applied.payee or learned_as.payee
        if applied.category_id is None:
            return Sorted(payee, *learned_as[1:])
        return Sorted(payee, applied.category_id, BY_RULE, str(applied.rule_id), 100)

    def _named(self, payee: str, description: str, known_as: str) -> Sorted:
        """A line that is there already, by the name that it has there."""
        name = known_as or clean_payee(payee, description)
        return self._plain.get(name) or self._plain.setdefault(name, Sorted(name))

    def _learned(self, line: Line, *, is_in: bool) -> Sorted:
        if line.category or line.mcc:
            found = self._stated(line)
            if found is not None:
                return found
        zeroed = without_numbers([f"{line.payee}\n{line.description}"])[0]
        return self._alike.get((zeroed, is_in)) or self._first_seen(line.payee, line.description, zeroed, is_in=is_in)

    def _first_seen(self, payee: str, description: str, zeroed: str, *, is_in: bool) -> Sorted:
        """A text that was not met yet, though perhaps with other numbers in it: most texts of a merchant are so.

        zeroed: both texts without numbers.
        """
        plain = without_codes(zeroed)
        found = self._alike.get((plain, is_in))
        if found is None:
            name = clean_payee(payee, description)
            found = self._guess(name, f"{payee} {description}", is_in=is_in)
            if _DIGIT.search(name):
                return found
            self._alike[plain, is_in] = found
        if len(self._alike) > _CACHED:
            self._alike.clear()
        self._alike[zeroed, is_in] = found
        return found

    def _stated(self, line: Line) -> Sorted | None:
        """The category that the file names, or that its merchant code means."""
        payee = clean_payee(line.payee, line.description)
        named = self._by_name.get((line.category or "").strip().casefold().replace(" ", "_"))
        if named is not None:
            return Sorted(payee, named, BY_FILE, line.category or "", 100)
        code = categories.code_of_mcc(line.mcc)
        known = None if code is None else categories.known_code(code, self._by_name)
        by_code = None if known is None else self._by_name[known]
        return None if by_code is None else Sorted(payee, by_code, BY_FILE, f"mcc {line.mcc}", 95)

    def _guess(self, payee: str, text: str, *, is_in: bool) -> Sorted:
        found = self._categoriser.suggest(text, 1 if is_in else -1)
        made = self._made.get((payee, found))
        if made is None:
            made = self._made[payee, found] = self._of(payee, found)
        return made

    def _of(self, payee: str, found: categorise.Suggestion | None) -> Sorted:
        if found is None:
            return Sorted(payee)
        words = " ".join(found.words)
        if found.confidence < self._threshold:
            return Sorted(payee, None, None, words, found.confidence, found.category_id)
        return Sorted(payee, found.category_id, BY_LEARNING, words, found.confidence)
