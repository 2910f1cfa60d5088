"""`transactions`, `categorise`: the ledger."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.errors import LedgerError
from hub.domain.money import decimal_text
from ui.cli.session import Session, today
from ui.cli.shapes import Names, transaction, transactions_table
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _, ngettext

if TYPE_CHECKING:
    from hub.services.rules import Change


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("transactions", help=N_("Transactions, newest first; a query narrows them."))(transactions)
    app.command("categorise", help=N_("Sort what has no category by rules and learning."))(categorise)


def transactions(
    context: typer.Context,
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[QUERY]",
            show_default=False,
            help=N_("Words, or payee:… account:… amount>50 on:2026-03 last:30d …"),
        ),
    ] = None,
    view: Annotated[str, typer.Option(metavar="NAME", help=N_("A saved view; a query narrows it further."))] = "",
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help=N_("At most so many."))] = 50,
    after: Annotated[int, typer.Option(metavar="ID", help=N_("Go on after this transaction of the same query."))] = 0,
    whence: Annotated[bool, typer.Option("--whence", help=N_("Also where the totals come from."))] = False,
) -> None:
    """JSON: {"query", "count", "totals": [{"currency", "out", "in", "count"}], "transactions": [...], "next"}.

    count and totals are of all that the query finds; next is the id for `--after`, null at the end. With `--whence`
    also "whence": {"files": [...], "categories": [...], "sums": [...]}.
    """
    from hub.services import ledger, saved_views
    from hub.services.whence import rows as whence_of
    from ui.cli.whence import facts, lines

    session: Session = context.obj
    text_query = " ".join(query or [])
    with session.vault() as vault:
        if view:
            text_query = f"({saved_views.find(vault, view).query}) {text_query}".strip()
        found = ledger.find(vault, text_query, today())
        page = _page(found, limit, after)
        rows = ledger.load(vault, page)
        totals = ledger.totals(vault, text_query, today())
        names = Names(vault)
        origin = whence_of(vault, today(), text_query) if whence else None
    document = {
        "query": text_query,
        "count": len(found),
        "totals": _totals(totals),
        "transactions": [transaction(one, names) for one in rows],
        "next": page[-1] if page and page[-1] != found[-1] else None,
    }
    if origin is not None:
        document["whence"] = facts(origin)

    def told() -> str:
        whole = [] if origin is None else [lines(origin)]
        return paragraphs(transactions_table(rows, names), _totals_text(totals, len(found), len(rows)), *whole)

    session.answer(document, told)


def categorise(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would change."))] = False,
) -> None:
    """JSON: {"changed": 3, "dry_run": false, "changes": [{"transaction", "category", "by", "why", "confidence"}]}."""
    from hub.services import rules

    session: Session = context.obj
    with session.vault() as vault:
        changes = rules.proposed(vault)
        changed = 0 if dry_run or not changes else rules.categorise(vault)
        names = Names(vault)
    document = {"changed": changed, "dry_run": dry_run, "changes": [_change(one, names) for one in changes]}
    session.answer(document, lambda: _changes_text(changes, names, is_dry=dry_run))


def _page(found: list[int], limit: int, after: int) -> list[int]:
    start = 0
    if after:
        try:
            start = found.index(after) + 1
        except ValueError as error:
            raise LedgerError("no_such_transaction", where={"transaction": after}) from error
    return found[start : start + limit]


def _totals(totals: list[tuple[str, int, int, int]]) -> list[dict[str, object]]:
    return [
        {"currency": code, "out": decimal_text(out, code), "in": decimal_text(in_, code), "count": count}
        for code, out, in_, count in totals
    ]


def _totals_text(totals: list[tuple[str, int, int, int]], found: int, shown: int) -> str:
    from ui.locale import text

    lines = [
        _("{currency}: {out} out, {in_} in, without transfers.").format(
            currency=code, out=text.money(out, code), in_=text.money(in_, code)
        )
        for code, out, in_, _count in totals
    ]
    count = ngettext("{count} transaction", "{count} transactions", found).format(count=text.count(found))
    if shown < found:
        count = _("{shown} of {transactions}").format(shown=text.count(shown), transactions=count)
    return "\n".join([count, *lines])


def _change(one: Change, names: Names) -> dict[str, Any]:
    return {
        "transaction": transaction(one.transaction, names),
        "category": names.category(one.category_id),
        "by": one.by,
        "why": one.why,
        "confidence": one.confidence,
    }


def _changes_text(changes: list[Change], names: Names, *, is_dry: bool) -> str:
    from ui.locale import text

    if not changes:
        return _("Nothing to categorise.")
    rows = [
        (
            text.day(one.transaction.booked_on),
            one.transaction.payee or one.transaction.description,
            names.shown(one.category_id),
            text.percent(Decimal(one.confidence) / 100),
        )
        for one in changes
    ]
    last = (
        _("Nothing was written.")
        if is_dry
        else ngettext("{count} transaction categorised.", "{count} transactions categorised.", len(changes)).format(
            count=text.count(len(changes))
        )
    )
    return paragraphs(table((_("Day"), _("Payee"), _("Category"), _("Sure")), rows, "<<<>"), last)
