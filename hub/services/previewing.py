"""What accepting files would do: every line marked, nothing in the vault yet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import compress
from pathlib import Path

from sqlalchemy import Connection

from hub.domain import matching
from hub.domain.account import Account
from hub.domain.errors import HubError, StatementError
from hub.domain.line_columns import field_of
from hub.domain.marks import SHARED_DAY, Mark, count_of, ids_of, kinds_of
from hub.domain.memory import no_collection
from hub.domain.money import to_minor
from hub.domain.overlap import Overlap
from hub.domain.progress import Progress, silent
from hub.domain.statement import PENDING, FileReading, Statement
from hub.services import profiles, recognising, shared_days, sorting
from hub.services.chains import Chains, by_currency, pieces_of
from hub.services.choosing import Choices, joined
from hub.services.file_reading import FileRead, Reads, read_file
from hub.services.openings import opening_of
from hub.services.recognising import NewAccount
from hub.services.together import Earlier
from importers import beginning
from storage import accounts, settings
from storage import known as known_table
from storage.vault import Vault

_ADDED = frozenset({matching.NEW, matching.MATCH})


@dataclass(frozen=True, slots=True)
class Part:
    """One account's lines of one file.

    account: the known account, or the one to be made. recognised_by: number, name, layout, overlap, only_one,
    chosen, or none. amounts: minor units by line; marks: what each line is; sorted_as: the category proposed for
    each line; taken: whether each line will be added. balance_before and balance_after: of the account, minor units.
    places: known row → the file and line it came from, for the lines that are there already. is_newest: the
    account has no row later than the file's closing balance, so that balances can be compared.
    """

    statement: Statement
    account: Account | NewAccount
    recognised_by: str
    amounts: Sequence[int]
    marks: Sequence[Mark]
    sorted_as: tuple[sorting.Sorted, ...]
    taken: tuple[bool, ...]
    opening: int | None
    balance_before: int
    balance_after: int
    places: Mapping[int, tuple[str, int]]
    is_newest: bool

    def count(self, kind: str) -> int:
        """How many lines have a mark."""
        return count_of(self.marks, kind)

    @property
    def closing(self) -> int | None:
        """The closing balance that the file states, minor units."""
        stated = self.statement.closing
        return None if stated is None else to_minor(stated.amount, self.account.currency)

    @property
    def apart(self) -> int:
        """The bank's closing balance less the booked balance after adding; 0 when they agree or can't be compared."""
        if self.closing is None or not self.is_newest:
            return 0
        states = field_of(self.statement.lines, "status")
        pending = sum(
            amount
            for state, amount, take in zip(states, self.amounts, self.taken, strict=True)
            if take and state == PENDING
        )
        return self.closing - (self.balance_after - pending)


@dataclass(frozen=True, slots=True)
class FilePreview:
    """One file: how it was read and its parts, or why it can't be read.

    remembered: codes of the questions that were answered for an earlier file of this layout.
    """

    path: Path
    size: int
    sha256: str
    reading: FileReading | None
    parts: tuple[Part, ...]
    error: HubError | None = None
    remembered: frozenset[str] = frozenset()

    def left_out(self, part: Part) -> int:
        """How many rows can't be added with a part; those that could not even be read count with the first."""
        is_first = part.statement is self.parts[0].statement
        unread = self.reading.problems if is_first and self.reading is not None else ()
        return part.count(matching.PROBLEM) + sum(bool(one.line) for one in unread)


@dataclass(frozen=True, slots=True)
class Preview:
    """What accepting would do; nothing is in the vault yet.

    is_provisional: the first rows only, to look at while the files are read; it can't be accepted.
    """

    files: tuple[FilePreview, ...]
    choices: Choices
    is_provisional: bool = False

    @property
    def to_add(self) -> int:
        """How many lines will be added or complete a known row."""
        return sum(sum(part.taken) for file in self.files for part in file.parts)


def preview(
    vault: Vault,
    paths: Sequence[Path],
    progress: Progress = silent,
    choices: Choices | None = None,
    ahead: Reads | None = None,
) -> Preview:
    """Read files and mark every line; an unreadable file is reported in its place, the others go on.

    ahead: who reads the files, where that is not done here.
    """
    chosen = choices or Choices()
    files: list[FilePreview] = []
    earlier = Earlier(is_one_of_many=len(paths) > 1)
    with no_collection():
        found = []
        for number, path in enumerate(dict.fromkeys(paths)):
            progress(number, len(paths), "reading")
            read = ahead.take(path) if ahead else read_file(path, chosen.first_answers(path), progress)
            found.append(_opened(vault, read, chosen, progress))
        _settle_chains(vault, found, chosen, earlier)
        for number, file in enumerate(found):
            earlier.file, earlier.file_hash = number, file.sha256
            files.append(_with_parts(vault, file, chosen, progress, earlier))
    return Preview(tuple(_without(files, earlier.dropped)), chosen)


def _without(files: Sequence[FilePreview], dropped: Collection[tuple[int, int, int]]) -> list[FilePreview]:
    """The files, the lines left out whose place a line of a later file takes."""
    result = list(files)
    for at, number, index in dropped:
        part = result[at].parts[number]
        taken = (*part.taken[:index], False, *part.taken[index + 1 :])
        parts = list(result[at].parts)
        parts[number] = replace(part, taken=taken, balance_after=part.balance_after - part.amounts[index])
        result[at] = replace(result[at], parts=tuple(parts))
    return result


def first_rows(
    vault: Vault, paths: Sequence[Path], progress: Progress = silent, choices: Choices | None = None
) -> Preview | None:
    """The first rows of large files within half a second, whatever their size, to show while `preview` reads them.

    Only the first bytes of each file are read: its rows are marked and sorted as in the whole preview, its size is
    the file's, its hash is empty; there is no closing balance and no question. Files that can't be read by their
    beginning are left out. None when all files are small, or none can be read so.
    """
    chosen = choices or Choices()
    files = []
    try:
        sizes = [path.stat().st_size for path in paths]
        if sum(sizes) <= beginning.LENGTH:
            return None
        for path, size in zip(paths, sizes, strict=True):
            with path.open("rb") as file:
                head = file.read(beginning.LENGTH)
            reading, remembered = _read(vault, path, chosen, partial(beginning.read_beginning, path.name, head))
            if reading is not None:
                parts = _parts(vault, path, reading, chosen, progress, Earlier())
                files.append(FilePreview(path, size, "", replace(reading, questions=()), parts, remembered=remembered))
    except OSError:
        return None
    return Preview(tuple(files), chosen, is_provisional=True) if files else None


def _opened(vault: Vault, read: FileRead, choices: Choices, progress: Progress) -> FilePreview:
    """What a file says, or why it says nothing; its parts are not looked at yet."""
    path = read.path
    try:
        reading, remembered = _read(vault, path, choices, partial(read.under, progress=progress))
    except StatementError as error:
        return FilePreview(path, read.size, read.sha256, None, (), error)
    return FilePreview(path, read.size, read.sha256, reading, (), remembered=remembered)


def _settle_chains(vault: Vault, files: Sequence[FilePreview], choices: Choices, earlier: Earlier) -> None:
    """Which parts of several files are one account, and which of them the vault knows."""
    readings = [(number, file, file.reading) for number, file in enumerate(files) if file.reading is not None]
    if sum(len(reading.statements) for _number, _file, reading in readings) < 2:
        return
    earlier.chains = Chains.of([one for number, _file, reading in readings for one in pieces_of(number, reading)])
    with vault.read() as connection:
        home = settings.load(connection).home_currency
        for number, file, reading in readings:
            own = choices.of_file(file.path)
            for part, piece in enumerate(p for statement in reading.statements for p in by_currency(statement)):
                if earlier.chains.mates((number, part)):
                    place = (str(file.path), part)
                    account, _by = recognising.recognise(connection, piece, reading, file.path.stem, own, place, home)
                    if isinstance(account, Account):
                        earlier.known[number, part] = account


def _with_parts(vault: Vault, file: FilePreview, choices: Choices, progress: Progress, earlier: Earlier) -> FilePreview:
    if file.reading is None:
        return file
    parts = _parts(vault, file.path, file.reading, choices, progress, earlier)
    asked = earlier.questions.get(earlier.file)
    reading = replace(file.reading, questions=(*file.reading.questions, *asked)) if asked else file.reading
    return replace(file, reading=reading, parts=parts)


def _read(
    vault: Vault, path: Path, choices: Choices, read: Callable[[Mapping[str, str]], FileReading | None]
) -> tuple[FileReading | None, frozenset[str]]:
    """What a file says, its questions answered as now or for an earlier file, and which ones were answered then.

    read: the file under answers, None where it can't be read.
    """
    answers = choices.first_answers(path)
    reading = read(answers)
    if reading is None or all(question.is_answered for question in reading.questions):
        return reading, frozenset()
    with vault.read() as connection:
        before = profiles.answers_for(connection, reading, path.stem)
    if not before:
        return reading, frozenset()
    return read({**answers, **before}), frozenset(before)


def _parts(
    vault: Vault, path: Path, reading: FileReading, choices: Choices, progress: Progress, earlier: Earlier
) -> tuple[Part, ...]:
    pieces = [piece for statement in reading.statements for piece in by_currency(statement)]
    keeps_note = earlier.is_one_of_many or len(pieces) > 1
    own, parts = choices.of_file(path), []
    for number, piece in enumerate(pieces):
        part = _preview_part(vault, (str(path), number), piece, reading, own, progress, earlier)
        parts.append(part)
        if keeps_note:
            lines = list(zip(piece.lines, part.amounts, part.marks, part.taken, strict=True))
            about = part.account, profiles.layout(reading, path.stem)
            earlier.add(number, path.name, about, lines, (part.balance_after, part.opening))
    return tuple(parts)


def _preview_part(
    vault: Vault,
    place: tuple[str, int],
    statement: Statement,
    reading: FileReading,
    choices: Choices,
    progress: Progress,
    earlier: Earlier,
) -> Part:
    stem = Path(place[0]).stem
    with vault.read() as connection:
        home = settings.load(connection).home_currency
        account, by = recognising.recognise(connection, statement, reading, stem, choices, place, home)
        answers, at = choices.answers[place[0]], (earlier.file, place[1])
        account, by = earlier.account_of(account, by, at, reading, stem, answers)
        progress(0, len(statement.lines), "matching")
        amounts = matching.minor_amounts(statement.lines, account.currency)
        keys = matching.fingerprints(statement.lines, amounts)
        overlap = _overlap(connection, account, statement, keys)
        overlap.rest += earlier.rows(account)
        marks = matching.match_rest(statement.lines, amounts, keys, overlap, account.currency)
        del keys
        lines, asked = (amounts, earlier.settled(marks)), answers.get(SHARED_DAY)
        marks = shared_days.met(connection, account, at, statement, lines, earlier, asked)
        marks = joined(marks, {line: row for (*at, line), row in choices.joined.items() if tuple(at) == place})
        kinds = kinds_of(marks)
        places = _places(connection, account, overlap, marks)
        progress(0, len(statement.lines), "categorising")
        sorter = sorting.Sorter(connection, Path(place[0]).name)
        names = _names(overlap, marks)
        sorted_as = sorter.sort(statement.lines, amounts, marks, account.currency, account.name, names)
        balance, last = (0, None) if isinstance(account, NewAccount) else _balance(connection, account.id)
    balance, last = earlier.balance(account, balance), earlier.last(account, last)
    taken = _taken(kinds, {index for name, part, index in choices.flipped if (name, part) == place})
    added = _added(amounts, taken, kinds)
    opening, before, after = _balances(statement, account, earlier, amounts, marks, (balance, added))
    return Part(
        statement,
        account,
        by,
        amounts,
        marks,
        tuple(sorted_as),
        taken,
        opening,
        before,
        after,
        {**places, **brought} if (brought := earlier.places(marks)) else places,
        last is None or last <= _until(statement),
    )


def _taken(kinds: Sequence[str], flipped: Set[int]) -> tuple[bool, ...]:
    """Whether each line will be added. flipped: those that the person decided otherwise about."""
    taken = map(_ADDED.__contains__, kinds)
    return tuple(take != (index in flipped) for index, take in enumerate(taken)) if flipped else tuple(taken)


def _added(amounts: Sequence[int], taken: Sequence[bool], kinds: Sequence[str]) -> int:
    """The sum of the lines that will be rows of their own."""
    matched = (kind == matching.MATCH and take for kind, take in zip(kinds, taken, strict=True))
    return sum(compress(amounts, taken)) - (sum(compress(amounts, matched)) if matching.MATCH in kinds else 0)


def _overlap(
    connection: Connection, account: Account | NewAccount, statement: Statement, keys: Sequence[str]
) -> Overlap:
    """What the vault knows of the days of a statement."""
    if isinstance(account, NewAccount):
        return Overlap.none(len(keys))
    return recognising.overlap(connection, account.id, statement, keys)


def _places(
    connection: Connection, account: Account | NewAccount, overlap: Overlap, marks: Sequence[Mark]
) -> Mapping[int, tuple[str, int]]:
    """The file and line that the rows came from which lines are already."""
    if isinstance(account, NewAccount):
        return {}
    rows = zip(ids_of(marks), kinds_of(marks), strict=True)
    return known_table.places(connection, overlap, (row for row, kind in rows if kind == matching.DUPLICATE and row))


def _balances(
    statement: Statement,
    account: Account | NewAccount,
    earlier: Earlier,
    amounts: Sequence[int],
    marks: Sequence[Mark],
    sums: tuple[int, int],
) -> tuple[int | None, int, int]:
    """The opening balance a file proves, and the balance before and after. sums: the balance now, what is added."""
    balance, added = sums
    standing = earlier.standing(account)
    proven = opening_of(statement, account, amounts, marks) if isinstance(account, NewAccount) else None
    opening = opening_of(statement, standing or account, amounts, marks)
    if opening is not None and proven is not None:
        opening = proven  # of an account still to be made, what the oldest file says beats what was reckoned
    is_first = isinstance(account, NewAccount) and standing is None and not earlier.has(account)
    before = opening if is_first and opening is not None else balance
    stands = standing or account
    moved = opening - stands.opening if opening is not None and isinstance(stands, Account) else 0
    return opening, before, before + moved + added


def _names(overlap: Overlap, marks: Sequence[Mark]) -> Sequence[str]:
    """The payees of the rows that the lines are, "" where that is not known."""
    others = {row.id: row.payee for row in overlap.rest if row.payee}
    if not others:
        return overlap.names
    rows = zip(overlap.names, ids_of(marks), strict=True)
    return [name or others.get(row or 0, "") for name, row in rows]


def _balance(connection: Connection, account_id: int) -> tuple[int, date | None]:
    """An account's balance and the day of its last booking."""
    found = next(p for p in accounts.positions(connection) if p.account.id == account_id)
    return found.balance, found.last_booked_on


def _until(statement: Statement) -> date:
    """The day that a file's closing balance is of."""
    stated = statement.closing
    if stated is not None and stated.on is not None:
        return stated.on
    return max(field_of(statement.lines, "booked_on"), default=date.min)
