"""Payee and category of imported lines: the person's rules first, then what was learned, then general words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, islice
from typing import NamedTuple

from sqlalchemy import Connection

from hub.domain import categories, categorise, rules
from hub.domain.line_columns import field_of
from hub.domain.marks import NEW, Mark, kinds_of
from hub.domain.money import to_decimal
from hub.domain.query import TransactionView
from hub.domain.statement import Line
from hub.domain.text import clean_payee, without_codes, without_numbers, words_in
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
        self._met: tuple[dict[str, Sorted], dict[str, Sorted]] = {}, {}
        self._alike: tuple[dict[str, Sorted], dict[str, Sorted]] = {}, {}
        self._named_only: dict[str, Sorted] = {}
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
        found: list[Sorted] = []
        columns = [iter(one) for one in (payees, descriptions, amounts, kinds, names)]
        while (part := [list(islice(one, _CHUNK)) for one in columns])[0]:
            found += self._texts(*part)
        if self._rules or any(field_of(lines, "category")) or any(field_of(lines, "mcc")):
            rows = zip(lines, amounts, kinds, found, strict=True)
            return [
                self._told(line, amount, currency, account, as_) if kind == NEW else as_
                for line, amount, kind, as_ in rows
            ]
        return found

    def one(self, line: Line, amount: int, currency: str, account: str) -> Sorted:
        """What one line is."""
        by_text = self._texts([line.payee], [line.description], [amount], [NEW], [""])[0]
        return self._told(line, amount, currency, account, by_text)

    def _texts(
        self,
        payees: Sequence[str],
        descriptions: Sequence[str],
        amounts: Sequence[int],
        kinds: Sequence[str],
        names: Sequence[str],
    ) -> list[Sorted]:
        """What lines are whose text says all. names: payees of the known rows that they are."""
        if NEW not in kinds:
            rows = zip(names, payees, descriptions, strict=True)
            return [self._known_as(name or clean_payee(payee, text)) for name, payee, text in rows]
        met_out, met_in = self._met
        texts = without_numbers(list(map("\n".join, zip(payees, descriptions, strict=True))))
        found = [(met_in if amount > 0 else met_out).get(text) for amount, text in zip(amounts, texts, strict=True)]
        for at in (at for at, kind in enumerate(kinds) if kind != NEW):
            found[at] = self._known_as(names[at] or clean_payee(payees[at], descriptions[at]))
        unmet = [at for at, one in enumerate(found) if one is None]
        for at, plain in zip(unmet, without_codes([texts[at] for at in unmet]), strict=True):
            found[at] = self._with_other_numbers(payees[at], descriptions[at], plain, amounts[at], texts[at])
        return [one for one in found if one is not None]

    def _with_other_numbers(self, payee: str, description: str, plain: str, amount: int, text: str) -> Sorted:
        """A text that was not met as it stands, though perhaps with other numbers and codes in it: most texts of a
        merchant are so.

        text, plain: both texts without numbers; without codes, too.
        """
        is_in = amount > 0
        met, alike = self._met[is_in], self._alike[is_in]
        found = alike.get(plain)
        if found is None:
            name = clean_payee(payee, description)
            words = chain.from_iterable(map(words_in, plain.split("\n")))
            found = self._of(name, self._categoriser.suggest_for(words, amount))
            if _DIGIT.search(name):
                return found
            alike[plain] = found
        for cached in (met, alike):
            if len(cached) > _CACHED:
                cached.clear()
        met[text] = found
        return found

    def _known_as(self, name: str) -> Sorted:
        """A line that is there already, by the name that it has there."""
        return self._named_only.get(name) or self._named_only.setdefault(name, Sorted(name))

    def _told(self, line: Line, amount: int, currency: str, account: str, by_text: Sorted) -> Sorted:
        """What a line is that the file, or a rule of the person, may say more of than its text."""
        as_ = self._stated(line, by_text.payee) or by_text
        if not self._rules:
            return as_
        view = TransactionView(
            payee=as_.payee,
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
            return as_
        payee = applied.payee or as_.payee
        if applied.category_id is None:
            return Sorted(payee, *as_[1:])
        return Sorted(payee, applied.category_id, BY_RULE, str(applied.rule_id), 100)

    def _stated(self, line: Line, payee: str) -> Sorted | None:
        """The category that the file names, or that its merchant code means."""
        named = self._by_name.get((line.category or "").strip().casefold().replace(" ", "_"))
        if named is not None:
            return Sorted(payee, named, BY_FILE, line.category or "", 100)
        code = categories.code_of_mcc(line.mcc)
        known = None if code is None else categories.known_code(code, self._by_name)
        by_code = None if known is None else self._by_name[known]
        return None if by_code is None else Sorted(payee, by_code, BY_FILE, f"mcc {line.mcc}", 95)

    def _of(self, payee: str, found: categorise.Suggestion | None) -> Sorted:
        """A name with what was suggested for it; equal ones are one value, for there may be a million."""
        made = self._made.get((payee, found))
        if made is None:
            made = self._made[payee, found] = self._sorted(payee, found)
        return made

    def _sorted(self, payee: str, found: categorise.Suggestion | None) -> Sorted:
        if found is None:
            return Sorted(payee)
        words = " ".join(found.words)
        if found.confidence < self._threshold:
            return Sorted(payee, None, None, words, found.confidence, found.category_id)
        return Sorted(payee, found.category_id, BY_LEARNING, words, found.confidence)
