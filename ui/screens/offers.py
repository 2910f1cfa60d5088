"""Offers & loyalty: what lowers the price of what is bought anyway, matched here; and what points are worth."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from hub.domain.progress import Progress
from hub.services import offers, terms
from hub.services.offering import lives, ways_in
from hub.services.offers import OfferView
from ui import undoing
from ui.locale import N_, _, ngettext, text
from ui.offers import reading, saying
from ui.offers.card import OfferCard
from ui.offers.catalogues import Catalogues, Deeds
from ui.offers.deeds import Doing
from ui.offers.fitting import Fitting
from ui.offers.keys import Keys
from ui.offers.own import OwnOffer, ReadOffers
from ui.offers.programmes import Programmes
from ui.offers.reading import Programme, Shown
from ui.offers.refused import Refused
from ui.offers.uses import Uses
from ui.parts.boxes import column, holding, row
from ui.parts.buttons import button
from ui.parts.empty import Empty
from ui.parts.sentence import Head
from ui.screen import Context, Screen, View
from ui.style import tokens

_LARGE = 1.5
"""Font scale from which the buttons stand below the sentence."""
_TWO_FROM = 900
"""Width of the sheet from which offers and programmes stand side by side, at 100 %."""


class Offers(View[Shown]):
    """The sentence; cards of what fits; what does not, folded; programmes with their value."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.doing = doing = Doing(context, self.show_problem, self.problem.hide)
        bring = button(_("Import a catalogue"), doing.choose_file, icon="file-down")
        own = button(_("Add an offer"), self.add_own, icon="plus")
        paste = button(_("Paste offers"), self.paste, kind="quiet")
        is_large = tokens.look().scale >= _LARGE
        self.head = Head() if is_large else Head(paste, own, bring)
        self.uses = Uses(self.look_for_credits, doing.settle)
        self.fitting = Fitting(self.mark)
        self.refused = Refused(doing.bring_back, self._ask_payee)
        deeds = Deeds(doing.choose_file, doing.choose_folder, doing.ask_address, doing.update, doing.remove,
                      doing.schedule, context.frame.dialog_parent)  # fmt: skip
        self.catalogues = Catalogues(deeds)
        self.keys = Keys(doing.forget_key, context.frame.dialog_parent)
        self.programmes = Programmes(self._set_value, context.frame.dialog_parent)
        self._right = holding(column(self.programmes, 1, gap=5))
        self._columns = row(self.fitting, self._right, gap=8)
        self._columns.setStretch(0, 5)
        self._columns.setStretch(1, 5)
        self.empty = Empty(
            "tag", _("No offers yet"),
            _("A catalogue is a file. Every offer in it is compared here with what you buy, and nobody learns of it."),
            button(_("Import a catalogue"), doing.choose_file, kind="primary", icon="file-down"),
        )  # fmt: skip
        self.body.addWidget(self.head)
        if is_large:
            self.body.addLayout(row(own, bring, paste, 0, gap=3))
        self.body.addWidget(self.empty)
        self.body.addLayout(self._columns)
        self.body.addWidget(self.uses)
        self.body.addWidget(self.refused)
        self.body.addWidget(self.catalogues)
        self.body.addWidget(self.keys)
        self.body.addStretch()
        self.empty.hide()
        self.commands["new"] = doing.choose_file

    def load(self, progress: Progress) -> Shown:
        """Match all offers."""
        progress(0, 0, "reading")
        return reading.read(self.context.vault, self.context.today())

    def fill(self, value: Shown) -> None:
        """Show what fits, what does not, and the programmes."""
        saying.say(self.head, value)
        self.fitting.show_offers(value)
        self.refused.show_offers(value)
        self.programmes.show_programmes(value)
        self.uses.show_uses(value)
        self.catalogues.show_catalogues(value)
        self.keys.show_keys(value)
        self.empty.setVisible(not value.count)
        self.fitting.setVisible(value.count > 0)
        self._right.setVisible(bool(value.count or value.programmes))
        self._turn()

    @property
    def cards(self) -> list[OfferCard]:
        """The cards that are shown."""
        return self.fitting.cards

    def mark(self, view: OfferView, state: str) -> None:
        """Track an offer, say that it is activated or used; why it is not for the person is asked."""
        if state == "never":
            self.doing.teach(view)
            return
        vault = self.context.vault
        said = {
            "tracked": _("Tracking “{offer}”"), "active": _("Activated “{offer}”"), "used": _("Used “{offer}”"),
        }  # fmt: skip
        words = said[state].format(offer=text.name(view.offer.title))
        undoing.do(self.context, lambda: offers.mark(vault, view.offer.id, state), words, failed=self.show_problem)

    def add_own(self) -> None:
        """Type an offer."""
        self.doing.open(OwnOffer(self.context.today(), self._keep_own, self.context.frame.dialog_parent()))

    def paste(self) -> None:
        """Read offers from a text."""
        self.doing.open(ReadOffers(self._keep_drafts, self.context.frame.dialog_parent()))

    def look_for_credits(self) -> None:
        """Look among the transactions for what became of tracked offers."""
        vault, today = self.context.vault, self.context.today()
        words = _("Looked for uses and credits")
        undoing.do(self.context, lambda: lives.follow(vault, today), words, failed=self.show_problem)

    def _ask_payee(self, view: OfferView) -> None:
        vault, today = self.context.vault, self.context.today()
        self.context.tasks.run(
            lambda _progress: tuple(offers.payees(vault, today)),
            lambda known: self.doing.ask_payee(view, known), owner=self, failed=self.show_problem,
        )  # fmt: skip

    def _keep_own(self, shop: str, value: str, details: dict[str, Any]) -> None:
        vault = self.context.vault
        words = _("Kept the offer of {shop}").format(shop=text.name(shop))
        undoing.do(self.context, lambda: ways_in.add(vault, shop, value, **details), words, failed=self.show_problem)

    def _keep_drafts(self, drafts: list[Any]) -> None:
        vault = self.context.vault
        template = ngettext("Kept {count} offer", "Kept {count} offers", len(drafts))
        words = template.format(count=text.count(len(drafts)))
        undoing.do(self.context, lambda: ways_in.keep(vault, drafts), words, failed=self.show_problem)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Below each other where it is narrow."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        wanted = self.fitting.minimumSizeHint().width() + self._right.minimumSizeHint().width() + tokens.space(8)
        room = self.width() - 2 * tokens.frame("gutter")
        is_wide = room >= max(wanted, tokens.px(_TWO_FROM))
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)

    def _set_value(self, programme: Programme, value: Decimal | None) -> None:
        vault = self.context.vault
        words = _("Set the value of {programme}").format(programme=text.name(programme.name))
        undoing.do(
            self.context, lambda: terms.value_programme(vault, programme.id, value), words, failed=self.show_problem
        )


SCREEN = Screen(
    name="offers",
    title=N_("Offers & loyalty"),
    group="decide",
    order=20,
    icon="tag",
    topics=("offers", "terms", "transactions", "settings"),
    build=Offers,
)
