"""`forecast`: what is free to spend, and the balance day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hub.domain.errors import LedgerError
from hub.domain.money import decimal_text
from hub.domain.outlook import AMOUNT, CANCEL, PURCHASE, Change
from ui.cli.outlook import outlooks_document, outlooks_text
from ui.cli.session import Session, today
from ui.cli.shapes import day, minor, parsed_day
from ui.cli.tables import paragraphs, table
from ui.locale import N_, _

if TYPE_CHECKING:
    from datetime import date

    from hub.domain.bill import Series
    from hub.domain.forecast import FreeToSpend
    from hub.services.forecast import Forecast
    from hub.services.today import Today
    from hub.services.vaults import Vault


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("forecast", help=N_("What is free to spend, and the balance of the days ahead."))(forecast)


def forecast(
    context: typer.Context,
    days: Annotated[int, typer.Option(min=1, max=3660, help=N_("Days ahead."))] = 7,
    buy: Annotated[str, typer.Option(metavar="AMOUNT", help=N_("What if this is bought."))] = "",
    account: Annotated[str, typer.Option(metavar="ACCOUNT", help=N_("The account that pays it."))] = "",
    cancel: Annotated[str, typer.Option(metavar="PAYEE", help=N_("What if this contract ends."))] = "",
    becomes: Annotated[str, typer.Option(metavar="PAYEE=AMOUNT", help=N_("What if this comes to that."))] = "",
    on: Annotated[str, typer.Option(metavar="DATE", help=N_("The day of the what-if; default: today."))] = "",
) -> None:
    """JSON: {"free": {...}, "account": "Current", "days": [{"on", "balance", "bills"}], "lowest": {"on", "balance"}}.

    free: in_reach − owed_on_cards − bills_before − buffer = free, until the next income; per_day, days, until,
    currency. alert: {account, on, balance} or null. outlooks: [{account (null = all together), currency, balance,
    lowest, wrong_by, days [{on, balance, bands {"95": [low, high]}}], past [{made_on, on, foreseen, came, wrong_by}]}],
    lowest and alert within 92 days at least. changed: the outlooks with the what-if, else null. affordable: of what is
    bought, {verdict (yes, tight, no), account, lowest, spare}, else null.
    """
    from hub.services import forecast as ahead
    from hub.services import today as service

    session: Session = context.obj
    now = today()
    start = parsed_day(on, "--on") if on else now
    with session.vault() as vault:
        found = service.look(vault, now, days)
        span = max(days, ahead.ALERT)
        outlook = ahead.look(vault, now, span)
        changes = _changes(vault, outlook, start, buy=buy, account=account, cancel=cancel, becomes=becomes)
        changed = ahead.look(vault, now, span, changes) if changes else None
        borne = _borne(vault, changes, now)
    document = {
        **forecast_document(found),
        **outlooks_document(outlook, days),
        "changed": None if changed is None else outlooks_document(changed, days)["outlooks"],
        "affordable": borne,
    }
    shown = changed or outlook
    session.answer(document, lambda: paragraphs(free_text(found), _days_text(found), outlooks_text(shown)))


def _changes(
    vault: Vault, outlook: Forecast, on: date, *, buy: str, account: str, cancel: str, becomes: str
) -> list[Change]:
    """What might be done, as it was asked for."""
    from hub.services import accounts, bills

    made = []
    if buy:
        first = next((one.account for one in outlook.accounts if one.account and one.account.kind == "current"), None)
        payer = accounts.find(vault, account) if account or first is None else first
        made.append(Change(PURCHASE, on, -abs(minor(buy, payer.currency)), payer.id))
    if not (cancel or becomes):
        return made
    seen = bills.overview(vault, today())
    known = {one.payee.casefold(): one for one in (*seen.series, *seen.income)}

    def series(payee: str) -> Series:
        if payee.casefold() not in known:
            raise LedgerError(
                "no_such_series", where={"payee": payee}, known=sorted(one.payee for one in known.values())
            )
        return known[payee.casefold()]

    if cancel:
        made.append(Change(CANCEL, on, series_key=series(cancel).key))
    if becomes:
        payee, _sign, amount = becomes.partition("=")
        one = series(payee)
        size = abs(minor(amount, one.currency))
        made.append(Change(AMOUNT, on, size if one.amount > 0 else -size, series_key=one.key))
    return made


def _borne(vault: Vault, changes: list[Change], now: date) -> dict[str, Any] | None:
    """Whether what is bought can be borne."""
    from hub.services import forecast as ahead

    bought = next((one for one in changes if one.kind == PURCHASE and one.account_id is not None), None)
    if bought is None or bought.account_id is None:
        return None
    found = ahead.affords(vault, bought.account_id, -bought.amount, bought.on, now)
    code = found.drawn_on.currency
    return {
        "verdict": found.verdict,
        "account": found.drawn_on.name,
        "lowest": {"on": day(found.lowest.on), "balance": decimal_text(found.lowest.middle, code)},
        "spare": decimal_text(found.spare, code),
    }


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
