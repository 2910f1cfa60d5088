"""How to begin: no way to pay yet, or nothing described yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.locale import _, text
from ui.parts.boxes import column, holding, row
from ui.parts.buttons import button
from ui.parts.empty import Empty
from ui.parts.sentence import Sentence
from ui.parts.texts import Paragraph, label
from ui.payment.known import Known

_SHOPS = 2


def no_ways(on_add: Callable[[], object], on_import: Callable[[], object]) -> QWidget:
    """There is nothing to pay with."""
    add = button(_("Add a way to pay"), on_add, kind="primary", icon="plus")
    bring = button(_("Import terms"), on_import, icon="file-down")
    why = _("Say what your cards and wallets give and cost, and every purchase shows which one is best.")
    return Empty("scale", _("No way to pay yet"), why, add, bring)


def examples(known: Known, on_ask: Callable[[str], object], on_ways: Callable[[], object]) -> QWidget:
    """What can be typed, as buttons that type it."""
    sentence = Sentence()
    sentence.say(_("What do you want to pay?"))
    lines = [_("84 fuel in France tomorrow"), _("12.50 coffee contactless")]
    shops = sorted(known.shops.values(), key=lambda one: -one.visits)[:_SHOPS]
    lines += [
        _("{amount} at {shop}").format(amount=text.count(max(one.usual // 100, 1)), shop=one.name) for one in shops
    ]
    tries = [button(line, lambda line=line: on_ask(line), kind="link") for line in lines]  # type: ignore[misc]  # bound now
    why = Paragraph(_("Write it as you would say it. Every way to pay is compared here, on this computer."))
    ways = button(_("Your ways to pay"), on_ways, kind="link")
    rows = [row(one, 0) for one in tries]
    return holding(column(sentence, why, label(_("For example"), "section"), *rows, row(ways, 0), gap=4))
