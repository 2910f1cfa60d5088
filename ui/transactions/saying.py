"""The sentence of the screen, the line below it, and the status line: what the rows come to, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from ui.locale import _, ngettext, text
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.sentence import Figure, Head
from ui.style import tokens
from ui.transactions.reading import Shown, Sum

_LARGE = 1.5
"""From this font scale on the line below the sentence gives its room to the rows."""


def say(head: Head, shown: Shown, ask: Callable[[], object]) -> None:
    """Say what was spent, and against what. ask: shows the files, lines and rules that it comes from."""
    main = _main(shown)
    if main is None:
        head.say(_("Nothing matches.") if not shown.is_new else _("No transactions yet."))
        return
    sub = _below(shown, main) if tokens.look().scale < _LARGE else ""
    spent = Figure(text.money(-main.out, main.currency), lambda: _came_about(main, ask))
    if shown.until is None:
        count = text.count(sum(one.count for one in shown.sums))
        template = ngettext("{count} transaction: {amount} spent.", "{count} transactions: {amount} spent.", main.count)
        head.say(template, sub=sub, count=count, amount=spent)
        return
    before = next((one.out for one in shown.before if one.currency == main.currency), main.out)  # no rows: nothing said
    change = main.out - before
    difference = Figure(text.money(abs(change), main.currency), lambda: _difference(shown, main, before))
    head.say(
        _template(shown, change),
        sub=sub,
        amount=spent,
        difference=difference,
        month=text.month(shown.filters.month or shown.until),
        day=text.day_month(shown.until),
        before=text.month_name(shown.until),
    )


def shown_sums(sums: Iterable[Sum]) -> str:
    """ "Shown: out −2,077.77  in +210.00", one pair for each currency."""
    pairs = []
    every = tuple(sums)
    sums = tuple(one for one in every if one.out or one.came_in) or every[:1]
    for one in sums:
        written = text.money if len(sums) > 1 else text.amount
        pairs.append(
            _("out {out}, in {came_in}").format(
                out=written(one.out, one.currency), came_in=written(one.came_in, one.currency, sign=True)
            )
        )
    return _("Shown: {sums}").format(sums="; ".join(pairs)) if pairs else ""


def selected_sums(count: int, total: int, sums: Iterable[tuple[str, int]]) -> str:
    """ "3 of 43 selected: −63.48"."""
    amounts = "; ".join(text.money(amount, currency) for currency, amount in sums)
    return _("{count} of {total} selected: {amounts}").format(
        count=text.count(count), total=text.count(total), amounts=amounts
    )


def _main(shown: Shown) -> Sum | None:
    """The sums of the home currency, else of the one with most rows."""
    at_home = next((one for one in shown.sums if one.currency == shown.home), None)
    return at_home or next(iter(shown.sums), None)


def _template(shown: Shown, change: int) -> str:
    is_running = shown.filters.month is not None and shown.filters.month.replace(day=1) == shown.today.replace(day=1)
    if is_running:
        if change > 0:
            return _("You spent {amount}, {difference} less than by {day}.")
        return _("You spent {amount}, {difference} more than by {day}.") if change else _("You spent {amount}.")
    if change > 0:
        return _("You spent {amount} in {month}, {difference} less than in {before}.")
    if change:
        return _("You spent {amount} in {month}, {difference} more than in {before}.")
    return _("You spent {amount} in {month}.")


def _below(shown: Shown, main: Sum) -> str:
    parts = []
    if shown.until is not None and shown.filters.month is not None:
        is_running = shown.filters.month == shown.today.replace(day=1)
        month = text.month_name(shown.filters.month) if is_running else text.month(shown.filters.month)
        parts.append(_("{month} so far").format(month=month) if is_running else month)
    count = sum(one.count for one in shown.sums)
    parts.append(ngettext("{count} row", "{count} rows", count).format(count=text.count(count)))
    if main.came_in:
        parts.append(_("{amount} came in").format(amount=text.money(main.came_in, main.currency)))
    parts += [
        _("{amount} spent in {currency}").format(amount=text.money(-one.out, one.currency), currency=one.currency)
        for one in shown.sums
        if one is not main and one.out
    ]
    parts.append(_("transfers between your own accounts are not counted"))
    return " · ".join(parts)


def _came_about(main: Sum, ask: Callable[[], object]) -> QWidget:
    count = text.count(main.count)
    lines = [
        Line(_("Went out"), text.amount(main.out, main.currency), _("transfers left out")),
        Line(_("Came in"), text.amount(main.came_in, main.currency, sign=True)),
    ]
    total = Line(_("Together"), text.amount(main.out + main.came_in, main.currency, sign=True))
    title = ngettext("{count} row in {currency}", "{count} rows in {currency}", main.count)
    links = [(_("Where from?"), lambda: _leave(made, ask))]
    made: QWidget = Arithmetic(lines, total, title=title.format(count=count, currency=main.currency), links=links)
    return made


def _leave(content: QWidget, act: Callable[[], object]) -> None:
    content.window().close()
    act()


def _difference(shown: Shown, main: Sum, before: int) -> QWidget:
    if shown.until is None or shown.filters.month is None:
        raise ValueError("only a month is compared")
    first = shown.until.replace(day=1)
    lines = [
        Line(text.month(shown.filters.month), text.amount(-main.out, main.currency)),
        Line(text.period(first, shown.until), text.amount(-before, main.currency)),
    ]
    return Arithmetic(lines, Line(_("Difference"), text.amount(before - main.out, main.currency, sign=True)))
