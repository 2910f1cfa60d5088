"""The facts of a situation in words."""

from __future__ import annotations

from datetime import date

from hub.domain.money import to_minor
from ui.locale import N_, _, text, wording
from ui.locale.numbers import babel_locale
from ui.payment.known import Known
from ui.payment.ranking import purchase_kind
from ui.payment.situation import Situation

NAMES = {"amount": N_("Amount"), "what": N_("What"), "where": N_("Where"), "when": N_("When"), "how": N_("How")}
"""The names of the facts."""


def facts(situation: Situation, known: Known, today: date) -> list[tuple[str, str, bool]]:
    """(part, value in words, whether nobody said it) for each fact."""
    home = known.home
    amount = _("how much?")
    if situation.amount is not None:
        currency = situation.currency or home
        amount = text.money(to_minor(situation.amount, currency), currency)
    what = purchase_kind(situation.category) if situation.category else _("anything")
    if situation.mcc and not situation.category:
        what = _("as that shop always counts")
    is_assumed = "what" in situation.assumed
    return [
        ("amount", amount, situation.amount is None),
        ("what", what, not situation.category or is_assumed),
        ("where", _where(situation, known), not (situation.merchant or situation.country)),
        ("when", text.capital(text.day_in_words(situation.on, today)), situation.on == today),
        ("how", _how(situation), not situation.channel and situation.contactless is None),
    ]


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
