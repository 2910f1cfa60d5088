"""Bills from files: read, looked at, added with their file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hub.domain.errors import HubError
from hub.services import attachments, bills, settings
from importers import bill_file
from importers.bill_text import BillReading
from storage.vault import Vault

__all__ = ["BillReading"]


def read(vault: Vault, path: Path, today: date) -> list[BillReading]:
    """The bills of a file; nothing is written. StatementError when it holds none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise HubError(
            "cannot_read_file", where={"file": str(path)}, next_step="check_permission", reason=error.strerror or ""
        ) from error
    return bill_file.read(path.name, content, today, settings.load(vault).home_currency)


def accept(vault: Vault, reading: BillReading, path: Path, today: date) -> int:
    """Add a bill as it was read, with its file; its id. One without a day is due today."""
    bill_id = bills.add(
        vault,
        reading.biller or path.stem,
        reading.due_on or today,
        -(reading.amount or 0),
        reading.currency,
        iban=reading.iban,
        bic=reading.bic,
        reference=reading.reference,
        is_autopay=reading.is_autopay,
    )
    attachments.add_to_bill(vault, bill_id, path)
    return bill_id
