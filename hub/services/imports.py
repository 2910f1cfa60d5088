"""Bringing files in: preview what each line is, accept in one step, undo in one step."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from hub.domain import matching
from hub.domain.account import Account
from hub.domain.errors import HubError, LedgerError, StatementError
from hub.domain.matching import Mark
from hub.domain.money import to_minor
from hub.domain.progress import Progress, silent
from hub.domain.statement import FileReading, Line, Statement
from hub.domain.transaction import Batch
from hub.services import backup, recognising, sorting, transfers
from hub.services.recognising import Choices, NewAccount
from importers import detect
from storage import accounts, batches, journal, settings, transactions, undo
from storage.search import folded_text
from storage.vault import Vault

TOPICS = ("transactions", "accounts", "bills", "imports")
LARGEST_FILE = 1 << 30


@dataclass(frozen=True, slots=True)
class Part:
    """One account's lines of one file.

    account: the known account, or the one to be made. recognised_by: number, name, layout, overlap, only_one,
    chosen, or none. amounts: minor units by line; marks: what each line is; sorted_as: the category proposed for
    each line; taken: whether each line will be added. balance_before and balance_after: of the account, minor units.
    places: known row → the file and line it came from, for the lines that are there already.
    """

    statement: Statement
    account: Account | NewAccount
    recognised_by: str
    amounts: tuple[int, ...]
    marks: tuple[Mark, ...]
    sorted_as: tuple[sorting.Sorted, ...]
    taken: tuple[bool, ...]
    opening: int | None
    balance_before: int
    balance_after: int
    places: Mapping[int, tuple[str, int]]

    def count(self, kind: str) -> int:
        """How many lines have a mark."""
        return sum(mark.kind == kind for mark in self.marks)

    @property
    def closing(self) -> int | None:
        """The closing balance that the file states, minor units."""
        stated = self.statement.closing
        return None if stated is None else to_minor(stated.amount, self.account.currency)


@dataclass(frozen=True, slots=True)
class FilePreview:
    """One file: how it was read and its parts, or why it can't be read."""

    path: Path
    size: int
    sha256: str
    reading: FileReading | None
    parts: tuple[Part, ...]
    error: HubError | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What accepting would do; nothing is in the vault yet."""

    files: tuple[FilePreview, ...]
    choices: Choices

    @property
    def to_add(self) -> int:
        """How many lines will be added or complete a known row."""
        return sum(sum(part.taken) for file in self.files for part in file.parts)


def preview(
    vault: Vault, paths: Sequence[Path], progress: Progress = silent, choices: Choices | None = None
) -> Preview:
    """Read files and mark every line; an unreadable file is reported in its place, the others go on."""
    chosen = choices or Choices()
    files = []
    for number, path in enumerate(paths):
        progress(number, len(paths), "reading")
        files.append(_preview_file(vault, path, chosen, progress))
    return Preview(tuple(files), chosen)


def accept(vault: Vault, shown: Preview, progress: Progress = silent, now: datetime | None = None) -> list[Batch]:
    """Add what a preview shows: one write, one operation, one batch for each account of each file.

    LedgerError "vault_changed" when the vault is no longer what the preview was made from.
    """
    at = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    names = [file.path.name for file in shown.files if file.parts]
    total = shown.to_add
    backup.before_many(vault, "import", total, progress)
    values = {"files": names, "count": total}
    done = 0
    made: dict[tuple[str, str], int] = {}
    batch_ids = []
    with vault.write("import", values=values, topics=TOPICS) as write:
        for file in shown.files:
            for part in file.parts:
                progress(done, total, "writing")
                account_id = _account_for(write.connection, part, made)
                batch_id = batches.insert_batch(write.connection, **_batch_row(file, part, account_id, at))
                with write.bulk(batch_id) as connection:
                    transactions.insert_many(connection, _rows(part, account_id, batch_id))
                _complete(write.connection, part)
                _remember(write.connection, file, account_id)
                batch_ids.append(batch_id)
                done += sum(part.taken)
        progress(done, total, "matching")
        linked = transfers.link_new(write.connection, batch_ids)
        for batch_id, count in linked.items():
            batches.update_batch(write.connection, batch_id, transfers=count)
        return [b for batch_id in batch_ids if (b := batches.get(write.connection, batch_id)) is not None]


def history(vault: Vault) -> list[Batch]:
    """Every import, newest first."""
    with vault.read() as connection:
        return batches.all_batches(connection)


def undo_batch(vault: Vault, batch_id: int) -> journal.Operation:
    """Take back the whole operation that wrote a batch."""
    operation = undo.operation_of_batch(vault, batch_id)
    if operation is None:
        raise LedgerError("no_such_batch", where={"batch": batch_id})
    done = undo.undo(vault, operation.id)
    if done is None:
        raise LedgerError("no_such_batch", where={"batch": batch_id})
    return done


def _preview_file(vault: Vault, path: Path, choices: Choices, progress: Progress) -> FilePreview:
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as error:
        reason = StatementError(
            "cannot_read_file", where={"file": str(path)}, next_step="check_permission", reason=error.strerror or ""
        )
        return FilePreview(path, 0, "", None, (), reason)
    if size > LARGEST_FILE:
        refusal = StatementError("file_too_large", where={"file": path.name}, limit=LARGEST_FILE)
        return FilePreview(path, size, "", None, (), refusal)
    digest = hashlib.sha256(content).hexdigest()
    try:
        reading = detect.read(path.name, content, progress, answers=choices.answers.get(path.name, {}))
    except StatementError as error:
        return FilePreview(path, len(content), digest, None, (), error)
    pieces = [piece for statement in reading.statements for piece in _by_currency(statement)]
    parts = tuple(
        _preview_part(vault, path, number, piece, reading, choices, progress) for number, piece in enumerate(pieces)
    )
    return FilePreview(path, len(content), digest, reading, parts)


def _by_currency(statement: Statement) -> list[Statement]:
    """A statement in several currencies (a wallet's) is one account for each of them."""
    currencies = {line.currency or statement.account.currency for line in statement.lines}
    if len(currencies) < 2:
        return [statement]
    main = statement.account.currency
    return [
        replace(
            statement,
            account=replace(statement.account, currency=code),
            lines=tuple(line for line in statement.lines if (line.currency or main) == code),
            opening=statement.opening if code == main else None,
            closing=statement.closing if code == main else None,
            balances_agree=statement.balances_agree if code == main else None,
        )
        for code in sorted(currencies, key=str)
    ]


def _preview_part(
    vault: Vault,
    path: Path,
    number: int,
    statement: Statement,
    reading: FileReading,
    choices: Choices,
    progress: Progress,
) -> Part:
    with vault.read() as connection:
        home = settings.load(connection).home_currency
        account, by = recognising.recognise(
            connection, statement, reading, path.stem, choices, (path.name, number), home
        )
        progress(0, len(statement.lines), "matching")
        amounts = matching.minor_amounts(statement.lines, account.currency)
        known = [] if isinstance(account, NewAccount) else recognising.known_rows(connection, account.id, statement)
        marks = matching.match(statement.lines, amounts, known, account.currency)
        there = {mark.id for mark in marks if mark.kind == matching.DUPLICATE and mark.id is not None}
        places = batches.places(connection, account.id, there) if isinstance(account, Account) and there else {}
        progress(0, len(statement.lines), "categorising")
        sorter = sorting.Sorter(connection)
        sorted_as = sorter.sort(statement.lines, amounts, marks, account.currency, account.name)
        balance = 0 if isinstance(account, NewAccount) else _balance(connection, account.id)
    flipped = {index for name, part, index in choices.flipped if (name, part) == (path.name, number)}
    taken = tuple((m.kind in (matching.NEW, matching.MATCH)) != (i in flipped) for i, m in enumerate(marks))
    opening = _opening(statement, account, amounts, marks)
    added = sum(a for a, take, mark in zip(amounts, taken, marks, strict=True) if take and mark.kind != matching.MATCH)
    before = opening if isinstance(account, NewAccount) and opening is not None else balance
    return Part(
        statement,
        account,
        by,
        tuple(amounts),
        tuple(marks),
        tuple(sorted_as),
        taken,
        opening,
        before,
        before + added,
        places,
    )


def _balance(connection: Connection, account_id: int) -> int:
    return next(p.balance for p in accounts.positions(connection) if p.account.id == account_id)


def _opening(
    statement: Statement, account: Account | NewAccount, amounts: Sequence[int], marks: Sequence[Mark]
) -> int | None:
    """The opening balance that the file proves for a new account, or a corrected one for older lines; else None.

    Lines older than the day the opening is known for move it, so that today's balance stays what it was.
    """
    if isinstance(account, NewAccount):
        if statement.opening is not None:
            return to_minor(statement.opening.amount, account.currency)
        if statement.closing is not None:
            return to_minor(statement.closing.amount, account.currency) - sum(amounts)
        return None
    if account.opened_on is None:
        return None
    older = [
        amount
        for line, amount, mark in zip(statement.lines, amounts, marks, strict=True)
        if mark.kind == matching.NEW and line.booked_on < account.opened_on
    ]
    return account.opening - sum(older) if older else None


def _account_for(connection: Connection, part: Part, made: dict[tuple[str, str], int]) -> int:
    first = min((line.booked_on for line in part.statement.lines), default=None)
    evidence: dict[str, object] = {} if part.opening is None else {"opening": part.opening, "opened_on": first}
    if isinstance(part.account, Account):
        if accounts.account(connection, part.account.id) is None:
            raise LedgerError("vault_changed", next_step="preview_again")
        if evidence:
            accounts.update_account(connection, part.account.id, **evidence)
        return part.account.id
    new = part.account
    key = (new.name, new.currency)
    if key not in made:
        taken = {one.name for one in accounts.all_accounts(connection)}
        name = new.name if new.name not in taken else f"{new.name} {new.currency}"
        number = 2
        while name in taken:
            name, number = f"{new.name} {number}", number + 1
        made[key] = accounts.insert_account(
            connection,
            name=name,
            kind=new.kind,
            currency=new.currency,
            number=new.number,
            institution=new.institution,
            **evidence,
        )
    return made[key]


def _batch_row(file: FilePreview, part: Part, account_id: int, at: str) -> dict[str, object]:
    reading = file.reading
    stated = part.statement.closing
    added = [mark for mark, take in zip(part.marks, part.taken, strict=True) if take]
    matched = sum(mark.kind == matching.MATCH for mark in added)
    return {
        "account_id": account_id,
        "file_name": file.path.name,
        "file_hash": file.sha256,
        "format": "" if reading is None else reading.format,
        "importer": "" if reading is None else reading.importer,
        "imported_at": at,
        "read": len(part.marks),
        "new": len(added) - matched,
        "duplicate": part.count(matching.DUPLICATE),
        "matched": matched,
        "transfers": 0,
        "rejected": part.count(matching.PROBLEM) + (0 if reading is None else len(reading.problems)),
        "closing": part.closing,
        "closing_on": None if stated is None else stated.on,
    }


def _rows(part: Part, account_id: int, batch_id: int) -> list[tuple[object, ...]]:
    """The new rows of a part, in the order of `transactions.BULK`, in the order of time."""
    lines = part.statement.lines
    order = range(len(lines))
    if len(lines) > 1 and lines[0].booked_on > lines[-1].booked_on:
        order = range(len(lines) - 1, -1, -1)
    return [
        _row(lines[i], part.amounts[i], part.sorted_as[i], part.marks[i].key, account_id, batch_id)
        for i in order
        if part.taken[i] and part.marks[i].kind != matching.MATCH
    ]


def _row(line: Line, amount: int, as_: sorting.Sorted, key: str, account_id: int, batch_id: int) -> tuple[object, ...]:
    original = line.original_currency
    return (
        account_id,
        line.booked_on.isoformat(),
        None if line.value_on is None else line.value_on.isoformat(),
        amount,
        as_.payee,
        line.description,
        line.status,
        as_.category_id,
        as_.by,
        as_.why,
        None if original is None or line.original_amount is None else to_minor(line.original_amount, original),
        original,
        line.counterparty,
        line.mcc,
        line.notes,
        line.id,
        key,
        batch_id,
        line.line,
        line.raw or None,
        folded_text(as_.payee, line.description, line.notes),
    )


def _complete(connection: Connection, part: Part) -> None:
    """Lines that complete a pending, expected or typed row: the bank's facts win, the person's words stay."""
    for line, amount, as_, mark, take in zip(
        part.statement.lines, part.amounts, part.sorted_as, part.marks, part.taken, strict=True
    ):
        if not take or mark.kind != matching.MATCH or mark.id is None:
            continue
        before = transactions.get(connection, mark.id)
        if before is None:
            raise LedgerError("vault_changed", next_step="preview_again")
        payee = before.payee or as_.payee
        transactions.change(
            connection,
            [mark.id],
            booked_on=line.booked_on,
            value_on=line.value_on,
            amount=amount,
            payee=payee,
            description=line.description,
            status=line.status,
            bank_id=line.id,
            key=mark.key,
            line=line.line,
            raw=line.raw or None,
            counterparty=line.counterparty,
            folded=folded_text(payee, line.description, before.notes),
        )


def _remember(connection: Connection, file: FilePreview, account_id: int) -> None:
    if file.reading is not None and len(file.parts) == 1:
        batches.remember_profile(connection, recognising.layout(file.reading, file.path.stem), account_id, {})
