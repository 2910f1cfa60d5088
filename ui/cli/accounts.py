"""`accounts`: what a person holds and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.money import decimal_text
from ui.cli import kinds, position
from ui.cli.session import Session, today
from ui.cli.shapes import day, minor
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _, ngettext

if TYPE_CHECKING:
    from hub.domain.account import Position
    from hub.services.accounts import Standing

Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("The account's name or number."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(rich_markup_mode=None)
    group.callback(invoke_without_command=True)(accounts)
    group.command("add", help=N_("Add an account by hand."))(add)
    kinds.register(group)
    position.register(group)
    group.command("remove", help=N_("Remove an account with its transactions; can be undone."))(remove)
    app.add_typer(group, name="accounts", help=N_("Every account with its balance, and the sum."))


def accounts(context: typer.Context) -> None:
    """JSON: {"home", "total", "unconverted", "accounts": [{"id", "name", "kind", "currency", "balance", …}]}."""
    if context.invoked_subcommand is not None:
        return
    from hub.services import accounts as service

    session: Session = context.obj
    with session.vault() as vault:
        standing = service.standing(vault, today())
    session.answer(standing_document(standing), lambda: standing_text(standing))


def add(
    context: typer.Context,
    name: Name,
    kind: Annotated[str, typer.Option(help=N_("current, savings, card, wallet, cash, loan, investment …"))] = "current",
    currency: Annotated[str, typer.Option(metavar="CODE", help=N_("ISO code; default: the home currency."))] = "",
    opening: Annotated[str, typer.Option(metavar="AMOUNT", help=N_("Balance before the first transaction."))] = "0",
    number: Annotated[str, typer.Option(help=N_("IBAN or number as the bank writes it."))] = "",
    limit: Annotated[str, typer.Option(metavar="AMOUNT", help=N_("Limit of a card."))] = "",
    statement_day: Annotated[int, typer.Option(help=N_("Last day of a card's statement, 31 = month's end."))] = 0,
    due_days: Annotated[int, typer.Option(help=N_("Days from the statement's end until it is due."))] = 0,
    fields: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help=N_("Any other field, as “show” names it."))
    ] = None,
) -> None:
    """JSON: {"account": {"id", "name"}}."""
    from hub.services import accounts as service
    from hub.services import settings

    session: Session = context.obj
    with session.vault() as vault:
        code = (currency or settings.load(vault).home_currency).upper()
        details: dict[str, Any] = {"opening": minor(opening, code), "number": "".join(number.split())}
        if limit:
            details["limit"] = minor(limit, code)
        details |= {key: value for key, value in (("statement_day", statement_day), ("due_days", due_days)) if value}
        details |= dict(kinds.field_of(vault, code, one) for one in fields or ())
        account_id = service.add(vault, name, kind, code, **details)
    session.answer({"account": {"id": account_id, "name": name.strip()}}, _("Added {name}.").format(name=name.strip()))


def remove(context: typer.Context, name: Name) -> None:
    """JSON: {"removed": {"id", "name"}}."""
    from hub.services import accounts as service

    session: Session = context.obj
    with session.vault() as vault:
        found = service.find(vault, name)
        question = _("Remove {name} with all its transactions? It can be undone.").format(name=found.name)
        session.confirm(question)
        service.remove(vault, found.id)
    session.answer({"removed": {"id": found.id, "name": found.name}}, _("Removed {name}.").format(name=found.name))


def standing_document(standing: Standing) -> dict[str, Any]:
    """Where a person stands, as JSON."""
    return {
        "home": standing.home,
        "total": decimal_text(standing.total, standing.home),
        "unconverted": list(standing.unconverted),
        "rates": [
            {"currency": code, "rate": str(one.rate), "day": day(one.day), "source": one.source}
            for code, one in standing.dated.items()
        ],
        "accounts": [
            _account(one) | {"worth": decimal_text(standing.worth(one), one.account.currency)}
            for one in standing.positions
        ],
    }


def standing_text(standing: Standing) -> str:
    """Where a person stands, for people."""
    from ui.locale import text, wording

    if not standing.positions:
        return _("No accounts yet. “coffer import FILE” brings them in with your bank's files.")
    rows = [
        (
            one.account.name,
            wording.label("account_kind", one.account.kind),
            text.count(one.transactions),
            "" if one.last_booked_on is None else text.day(one.last_booked_on),
            text.money(one.balance, one.account.currency),
        )
        for one in standing.positions
    ]
    rows.append((_("Together"), "", "", "", text.money(standing.total, standing.home)))
    heads = (_("Account"), _("Kind"), _("Transactions"), _("Last"), _("Balance"))
    left_out = ""
    if standing.unconverted:
        left_out = ngettext(
            "Without {currencies}: no exchange rate is known.",
            "Without {currencies}: no exchange rates are known.",
            len(standing.unconverted),
        ).format(currencies=", ".join(standing.unconverted))
    return paragraphs(table(heads, rows, "<<><>"), left_out)


def _account(position: Position) -> dict[str, Any]:
    one = position.account
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "currency": one.currency,
        "balance": decimal_text(position.balance, one.currency),
        "number": one.number or None,
        "institution": one.institution or None,
        "limit": None if one.limit is None else decimal_text(one.limit, one.currency),
        "statement_day": one.statement_day,
        "due_days": one.due_days,
        "transactions": position.transactions,
        "last_booked_on": day(position.last_booked_on),
    }
