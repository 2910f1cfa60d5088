"""Receipts and other files on transactions: add, look at, save, remove; sealed inside the vault's folder."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hub.domain.errors import HubError, LedgerError
from hub.domain.outgoing import Disclosure, Outgoing
from hub.domain.progress import Progress, silent
from hub.services import outbound
from storage import attachments, bills, transactions
from storage.attachments import Attachment
from storage.vault import Vault

__all__ = ["Attachment"]

TOPICS = ("transactions",)
LARGEST = 256 * 1024 * 1024
UNDO_DAYS = 90
"""Days for which a removed file can be brought back by undoing."""
_KINDS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
)
_OTHER, _TEXT = "application/octet-stream", "text/plain"
_LOOKED_AT = 4096
"""Bytes at the start of a file that tell what it is."""


def add(
    vault: Vault, transaction_id: int, path: Path, progress: Progress = silent, now: datetime | None = None
) -> Attachment:
    """Attach a copy of a file to a transaction; the one that is there when the same content is."""
    _refuse_missing(vault, transaction_id)
    return _add(vault, path, progress, now, transaction_id=transaction_id)


def add_to_bill(
    vault: Vault, bill_id: int, path: Path, progress: Progress = silent, now: datetime | None = None
) -> Attachment:
    """Attach a copy of a file to a bill; the one that is there when the same content is."""
    with vault.read() as connection:
        if all(one.id != bill_id for one in bills.all_bills(connection)):
            raise LedgerError("no_such_bill", where={"bill": bill_id})
    return _add(vault, path, progress, now, bill_id=bill_id)


def refuse_large(paths: Iterable[Path]) -> None:
    """HubError "file_too_large" for the first file that is larger than what is kept; OSError where there is none."""
    for path in paths:
        if path.stat().st_size > LARGEST:
            raise HubError("file_too_large", where={"file": path.name}, limit=LARGEST)


def _add(
    vault: Vault,
    path: Path,
    progress: Progress,
    now: datetime | None,
    *,
    transaction_id: int | None = None,
    bill_id: int | None = None,
) -> Attachment:
    at = now or datetime.now(UTC)
    try:
        refuse_large([path])
        with path.open("rb") as source:
            kind = _kind(source.read(_LOOKED_AT))
            source.seek(0)
            stored = attachments.keep(vault.folder, source, progress)
    except OSError as error:
        raise HubError(
            "cannot_read_file", where={"file": str(path)}, next_step="check_permission", reason=error.strerror or ""
        ) from error
    is_kept = False
    try:
        held = listed_of_bill(vault, bill_id) if bill_id is not None else listed(vault, transaction_id or 0)
        for known in held:
            if known.sha256 == stored.sealed.sha256:
                return known
        name = shown_name(path.name)
        topics = TOPICS if bill_id is None else ("bills",)
        with vault.write("attach", values={"file": name}, topics=topics) as write:
            added = attachments.insert(write.connection, transaction_id, name, kind, stored, at, bill_id)
        is_kept = True
    finally:
        if not is_kept:
            attachments.discard(vault.folder, stored)
    return find(vault, added)


def listed_of_bill(vault: Vault, bill_id: int) -> list[Attachment]:
    """The files of a bill."""
    with vault.read() as connection:
        return attachments.of_bill(connection, bill_id)


def listed(vault: Vault, transaction_id: int) -> list[Attachment]:
    """The files of a transaction."""
    with vault.read() as connection:
        return attachments.of_transaction(connection, transaction_id)


def with_files(vault: Vault, transaction_ids: Sequence[int]) -> frozenset[int]:
    """Those of these transactions that have a file."""
    with vault.read() as connection:
        return attachments.with_files(connection, transaction_ids)


def find(vault: Vault, attachment_id: int) -> Attachment:
    """One file; LedgerError "no_such_attachment" when it is gone."""
    with vault.read() as connection:
        found = attachments.get(connection, attachment_id)
    if found is None:
        raise LedgerError("no_such_attachment", where={"attachment": attachment_id})
    return found


def content(vault: Vault, attachment_id: int) -> bytes:
    """The whole content, checked to its end, for showing it."""
    find(vault, attachment_id)
    with vault.read() as connection:
        return b"".join(attachments.content(connection, vault.folder, attachment_id))


def save(vault: Vault, attachment_id: int, path: Path) -> Disclosure:
    """Write a readable copy outside of the vault; journalled as what left it."""
    body = content(vault, attachment_id)
    leaving = Outgoing("export", f"file:{path.parent}", {"transactions": "full"}, body)
    return outbound.write_file(vault, leaving, path)


def remove(vault: Vault, attachment_id: int) -> None:
    """Take a file off its transaction; undo brings it back for 90 days."""
    found = find(vault, attachment_id)
    topics = TOPICS if found.bill_id is None else ("bills",)
    with vault.write("detach", values={"file": found.name}, topics=topics) as write:
        attachments.remove(write.connection, attachment_id)


def tidy(vault: Vault, now: datetime | None = None) -> list[str]:
    """Remove sealed files that nothing can bring back any more; their names."""
    with vault.read() as connection:
        if not attachments.orphans(connection, vault.folder):
            return []
    undo_before = (now or datetime.now(UTC)) - timedelta(days=UNDO_DAYS)
    with vault.write("tidy", undoable=False) as write:
        return attachments.collect(write.connection, vault.folder, undo_before)


def shown_name(name: str) -> str:
    """A file's name as text: without folders, controls and marks that turn the direction of writing."""
    last = name.replace("\\", "/").rpartition("/")[2]
    clean = "".join(sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs"})
    return clean.strip()[:200] or "file"


def _refuse_missing(vault: Vault, transaction_id: int) -> None:
    with vault.read() as connection:
        if transactions.get(connection, transaction_id) is None:
            raise LedgerError("no_such_transaction", where={"transaction": transaction_id})


def _kind(start: bytes) -> str:
    """What a file is by its first bytes, whatever it is called."""
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    found = next((kind for magic, kind in _KINDS if start.startswith(magic)), None)
    return found or (_TEXT if _is_text(start) else _OTHER)


def _is_text(start: bytes) -> bool:
    """Whether it is plain text in UTF-8; a letter may be cut at the end."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        shown = decoder.decode(start)
    except UnicodeDecodeError:
        return False
    return bool(shown) and not any(unicodedata.category(one) == "Cc" and one not in "\t\r\n\f" for one in shown)
