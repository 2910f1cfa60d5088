"""`report`: what went out and came in, by category, month or payee."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.money import decimal_text
from ui.cli.session import Session, today
from ui.cli.shapes import day, parsed_day, shown_category
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _

if TYPE_CHECKING:
    from datetime import date

    from hub.services.reports import Total


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report", help=N_("Spending and income by categories, months or payees."))(report)


def report(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("categories, months or payees."))],
    first: Annotated[str, typer.Option("--from", metavar="DATE", help=N_("Default: a year ago."))] = "",
    last: Annotated[str, typer.Option("--to", metavar="DATE", help=N_("Default: today."))] = "",
) -> None:
    """JSON: {"report", "from", "to", "rows": [{"label", "currency", "out", "in", "net", "count"}]}.

    Transfers between own accounts are in no row; the label of what has no category is empty.
    """
    from hub.domain.period import add_months
    from hub.services import reports

    session: Session = context.obj
    until = parsed_day(last, "--to") if last else today()
    since = parsed_day(first, "--from") if first else add_months(until, -12)
    with session.vault() as vault:
        rows = reports.report(vault, name, since, until)
    document = {"report": name, "from": day(since), "to": day(until), "rows": [_row(one) for one in rows]}
    session.answer(document, lambda: _text(name, rows, since, until))


def _row(one: Total) -> dict[str, Any]:
    code = one.currency
    return {
        "label": one.label,
        "currency": code,
        "out": decimal_text(one.out, code),
        "in": decimal_text(one.into, code),
        "net": decimal_text(one.out + one.into, code),
        "count": one.count,
    }


def _text(name: str, rows: list[Total], since: date, until: date) -> str:
    from datetime import date

    from ui.locale import text

    def label(one: Total) -> str:
        if name == "months":
            return text.month(date.fromisoformat(f"{one.label}-01"))
        return (shown_category(one.label) if name == "categories" else one.label) or _("Not sorted")

    lines = [
        (
            label(one),
            text.count(one.count),
            text.money(one.out, one.currency),
            text.money(one.into, one.currency),
            text.money(one.out + one.into, one.currency),
        )
        for one in rows
    ]
    heads = (text.capital(text.period(since, until)), _("Transactions"), _("Out"), _("In"), _("Net"))
    return paragraphs(table(heads, lines, "<>>>>"), "" if rows else _("Nothing in this time."))
