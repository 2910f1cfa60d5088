"""`forecast`: what is free to spend, and the balance day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.money import decimal_text
from ui.cli.session import Session, today
from ui.cli.shapes import day
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _

if TYPE_CHECKING:
    from hub.domain.forecast import FreeToSpend
    from hub.services.today import Today


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("forecast", help=N_("What is free to spend, and the balance of the days ahead."))(forecast)


def forecast(
    context: typer.Context, days: Annotated[int, typer.Option(min=1, max=3660, help=N_("Days ahead."))] = 7
) -> None:
    """JSON: {"free": {...}, "account": "Current", "days": [{"on", "balance", "bills"}], "lowest": {"on", "balance"}}.

    free: in_reach − owed_on_cards − bills_before − buffer = free, until the next income; per_day, days, until,
    currency.
    """
    from hub.services import today as service

    session: Session = context.obj
    with session.vault() as vault:
        found = service.look(vault, today(), days)
    session.answer(forecast_document(found), lambda: paragraphs(free_text(found), _days_text(found)))


def forecast_document(found: Today) -> dict[str, Any]:
    """What is free and the days ahead, as JSON."""
    main = found.main
    code = found.free.currency
    return {
        "free": _free(found.free),
        "account": None if main is None else main.account.name,
        "days": [
            {
                "on": day(one.on),
                "balance": decimal_text(one.balance, code),
                "bills": [
                    {"biller": bill.biller, "amount": decimal_text(bill.amount, bill.currency)} for bill in one.bills
                ],
            }
            for one in found.ahead
        ],
        "lowest": None
        if found.lowest is None
        else {"on": day(found.lowest.on), "balance": decimal_text(found.lowest.balance, code)},
    }


def free_text(found: Today) -> str:
    """What is free to spend with its arithmetic, for people."""
    from ui.locale import text

    free, code = found.free, found.free.currency
    if free.free > 0:
        head = _("You can spend {amount} {until}, {per_day} a day.").format(
            amount=text.money(free.free, code),
            until=text.until_day(free.until, found.day),
            per_day=text.money(free.per_day, code),
        )
    else:
        head = _("Nothing is free to spend {until}.").format(until=text.until_day(free.until, found.day))
    rows = [
        (_("In reach"), text.money(free.in_reach, code, sign=True)),
        (_("Owed on cards"), text.money(-free.owed_on_cards, code)),
        (_("Bills before then"), text.money(-free.bills_before, code)),
        (_("Buffer you keep"), text.money(-free.buffer, code)),
        (_("Free"), text.money(free.free, code)),
    ]
    return f"{head}\n" + table(("", ""), rows, "<>", indent="  ")


def _days_text(found: Today) -> str:
    from ui.locale import text

    if found.main is None:
        return ""
    code = found.free.currency
    rows = [
        (
            text.capital(text.day_in_words(one.on, found.day)),
            ", ".join(f"{bill.biller} {text.money(bill.amount, bill.currency)}" for bill in one.bills),
            text.money(one.balance, code),
        )
        for one in found.ahead
    ]
    return table((_("Day"), _("Bills and income"), found.main.account.name), rows, "<<>", longest=90)


def _free(free: FreeToSpend) -> dict[str, Any]:
    code = free.currency
    amounts = ("in_reach", "owed_on_cards", "bills_before", "buffer", "free", "per_day")
    return {
        **{name: decimal_text(getattr(free, name), code) for name in amounts},
        "days": free.days,
        "until": day(free.until),
        "currency": code,
    }
