"""What a person changes in a preview before accepting it: ticks, categories, the name of a new account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from hub.domain.marks import changed_of, kinds_of
from hub.domain.matching import MATCH, PROBLEM
from hub.domain.transaction import BY_HAND
from hub.services.choosing import Choices, joined_mark
from hub.services.imports import Part, Preview
from hub.services.recognising import NewAccount
from hub.services.sorting import Sorted

T = TypeVar("T")
Place = tuple[int, int]
"""Number of the file, number of its part."""


def part_at(preview: Preview, place: Place) -> Part:
    """One part."""
    return preview.files[place[0]].parts[place[1]]


def tick(preview: Preview, place: Place, index: int, *, is_on: bool) -> Preview:
    """A line that is added, or left out."""
    part = part_at(preview, place)
    if part.taken[index] == is_on:
        return preview
    changed = _with(preview, place, tick_part(part, index, is_on=is_on))
    key = (str(preview.files[place[0]].path), place[1], index)
    flipped = preview.choices.flipped ^ {key}
    return replace(changed, choices=replace(preview.choices, flipped=flipped))


def tick_part(part: Part, index: int, *, is_on: bool) -> Part:
    """A part with a line that is added, or left out, and the balance that follows."""
    if part.taken[index] == is_on:
        return part
    taken = _put(part.taken, index, is_on)
    moved = 0 if part.marks[index].kind == MATCH else part.amounts[index] * (1 if is_on else -1)
    return replace(part, taken=taken, balance_after=part.balance_after + moved)


def tick_many(preview: Preview, place: Place, lines: Iterable[int], *, is_on: bool) -> Preview:
    """Many lines that are added, or left out; for a worker, as there may be a million. Problems stay out."""
    part, file = part_at(preview, place), str(preview.files[place[0]].path)
    taken, kinds, amounts = list(part.taken), kinds_of(part.marks), part.amounts
    flipped, moved = set(), 0
    for index in lines:
        if taken[index] != is_on and kinds[index] != PROBLEM:
            taken[index] = is_on
            flipped.add((file, place[1], index))
            moved += 0 if kinds[index] == MATCH else amounts[index]
    balance = part.balance_after + (moved if is_on else -moved)
    changed = _with(preview, place, replace(part, taken=tuple(taken), balance_after=balance))
    return replace(changed, choices=replace(preview.choices, flipped=preview.choices.flipped ^ flipped))


def categorise(preview: Preview, place: Place, index: int, category_id: int | None) -> Preview:
    """A line gets its category by hand, before it is in the vault."""
    part = part_at(preview, place)
    by = None if category_id is None else BY_HAND
    before = part.sorted_as[index]
    named = Sorted(before.payee, category_id, by, "", before.confidence)
    return _with(preview, place, replace(part, sorted_as=_put(part.sorted_as, index, named)))


def name_account(preview: Preview, place: Place, name: str, kind: str) -> Preview:
    """The account that will be made gets another name or kind, in all parts that it is the account of."""
    account = part_at(preview, place).account
    if not isinstance(account, NewAccount) or not name.strip():
        return preview
    named, key = replace(account, name=name.strip(), kind=kind), (account.name, account.currency)
    for at, file in enumerate(preview.files):
        for number, part in enumerate(file.parts):
            if isinstance(part.account, NewAccount) and (part.account.name, part.account.currency) == key:
                preview = _with(preview, (at, number), replace(part, account=named))
    return preview


def choose_account(choices: Choices, file: str, number: int, account_id: int | None) -> Choices:
    """Another account for a part, None for a new one; the file is looked at again with it."""
    return replace(choices, accounts={**choices.accounts, (file, number): account_id})


def answer(choices: Choices, file: str, question: str, choice: str) -> Choices:
    """An answer to a question of a file; it is read again with it."""
    answers = {**choices.answers.get(file, {}), question: choice}
    return replace(choices, answers={**choices.answers, file: answers})


def join(preview: Preview, place: Place, index: int, row: int | None) -> Preview:
    """A line is a row that is there, or one of its own (None); it will be added."""
    part = tick_part(part_at(preview, place), index, is_on=True)
    mark = joined_mark(part.marks[index], row)
    before, after = part.marks[index].kind == MATCH, row is not None
    moved = part.amounts[index] * (before - after)
    marks = changed_of(part.marks, index, mark)
    changed = _with(preview, place, replace(part, marks=marks, balance_after=part.balance_after + moved))
    key = (str(preview.files[place[0]].path), place[1], index)
    choices = preview.choices
    joined = {**choices.joined, key: row}
    return replace(changed, choices=replace(choices, joined=joined, flipped=choices.flipped - {key}))


def _put(values: tuple[T, ...], at: int, value: T) -> tuple[T, ...]:
    """The values, one of them replaced; in one go, as there may be a million."""
    return values[:at] + (value,) + values[at + 1 :]  # noqa: RUF005 - starred values would be walked one by one


def _with(preview: Preview, place: Place, part: Part) -> Preview:
    file = preview.files[place[0]]
    parts = (*file.parts[: place[1]], part, *file.parts[place[1] + 1 :])
    files = (*preview.files[: place[0]], replace(file, parts=parts), *preview.files[place[0] + 1 :])
    return replace(preview, files=files)
