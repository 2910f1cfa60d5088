"""`accounts worth | reconcile | reconciled`: the position over time, and statements that were met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.money import decimal_text
from ui.cli.session import Session, today
from ui.cli.shapes import day, minor, parsed_day
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _

if TYPE_CHECKING:
    from hub.services.reconcile import Sheet

Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("The account's name or number."))]


def register(group: typer.Typer) -> None:
    """Add the commands to `accounts`."""
    group.command("worth", help=N_("Net worth at the end of each month, in the home currency."))(worth)
    group.command("reconcile", help=N_("Compare with a statement; with ids or --all, mark as reconciled."))(reconcile)
    group.command("reconciled", help=N_("Statements that were met, and whether they still hold."))(reconciled)


def worth(
    context: typer.Context, months: Annotated[int, typer.Option(min=1, max=600, help=N_("How many months."))] = 12
) -> None:
    """JSON: {"home", "worth": [{"on", "total", "owed", "missing"}]}."""
    from hub.services import accounts
    from hub.services import worth as service
    from ui.locale import text

    session: Session = context.obj
    with session.vault() as vault:
        found = service.over_time(vault, today(), months)
        home = accounts.standing(vault, today()).home
    rows = [
        {"on": day(one.on), "total": decimal_text(one.total, home), "owed": decimal_text(one.owed, home),
         "missing": list(one.missing)}
        for one in found
    ]  # fmt: skip
    lines = [(text.day(one.on), text.money(one.total, home), ", ".join(one.missing)) for one in found]
    session.answer(
        {"home": home, "worth": rows}, lambda: table((_("Day"), _("Net worth"), _("Left out")), lines, "<><")
    )


def reconcile(
    context: typer.Context,
    name: Name,
    closing: Annotated[str, typer.Option(metavar="AMOUNT", help=N_("Closing balance of the statement."))],
    on: Annotated[str, typer.Option("--on", metavar="DAY", help=N_("Its closing day."))],
    ids: Annotated[list[int] | None, typer.Argument(metavar="ID...", help=N_("Transactions on the statement."))] = None,
    everything: Annotated[bool, typer.Option("--all", help=N_("All open transactions up to the day."))] = False,
) -> None:
    """JSON: {"reconciled": id or null, "difference", "open": [ids], "suspects": [{"code", "ids", "amount"}]}."""
    from hub.domain.reconciling import Candidate, difference, suspects
    from hub.services import accounts
    from hub.services import reconcile as service
    from ui.locale import text, wording

    session: Session = context.obj
    closing_on = parsed_day(on, "--on")
    with session.vault() as vault:
        found = accounts.find(vault, name)
        amount = minor(closing, found.currency)
        sheet: Sheet = service.sheet(vault, found.id, closing_on)
        early = {one.id for one in sheet.rows if one.booked_on <= closing_on}
        ticked = set(ids or ()) or early
        rows = [Candidate(one.id, one.booked_on, one.amount, one.payee, one.id in ticked) for one in sheet.rows]
        missing = difference(amount, sheet.before, rows)
        is_meant = bool(ids) or everything
        made = (
            service.finish(vault, found.id, closing_on, amount, ticked, today()) if is_meant and not missing else None
        )
    culprits = suspects(missing, rows)
    code = found.currency
    document: dict[str, Any] = {
        "reconciled": made,
        "difference": decimal_text(missing, code),
        "open": [one.id for one in sheet.rows],
        "suspects": [
            {"code": one.code, "ids": list(one.ids), "amount": decimal_text(one.amount, code)} for one in culprits
        ],
    }
    lines = [
        (", ".join(map(str, one.ids)), wording.label("suspect", one.code), text.money(one.amount, code))
        for one in culprits
    ]
    first = _("Difference: {amount}.").format(amount=text.money(missing, code, sign=True))
    if made is not None:
        first = _("Reconciled.")
    session.answer(
        document, lambda: paragraphs(first, table((_("No."), "", _("Amount")), lines, "<<>") if lines else "")
    )


def reconciled(context: typer.Context, name: Name) -> None:
    """JSON: {"reconciled": [{"id", "closing_on", "closing", "made_on", "rows", "off", "changed": [ids]}]}."""
    from hub.services import accounts
    from hub.services import reconcile as service
    from ui.locale import text

    session: Session = context.obj
    with session.vault() as vault:
        found = accounts.find(vault, name)
        past = service.history(vault, found.id)
    code = found.currency
    rows = [
        {"id": one.id, "closing_on": day(one.closing_on), "closing": decimal_text(one.closing, code),
         "made_on": day(one.made_on), "rows": one.rows, "off": decimal_text(one.now - one.then, code),
         "changed": list(one.changed)}
        for one in past
    ]  # fmt: skip
    lines = [
        (text.day(one.closing_on), text.money(one.closing, code), str(one.rows), text.money(one.now - one.then, code))
        for one in past
    ]
    heads = (_("Statement of"), _("Balance"), _("Transactions"), _("Changed since"))
    session.answer({"reconciled": rows}, lambda: table(heads, lines, "<>>>"))
