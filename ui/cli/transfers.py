"""`transfers`: moves between own accounts, linked so that they count once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.session import Session, today
from ui.cli.shapes import Names, minor, money, parsed_day, transaction
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
    group.command("linked", help=N_("The transfers that are linked, with what each cost."))(linked)
    group.command("reject", help=N_("Say no to a pair: it is never proposed again."))(reject)
    group.command("complete", help=N_("Count a wallet's purchase once: ids of purchase and of what paid it."))(complete)
    group.command("book", help=N_("A move between own accounts that no file brings."))(book)
    app.add_typer(group, name="transfers", help=N_("Moves between own accounts that are not linked yet."))


def transfers(context: typer.Context) -> None:
    """JSON: {"proposed": [{"out": {...}, "in": {...}, "confidence", "why"}], "chains": [{"purchase", …}]}."""
    if context.invoked_subcommand is not None:
        return
    from hub.services import ledger
    from hub.services import transfers as service

    session: Session = context.obj
    with session.vault() as vault:
        found = service.proposed(vault)
        chains = service.fundings(vault)
        pairs = [(ledger.load(vault, [one.out_id, one.in_id]), one.confidence, one.why) for one in found]
        names = Names(vault)
    document = {
        "proposed": [
            {"out": transaction(pair[0], names), "in": transaction(pair[1], names), "confidence": sure, "why": why}
            for pair, sure, why in pairs
        ],
        "chains": [
            {"purchase": one.purchase_id, "paid_by": one.source_id, "confidence": one.confidence, "why": one.why}
            for one in chains
        ],
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


def linked(context: typer.Context) -> None:
    """JSON: {"transfers": [{"id", "confidence", "why", "made_by", "cost": {...} or null, "transactions": [{...}]}]}."""
    from hub.services import transfers as service
    from ui.locale import text

    session: Session = context.obj
    with session.vault() as vault:
        names = Names(vault)
        found = service.linked(vault)
    rows = [
        {"id": one.id, "confidence": one.confidence, "why": one.why, "made_by": one.made_by,
         "cost": None if one.cost is None else money(one.cost, one.home),
         "transactions": [transaction(leg, names) for leg in one.legs]}
        for one in found
    ]  # fmt: skip
    lines = [
        (str(one.id), " → ".join(names.accounts.get(leg.account_id, "") for leg in one.legs),
         f"{one.confidence} %", "" if one.cost is None else text.money(one.cost, one.home))
        for one in found
    ]  # fmt: skip
    session.answer({"transfers": rows}, lambda: table((_("No."), _("Accounts"), _("Sure"), _("Cost")), lines, "><>>"))


def reject(
    context: typer.Context,
    first: Annotated[int, typer.Argument(metavar="ID", help=N_("Number of a transaction."))],
    second: Annotated[int, typer.Argument(metavar="ID", help=N_("Number of the other."))],
) -> None:
    """JSON: {"rejected": [ids]}."""
    from hub.services import transfers as service

    session: Session = context.obj
    with session.vault() as vault:
        service.reject(vault, first, second)
    session.answer({"rejected": [first, second]}, _("This pair is not proposed again."))


def complete(
    context: typer.Context,
    purchase: Annotated[int, typer.Argument(metavar="PURCHASE", help=N_("Number of the wallet's transaction."))],
    source: Annotated[int, typer.Argument(metavar="PAID-BY", help=N_("Number of the transaction that paid it."))],
) -> None:
    """JSON: {"transfer": number of the transfer}."""
    from hub.services import ledger
    from hub.services import transfers as service

    session: Session = context.obj
    with session.vault() as vault:
        names = Names(vault)
        rows = ledger.load(vault, [source])
        payee = _("Drawn from {account}").format(account=names.accounts.get(rows[0].account_id, "") if rows else "")
        made = service.complete(vault, purchase, source, payee)
    session.answer({"transfer": made}, _("Transfer {id}.").format(id=made))


def book(
    context: typer.Context,
    out: Annotated[str, typer.Argument(metavar="FROM", help=N_("The account that it leaves."))],
    into: Annotated[str, typer.Argument(metavar="TO", help=N_("The account that it arrives on."))],
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help=N_("What leaves, above zero."))],
    received: Annotated[str, typer.Option(metavar="AMOUNT", help=N_("What arrives; default: the same."))] = "",
    on: Annotated[str, typer.Option("--on", metavar="DAY", help=N_("Day, default: today."))] = "",
) -> None:
    """JSON: {"transfer": number of the transfer}."""
    from hub.services import accounts
    from hub.services import transfers as service

    session: Session = context.obj
    with session.vault() as vault:
        first, second = accounts.find(vault, out), accounts.find(vault, into)
        arrives = minor(received, second.currency) if received else None
        made = service.book(
            vault, first.id, second.id, minor(amount, first.currency), parsed_day(on, "--on") if on else today(),
            _("From {out} to {into}").format(out=first.name, into=second.name), received=arrives,
        )  # fmt: skip
    session.answer({"transfer": made}, _("Transfer {id}.").format(id=made))


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
