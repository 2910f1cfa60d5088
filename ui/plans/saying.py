"""The sentences of the plans screen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hub.domain.outlook import Ahead, Outlook, mean_off
from hub.services.planning import Budget, Debts
from ui.locale import _, ngettext, text
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.sentence import Figure, Head
from ui.plans.reading import Shown


def say(head: Head, shown: Shown, outlook: Outlook | None) -> None:
    """The sentence of the part that is looked at."""
    if shown.budget is not None:
        _budget(head, shown.budget)
    elif shown.debts is not None:
        _debts(head, shown.debts)
    elif shown.forecast is not None:
        _ahead(head, shown, outlook)
    else:
        _goals(head, shown)


def earned(outlook: Outlook) -> str:
    """How well forecasts did so far."""
    if not outlook.compared:
        return _("There is not enough history yet to say how far this may be off.")
    words = ngettext(
        "{count} forecast of the past, made for 30 days ahead, was wrong by {amount}.",
        "{count} forecasts of the past, made for 30 days ahead, were wrong by {amount} on average.",
        len(outlook.compared),
    )
    amount = text.money(mean_off(outlook.compared), outlook.currency, whole=True)
    return words.format(count=text.count(len(outlook.compared)), amount=amount)


def _ahead(head: Head, shown: Shown, outlook: Outlook | None) -> None:
    if outlook is None or outlook.lowest is None:
        head.say(_("Nothing is here yet to look ahead from."), sub=_("Import a file, or add an account."))
        return
    alert = shown.forecast.alert if shown.forecast is not None else None
    low = alert.below(0) if alert is not None else None
    if alert is not None and alert.account is not None and low is not None:
        head.say(
            _("{account} is expected to fall below zero on {day}."),
            account=text.name(alert.account.name),
            day=Figure(text.day_long(low.on), lambda: _lowest(alert, low)),
            sub=earned(outlook),
        )
        return
    point = outlook.lowest
    head.say(
        _("The lowest point is {amount} on {day}."),
        amount=Figure(text.money(point.middle, outlook.currency, whole=True), lambda: _lowest(outlook, point)),
        day=text.day_long(point.on),
        sub=earned(outlook),
    )


def _budget(head: Head, seen: Budget) -> None:
    if not seen.envelopes:
        head.say(_("No month is planned yet."), sub=_("Say what a category may cost, or take what it usually does."))
    elif seen.left < 0:
        head.say(
            _("{amount} more than planned is spent this month."),
            amount=Figure(text.money(-seen.left, seen.currency), lambda: _left(seen)),
            sub=_spent_of(seen),
        )
    else:
        head.say(
            _("{amount} of the plan is left."),
            amount=Figure(text.money(seen.left, seen.currency), lambda: _left(seen)),
            sub=_spent_of(seen),
        )


def _left(seen: Budget) -> QWidget:
    lines = [
        Line(_("Planned"), text.amount(seen.planned, seen.currency)),
        Line(_("Spent"), text.amount(-seen.spent, seen.currency)),
    ]
    carried = seen.left - seen.planned + seen.spent
    if carried:
        lines.insert(0, Line(_("Carried over"), text.amount(carried, seen.currency, sign=True)))
    return Arithmetic(lines, Line(_("Left"), text.amount(seen.left, seen.currency)))


def _lowest(outlook: Outlook, low: Ahead) -> QWidget:
    code = outlook.currency
    how = ""
    if low.bands:
        least, most = (text.money(minor, code, whole=True) for minor in low.bands[1])
        how = _("between {least} and {most} in 8 of 10 cases").format(least=least, most=most)
    lines = [
        Line(_("Balance today"), text.amount(outlook.balance, code)),
        Line(_("Expected until then"), text.amount(low.middle - outlook.balance, code, sign=True), how),
    ]
    return Arithmetic(lines, Line(text.capital(text.day_long(low.on)), text.amount(low.middle, code)))


def _owed(seen: Debts) -> QWidget:
    lines = [
        Line(
            one.name, text.amount(one.owed, seen.currency), _("{percent} a year").format(percent=text.percent(one.apr))
        )
        for one in seen.debts
    ]
    return Arithmetic(lines, Line(_("Together"), text.amount(seen.owed, seen.currency)))


def _a_month(shown: Shown, total: int) -> QWidget:
    missing = [one for one in shown.goals if one.missing]
    lines = [
        Line(
            one.name,
            text.amount(one.monthly(shown.today) or 0, one.currency),
            _("{amount} is missing").format(amount=text.money(one.missing, one.currency)),
        )
        for one in missing
    ]
    return Arithmetic(lines, Line(_("A month"), text.amount(total, missing[0].currency)))


def _spent_of(seen: Budget) -> str:
    return _("{spent} of {planned} spent").format(
        spent=text.money(seen.spent, seen.currency), planned=text.money(seen.planned, seen.currency)
    )


def _debts(head: Head, seen: Debts) -> None:
    best = seen.avalanche
    if not seen.debts:
        head.say(_("No debt with interest is known."), sub=_("A card that is paid in full each month is none."))
    elif best is None or best.done_on is None:
        head.say(_("At the least payments these debts never end."), sub=_("Say what you can pay beside them."))
    else:
        saved = seen.saved(best)
        sub = "" if not saved else _("{amount} less interest than with the least payments").format(
            amount=text.money(saved, seen.currency)
        )  # fmt: skip
        head.say(
            _("You are free of {amount} in {month}."),
            amount=Figure(text.money(seen.owed, seen.currency), lambda: _owed(seen)),
            month=text.month_at(best.done_on),
            sub=sub,
        )


def _goals(head: Head, shown: Shown) -> None:
    monthly = [(one.monthly(shown.today) or 0, one.currency) for one in shown.goals if one.missing]
    if not shown.goals:
        head.say(_("No goal yet."), sub=_("An amount by a day; Coffer says what it takes a month."))
    elif len({code for _amount, code in monthly}) == 1:
        total = sum(amount for amount, _code in monthly)
        head.say(
            _("{amount} a month takes you to your goals."),
            amount=Figure(text.money(total, monthly[0][1]), lambda: _a_month(shown, total)),
            sub="",
        )
    else:
        head.say(ngettext("{count} goal", "{count} goals", len(shown.goals)), count=text.count(len(shown.goals)))
