"""The inspector of a way to pay: its arithmetic, what is not known, points, offers there, can it be afforded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtWidgets import QPushButton, QWidget

from hub.domain.decide.model import Line, Option, Units
from hub.domain.priorities import Weighed
from hub.services.forecast import Affordable
from hub.services.offering.moments import Hint
from hub.services.offers import OfferView
from ui.locale import _, text, wording
from ui.parts import arithmetic
from ui.parts.boxes import column, holding, row
from ui.parts.buttons import button
from ui.parts.chips import tag
from ui.parts.inspector import Inspector
from ui.parts.monogram import monogram
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph, Run, label
from ui.payment import affording
from ui.payment.changes import Change
from ui.payment.lines import Lines
from ui.payment.minding import minded
from ui.payment.ranking import chain, earner_of, kind_of, purchase_kind, share, signed
from ui.payment.reading import Answer, Ground, offers_there
from ui.payment.saying import caps_left, flag, unknown
from ui.payment.units import per_unit

WIDTH = 364
"""Of the inspector, at 100 %."""
_PADDING = 34


@dataclass(frozen=True, slots=True)
class Acts:
    """What can be done in the inspector. mark(offer, state). close: nothing is looked at any more."""

    mark: Callable[[OfferView, str], object]
    close: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Aside:
    """What was found out beside the comparison. changes: of the order. bears: whether the account can bear it.

    weighed: with what matters to the person, where they look at that order.
    """

    changes: Sequence[Change] = ()
    bears: Affordable | None = None
    weighed: Weighed | None = None


def inspector(option: Option, answer: Answer, ground: Ground, acts: Acts, aside: Aside) -> Inspector:
    """Everything about one way to pay, and what would put another one first."""
    changes = aside.changes
    name = chain(option.path, answer.names)
    made = Inspector(name, acts.close)
    made.title(name, _("worked out"))
    made.block(worked(option, answer), *_notes(option, answer))
    minds = minded(option, answer, ground)
    if minds:
        made.block(label(_("Mind"), "section"), *map(_mind, minds))
    if aside.weighed is not None:
        made.block(label(_("With what matters to you"), "section"), _weighed(aside.weighed, answer))
    if changes:
        made.block(label(_("What would change the order"), "section"), *(turned(one, answer) for one in changes))
    points = [_points(one, option, answer) for one in option.units]
    if points:
        made.block(label(_("Points"), "section"), *points)
    for view in offers_there(ground, answer.situation):
        made.block(*_offer(view, acts), *(_hint(one, ground) for one in answer.hints if one.offer.id == view.offer.id))
    afford = affording.block(answer, ground, aside.bears)
    if afford is not None:
        made.block(afford)
    return made


def worked(option: Option, answer: Answer, width: int = WIDTH - _PADDING) -> Lines:
    """The lines of an option; they add up to its net. width: pixels at 100 %."""
    home = answer.comparison.currency
    lines = [_line(line, option, answer) for line in option.lines]
    if not lines:
        lines = [arithmetic.Line(_("No reward, no fee"), signed(option.net_expected, home))]
    total = arithmetic.Line(
        _("Net, {currency}").format(currency=home),
        signed(option.net_expected, home),
        tone=_tone(option.net_expected > 0, option.net_expected < 0),
    )
    return Lines(lines, total, width)


def _weighed(one: Weighed, answer: Answer) -> Lines:
    """Money, what each thing adds, and the sum."""
    home = answer.comparison.currency
    lines = [arithmetic.Line(_("Net in money"), signed(one.net, home))]
    lines += [
        arithmetic.Line(wording.label("priority", axis), signed(worth, home), tone=_tone(worth > 0, worth < 0))
        for axis, worth in sorted(one.added.items(), key=lambda pair: -pair[1])
    ]
    total = arithmetic.Line(_("Together"), signed(one.total, home))
    return Lines(lines, total, WIDTH - _PADDING)


def _mind(words: str) -> QWidget:
    sentence = Paragraph(words, "small", "text")
    made = row(Picture("triangle-alert", "warning", "small"), sentence, gap=2)
    made.setStretchFactor(sentence, 1)
    return holding(made)


def turned(change: Change, answer: Answer) -> QWidget:
    """A condition, and who would be first."""
    home = answer.comparison.currency
    about = answer.names.get(change.about, change.about)
    condition = {
        "no_contactless": _("You can’t pay contactless"),
        "contactless": _("You pay contactless"),
        "counts_as": _("It counts as {kind}").format(kind=purchase_kind(change.about).lower()),
        "activated": _("You activate “{offer}”").format(offer=text.name(about)),
        "cap_used": _("A payment that is not imported yet used up the cap: {kind}").format(
            kind=_capped(change, answer)
        ),
        "worth_more": _("One {programme} is worth more than {value} to you").format(
            programme=text.name(about), value=per_unit(change.rate or Decimal(0), home)
        ),
        "worth_less": _("One {programme} is worth less than {value} to you").format(
            programme=text.name(about), value=per_unit(change.rate or Decimal(0), home)
        ),
        "carried": _("You don’t pay {card} in full, at {rate} a year").format(
            card=text.name(about), rate=share(change.rate or Decimal(0))
        ),
    }[change.code]
    first = Run(chain(change.first.path, answer.names), is_strong=True)
    net = Run(signed(change.net, home), is_strong=True)
    below = Paragraph(role="small", tone="text-2")
    if change.before is None:
        below.show_words(_("{way} first {net}"), way=first, net=net)
    else:
        best = answer.comparison.option(answer.comparison.ranking[0][0])
        falls = _("{way} first {net}, the other falls to {before}")
        stays = _("{way} first {net}, ahead of {before}")
        template = falls if change.before < best.net_expected else stays
        below.show_words(template, way=first, net=net, before=signed(change.before, home))
    arrow = row(Picture("arrow-right", "text-3", "small"), below, gap=2)
    arrow.setStretchFactor(below, 1)
    return holding(column(Paragraph(condition, "body", "text"), arrow, gap=0))


def _capped(change: Change, answer: Answer) -> str:
    """What a cap is for: a kind of purchase, else the instrument."""
    name = answer.names.get(change.about)
    return purchase_kind(change.about).lower() if name is None else text.name(name)


def _line(line: Line, option: Option, answer: Answer) -> arithmetic.Line:
    home = answer.comparison.currency
    name = wording.comparison_line(line.kind)
    if line.kind in {"reward", "wallet_reward"}:
        hop, rule = earner_of(line, option, answer.compared.case)
        card, kind = text.name(answer.names.get(hop, hop)), kind_of(rule)
        name = _("{card}, {kind}").format(card=card, kind=kind.lower()) if kind else card
    elif line.why.source in answer.names and line.kind not in {"float", "interest"}:
        name = text.name(answer.names[line.why.source])
    if line.kind == "float":
        name = _("Paid later")
    values = dict(line.why.facts)
    if line.programme is not None:
        values["programme"] = text.name(answer.names.get(line.programme, line.programme))
    how = wording.why(line.why.code, values, home)
    return arithmetic.Line(name, signed(line.amount, home), how, _tone(line.amount > 0, line.amount < 0))


def _notes(option: Option, answer: Answer) -> list[QWidget]:
    found: list[str] = []
    home = answer.comparison.currency
    if option.low != option.high:
        low, high = signed(option.low, home), signed(option.high, home)
        found.append(_("Between {low} and {high}, by what is not known:").format(low=low, high=high))
        found += [text.capital(unknown(one, answer)) + "." for one in option.unknowns]
    elif all(line.certain for line in option.lines):
        found.append(_("All certain."))
    for line in option.lines:
        found += caps_left(line, option, answer)
    found += [flag(one, answer) for one in option.flags]
    return [Paragraph(one, "small", "text-3") for one in dict.fromkeys(found)]


def _points(units: Units, option: Option, answer: Answer) -> Paragraph:
    """What units count for here, and from which value on another way would be better or this one best."""
    home = answer.comparison.currency
    worth = sum((line.amount for line in option.lines if line.programme == units.programme), start=units.units * 0)
    each = worth / units.units
    name = text.name(answer.names.get(units.programme, units.programme))
    values = {"units": text.number(units.units), "programme": name, "each": per_unit(each, home)}
    if units.break_even is None:
        return Paragraph(_("{units} {programme}, counted at {each} each.").format(**values))
    values["turn"] = per_unit(units.break_even, home)
    if each >= units.break_even:
        template = _("{units} {programme}, counted at {each} each. Below {turn} another way is better.")
    else:
        template = _("{units} {programme}, counted at {each} each. From {turn} on, no other way is better.")
    return Paragraph(template.format(**values))


def _hint(one: Hint, ground: Ground) -> QWidget:
    """A minimum that is just missed and reached without buying anything for its sake."""
    home = ground.known.home
    values = {"short": text.money(one.short, home), "gain": text.money(one.gain, home), "what": text.name(one.what)}
    if one.way == "planned":
        words = _("{short} short of {gain} back: {what}, which you plan to buy there, reaches it.").format(**values)
    else:
        words = _("{short} short of {gain} back: your usual purchase there reaches it; buy then.").format(**values)
    said = Paragraph(words, "small", "text")
    made = row(Picture("info", "info", "small"), said, gap=2)
    made.setStretchFactor(said, 1)
    return holding(made)


def _offer(view: OfferView, acts: Acts) -> list[QWidget]:
    offer = view.offer
    head = row(label(_("An offer there"), "section"), 0)
    if view.state == "active":
        head.addWidget(tag(_("activated"), "positive", "check"))
    elif offer.needs_activation:
        head.addWidget(tag(_("not active yet"), "warning", "circle-dashed"))
    elif view.state == "tracked":
        head.addWidget(tag(_("tracked"), "info", "bell-plus"))
    lines = [text.name(offer.source)] if offer.source else []
    if offer.valid_to is not None:
        lines.append(_("until {day}").format(day=text.day(offer.valid_to)))
    words = column(Paragraph(offer.title, "strong", "text"), Paragraph(" · ".join(lines), "small", "text-2"), gap=1)
    body = row(monogram(offer.merchant), words, gap=3)
    body.setStretchFactor(words, 1)
    wanted: list[QPushButton] = []
    if view.state == "seen":
        wanted.append(button(_("Track"), lambda: acts.mark(view, "tracked"), grade="small", icon="bell-plus"))
    if offer.needs_activation and view.state != "active":
        wanted.append(button(_("I activated it"), lambda: acts.mark(view, "active"), grade="small"))
    never = button(_("Not for me"), lambda: acts.mark(view, "never"), kind="quiet", grade="small")
    # three beside each other are wider than the inspector where words are long
    below = column(row(*wanted, 0, gap=3), row(never, 0), gap=1) if len(wanted) > 1 else row(*wanted, never, 0, gap=3)
    return [holding(head), holding(body), holding(below)]


def _tone(is_better: bool, is_worse: bool) -> str:
    return "positive" if is_better else "negative" if is_worse else "text"
