"""The facts of a situation in words."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from hub.domain.money import to_minor
from ui.locale import N_, _, text, wording
from ui.locale.numbers import babel_locale
from ui.payment import taking
from ui.payment.known import Known
from ui.payment.ranking import purchase_kind
from ui.payment.situation import Situation

NAMES = {
    "amount": N_("Amount"), "what": N_("What"), "where": N_("Where"), "when": N_("When"), "how": N_("How"),
    "taken": N_("Taken there"),
}  # fmt: skip
"""The names of the facts."""


class Said(NamedTuple):
    """A fact in words. is_quiet: nobody said it; whence: where it comes from then, "" = from nowhere."""

    part: str
    value: str
    is_quiet: bool
    whence: str = ""


def facts(situation: Situation, known: Known, today: date) -> list[Said]:
    """Every fact in words; what a shop takes only where there is a shop."""
    home = known.home
    amount = _("how much?")
    if situation.amount is not None:
        currency = situation.currency or home
        amount = text.money(to_minor(situation.amount, currency), currency)
    what = purchase_kind(situation.category) if situation.category else _("anything")
    if situation.mcc and not situation.category:
        what = _("as that shop always counts")
    is_assumed = "what" in situation.assumed
    how_is_open = not situation.channel and situation.contactless is None
    made = [
        Said("amount", amount, situation.amount is None),
        Said("what", what, not situation.category or is_assumed, _whence("what", situation, known)),
        Said("where", _where(situation, known), not (situation.merchant or situation.country),
             _whence("where", situation, known)),
        Said("when", text.capital(text.day_in_words(situation.on, today)), situation.on == today),
        Said("how", _how(situation), how_is_open or "how" in situation.assumed, _whence("how", situation, known)),
    ]  # fmt: skip
    if situation.merchant:
        value, is_quiet, whence = taking.in_words(situation, known)
        made.append(Said("taken", value, is_quiet, whence))
    return made


def _whence(part: str, situation: Situation, known: Known) -> str:
    """Where a part comes from that the history of the shop added."""
    shop = known.shop(situation.merchant) if part in situation.assumed else None
    names = {"what": ("mcc", "category"), "where": ("country",), "how": ("channel",)}[part]
    fact = None if shop is None else next((shop.facts[name] for name in names if name in shop.facts), None)
    return "" if fact is None else taking.from_payments(fact.count)


def country(code: str) -> str:
    """The name of a country."""
    return str(babel_locale().territories.get(code, code))


def _where(situation: Situation, known: Known) -> str:
    place = country(situation.country) if situation.country else ""
    shop = text.name(situation.merchant) if situation.merchant else ""
    if shop and place:
        return _("{shop}, {country}").format(shop=shop, country=place)
    return shop or place or (country(known.country) if known.country else _("any shop"))


def _how(situation: Situation) -> str:
    tap = {None: "", True: _("contactless"), False: _("not contactless")}[situation.contactless]
    channel = wording.label("channel", situation.channel) if situation.channel else ""
    return (
        _("{channel}, {tap}").format(channel=channel, tap=tap)
        if channel and tap
        else channel or text.capital(tap) or _("not said")
    )
