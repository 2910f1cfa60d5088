"""`rules`: what the person decided once for all transactions that match a query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.errors import LedgerError
from ui.cli.session import Session, today
from ui.cli.shapes import Names, transaction, transactions_table
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _, ngettext

if TYPE_CHECKING:
    from hub.domain.transaction import Rule

SHOWN = 20
"""Transactions that `rules try` lists for people; JSON has all."""

Query = Annotated[str, typer.Argument(metavar="QUERY", help=N_("In the search language, quoted: 'payee:\"Bakery\"'."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.command("list", help=N_("Every rule in its order."))(list_)
    group.command("add", help=N_("A new rule: what the query finds gets a category or a payee."))(add)
    group.command("remove", help=N_("Remove a rule; what it categorised stays."))(remove)
    group.command("try", help=N_("What a query finds; nothing is written."))(try_)
    app.add_typer(group, name="rules", help=N_("Rules that sort transactions."))


def list_(context: typer.Context) -> None:
    """JSON: {"rules": [{"id", "position", "query", "category", "payee", "enabled", "made_on", "uses"}]}."""
    from hub.services import rules

    session: Session = context.obj
    with session.vault() as vault:
        known = rules.all_rules(vault)
        names = Names(vault)
    session.answer({"rules": [_rule(one, names) for one in known]}, lambda: _rules_text(known, names))


def add(
    context: typer.Context,
    query: Query,
    category: Annotated[str, typer.Option(metavar="NAME", help=N_("The category they get."))] = "",
    payee: Annotated[str, typer.Option(metavar="NAME", help=N_("The payee they get."))] = "",
    apply: Annotated[bool, typer.Option("--apply", help=N_("Also to what is in the vault already."))] = False,
) -> None:
    """JSON: {"rule": {...}, "applied": true}."""
    from hub.services import rules

    session: Session = context.obj
    with session.vault() as vault:
        names = Names(vault)
        category_id = names.category_id(category) if category else None
        rule_id = rules.add(vault, query, category_id, payee or None, today(), apply=apply)
        made = next(one for one in rules.all_rules(vault) if one.id == rule_id)
    document = {"rule": _rule(made, names), "applied": apply}
    session.answer(document, lambda: _rules_text([made], names))


def remove(
    context: typer.Context, rule_id: Annotated[int, typer.Argument(metavar="ID", help=N_("The rule's number."))]
) -> None:
    """JSON: {"removed": {...}}."""
    from hub.services import rules

    session: Session = context.obj
    with session.vault() as vault:
        names = Names(vault)
        found = next((one for one in rules.all_rules(vault) if one.id == rule_id), None)
        if found is None:
            raise LedgerError("no_such_rule", where={"rule": rule_id})
        rules.remove(vault, rule_id)
    session.answer({"removed": _rule(found, names)}, _("Removed the rule {query}.").format(query=found.query))


def try_(context: typer.Context, query: Query) -> None:
    """JSON: {"query", "count", "transactions": [...]}."""
    from hub.services import ledger
    from ui.locale import text

    session: Session = context.obj
    with session.vault() as vault:
        rows = ledger.load(vault, ledger.find(vault, query, today()))
        names = Names(vault)
    document = {"query": query, "count": len(rows), "transactions": [transaction(one, names) for one in rows]}
    count = ngettext("{count} transaction", "{count} transactions", len(rows)).format(count=text.count(len(rows)))
    session.answer(document, lambda: paragraphs(transactions_table(rows[:SHOWN], names), count))


def _rule(one: Rule, names: Names) -> dict[str, Any]:
    return {
        "id": one.id,
        "position": one.position,
        "query": one.query,
        "category": names.category(one.category_id),
        "payee": one.payee,
        "enabled": one.is_enabled,
        "made_on": one.made_on.isoformat(),
        "uses": one.uses,
    }


def _rules_text(known: list[Rule], names: Names) -> str:
    from ui.locale import text

    if not known:
        return _("No rules yet.")
    rows = [
        (str(one.id), one.query, names.shown(one.category_id), one.payee or "", text.count(one.uses)) for one in known
    ]
    return table((_("No."), _("Query"), _("Category"), _("Payee"), _("Used")), rows, "><<<>")
