"""Offers in words: why one fits, on which conditions, until when, and who is paid for it."""

from __future__ import annotations

from collections.abc import Mapping

from hub.domain.money import to_minor
from hub.services.offers import OfferView
from ui.locale import _, ngettext, text, wording
from ui.offers.reading import Shown
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.sentence import Figure, Head

_MOST_LINES = 10


def say(head: Head, shown: Shown) -> None:
    """The sentence of the screen."""
    if not shown.count:
        head.say(_("No offers yet."), sub=_("They are matched on this computer; nobody learns what you buy."))
        return
    sub = _(
        "Matched on this computer with {catalogues} · ordered by what it is worth to you; nobody can pay for a place"
    )
    names = ", ".join(text.name(name) for name, _version, _at in shown.catalogues)
    sub = sub.format(catalogues=names)
    if not shown.fitting:
        head.say(_("None of {total} offers fits what you buy."), sub=sub, total=text.count(shown.count))
        return
    template = ngettext(
        "{count} of {total} offers fits what you already buy: {amount} in a year.",
        "{count} of {total} offers fit what you already buy: {amount} in a year.",
        len(shown.fitting),
    )
    figure = Figure(text.money(shown.worth, shown.home), lambda: _worth(shown))
    head.say(template, sub=sub, count=text.count(len(shown.fitting)), total=text.count(shown.count), amount=figure)


def headline(view: OfferView) -> str:
    """What an offer is and where it counts."""
    offer = view.offer
    if not offer.merchant or offer.merchant.casefold() in offer.title.casefold():
        return offer.title
    return _("{shop}: {offer}").format(shop=text.name(offer.merchant), offer=text.name(offer.title))


def why(view: OfferView, home: str) -> str:
    """Why an offer fits: what was bought there."""
    match = view.match
    bought = ngettext(
        "You bought there {count} time in a year, {spent}.", "You bought there {count} times in a year, {spent}.",
        match.visits,
    )  # fmt: skip
    said = bought.format(count=text.count(match.visits), spent=text.money(match.spent, home))
    if view.offer.min_spend and match.enough < match.visits:
        least = text.money(to_minor(view.offer.min_spend, home), home)
        enough = ngettext("{count} time for {least} or more.", "{count} times for {least} or more.", match.enough)
        said = f"{said} {text.capital(enough.format(count=text.count(match.enough), least=least))}"
    return said


def conditions(view: OfferView, ways: Mapping[str, str], home: str) -> str:
    """What has to be met: the smallest basket, the card."""
    offer, parts = view.offer, []
    if offer.min_spend and view.match.enough >= view.match.visits:
        least = text.money(to_minor(offer.min_spend, home), home)
        parts.append(_("From {least} on").format(least=least))
    scope = [*offer.instruments, *offer.products, *offer.networks]
    if offer.origin == "card" and scope:
        names = ", ".join(text.name(ways.get(one, one)) for one in scope)
        parts.append(_("with {way}").format(way=names) if parts else _("With {way}").format(way=names))
    return ", ".join(parts)


def paid(view: OfferView) -> str:
    """Where an offer comes from and what somebody is paid for it; shown, never counted."""
    source = _("From {source}.").format(source=text.name(view.offer.source)) if view.offer.source else ""
    told = view.commission
    if told is None:
        return f"{source} {_('Who is paid for it is not said.')}".strip()
    rate = str(told.get("rate", ""))
    if not rate.strip("0."):
        return f"{source} {_('Nobody is paid for it.')}".strip()
    who = str(told.get("paid_to", ""))
    name = _("The catalogue") if who in {"", "catalogue"} else text.name(who)
    said = _("{who} is paid {rate} for it.").format(who=name, rate=text.code(rate))
    return f"{source} {said}".strip()


def reason(view: OfferView) -> str:
    """Why an offer does not stand among those that fit."""
    if view.state == "never":
        return _("You put it away.")
    if view.state == "used":
        return _("You used it.")
    return wording.label("offer_reason", view.match.reason)


def _worth(shown: Shown) -> Arithmetic:
    first = shown.fitting[:_MOST_LINES]
    lines = [
        Line(
            text.name(one.offer.merchant), text.amount(one.match.worth, shown.home), wording.label("per", one.match.per)
        )
        for one in first
    ]
    rest = sum(one.match.worth for one in shown.fitting[_MOST_LINES:])
    if rest:
        lines.append(Line(_("others"), text.amount(rest, shown.home)))
    return Arithmetic(lines, Line(_("Together"), text.amount(shown.worth, shown.home)))
