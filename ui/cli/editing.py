"""`add`, `split`, `edit`: transactions typed by hand, in parts, and the same change of all that a query finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.money import decimal_text
from ui.cli.session import Session, today
from ui.cli.shapes import Names, minor, parsed_day, transaction, transactions_table
from ui.cli.tables import paragraphs
from ui.locale import N_, ngettext

if TYPE_CHECKING:
    from hub.services.bulk import Preview

SHOWN = 20
"""Transactions of a preview that are listed."""

Day = Annotated[str, typer.Option("--on", metavar="DAY", help=N_("As 2026-03-31; default: today for a new one."))]
Category = Annotated[str, typer.Option(metavar="CATEGORY", help=N_("By code or name."))]
Notes = Annotated[str, typer.Option(metavar="TEXT", help=N_("Notes."))]
Channel = Annotated[str, typer.Option(metavar="CHANNEL", help=N_("How it was paid: tap, chip, online, cash …"))]
Status = Annotated[str, typer.Option(metavar="STATE", help=N_("expected, pending, booked or reconciled."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("add", help=N_("A transaction by hand."))(add)
    app.command("split", help=N_("Split a transaction into parts with their own categories."))(split)
    app.command("edit", help=N_("The same change of all that a query finds, in one step."))(edit)


def add(
    context: typer.Context,
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help=N_("The account's name."))],
    payee: Annotated[str, typer.Argument(metavar="PAYEE", help=N_("The other side."))],
    amount: Annotated[str, typer.Option(metavar="AMOUNT", help=N_("As in -12.50: money out is negative."))],
    on: Day = "",
    category: Category = "",
    notes: Notes = "",
) -> None:
    """JSON: {"transaction": {...}}."""
    from hub.services import accounts, ledger

    session: Session = context.obj
    with session.vault() as vault:
        owner, names = accounts.find(vault, account), Names(vault)
        details: dict[str, Any] = {"notes": notes} if notes else {}
        if category:
            details["category_id"] = names.category_id(category)
        day = parsed_day(on, "--on") if on else today()
        made = ledger.add(vault, owner.id, day, minor(amount, owner.currency), payee, **details)
        rows = ledger.load(vault, [made])
    session.answer({"transaction": transaction(rows[0], names)}, lambda: transactions_table(rows, names))


def split(
    context: typer.Context,
    transaction_id: Annotated[int, typer.Argument(metavar="ID", help=N_("The number of the transaction."))],
    parts: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CATEGORY=AMOUNT]...", help=N_("As in groceries=-12.50; none: not split any more.")),
    ] = None,
) -> None:
    """JSON: {"transaction": {...}, "parts": [{"category", "amount"}]}; the parts must add up to the transaction."""
    from hub.domain.transaction import Split
    from hub.services import ledger

    session: Session = context.obj
    with session.vault() as vault:
        names, before = Names(vault), ledger.detail(vault, transaction_id).transaction
        wanted = []
        for part in parts or []:
            category, _sign, amount = part.rpartition("=")
            known = names.category_id(category) if category else None
            wanted.append(Split(0, known, minor(amount, before.currency)))
        ledger.split(vault, transaction_id, wanted)
        made = ledger.detail(vault, transaction_id)
    document = {
        "transaction": transaction(made.transaction, names),
        "parts": [
            {"category": names.category(one.category_id), "amount": decimal_text(one.amount, before.currency)}
            for one in made.splits
        ],
    }
    session.answer(document, lambda: transactions_table([made.transaction], names))


def edit(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY", help=N_("In the search language, quoted."))],
    category: Category = "",
    payee: Annotated[str, typer.Option(metavar="NAME", help=N_("The other side."))] = "",
    notes: Notes = "",
    status: Status = "",
    channel: Channel = "",
    on: Day = "",
    tag: Annotated[list[str] | None, typer.Option(metavar="TAG", help=N_("A tag to add; may be repeated."))] = None,
    untag: Annotated[list[str] | None, typer.Option(metavar="TAG", help=N_("One to take off."))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only say what would change."))] = False,
) -> None:
    """JSON: {"query", "changed", "fields": {field: rows}, "left", "reconciled", "dry_run", "transactions": [...]}.

    left: split rows and transfers, which keep their category; reconciled: rows of statements that then no longer fit;
    transactions: the first of them as they were.
    """
    from hub.services import bulk, ledger
    from hub.services.bulk import Edit

    session: Session = context.obj
    with session.vault() as vault:
        names = Names(vault)
        wanted = Edit(
            sorts=bool(category), category_id=names.category_id(category) if category else None, payee=payee,
            notes=notes, status=status, channel=channel, booked_on=parsed_day(on, "--on") if on else None,
            add_tags=tuple(tag or ()), remove_tags=tuple(untag or ()),
        )  # fmt: skip
        ids = ledger.find(vault, query, today())
        found = bulk.preview(vault, ids, wanted, SHOWN)
        if found.met and not dry_run:
            session.confirm(_met(found))
        if not dry_run:
            bulk.apply(vault, ids, wanted)
    document = {
        "query": query,
        "changed": found.changed,
        "fields": dict(found.fields),
        "left": found.left,
        "reconciled": found.met,
        "dry_run": dry_run,
        "transactions": [transaction(one, names) for one in found.rows],
    }
    session.answer(document, lambda: _text(found, names, is_dry=dry_run))


def _met(found: Preview) -> str:
    from ui.locale import text

    template = ngettext(
        "{count} was on a reconciled statement, which then no longer fits.",
        "{count} were on reconciled statements, which then no longer fit.",
        found.met,
    )
    return template.format(count=text.count(found.met))


def _text(found: Preview, names: Names, *, is_dry: bool) -> str:
    from ui.locale import text

    if is_dry:
        template = ngettext("Would change {count} transaction.", "Would change {count} transactions.", found.changed)
    else:
        template = ngettext("Changed {count} transaction.", "Changed {count} transactions.", found.changed)
    parts = [template.format(count=text.count(found.changed))]
    if is_dry and found.met:
        parts.append(_met(found))
    if is_dry and found.rows:
        parts.insert(0, transactions_table(found.rows, names))
    return paragraphs(*parts)
