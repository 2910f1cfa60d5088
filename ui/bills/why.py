"""Why a bill is what it is, what it comes to in a year, what cancelling saves, and why it was found."""

from __future__ import annotations

from hub.domain.contract import deadlines
from hub.domain.difference import SAME, Difference
from hub.services.contracts import Analysis
from ui.bills.reading import Shown
from ui.locale import _, ngettext, text, wording
from ui.parts.arithmetic import Arithmetic, Line


def costs(found: Analysis) -> Arithmetic:
    """The differences of the last payment, and the cost of a year."""
    currency = found.series.currency
    lines = []
    for name, one in ((_("Against last"), found.last), (_("Against last year"), found.last_year)):
        if one is not None:
            lines.append(Line(name, text.amount(one.change, currency, sign=True), _reason(one)))
    total = Line(_("A year"), text.amount(found.yearly, currency))
    return Arithmetic(lines, total if lines else None) if lines else Arithmetic([total])


def leaving(found: Analysis, shown: Shown) -> list[str]:
    """What cancelling today brings, and the days of the contract."""
    said = []
    if found.cancelling is not None:
        one, currency = found.cancelling, found.series.currency
        template = ngettext(
            "Cancelled today it ends {day}, after {count} more payment of together {amount}. It saves {saved} a year.",
            "Cancelled today it ends {day}, after {count} more payments of together {amount}. It saves {saved} a year.",
            one.payments_left,
        )
        if not one.payments_left:
            template = _("Cancelled today it ends {day}, with nothing more to pay. It saves {saved} a year.")
        said.append(
            template.format(
                day=text.on_day(one.ends_on, shown.today),
                count=text.count(one.payments_left),
                amount=text.money(one.still_to_pay, currency),
                saved=text.money(one.saves_a_year, currency),
            )
        )
    if found.contract is not None:
        for day in deadlines(found.contract, shown.today):
            name = wording.label("agenda", day.kind)
            said.append(_("{what}: {day}").format(what=name, day=text.day_in_words(day.on, shown.today)))
    return said


def proof(found: Analysis) -> str:
    """What speaks for a series and against it."""
    one, currency = found.evidence, found.series.currency
    template = ngettext(
        "{near} of {count} payment came within three days of its day.",
        "{near} of {count} payments came within three days of their day.",
        one.count,
    )
    parts = [template.format(near=text.count(one.on_time), count=text.count(one.count))]
    if one.skipped:
        words = ngettext("{count} was left out.", "{count} were left out.", one.skipped)
        parts.append(words.format(count=text.count(one.skipped)))
    if one.doubled:
        words = ngettext("{count} came twice.", "{count} came twice.", one.doubled)
        parts.append(words.format(count=text.count(one.doubled)))
    if one.least != one.most:
        template = _("From {least} to {most}.")
        parts.append(template.format(least=text.money(one.least, currency), most=text.money(one.most, currency)))
    if len(one.names) > 1:
        parts.append(_("Under {count} names.").format(count=text.count(len(one.names))))
    return " ".join(parts)


def _reason(one: Difference) -> str:
    if one.reason == SAME:
        return ""
    if one.reason == "days" and one.days is not None and one.days_before is not None:
        template = _("{days} days instead of {before}")
        return template.format(days=text.count(one.days), before=text.count(one.days_before))
    return wording.label("difference", one.reason)
