"""`rules`: what the person decided once for all transactions that match a query."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.errors import LedgerError
from ui.cli.rule_words import AsTransfer, Category, Ignored, Parts, Payee, Tags, drafted
from ui.cli.session import Session, today
from ui.cli.shapes import Names, transaction, transactions_table
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _, ngettext

if TYPE_CHECKING:
    from hub.domain.transaction import Rule

SHOWN = 20
"""Transactions that `rules try` lists for people; JSON has all."""

RuleId = Annotated[int, typer.Argument(metavar="ID", help=N_("The rule's number."))]
RuleFile = Annotated[Path, typer.Argument(metavar="FILE", help=N_("A file of rules."))]
Query = Annotated[str, typer.Argument(metavar="QUERY", help=N_("In the search language, quoted: 'payee:\"Bakery\"'."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.command("list", help=N_("Every rule in its order."))(list_)
    group.command("add", help=N_("A new rule: what the query finds gets a category or a payee."))(add)
    group.command("dry-run", help=N_("What a rule, kept or new, would change; nothing is written."))(dry_run)
    group.command("apply", help=N_("Do what a rule says to all that is in the vault."))(apply_)
    group.command("order", help=N_("Put the rules into another order."))(order)
    group.command("enable", help=N_("Turn a rule on, or off."))(enable)
    group.command("remove", help=N_("Remove a rule; what it categorised stays."))(remove)
    group.command("try", help=N_("What a query finds; nothing is written."))(try_)
    group.command("export", help=N_("Write the rules that name nobody, for others."))(export)
    group.command("import", help=N_("Add the rules that somebody passed on."))(import_)
    app.add_typer(group, name="rules", help=N_("Rules that sort transactions."))


def list_(context: typer.Context) -> None:
    """JSON: {"rules": [{"id", "position", "query", "category", "payee", "enabled", "made_on", "uses",
    "tags", "parts": [{"category", "percent", "amount", "note"}]}]}."""
    from hub.services import rules

    session: Session = context.obj
    with session.vault() as vault:
        known = rules.all_rules(vault)
        names = Names(vault)
    session.answer({"rules": [_rule(one, names) for one in known]}, lambda: _rules_text(known, names))


def add(
    context: typer.Context,
    query: Query,
    category: Category = "",
    payee: Payee = "",
    tag: Tags = None,
    part: Parts = None,
    transfer: AsTransfer = False,
    ignore: Ignored = False,
    apply: Annotated[bool, typer.Option("--apply", help=N_("Also to what is in the vault already."))] = False,
) -> None:
    """JSON: {"rule": {...}, "applied": true}."""
    from hub.services import rules

    session: Session = context.obj
    with session.vault() as vault:
        names = Names(vault)
        found = drafted(names, query, category, payee, tag, part, transfer=transfer, ignore=ignore)
        rule_id = rules.add(
            vault, found.query, found.category_id, found.payee, today(), apply=apply, tags=found.tags, parts=found.parts
        )
        made = _known(rules.all_rules(vault), rule_id)
    document = {"rule": _rule(made, names), "applied": apply}
    session.answer(document, lambda: _rules_text([made], names))


def dry_run(
    context: typer.Context,
    rule_id: Annotated[int, typer.Argument(metavar="[ID]", help=N_("A rule that is kept."))] = 0,
    query: Annotated[str, typer.Option(metavar="QUERY", help=N_("Instead: what a new rule would find."))] = "",
    category: Category = "",
    payee: Payee = "",
    tag: Tags = None,
    part: Parts = None,
    transfer: AsTransfer = False,
    ignore: Ignored = False,
) -> None:
    """JSON: {"count", "sorted", "named", "tagged", "split", "transactions": [...]}; nothing is written."""
    from hub.services import rule_history, rules
    from ui.locale import text

    session: Session = context.obj
    with session.vault() as vault:
        names = Names(vault)
        if rule_id:
            rule = _known(rules.all_rules(vault), rule_id)
        else:
            rule = drafted(names, query, category, payee, tag, part, transfer=transfer, ignore=ignore)
            rules.check(vault, rule, today())
        found = rule_history.dry_run(vault, rule, today(), limit=1_000_000 if session.as_json else SHOWN)
    document = {
        "count": found.count, "sorted": found.sorted, "named": found.named, "tagged": found.tagged,
        "split": found.split, "transactions": [transaction(one, names) for one in found.first],
    }  # fmt: skip
    template = ngettext("Would change {count} transaction.", "Would change {count} transactions.", found.count)
    words = template.format(count=text.count(found.count))
    session.answer(document, lambda: paragraphs(transactions_table(list(found.first), names), words))


def apply_(context: typer.Context, rule_id: RuleId) -> None:
    """JSON: {"rule": {...}, "changed": 37}; `undo` takes it back."""
    from hub.services import rule_history, rules
    from ui.locale import text

    session: Session = context.obj
    with session.vault() as vault:
        names = Names(vault)
        rule = _known(rules.all_rules(vault), rule_id)
        changed = rule_history.apply(vault, rule_id, today())
    template = ngettext("Changed {count} transaction.", "Changed {count} transactions.", changed)
    session.answer({"rule": _rule(rule, names), "changed": changed}, template.format(count=text.count(changed)))


def order(
    context: typer.Context,
    rule_ids: Annotated[list[int], typer.Argument(metavar="ID...", help=N_("Every rule, the first one first."))],
) -> None:
    """JSON: {"rules": [...]} in their new order."""
    from hub.services import rules

    session: Session = context.obj
    with session.vault() as vault:
        rules.reorder(vault, rule_ids)
        known = rules.all_rules(vault)
        names = Names(vault)
    session.answer({"rules": [_rule(one, names) for one in known]}, lambda: _rules_text(known, names))


def enable(
    context: typer.Context,
    rule_id: RuleId,
    off: Annotated[bool, typer.Option("--off", help=N_("Turn it off instead."))] = False,
) -> None:
    """JSON: {"rule": {...}}."""
    from hub.services import rules

    session: Session = context.obj
    with session.vault() as vault:
        rules.change(vault, rule_id, today(), is_enabled=not off)
        made = _known(rules.all_rules(vault), rule_id)
        names = Names(vault)
    session.answer({"rule": _rule(made, names)}, lambda: _rules_text([made], names))


def remove(context: typer.Context, rule_id: RuleId) -> None:
    """JSON: {"removed": {...}}."""
    from hub.services import rules

    session: Session = context.obj
    with session.vault() as vault:
        names = Names(vault)
        found = _known(rules.all_rules(vault), rule_id)
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


def export(context: typer.Context, file: RuleFile) -> None:
    """JSON: {"file", "rules", "left_out", "disclosure"}. Rules that could say something about you are left out."""
    from hub.services import rule_packs
    from ui.locale import text

    session: Session = context.obj
    with session.vault() as vault:
        done = rule_packs.write_out(vault, file, today())
    document = {"file": str(file), "rules": done.rules, "left_out": done.left_out, "disclosure": done.disclosure.id}
    words = _("Rules written: {count}. Left out, because they could name somebody: {left}.")
    session.answer(document, words.format(count=text.count(done.rules), left=text.count(done.left_out)))


def import_(context: typer.Context, file: RuleFile) -> None:
    """JSON: {"added": 3}. They come after your own and change nothing that is in the vault."""
    from hub.services import rule_packs
    from ui.locale import text

    session: Session = context.obj
    with session.vault() as vault:
        added = rule_packs.take_in(vault, file, today())
    session.answer({"added": added}, _("Rules added: {count}.").format(count=text.count(added)))


def _known(known: list[Rule], rule_id: int) -> Rule:
    found = next((one for one in known if one.id == rule_id), None)
    if found is None:
        raise LedgerError("no_such_rule", where={"rule": rule_id})
    return found


def _rule(one: Rule, names: Names) -> dict[str, Any]:
    from hub.domain import rule_parts

    kept = rule_parts.to_json(one.parts)
    return {
        "id": one.id,
        "position": one.position,
        "query": one.query,
        "category": names.category(one.category_id),
        "payee": one.payee,
        "enabled": one.is_enabled,
        "made_on": one.made_on.isoformat(),
        "uses": one.uses,
        "tags": list(one.tags),
        "parts": [
            {**part, "category": names.category(of.category_id)} for part, of in zip(kept, one.parts, strict=True)
        ],
    }


def _rules_text(known: list[Rule], names: Names) -> str:
    from ui.locale import text

    if not known:
        return _("No rules yet.")
    rows = [
        (str(one.id), one.query, names.shown(one.category_id) or _more(one), one.payee or "", text.count(one.uses))
        for one in known
    ]
    return table((_("No."), _("Query"), _("Category"), _("Payee"), _("Used")), rows, "><<<>")


def _more(one: Rule) -> str:
    """What a rule does that has no category."""
    if one.parts:
        return ngettext("{count} part", "{count} parts", len(one.parts)).format(count=len(one.parts))
    return " ".join(f"#{tag}" for tag in one.tags)
