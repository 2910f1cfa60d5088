"""The sentence of the accounts screen and where its number comes from."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hub.domain.account import POINTS, Position
from hub.services.rates import convert
from ui.accounts.reading import Shown
from ui.charts import ChartView, Point
from ui.charts import Line as Course
from ui.locale import _, ngettext, text, wording
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.boxes import column, heading, holding
from ui.parts.sentence import Figure, Head
from ui.style import tokens


def say(head: Head, shown: Shown) -> None:
    """Say what all accounts come to in the home currency."""
    standing = shown.standing
    count = len(standing.positions)
    if not shown.positions:
        head.say(_("No account is here yet."))
        return
    template = ngettext("You have {amount} in {count} account.", "You have {amount} in {count} accounts.", count)
    if standing.total < 0:
        template = ngettext(
            "You owe {amount} more than you have, in {count} account.",
            "You owe {amount} more than you have, in {count} accounts.",
            count,
        )
    amount = Figure(text.money(abs(standing.total), standing.home), lambda: arithmetic(shown))
    head.say(template, sub=_below(shown), amount=amount, count=text.count(count))


def left_out(shown: Shown) -> str:
    """What is not in the sum because no rate is known; "" when nothing is left out."""
    missing = shown.standing.unconverted
    if not missing:
        return ""
    sums = dict.fromkeys(missing, 0)
    for one in shown.positions:
        if one.account.currency in sums:
            sums[one.account.currency] += one.balance
    amounts = ", ".join(text.money(minor, currency) for currency, minor in sums.items())
    template = ngettext(
        "{amounts} is left out: no exchange rate is known.", "{amounts} are left out: no exchange rates are known.",
        len(missing),
    )  # fmt: skip
    return template.format(amounts=amounts)


def arithmetic(shown: Shown) -> QWidget:
    """The sum by kind of account, with the rates that were used."""
    standing = shown.standing
    lines = []
    for kind, held in shown.groups():
        for currency in dict.fromkeys(one.account.currency for one in held):
            lines += _of_currency(kind, [one for one in held if one.account.currency == currency], shown)
    archived = [one for one in shown.archived if one.account.currency == standing.home and standing.worth(one)]
    if archived:
        total = sum(standing.worth(one) for one in archived)
        lines.append(Line(_("Archived accounts"), text.amount(total, standing.home)))
    total_line = Line(
        _("Together in {currency}").format(currency=standing.home), text.amount(standing.total, standing.home)
    )
    made = Arithmetic(lines, total_line)
    if len(shown.worth) < 2:
        return made
    title = _("Net worth")
    points = tuple(Point(one.on, one.total) for one in shown.worth)
    chart = ChartView(Course(title, standing.home, points))
    chart.setMinimumWidth(tokens.px(360))
    around = column(made, heading(title, _("at each month's end and rate")), chart, gap=4)
    whole = holding(around)
    whole.setAccessibleName(made.accessibleName())
    return whole


def _of_currency(kind: str, held: list[Position], shown: Shown) -> list[Line]:
    currency, home = held[0].account.currency, shown.standing.home
    name = wording.label("account_group", kind)
    total = sum(shown.standing.worth(one) for one in held)
    if currency == POINTS:
        return [Line(name, text.money(total, currency), _("no money"), "text-3")]
    if currency == home:
        return [Line(name, text.amount(total, home))]
    rate = shown.standing.rates_used.get(currency)
    if rate is None:
        return [Line(name, text.money(total, currency), _("left out"), "text-3")]
    dated = shown.standing.dated[currency]
    how = _("{amount} at {rate}, {day}, {source}").format(
        amount=text.money(total, currency), rate=text.number(rate, 4), day=text.day(dated.day),
        source=wording.rate_source(dated.source),
    )  # fmt: skip
    return [Line(name, text.amount(convert(total, currency, home, {currency: rate}) or 0, home), how)]


def _below(shown: Shown) -> str:
    parts = []
    for currency, rate in shown.standing.rates_used.items():
        worth = f"{text.currency_symbol(shown.standing.home)}{text.NBSP}{text.number(rate, 4)}"
        on = text.day_month_short(shown.standing.dated[currency].day)
        parts.append(_("1 {currency} = {worth} on {day}").format(currency=currency, worth=text.code(worth), day=on))
    if shown.archived:
        count = len(shown.archived)
        words = ngettext("{count} archived account counts too", "{count} archived accounts count too", count)
        parts.append(words.format(count=text.count(count)))
    owed = [one for one in shown.standing.positions if one.balance < 0 and one.account.currency == shown.standing.home]
    if owed:
        amount = text.money(-sum(one.balance for one in owed), shown.standing.home)
        parts.append(
            _("{amount} of it is owed").format(amount=amount)
            if shown.standing.total < 0
            else _("after {amount} that is owed").format(amount=amount)
        )
    return text.capital(" · ".join(parts))


def waiting(shown: Shown) -> str:
    """What wants a look: reconciled rows that were changed; "" when all is well."""
    if not shown.broken:
        return ""
    first = shown.broken[0]
    words = _("{account} was reconciled on {day}; rows of it were changed since.")
    if first.off:
        words = _("{account} was reconciled on {day}; its rows were changed since, by {amount}.")
    return words.format(
        account=text.name(first.account.name), day=text.day(first.met.closing_on),
        amount=text.money(first.off, first.account.currency, sign=True),
    )  # fmt: skip
