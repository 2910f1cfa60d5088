"""`budget`, `goals`, `debts`: what a month may cost, what is saved for, what is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.money import decimal_text
from ui.cli.session import Session, today
from ui.cli.shapes import Names, day, minor, parsed_day
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from hub.domain.debts import Payoff
    from hub.domain.goal import Goal
    from hub.services.planning import Budget, Debts

Category = Annotated[str, typer.Argument(metavar="CATEGORY", help=N_("Its name."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(rich_markup_mode=None)
    group.callback(invoke_without_command=True)(budget)
    group.command("set", help=N_("Plan what a category may cost in a month; 0 ends it."))(set_)
    group.command("usual", help=N_("Plan every category at what it usually costs."))(usual)
    app.add_typer(group, name="budget", help=N_("What a month may cost, and what is left."))
    wishes = typer.Typer(rich_markup_mode=None)
    wishes.callback(invoke_without_command=True)(goals)
    wishes.command("add", help=N_("An amount to be saved, by a day."))(add_goal)
    wishes.command("remove", help=N_("Forget a goal."))(remove_goal)
    app.add_typer(wishes, name="goals", help=N_("What is saved for, and what it takes a month."))
    app.command("debts", help=N_("When debts are paid off, the dearest or the smallest first."))(debts)


def budget(
    context: typer.Context,
    month: Annotated[str, typer.Option(metavar="MONTH", help=N_("As 2026-03; default: this month."))] = "",
) -> None:
    """JSON: {"month", "currency", "planned", "spent", "left", "envelopes": [...], "unplanned": [...], "usual": [...]}.

    An envelope: category, planned, carried, spent, left, carries. unplanned and usual: category, amount.
    """
    if context.invoked_subcommand is not None:
        return
    from hub.services import planning

    session: Session = context.obj
    chosen = _month(month) if month else None
    with session.vault() as vault:
        found = planning.budget(vault, today(), chosen)
        names = Names(vault)
    session.answer(_budget(found, names), lambda: _budget_text(found, names))


def set_(
    context: typer.Context,
    category: Category,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help=N_("A month, as 400.00."))],
    since: Annotated[str, typer.Option(metavar="MONTH", help=N_("From this month on; default: this month."))] = "",
    carry: Annotated[bool, typer.Option("--carry", help=N_("What is left goes on to the next month."))] = False,
) -> None:
    """JSON: as `budget`."""
    from hub.services import planning, settings

    session: Session = context.obj
    with session.vault() as vault:
        names = Names(vault)
        month = _month(since) if since else f"{today():%Y-%m}"
        code = settings.load(vault).home_currency
        planning.set_budget(vault, names.category_id(category), minor(amount, code), month, carries=carry)
        found = planning.budget(vault, today(), month)
    session.answer(_budget(found, names), lambda: _budget_text(found, names))


def usual(context: typer.Context) -> None:
    """JSON: as `budget`."""
    from hub.services import planning

    session: Session = context.obj
    with session.vault() as vault:
        planning.plan_usual(vault, today())
        found = planning.budget(vault, today())
        names = Names(vault)
    session.answer(_budget(found, names), lambda: _budget_text(found, names))


def goals(context: typer.Context) -> None:
    """JSON: {"goals": [{"id", "name", "target", "saved", "missing", "currency", "due_on", "monthly", "account"}]}."""
    if context.invoked_subcommand is not None:
        return
    from hub.services import planning

    session: Session = context.obj
    with session.vault() as vault:
        found = planning.goals(vault)
        names = Names(vault)
    session.answer({"goals": [_goal(one, names) for one in found]}, lambda: _goals_text(found))


def add_goal(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("What it is for."))],
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help=N_("How much, as 1200.00."))],
    by: Annotated[str, typer.Option(metavar="DATE", help=N_("The day it is needed, as 2026-12-31."))] = "",
    account: Annotated[str, typer.Option(metavar="ACCOUNT", help=N_("The account that holds it."))] = "",
    saved: Annotated[str, typer.Option(metavar="AMOUNT", help=N_("What is put aside already."))] = "",
) -> None:
    """JSON: {"goals": [...]}, as `goals`."""
    from hub.services import accounts, planning, settings

    session: Session = context.obj
    due_on = parsed_day(by, "--by") if by else None
    with session.vault() as vault:
        held = accounts.find(vault, account) if account else None
        code = settings.load(vault).home_currency if held is None else held.currency
        planning.add_goal(
            vault, name, minor(amount, code), code, due_on=due_on, account_id=None if held is None else held.id,
            saved=minor(saved, code) if saved else 0,
        )  # fmt: skip
        found = planning.goals(vault)
        names = Names(vault)
    session.answer({"goals": [_goal(one, names) for one in found]}, lambda: _goals_text(found))


def remove_goal(
    context: typer.Context, goal: Annotated[int, typer.Argument(metavar="NUMBER", help=N_("Its number."))]
) -> None:
    """JSON: {"removed": 3}."""
    from hub.services import planning

    session: Session = context.obj
    with session.vault() as vault:
        planning.remove_goal(vault, goal)
    session.answer({"removed": goal}, _("Removed the goal."))


def debts(
    context: typer.Context,
    extra: Annotated[str, typer.Option(metavar="AMOUNT", help=N_("Paid a month beside the least payments."))] = "",
) -> None:
    """JSON: {"currency", "owed", "debts": [...], "avalanche", "snowball", "least", "unknown": [names]}.

    A debt: name, owed, rate, least. A plan (null where it never ends): done_on, months, interest, saved, cleared
    [{name, on, interest}].
    """
    from hub.services import planning, settings

    session: Session = context.obj
    with session.vault() as vault:
        code = settings.load(vault).home_currency
        found = planning.debts(vault, today(), minor(extra, code) if extra else 0)
    session.answer(_debts(found), lambda: _debts_text(found))


def _month(text: str) -> str:
    return f"{parsed_day(f'{text}-01', '--month'):%Y-%m}"


def _budget(found: Budget, names: Names) -> dict[str, Any]:
    code = found.currency
    parts = ("planned", "carried", "spent", "left")
    return {
        "month": found.month,
        "currency": code,
        **{name: decimal_text(getattr(found, name), code) for name in ("planned", "spent", "left")},
        "envelopes": [
            {
                "category": names.category(one.category_id),
                **{name: decimal_text(getattr(one, name), code) for name in parts},
                "carries": one.carries,
            }
            for one in found.envelopes
        ],
        "unplanned": [
            {"category": names.category(number), "amount": decimal_text(amount, code)}
            for number, amount in found.unplanned
        ],
        "usual": [
            {"category": names.category(number), "amount": decimal_text(amount, code)}
            for number, amount in found.usual.items()
        ],
    }


def _budget_text(found: Budget, names: Names) -> str:
    from ui.locale import text

    code = found.currency
    if not found.envelopes:
        return _("No month is planned yet: `coffer budget usual` takes what each category usually costs.")
    rows = [
        (
            names.shown(one.category_id), text.money(one.planned, code),
            text.money(one.carried, code, sign=True) if one.carried else "", text.money(one.spent, code),
            text.money(one.left, code),
        )
        for one in found.envelopes
    ]  # fmt: skip
    heads = (_("Category"), _("Planned"), _("Carried over"), _("Spent"), _("Left"))
    loose = [(names.shown(number), text.money(amount, code)) for number, amount in found.unplanned]
    return paragraphs(
        table(heads, rows, "<>>>>"), table((_("Spent without a plan"), _("Amount")), loose, "<>") if loose else ""
    )


def _goal(one: Goal, names: Names) -> dict[str, Any]:
    monthly = one.monthly(today())
    return {
        "id": one.id,
        "name": one.name,
        **{name: decimal_text(getattr(one, name), one.currency) for name in ("target", "saved", "missing")},
        "currency": one.currency,
        "due_on": day(one.due_on),
        "monthly": None if monthly is None else decimal_text(monthly, one.currency),
        "account": names.accounts.get(one.account_id or 0),
    }


def _goals_text(found: Sequence[Goal]) -> str:
    from ui.locale import text

    def monthly(one: Goal, on: date) -> str:
        amount = one.monthly(on)
        return "" if amount is None else text.money(amount, one.currency)

    if not found:
        return _("No goal yet.")
    rows = [
        (
            str(one.id), one.name, text.day(one.due_on) if one.due_on else "", text.money(one.saved, one.currency),
            text.money(one.target, one.currency), monthly(one, today()),
        )
        for one in found
    ]  # fmt: skip
    return table((_("No."), _("Goal"), _("By"), _("Saved"), _("Of"), _("A month")), rows, "><<>>>")


def _debts(found: Debts) -> dict[str, Any]:
    code = found.currency

    def plan(one: Payoff | None) -> dict[str, Any] | None:
        saved = found.saved(one)
        if one is None:
            return None
        return {
            "done_on": day(one.done_on),
            "months": one.months,
            "interest": decimal_text(one.interest, code),
            "saved": None if saved is None else decimal_text(saved, code),
            "cleared": [
                {"name": at.debt.name, "on": day(at.on), "interest": decimal_text(at.interest, code)}
                for at in one.cleared
            ],
        }

    return {
        "currency": code,
        "owed": decimal_text(found.owed, code),
        "debts": [
            {
                "name": one.name,
                "owed": decimal_text(one.owed, code),
                "rate": format(one.apr, "f"),
                "least": decimal_text(one.least, code),
            }
            for one in found.debts
        ],
        "avalanche": plan(found.avalanche),
        "snowball": plan(found.snowball),
        "least": plan(found.least),
        "unknown": [one.name for one in found.unknown],
    }


def _debts_text(found: Debts) -> str:
    from ui.locale import text

    code = found.currency
    if not found.debts:
        return _("No debt with interest is known.")

    def line(words: str, one: Payoff | None) -> tuple[str, str, str, str]:
        if one is None or one.done_on is None:
            return words, _("never"), "", ""
        return words, text.month(one.done_on), text.money(one.interest, code), text.money(found.saved(one) or 0, code)

    plans = [
        line(_("Avalanche"), found.avalanche), line(_("Snowball"), found.snowball),
        line(_("Least payments"), found.least),
    ]  # fmt: skip
    owed = [
        (one.name, text.percent(one.apr, 2), text.money(one.owed, code), text.money(one.least, code))
        for one in found.debts
    ]
    return paragraphs(
        table((_("Debt"), _("Rate"), _("Owed"), _("Least a month")), owed, "<>>>"),
        table((_("Order"), _("Free of debt"), _("Interest"), _("Saved")), plans, "<<>>"),
    )
