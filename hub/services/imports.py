"""Bringing files in: preview what each line is, accept in one step, undo in one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import compress, islice, repeat
from typing import Any

from sqlalchemy import Connection

from hub.domain import matching
from hub.domain.account import Account
from hub.domain.errors import LedgerError
from hub.domain.line_columns import field_of
from hub.domain.marks import keys_of, kinds_of
from hub.domain.memory import no_collection
from hub.domain.money import to_minor
from hub.domain.progress import Progress, silent
from hub.domain.text import fold, fold_all
from hub.domain.transaction import Batch
from hub.services import backup, doubles, profiles, rule_history, transfers
from hub.services.previewing import FilePreview, Part, Preview, first_rows, preview
from hub.services.sorting import Sorted
from storage import accounts, batches, journal, transactions, undo
from storage.search import SEPARATOR, folded_text
from storage.vault import Vault

_REPORT_EVERY = 5000
TOPICS = ("transactions", "accounts", "bills", "imports")

__all__ = ["FilePreview", "Part", "Preview", "accept", "first_rows", "history", "preview", "undo_batch"]


def accept(vault: Vault, shown: Preview, progress: Progress = silent, now: datetime | None = None) -> list[Batch]:
    """Add what a preview shows: one write, one operation, one batch for each account of each file.

    LedgerError "vault_changed" when the vault is no longer what the preview was made from.
    """
    if shown.is_provisional:
        raise ValueError("only the first rows are read")
    at = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    names = [file.path.name for file in shown.files if file.parts]
    total = shown.to_add
    backup.before_many(vault, "import", total, progress)
    values = {"files": names, "count": total}
    done = 0
    made: dict[tuple[str, str], int] = {}
    batch_ids = []
    with no_collection(), vault.write("import", values=values, topics=TOPICS) as write:
        for file in shown.files:
            for part in file.parts:
                progress(done, total, "writing")
                account_id = _account_for(write.connection, part, made)
                batch_id = batches.insert_batch(write.connection, **_batch_row(file, part, account_id, at))
                with write.bulk(batch_id) as connection:
                    rows = _rows(part, account_id, batch_id, progress)
                    transactions.insert_many(connection, rows, sum(part.taken))
                    rule_history.finish_import(connection, batch_id, at=date.fromisoformat(at[:10]))
                doubles.keep(write.connection, batch_id, part.marks, part.taken)
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


def _account_for(connection: Connection, part: Part, made: dict[tuple[str, str], int]) -> int:
    first = min(field_of(part.statement.lines, "booked_on"), default=None)
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
    elif evidence:
        accounts.update_account(connection, made[key], **evidence)
    return made[key]


def _batch_row(file: FilePreview, part: Part, account_id: int, at: str) -> dict[str, object]:
    reading = file.reading
    stated = part.statement.closing
    added = Counter(compress(kinds_of(part.marks), part.taken))
    matched = added[matching.MATCH]
    return {
        "account_id": account_id,
        "file_name": file.path.name,
        "file_hash": file.sha256,
        "format": "" if reading is None else reading.format,
        "importer": "" if reading is None else reading.importer,
        "imported_at": at,
        "read": len(part.marks),
        "new": added.total() - matched,
        "duplicate": part.count(matching.DUPLICATE),
        "matched": matched,
        "transfers": 0,
        "rejected": file.left_out(part),
        "closing": part.closing,
        "closing_on": None if stated is None else stated.on,
    }


_TAKEN_OVER = (
    "booked_on", "value_on", "description", "status", "original_amount", "original_currency", "counterparty", "mcc",
    "notes", "id", "line", "raw",
)  # fmt: skip


def _rows(part: Part, account_id: int, batch_id: int, progress: Progress) -> Iterator[tuple[object, ...]]:
    """The new rows of a part, in the order of `transactions.BULK`, in the order of time; made as they are written."""
    lines = part.statement.lines
    is_turned = len(lines) > 1 and lines[0].booked_on > lines[-1].booked_on
    kinds = zip(part.taken, kinds_of(part.marks), strict=True)
    wanted = [take and kind != matching.MATCH for take, kind in kinds]
    held = (part.amounts, part.sorted_as, keys_of(part.marks), *(field_of(lines, name) for name in _TAKEN_OVER))
    columns: list[Iterator[Any]] = [reversed(one) if is_turned else iter(one) for one in held]
    if not all(wanted):
        wanted = wanted[::-1] if is_turned else wanted
        columns = [compress(one, wanted) for one in columns]
    stored, done = _Stored(account_id, batch_id), 0
    while (block := [list(islice(one, _REPORT_EVERY)) for one in columns])[0]:
        progress(done, len(lines), "writing")
        yield from stored.rows(*block)
        done += len(block[0])


class _Stored:
    """Values as the table holds them, a column at a time; days and texts that repeat are made once."""

    def __init__(self, account_id: int, batch_id: int) -> None:
        self._account_id, self._batch_id = account_id, batch_id
        self._days = _Days()
        self._folded = _Folded()

    def rows(
        self,
        amounts: Sequence[int],
        sorted_as: Sequence[Sorted],
        keys: Sequence[str],
        booked: Sequence[date],
        valued: Sequence[date | None],
        descriptions: Sequence[str],
        states: Sequence[str],
        originals: Sequence[Decimal | None],
        codes: Sequence[str | None],
        counterparties: Sequence[str],
        mccs: Sequence[str | None],
        notes: Sequence[str],
        bank_ids: Sequence[str | None],
        numbers: Sequence[int],
        raws: Sequence[str],
    ) -> Iterator[tuple[object, ...]]:
        """Rows in the order of `transactions.BULK`."""
        payees, categories, by, whys, *_ = zip(*sorted_as, strict=True)
        folded = map(self._folded.__getitem__, payees), fold_all(descriptions), map(self._folded.__getitem__, notes)
        return zip(
            repeat(self._account_id),
            map(self._days.__getitem__, booked),
            map(self._days.__getitem__, valued),
            amounts,
            payees,
            descriptions,
            states,
            categories,
            by,
            whys,
            map(_original, originals, codes) if any(codes) else repeat(None),
            codes,
            counterparties,
            mccs,
            notes,
            bank_ids,
            keys,
            repeat(self._batch_id),
            numbers,
            [raw or None for raw in raws],
            map(SEPARATOR.join, zip(*folded, strict=True)),
            strict=False,  # some columns are the same in all rows
        )


def _original(amount: Decimal | None, code: str | None) -> int | None:
    return None if code is None or amount is None else to_minor(amount, code)


class _Days(dict[date | None, str | None]):
    """Days as they are stored; each is written once."""

    def __missing__(self, day: date | None) -> str | None:
        text = self[day] = None if day is None else day.isoformat()
        return text


class _Folded(dict[str, str]):
    """Texts that repeat, folded once."""

    def __missing__(self, text: str) -> str:
        found = self[text] = fold(text)
        return found


def _complete(connection: Connection, part: Part) -> None:
    """Lines that complete a pending, expected or typed row: the bank's facts win, the person's words stay."""
    if not part.count(matching.MATCH):
        return
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
    if file.reading is not None:
        profiles.remember(connection, file.reading, file.path.stem, account_id if len(file.parts) == 1 else None)
