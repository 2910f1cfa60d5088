"""`bills`: what recurs, what is due, what was paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.money import decimal_text
from ui.cli import billing
from ui.cli.session import Session, today
from ui.cli.shapes import Names, day, minor, parsed_day
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _

if TYPE_CHECKING:
    from datetime import date

    from hub.domain.bill import Bill, Series
    from hub.services.bills import Overview


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(rich_markup_mode=None)
    group.callback(invoke_without_command=True)(bills)
    group.command("add", help=N_("A bill by hand."))(add)
    billing.extend(group)
    app.command("watch", help=N_("Charges that look wrong and fees, with their evidence."))(billing.watch)
    app.add_typer(group, name="bills", help=N_("Recurring payments, and bills by due day."))


def bills(
    context: typer.Context,
    back: Annotated[int, typer.Option(min=0, max=3660, help=N_("Days to look back."))] = 40,
    ahead: Annotated[int, typer.Option(min=0, max=3660, help=N_("Days to look ahead."))] = 62,
) -> None:
    """JSON: {"today", "bills": [...], "income": [...], "series": [...], "monthly": {"EUR": "-1240.00"}}.

    A bill: biller, due_on, amount, currency, state (expected, due, paid, late, skipped), account, category, estimate,
    autopay, change, transaction, notes, id (null where it follows from a series). A series: payee, amount, currency,
    every, unit, next_on, last_on, count, varies, confidence, state, steps [{since, amount}].
    """
    if context.invoked_subcommand is not None:
        return
    from hub.services import bills as service

    session: Session = context.obj
    with session.vault() as vault:
        found = service.overview(vault, today(), back=back, ahead=ahead)
        names = Names(vault)
    session.answer(overview_document(found, names), lambda: overview_text(found))


def add(
    context: typer.Context,
    biller: Annotated[str, typer.Argument(metavar="BILLER", help=N_("Who is to be paid."))],
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help=N_("What is to be paid, as 128.40."))],
    due: Annotated[str, typer.Option(metavar="DATE", help=N_("The day it is due, as 2026-03-15."))],
    currency: Annotated[str, typer.Option(metavar="CODE", help=N_("Default: the home currency."))] = "",
    notes: Annotated[str, typer.Option(help=N_("A note."))] = "",
) -> None:
    """JSON: {"bill": {"id", "biller", "due_on", "amount", "currency"}}."""
    from hub.services import bills as service
    from hub.services import settings

    session: Session = context.obj
    due_on = parsed_day(due, "--due")
    with session.vault() as vault:
        code = (currency or settings.load(vault).home_currency).upper()
        to_pay = -abs(minor(amount, code))
        bill_id = service.add(vault, biller, due_on, to_pay, code, notes=notes)
    document = {
        "id": bill_id,
        "biller": biller.strip(),
        "due_on": day(due_on),
        "amount": decimal_text(to_pay, code),
        "currency": code,
    }
    session.answer({"bill": document}, _("Added the bill of {biller}.").format(biller=biller.strip()))


def overview_document(found: Overview, names: Names) -> dict[str, Any]:
    """Bills and series as JSON."""
    return {
        "today": day(found.today),
        "bills": [_bill(one, names) for one in found.bills],
        "income": [_bill(one, names) for one in found.expected_income],
        "series": [_series(one, names) for one in (*found.series, *found.income)],
        "monthly": {code: decimal_text(total, code) for code, total in found.monthly.items()},
    }


def overview_text(found: Overview) -> str:
    """Bills and series for people."""
    from ui.locale import text

    if not found.series and not found.bills:
        return _("No bills: nothing that recurs was found in the history.")
    monthly = [
        _("Together about {amount} a month.").format(amount=text.money(total, code, whole=True))
        for code, total in found.monthly.items()
    ]
    open_bills = [one for one in found.bills if one.state != "paid"]
    return paragraphs(bills_table(open_bills, found.today), series_table(found.series), "\n".join(monthly))


def bills_table(bills: Sequence[Bill], on: date) -> str:
    """Bills by due day for people."""
    from ui.locale import text, wording

    rows = [
        (
            text.capital(text.day_in_words(one.due_on, on)),
            one.biller,
            wording.label("bill_state", one.state),
            _("about {amount}").format(amount=text.money(one.amount, one.currency))
            if one.is_estimate
            else text.money(one.amount, one.currency),
            "" if not one.change else text.money(one.change, one.currency, sign=True),
        )
        for one in bills
    ]
    return table((_("Due"), _("Bill"), _("State"), _("Amount"), _("Change")), rows, "<<<>>") if rows else ""


def series_table(series: Sequence[Series]) -> str:
    """What recurs, for people."""
    from ui.locale import text

    rows = [
        (
            one.payee,
            _rhythm(one.every, one.unit),
            text.money(one.amount, one.currency),
            text.day(one.next_on),
            _price_step(one),
        )
        for one in series
    ]
    return table((_("Payee"), _("How often"), _("Amount"), _("Next"), _("Price")), rows, "<<><<") if rows else ""


def _rhythm(every: int, unit: str) -> str:
    words: Mapping[tuple[int, str], str] = {
        (1, "day"): _("every day"),
        (1, "week"): _("every week"),
        (2, "week"): _("every two weeks"),
        (4, "week"): _("every four weeks"),
        (1, "month"): _("every month"),
        (2, "month"): _("every two months"),
        (3, "month"): _("every quarter"),
        (6, "month"): _("every half year"),
        (1, "year"): _("every year"),
    }
    return words.get((every, unit)) or _("every {count} × {unit}").format(count=every, unit=unit)


def _price_step(one: Series) -> str:
    from ui.locale import text

    if len(one.steps) < 2:
        return ""
    before, last = one.steps[-2], one.steps[-1]
    return _("{before} before {day}").format(before=text.money(before.amount, one.currency), day=text.month(last.since))


def _bill(one: Bill, names: Names) -> dict[str, Any]:
    return {
        "id": one.id,
        "biller": one.biller,
        "due_on": day(one.due_on),
        "amount": decimal_text(one.amount, one.currency),
        "currency": one.currency,
        "state": one.state,
        "account": None if one.account_id is None else names.accounts.get(one.account_id),
        "category": names.category(one.category_id),
        "estimate": one.is_estimate,
        "autopay": one.is_autopay,
        "change": None if one.change is None else decimal_text(one.change, one.currency),
        "transaction": one.transaction_id,
        "notes": one.notes,
    }


def _series(one: Series, names: Names) -> dict[str, Any]:
    return {
        "payee": one.payee,
        "account": names.accounts.get(one.account_id),
        "amount": decimal_text(one.amount, one.currency),
        "currency": one.currency,
        "every": one.every,
        "unit": one.unit,
        "next_on": day(one.next_on),
        "last_on": day(one.last_on),
        "count": one.count,
        "varies": one.varies,
        "confidence": one.confidence,
        "state": one.state,
        "category": names.category(one.category_id),
        "steps": [{"since": day(step.since), "amount": decimal_text(step.amount, one.currency)} for step in one.steps],
    }
