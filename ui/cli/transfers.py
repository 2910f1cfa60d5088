"""`transfers`: moves between own accounts, linked so that they count once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.session import Session
from ui.cli.shapes import Names, transaction
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _, ngettext

if TYPE_CHECKING:
    from hub.domain.transaction import Transaction
    from hub.services.vaults import Vault


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(rich_markup_mode=None)
    group.callback(invoke_without_command=True)(transfers)
    group.command("link", help=N_("Make transactions on different accounts one transfer."))(link)
    group.command("unlink", help=N_("Take a transfer apart; the pair is not proposed again."))(unlink)
    app.add_typer(group, name="transfers", help=N_("Moves between own accounts that are not linked yet."))


def transfers(context: typer.Context) -> None:
    """JSON: {"proposed": [{"out": {...}, "in": {...}, "confidence", "why"}]}."""
    if context.invoked_subcommand is not None:
        return
    from hub.services import ledger
    from hub.services import transfers as service

    session: Session = context.obj
    with session.vault() as vault:
        found = service.proposed(vault)
        pairs = [(ledger.load(vault, [one.out_id, one.in_id]), one.confidence, one.why) for one in found]
        names = Names(vault)
    document = {
        "proposed": [
            {"out": transaction(pair[0], names), "in": transaction(pair[1], names), "confidence": sure, "why": why}
            for pair, sure, why in pairs
        ]
    }
    session.answer(document, lambda: _pairs_text([pair for pair, _sure, _why in pairs], names))


def link(
    context: typer.Context,
    ids: Annotated[list[int], typer.Argument(metavar="ID ID...", help=N_("Numbers of the transactions."))],
) -> None:
    """JSON: {"transfer": number of the transfer, "transactions": [ids]}."""
    from hub.services import transfers as service

    session: Session = context.obj
    with session.vault() as vault:
        transfer_id = service.link(vault, ids)
    session.answer({"transfer": transfer_id, "transactions": ids}, _("Transfer {id}.").format(id=transfer_id))


def unlink(
    context: typer.Context,
    transfer_id: Annotated[int, typer.Argument(metavar="TRANSFER", help=N_("The number of the transfer."))],
) -> None:
    """JSON: {"unlinked": [{...}]}."""
    from hub.services import transfers as service

    session: Session = context.obj
    with session.vault() as vault:
        names = Names(vault)
        rows = _of_transfer(vault, transfer_id)
        service.unlink(vault, transfer_id)
    words = ngettext("{count} transaction is free again.", "{count} transactions are free again.", len(rows))
    session.answer({"unlinked": [transaction(one, names) for one in rows]}, words.format(count=len(rows)))


def _of_transfer(vault: Vault, transfer_id: int) -> list[Transaction]:
    from hub.services import ledger

    linked = ledger.load(vault, ledger.find(vault, "is:transfer"))
    return [one for one in linked if one.transfer_id == transfer_id]


def _pairs_text(pairs: list[list[Transaction]], names: Names) -> str:
    from ui.locale import text

    if not pairs:
        return _("No open pairs: every move between your accounts that was found is linked.")

    def side(one: Transaction) -> tuple[str, str]:
        return f"{one.id} {names.accounts.get(one.account_id, '')}", text.day(one.booked_on)

    rows: list[tuple[Any, ...]] = [
        (*side(out), *side(in_), text.money(-out.amount, out.currency)) for out, in_ in pairs
    ]
    last = _("“coffer transfers link ID ID” links a pair.")
    return paragraphs(table((_("From"), _("Day"), _("To"), _("Day"), _("Amount")), rows, "<<<<>"), last)
