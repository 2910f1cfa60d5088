"""The sentence of the bills screen, the line below it, and where their numbers come from."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hub.domain.bill import DUE, EXPECTED, LATE, Bill, needs_you
from hub.services.bills import a_month
from ui.bills.naming import rhythm
from ui.bills.reading import Shown
from ui.locale import _, ngettext, text, wording
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.sentence import Figure, Head

_MOST = 10
"""Lines of a popover; the rest is one line."""


def say_due(head: Head, shown: Shown) -> None:
    """What has to be paid before money comes in, and whether it is covered."""
    if not shown.bills:
        head.say(_("No bills are known yet."))
        return
    late = shown.of_state(LATE)
    if late:
        template = ngettext("{count} bill is late: {amount}.", "{count} bills are late: {amount}.", len(late))
        head.say(template, sub=_below(shown), count=text.count(len(late)), amount=_figure(shown, late))
        return
    free = shown.seen.free
    coming = list(free.bills)
    when = text.on_day(free.until, shown.today)
    if not coming:
        head.say(_("No bill comes until {day}."), sub=_below(shown), day=text.day_in_words(free.until, shown.today))
        return
    head.say(
        _template(shown, coming),
        sub=_below(shown),
        count=text.count(len(coming)),
        amount=_figure(shown, coming),
        when=when,
        day=text.day_month(free.until),
        payee=text.name(free.income.biller) if free.income is not None else "",
    )


def say_series(head: Head, shown: Shown) -> None:
    """What recurs and what it costs in a month."""
    count = len(shown.series)
    currency, monthly = _monthly(shown)
    if not count:
        head.say(_("Nothing recurs yet."), sub=_("Coffer finds what recurs in three months of transactions."))
        return
    template = ngettext("{count} payment recurs: {amount} a month.", "{count} payments recur: {amount} a month.", count)
    amount = Figure(text.money(-monthly, currency), lambda: _by_series(shown, currency))
    year = _("{amount} a year").format(amount=text.money(-12 * monthly, currency))
    found = shown.too_much
    extra = [
        _("{count} for {kind}").format(
            count=text.count(len(two.series)), kind=wording.label("subscription_kind", two.kind)
        )
        for two in found.duplicates
    ]
    extra += [
        _("{payee}: nothing else there since {day}").format(
            payee=text.name(one.series.payee), day=text.day_in_words(one.last_use, shown.today)
        )
        for one in found.silent
    ]
    open_ = sum(one.state == "found" for one in shown.series)
    words = ngettext("{count} waits for your yes or no", "{count} wait for your yes or no", open_)
    sub = " · ".join([year, *([words.format(count=text.count(open_))] if open_ else []), *extra])
    head.say(template, sub=sub, count=text.count(count), amount=amount)


def say_agenda(head: Head, shown: Shown) -> None:
    """What the days ahead hold."""
    count = len(shown.events)
    template = ngettext("{count} thing comes up in three months.", "{count} things come up in three months.", count)
    first = shown.events[0] if shown.events else None
    sub = _("A saved calendar opens in any calendar program, and is recorded under Privacy.")
    if first is not None:
        next_up = _("Next: {what}, {day}").format(
            what=text.name(first.title), day=text.day_in_words(first.on, shown.today)
        )
        sub = f"{next_up} · {sub}"
    head.say(template, sub=sub, count=text.count(count))


def _template(shown: Shown, coming: list[Bill]) -> str:
    is_covered = all(shown.covers(one) is not False for one in coming)
    count = len(coming)
    if shown.seen.free.income is None:
        if is_covered:
            return ngettext(
                "{count} bill comes until {day}: {amount}, covered.",
                "{count} bills come until {day}: {amount}, all covered.",
                count,
            )
        return ngettext(
            "{count} bill comes until {day}: {amount}, not covered.",
            "{count} bills come until {day}: {amount}, not all covered.",
            count,
        )
    if shown.is_salary:
        if is_covered:
            return ngettext(
                "{count} bill comes before your salary {when}: {amount}, covered.",
                "{count} bills come before your salary {when}: {amount}, all covered.",
                count,
            )
        return ngettext(
            "{count} bill comes before your salary {when}: {amount}, not covered.",
            "{count} bills come before your salary {when}: {amount}, not all covered.",
            count,
        )
    if is_covered:
        return ngettext(
            "{count} bill comes before the money from {payee} {when}: {amount}, covered.",
            "{count} bills come before the money from {payee} {when}: {amount}, all covered.",
            count,
        )
    return ngettext(
        "{count} bill comes before the money from {payee} {when}: {amount}, not covered.",
        "{count} bills come before the money from {payee} {when}: {amount}, not all covered.",
        count,
    )


def _below(shown: Shown) -> str:
    parts = []
    yours = [one for one in shown.bills if needs_you(one)]
    if len(yours) == 1:
        parts.append(_("only {biller} needs you to pay").format(biller=text.name(yours[0].biller)))
    elif yours:
        parts.append(_("{count} need you to pay").format(count=text.count(len(yours))))
    higher = sum(
        one.change is not None and one.change < 0 and one.state in (LATE, DUE, EXPECTED) for one in shown.bills
    )
    if higher:
        words = ngettext("{count} price went up", "{count} prices went up", higher)
        parts.append(words.format(count=text.count(higher)))
    currency, monthly = _monthly(shown)
    if shown.series:
        words = ngettext("{count} payment recurs", "{count} payments recur", len(shown.series))
        cost = _("{amount} a month").format(amount=text.money(-monthly, currency))
        parts.append(f"{words.format(count=text.count(len(shown.series)))}, {cost}")
    return text.capital(" · ".join(parts))


def _figure(shown: Shown, found: list[Bill]) -> Figure:
    currency = shown.seen.free.currency
    here = [one for one in found if one.currency == currency] or found
    total = -sum(one.amount for one in here)
    return Figure(text.money(total, here[0].currency), lambda: _listed(here, shown))


def _listed(found: list[Bill], shown: Shown) -> QWidget:
    currency = found[0].currency
    lines = [
        Line(one.biller, text.amount(-one.amount, currency), text.day_in_words(one.due_on, shown.today))
        for one in found[:_MOST]
    ]
    rest = found[_MOST:]
    if rest:
        words = ngettext("{count} more", "{count} more", len(rest)).format(count=text.count(len(rest)))
        lines.append(Line(words, text.amount(-sum(one.amount for one in rest), currency)))
    total = Line(_("Together"), text.amount(-sum(one.amount for one in found), currency))
    return Arithmetic(lines, total)


def _by_series(shown: Shown, currency: str) -> QWidget:
    found = sorted((one for one in shown.series if one.currency == currency), key=a_month)
    lines = [
        Line(
            one.payee,
            text.amount(round(-a_month(one)), currency),
            "" if one.unit == "month" and one.every == 1 else rhythm(one),
        )
        for one in found[:_MOST]
    ]
    rest = found[_MOST:]
    if rest:
        words = ngettext("{count} more", "{count} more", len(rest)).format(count=text.count(len(rest)))
        lines.append(Line(words, text.amount(round(-sum(map(a_month, rest))), currency)))
    total = round(-sum(map(a_month, found)))
    return Arithmetic(lines, Line(_("A month"), text.amount(total, currency)))


def _monthly(shown: Shown) -> tuple[str, int]:
    """The home currency's part of what recurs, or the largest other one."""
    home = shown.seen.free.currency
    monthly = shown.seen.overview.monthly
    if home in monthly or not monthly:
        return home, monthly.get(home, 0)
    return min(monthly.items(), key=lambda one: one[1])
