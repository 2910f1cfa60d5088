"""`receipts`: files kept on transactions, sealed inside the vault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.session import Session
from ui.cli.shapes import moment
from ui.cli.tables import table
from ui.locale import N_, _, text

if TYPE_CHECKING:
    from hub.services.attachments import Attachment

TransactionId = Annotated[int, typer.Argument(metavar="TRANSACTION", help=N_("The transaction's number."))]
ReceiptId = Annotated[int, typer.Argument(metavar="ID", help=N_("The receipt's number."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.command("list", help=N_("The receipts of a transaction."))(list_)
    group.command("add", help=N_("Keep a copy of a file, sealed, on a transaction."))(add)
    group.command("save", help=N_("Write a readable copy outside of the vault."))(save)
    group.command("remove", help=N_("Take a receipt off its transaction; undo brings it back for 90 days."))(remove)
    app.add_typer(group, name="receipts", help=N_("Files kept on transactions."))


def list_(context: typer.Context, transaction: TransactionId) -> None:
    """JSON: {"transaction", "receipts": [{"id", "transaction", "name", "media_type", "size", "sha256",
    "added_at"}]}."""
    from hub.services import attachments, ledger

    session: Session = context.obj
    with session.vault() as vault:
        ledger.detail(vault, transaction)
        known = attachments.listed(vault, transaction)
    document = {"transaction": transaction, "receipts": [_receipt(one) for one in known]}
    session.answer(document, lambda: _text(known))


def add(
    context: typer.Context,
    transaction: TransactionId,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("Any file of at most 268 MB."))],
) -> None:
    """JSON: {"receipt": {...}}; the one that is there when the same content is."""
    from hub.services import attachments

    session: Session = context.obj
    with session.vault() as vault, session.progress() as progress:
        made = attachments.add(vault, transaction, file, progress)
    session.answer({"receipt": _receipt(made)}, lambda: _text([made]))


def save(
    context: typer.Context,
    receipt: ReceiptId,
    path: Annotated[Path, typer.Argument(metavar="PATH", help=N_("Where to write; a file there is replaced."))],
) -> None:
    """JSON: {"receipt": {...}, "saved": path, "disclosure": its number in the log of what left}."""
    from hub.services import attachments

    session: Session = context.obj
    with session.vault() as vault:
        known = attachments.find(vault, receipt)
        noted = attachments.save(vault, receipt, path)
    words = _("Saved {file} as {path}. What left the vault is in the log.").format(file=known.name, path=path)
    session.answer({"receipt": _receipt(known), "saved": str(path), "disclosure": noted.id}, words)


def remove(context: typer.Context, receipt: ReceiptId) -> None:
    """JSON: {"removed": {...}}."""
    from hub.services import attachments

    session: Session = context.obj
    with session.vault() as vault:
        gone = attachments.find(vault, receipt)
        attachments.remove(vault, receipt)
    session.answer({"removed": _receipt(gone)}, _("Took {file} off its transaction.").format(file=gone.name))


def _receipt(one: Attachment) -> dict[str, Any]:
    return {
        "id": one.id,
        "transaction": one.transaction_id,
        "name": one.name,
        "media_type": one.media_type,
        "size": one.size,
        "sha256": one.sha256,
        "added_at": moment(one.added_at),
    }


def _text(known: list[Attachment]) -> str:
    if not known:
        return _("No receipts on this transaction.")
    rows = [(str(one.id), one.name, text.size(one.size), text.day(one.added_at.date())) for one in known]
    return table((_("Number"), _("File"), _("Size"), _("Added on")), rows, "><><")
