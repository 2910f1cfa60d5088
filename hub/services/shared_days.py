"""Equal rows of the day on which a file meets an earlier one: counted once, asked about, or twice where that is proven.

The rule is `hub.domain.shared_days`; here are the rows of the vault and of the files of the same go that it needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from hub.domain.account import Account
from hub.domain.line_columns import ends_of, field_of
from hub.domain.marks import DUPLICATE, FURTHER, NEW, SHARED_DAY, Mark, Marks
from hub.domain.money import to_minor
from hub.domain.shared_days import Cover, Held, Own, free_key, further, stem_of
from hub.domain.statement import PENDING, Balance, Question, Statement
from hub.services.chains import Place
from hub.services.recognising import NewAccount
from hub.services.together import Earlier, Meetings, key_of
from storage import known as known_table

SAME, TWICE = "same_rows", "further_rows"
_ALIKE = frozenset({"same_line", "other_format"})

Rows = Sequence[Held]


def met(
    connection: Connection,
    account: Account | NewAccount,
    place: Place,
    statement: Statement,
    found: tuple[Sequence[int], Sequence[Mark]],
    earlier: Earlier,
    answer: str | None,
) -> Sequence[Mark]:
    """The marks of a part with what holds of the days on which it meets earlier files; what is open is asked.

    found: its amounts and marks. earlier: takes note of its days, and of the question. answer: what a person said to
    that.
    """
    amounts, marks = found
    span = _cover(place, statement, account.currency)
    if span is None or not earlier.file_hash:
        return marks
    meetings = earlier.meetings.setdefault(key_of(account), Meetings())
    is_again = meetings.files.setdefault(earlier.file_hash, place[0]) != place[0]
    rows, covers = earlier.meeting(account, span), list(meetings.covers)
    meetings.covers.append(span)
    if not is_again and isinstance(account, Account):
        stored = _of_vault(connection, account, span, earlier.file_hash)
        is_again = stored is None
        if stored is not None:
            rows, covers = rows + stored[0], covers + stored[1]
    if is_again or not any(one.faces(span, day) for one in covers for day in (span.first, span.last)):
        return marks
    marks, question = _settled(marks, _lines(marks, statement, amounts, span, rows), (rows, covers), span, answer)
    if question is not None:
        earlier.questions.setdefault(place[0], []).append(question)
    return marks


def _cover(source: Place, statement: Statement, currency: str) -> Cover | None:
    """The days of a statement with its proven balances; None where it has no lines."""
    ends = ends_of(field_of(statement.lines, "booked_on"))
    if ends is None:
        return None

    def proven(stated: Balance | None) -> int | None:
        return to_minor(stated.amount, currency) if stated is not None and statement.balances_agree else None

    return Cover(source, *ends, proven(statement.opening), proven(statement.closing))


def _settled(
    marks: Sequence[Mark],
    lines: Mapping[date, Sequence[Own]],
    known: tuple[Rows, Sequence[Cover]],
    span: Cover,
    answer: str | None,
) -> tuple[Sequence[Mark], Question | None]:
    """The marks with what is asked about them. lines: of the first and the last day; known: the account's rows of
    these days, and the files that they came with."""
    rows, covers = known
    changes: dict[int, Mark] = {}
    used = {one.key for one in rows} | {marks[one.at].key for own in lines.values() for one in own}
    question: Question | None = None
    for day, own in lines.items():
        found, is_sure = further(own, [one for one in rows if one.day == day], covers, span, day)
        if found and not is_sure and question is None:
            question = Question(SHARED_DAY, (SAME, TWICE), SAME, "files_meet").answered(answer)
        is_further = is_sure or (question is not None and question.assumed == TWICE)
        for at in found:
            changes[at] = _changed(marks[at], used, is_further=is_further)
            used.add(changes[at].key)
    if not changes:
        return marks, None
    return Marks.of((changes.get(at, mark) for at, mark in enumerate(marks)), len(marks)), question


def _of_vault(
    connection: Connection, account: Account, span: Cover, file_hash: str
) -> tuple[list[Held], list[Cover]] | None:
    """The account's rows of the first and the last day of a file, and the files they came with; None where this very
    file is one of them."""
    rows = known_table.meeting(connection, account.id, span.first, span.last)
    if rows and known_table.was_imported(connection, account.id, file_hash):
        return None
    batches = {one.source for one in rows if isinstance(one.source, int)}
    covers = known_table.covers(connection, sorted(batches), (account.opened_on, account.opening))
    return rows, covers


def _lines(
    marks: Sequence[Mark],
    statement: Statement,
    amounts: Sequence[int],
    span: Cover,
    rows: Rows,
) -> dict[date, list[Own]]:
    """The booked lines of the first and the last day of a file, oldest first."""
    found: dict[date, list[Own]] = {span.first: [], span.last: []}
    by_id = {one.id: one for one in rows}
    days, states = field_of(statement.lines, "booked_on"), field_of(statement.lines, "status")
    for at, day in enumerate(days):
        if day in found and states[at] != PENDING:
            mark = marks[at]
            row = by_id.get(mark.id) if mark.id is not None and mark.why in _ALIKE else None
            is_same = row is not None and row.day == day
            stem = stem_of(row.key if is_same and row is not None else mark.key)
            found[day].append(Own(at, amounts[at], stem, mark.id if is_same else None))
    if len(days) > 1 and days[0] > days[-1]:
        return {day: own[::-1] for day, own in found.items()}
    return found


def _changed(mark: Mark, used: set[str], *, is_further: bool) -> Mark:
    if not is_further:
        return Mark(DUPLICATE, SHARED_DAY, mark.id, mark.key)
    return Mark(NEW, FURTHER, None, free_key(mark.key, used))
