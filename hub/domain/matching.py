"""Marking a statement's lines: new, duplicate, match or problem, each with its why.

A line is known again by the bank's own id where that can be trusted, else by its fingerprint: booking date,
amount, normalised text and the n-th equal line of that day, so that twins stay two and the same file twice adds
nothing. What the user deleted stays deleted. Everything is a dictionary look-up: a million lines against a
million known rows take seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import islice
from zlib import crc32

from hub.domain.line_columns import LARGE, Decimals, field_of, parts_of, way_of
from hub.domain.many_texts import Texts
from hub.domain.marks import DUPLICATE, MATCH, NEW, PROBLEM, Mark, Marks
from hub.domain.money import digits_of, to_minor
from hub.domain.overlap import Known, Overlap
from hub.domain.shared_days import free_key
from hub.domain.statement import PENDING, Line
from hub.domain.text import is_similar
from hub.domain.transaction import EXPECTED

__all__ = [
    "DUPLICATE", "LARGEST", "MATCH", "NEW", "PROBLEM", "WINDOW", "Known", "Mark", "fingerprints", "match",
    "match_rest", "minor_amounts",
]  # fmt: skip

WINDOW = 3
"""Days by which a booking may move between pending, typed or expected and booked."""

_SAME = Mark(DUPLICATE, "same_line", None, "")
"""Stands for the mark of a line that is a row as it stands."""

_STEP = 4096

LARGEST = 2**53
"""Amounts beyond this many minor units are damage, not money."""


def minor_amounts(lines: Sequence[Line], currency: str) -> Sequence[int]:
    """The lines' amounts in minor units of the account's currency, rounded half away from zero."""
    digits, stated = digits_of(currency), field_of(lines, "amount")
    if isinstance(stated, Decimals) and stated.exponent == -digits:
        return stated.units
    factor = Decimal(10) ** digits
    amounts = []
    for amount in stated:
        scaled = amount * factor
        whole = int(scaled)
        amounts.append(whole if whole == scaled else to_minor(amount, currency))
    return amounts


def fingerprints(lines: Sequence[Line], amounts: Sequence[int]) -> Sequence[str]:
    """A fingerprint for each line: date, amount, checksum of the folded text, n-th equal line of that day.

    The account is left out (each account is matched on its own).
    "20261116:-1850:2671047594" and its twin "20261116:-1850:2671047594:2".
    """
    found: list[str] | Texts = [] if len(lines) < LARGE else Texts()
    fields = [field_of(lines, name) for name in ("booked_on", "payee", "description")]
    seen, runs = dict[str, int](), way_of(fields[0]) != 0
    rows, written = zip(amounts, *fields, strict=True), _Written()
    while part := list(islice(rows, _STEP)):
        of_amount, days, payees, descriptions = zip(*part, strict=True)
        sums = _checksums(payees, descriptions)
        made = [f"{written[day]}:{amount}:{of}" for day, amount, of in zip(days, of_amount, sums, strict=True)]
        last = f"{written[days[-1]]}:"
        for at, key in enumerate(made):
            nth = seen[key] = seen.get(key, 0) + 1
            if nth > 1:
                made[at] = f"{key}:{nth}"
        if runs:  # an equal line has the same day
            seen = {key: nth for key, nth in seen.items() if key.startswith(last)}
        found.extend(made)
    return found


class _Written(dict[date, str]):
    """Days as fingerprints hold them."""

    def __missing__(self, day: date) -> str:
        text = self[day] = f"{day:%Y%m%d}"
        return text


def _checksums(payees: Sequence[str], descriptions: Sequence[str]) -> list[int]:
    """CRC-32 of the folded texts of lines. It suffices: it only has to tell apart the few lines of one day with one
    amount."""
    texts = map(str.casefold, map(" ".join, zip(payees, descriptions, strict=True)))
    plain = [" ".join(text.split()) if "  " in text else text for text in texts]
    return list(map(crc32, map(str.encode, plain)))


def _trusted_ids(lines: Sequence[Line], amounts: Sequence[int]) -> bool:
    """Whether the bank's ids tell the lines of this file apart: no id on two different rows."""
    ids = field_of(lines, "id")
    stated = list(filter(None, ids))
    if len(set(stated)) == len(stated):
        return bool(stated)
    seen: dict[str, tuple[date, int, str]] = {}
    for number, *row in zip(ids, field_of(lines, "booked_on"), amounts, field_of(lines, "description"), strict=True):
        if number and seen.setdefault(number, tuple(row)) != tuple(row):
            return False
    return True


@dataclass(slots=True)
class _Index:
    """The known rows by everything a line can be found by."""

    by_key: dict[str, Known] = field(default_factory=dict)
    by_bank_id: dict[str, Known] = field(default_factory=dict)
    open: dict[tuple[int, date], list[Known]] = field(default_factory=lambda: defaultdict(list))
    taken: set[int] = field(default_factory=set)
    first: date = date.max
    last: date = date.min

    @classmethod
    def of(cls, known: Iterable[Known]) -> _Index:
        index = cls()
        days: set[date] = set()
        for row in known:
            _, day, amount, key, bank_id, status, is_hand, is_deleted, _ = row
            if key:
                index.by_key[key] = row
                days.add(day)
            if bank_id:
                index.by_bank_id[bank_id] = row
            if (is_hand or status in {PENDING, EXPECTED}) and not is_deleted:
                index.open[amount, day].append(row)
        if days:
            index.first, index.last = min(days), max(days)
        return index


def _is_same_by_id(day: date, amount: int, row: Known) -> bool:
    """Whether a row with a line's id is the line: ids that count from 1 in every file are not."""
    if row.amount == amount:
        return abs((row.booked_on - day).days) <= 31
    return row.status == PENDING and abs((row.booked_on - day).days) <= 10


def _repeat(row: Known, status: str, why: str, key: str) -> Mark:
    """The mark of a line that is a known row again. status: the line's."""
    if row.is_deleted:
        return Mark(DUPLICATE, "deleted_before", row.id, key)
    if row.status == PENDING and status != PENDING:
        return Mark(MATCH, "pending_booked", row.id, key)
    return Mark(DUPLICATE, why, row.id, key)


def _by_id(lines: Sequence[Line], amounts: Sequence[int], keys: Sequence[str], index: _Index) -> list[Mark | None]:
    """Marks by the bank's id where the file's ids can be trusted; None where the id says nothing."""
    marks: list[Mark | None] = [None] * len(lines)
    if not _trusted_ids(lines, amounts):
        return marks
    in_file: set[str] = set()
    columns = (field_of(lines, name) for name in ("id", "booked_on", "status"))
    for at, (number, day, status) in enumerate(zip(*columns, strict=True)):
        if not number:
            continue
        row = index.by_bank_id.get(number)
        if number in in_file:
            marks[at] = Mark(DUPLICATE, "repeated_in_file", row.id if row else None, keys[at])
        elif row is not None and row.id not in index.taken and _is_same_by_id(day, amounts[at], row):
            index.taken.add(row.id)
            marks[at] = _repeat(row, status, "bank_id", keys[at])
        in_file.add(number)
    return marks


def _are_stable(lines: Sequence[Line], keys: Sequence[str], marks: list[Mark | None], index: _Index) -> bool:
    """Whether the bank gives a row the same id in every file: more ids found again than equal lines with others."""
    if not index.by_bank_id:
        return False
    hits = clashes = 0
    for number, key, mark in zip(field_of(lines, "id"), keys, marks, strict=True):
        if mark is not None:
            hits += mark.id is not None
        elif number and (row := index.by_key.get(key)) and row.bank_id not in {None, number}:
            clashes += 1
    return hits >= clashes and hits > 0


def _by_key(
    lines: Sequence[Line], keys: Sequence[str], marks: list[Mark | None], index: _Index, *, ids_are_stable: bool
) -> None:
    """Marks by fingerprint; a row that the bank gives another id is another row where its ids are stable."""
    by_key, taken = index.by_key, index.taken
    if not by_key:
        return
    for at, key in enumerate(keys):
        if marks[at] is not None:
            continue
        row = by_key.get(key)
        if row is None or row.id in taken:
            continue
        line = lines[at]
        if ids_are_stable and line.id and row.bank_id and row.bank_id != line.id and not row.is_deleted:
            continue
        taken.add(row.id)
        if row.is_deleted or row.status == PENDING:
            marks[at] = _repeat(row, line.status, "same_line", key)
        else:
            marks[at] = Mark(DUPLICATE, "same_line", row.id, key)


def _by_day_and_amount(
    lines: Sequence[Line], amounts: Sequence[int], keys: Sequence[str], marks: list[Mark | None], index: _Index
) -> None:
    """Marks in another format of the same account: texts differ, date, amount and their order are the same.

    Only where most of the overlap is known by date and amount and hardly any of it by text, which is what a second
    format looks like; a lone equal amount is only a possible duplicate.
    """
    rest: dict[tuple[date, int], list[Known]] = defaultdict(list)
    for row in index.by_key.values():
        if row.id not in index.taken:
            rest[row.booked_on, row.amount].append(row)
    if not rest:
        return
    overlap = [at for at, line in enumerate(lines) if index.first <= line.booked_on <= index.last]
    exact = sum(1 for at in overlap if marks[at] is not None)
    unmarked = [at for at in overlap if marks[at] is None]
    found: list[tuple[int, Known]] = []
    for at in unmarked:
        line = lines[at]
        for day in dict.fromkeys((line.booked_on, line.value_on or line.booked_on)):
            rows = rest.get((day, amounts[at]))
            if rows:
                found.append((at, rows.pop(0)))
                break
    is_other_format = len(found) >= 2 and 10 * len(found) >= 8 * len(unmarked) and exact <= len(found)
    for at, row in found:
        if is_other_format or (row.payee and is_similar(row.payee, lines[at].payee or lines[at].description)):
            index.taken.add(row.id)
            marks[at] = _repeat(row, lines[at].status, "other_format", keys[at])
        elif not row.is_deleted:
            marks[at] = Mark(NEW, "possible_duplicate", row.id, keys[at])


_NEAR = sorted(range(-WINDOW, WINDOW + 1), key=abs)


def _completed(line: Line, amount: int, key: str, index: _Index) -> Mark | None:
    """The pending, expected or hand-typed row that this line completes; a possible one if the names differ."""
    possible: Known | None = None
    name = line.payee or line.description
    for days in _NEAR:
        for row in index.open.get((amount, line.booked_on + timedelta(days)), ()):
            if row.id in index.taken or (row.status == PENDING and line.status == PENDING):
                continue
            if not row.payee or is_similar(row.payee, name) or is_similar(row.payee, line.description):
                index.taken.add(row.id)
                if row.status == PENDING:
                    return Mark(MATCH, "pending_booked", row.id, key)
                return Mark(MATCH, "expected" if row.status == EXPECTED else "typed_by_hand", row.id, key)
            possible = possible or row
    return Mark(NEW, "possible_match", possible.id, key) if possible else None


def _is_fresh(lines: Sequence[Line], amounts: Sequence[int], index: _Index, currency: str) -> bool:
    """Whether nothing that is known could be a line, and no line is a problem: each is new, as in a new account."""
    if index.by_key or index.open:
        return False
    if any(max(map(abs, some), default=0) > LARGEST for some in parts_of(amounts)):
        return False
    return all(set(some) <= {None, currency} for some in parts_of(field_of(lines, "currency")))


def match(lines: Sequence[Line], amounts: Sequence[int], known: Iterable[Known], currency: str) -> Sequence[Mark]:
    """A mark for each line of one account's statement against all rows of that account, deleted ones included.

    amounts: the lines' minor units (`minor_amounts`). currency: the account's; a line in another one is a problem.
    """
    overlap = Overlap.none(len(lines))
    overlap.rest += known
    return match_rest(lines, amounts, fingerprints(lines, amounts), overlap, currency)


def match_rest(
    lines: Sequence[Line], amounts: Sequence[int], keys: Sequence[str], overlap: Overlap, currency: str
) -> Sequence[Mark]:
    """The same where lines that are rows as they stand are known already. keys: the lines' fingerprints."""
    if 0 not in overlap.ids and not any(field_of(lines, "id")):
        return Marks.known(_SAME, overlap.ids, keys)
    index = _Index.of(overlap.rest)
    index.first, index.last = min(index.first, overlap.first), max(index.last, overlap.last)
    marks = _by_id(lines, amounts, keys, index)
    if any(overlap.ids):
        marks = [_SAME if row else mark for row, mark in zip(overlap.ids, marks, strict=True)]
    _by_key(lines, keys, marks, index, ids_are_stable=_are_stable(lines, keys, marks, index))
    if None in marks:
        if not any(marks) and _is_fresh(lines, amounts, index, currency):
            return Marks.fresh(keys)
        _by_day_and_amount(lines, amounts, keys, marks, index)
    return Marks.of(_settled(lines, amounts, keys, marks, overlap, index, currency), len(keys))


def _settled(
    lines: Sequence[Line],
    amounts: Sequence[int],
    keys: Sequence[str],
    marks: list[Mark | None],
    overlap: Overlap,
    index: _Index,
    currency: str,
) -> Iterator[Mark]:
    """The marks as they stay, with fingerprints that no other row holds."""
    given: set[str] = set()
    same = cache(lambda: {key for key, row in zip(keys, overlap.ids, strict=True) if row})
    currencies, same_line = field_of(lines, "currency"), _SAME[:2]
    for at, (amount, key, mark, stated) in enumerate(zip(amounts, keys, marks, currencies, strict=True)):
        if mark is _SAME:
            yield Mark(*same_line, overlap.ids[at], key)
        elif mark is not None and mark.kind != NEW:
            yield mark
        elif stated is not None and stated != currency:
            yield Mark(PROBLEM, "other_currency", None, key)
        elif abs(amount) > LARGEST:
            yield Mark(PROBLEM, "amount_too_large", None, key)
        else:
            done = (index.open and _completed(lines[at], amount, key, index)) or mark
            if done is None:
                done = Mark(NEW, "not_seen_before" if key.count(":") == 2 else "equal_line", None, key)
            if key in index.by_key or key in given:
                done = Mark(done.kind, done.why, done.id, free_key(key, index.by_key, given, same()))
            given.add(done.key)
            yield done
