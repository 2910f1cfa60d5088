"""What a shop takes: in words with where that is known from, and by hand for each own way to pay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from hub.domain.shop import CATALOGUE, HAND, Listing, Shop, ShopFact, taken
from ui.locale import _, ngettext, text
from ui.parts.segmented import Choice, Segmented
from ui.parts.texts import label
from ui.payment.known import Known
from ui.payment.situation import Situation
from ui.style import tokens

_SHOWN = 2
"""Names that a fact has room for."""

_ANY = "?"


def in_words(situation: Situation, known: Known) -> tuple[str, bool, str]:
    """(what the shop takes, whether that is a guess, where it is known from)."""
    facts = _facts(situation, known)
    refused = [name for name, fact in facts if fact.value == "no"]
    paid = [name for name, fact in facts if fact.value == "yes"]
    sources = [fact for _name, fact in facts]
    whence = _whence(sources)
    is_quiet = all(fact.whence != HAND for fact in sources)
    if refused:
        return _("not {ways}").format(ways=_listed(refused)), is_quiet, whence
    if paid:
        return _listed(paid), is_quiet, whence
    return _("not known"), True, ""


def from_payments(count: int) -> str:
    """Where a fact comes from that payments tell."""
    return ngettext("from {count} payment", "from {count} payments", count).format(count=text.count(count))


def habits(listing: Listing | None) -> str:
    """How a shop gives money back, as a catalogue says; "" where it says nothing."""
    refunds: Mapping[str, object] = {} if listing is None else listing.refunds
    if listing is None or not refunds:
        return ""
    back = {
        "money": _("gives money back"), "voucher": _("gives only vouchers back"),
        "either": _("gives money or a voucher back"),
    }.get(str(refunds.get("as", "")), _("takes things back"))  # fmt: skip
    said = _("{shop} {gives}").format(shop=text.name(listing.name), gives=back)
    days, takes = refunds.get("days"), refunds.get("takes_days")
    if isinstance(days, int):
        within = ngettext("{said} within {count} day", "{said} within {count} days", days)
        said = within.format(said=said, count=text.count(days))
    if isinstance(takes, int):
        later = ngettext("{said}, {count} day later", "{said}, {count} days later", takes)
        said = later.format(said=said, count=text.count(takes))
    return _("{said}, says the catalogue {source}.").format(said=said, source=text.name(listing.source))


def editor(situation: Situation, known: Known, change: Callable[[Situation], object]) -> list[QWidget]:
    """A line for each own way to pay: taken there, not taken, not known; with where that is known from."""
    rows = _Rows(situation, known, change)
    return [rows]


class _Rows(QWidget):
    """change(situation) whenever an answer is chosen."""

    def __init__(self, situation: Situation, known: Known, change: Callable[[Situation], object]) -> None:
        super().__init__()
        self._situation, self._change = situation, change
        self.setAccessibleName(_("Taken there"))
        shop = known.shop(situation.merchant) or Shop(situation.merchant)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.space(4))
        grid.setVerticalSpacing(tokens.space(2))
        grid.setColumnStretch(0, 1)
        self.choices: dict[str, Segmented] = {}
        for at, hop in enumerate(known.hops):
            fact = taken(shop, hop, situation.accepted)
            name = text.name(hop["name"])
            answers = [Choice("yes", _("Yes")), Choice("no", _("No")), Choice(_ANY, _ANY)]
            choice = Segmented(name, answers, _ANY if fact is None else fact.value)
            choice.chosen.connect(lambda answer, one=hop["id"]: self._say(one, answer))
            self.choices[hop["id"]] = choice
            grid.addWidget(label(name, "body"), 2 * at, 0)
            grid.addWidget(choice, 2 * at, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
            whence = "" if fact is None else _whence([fact])
            if whence:
                grid.addWidget(label(whence, "small", "text-3"), 2 * at + 1, 0)
        if self.choices:
            self.setFocusProxy(next(iter(self.choices.values())))

    def _say(self, instrument: str, answer: str) -> None:
        kept = tuple(pair for pair in self._situation.accepted if pair[0] != instrument)
        said = kept if answer == _ANY else (*kept, (instrument, answer))
        self._situation = replace(self._situation, accepted=said)
        self._change(self._situation)


def _facts(situation: Situation, known: Known) -> list[tuple[str, ShopFact]]:
    shop = known.shop(situation.merchant) or Shop(situation.merchant)
    found = ((text.name(hop["name"]), taken(shop, hop, situation.accepted)) for hop in known.hops)
    return [(name, fact) for name, fact in found if fact is not None]


def _whence(facts: list[ShopFact]) -> str:
    if any(fact.whence == HAND for fact in facts):
        return _("said by you")
    catalogue = next((fact for fact in facts if fact.whence == CATALOGUE), None)
    if catalogue is not None:
        return _("from {catalogue}").format(catalogue=text.name(catalogue.source))
    return from_payments(sum(fact.count for fact in facts)) if facts else ""


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    rest = len(names) - _SHOWN
    return shown if rest <= 0 else _("{names} and {count} more").format(names=shown, count=text.count(rest))
