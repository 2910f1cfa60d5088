"""Offers & loyalty: what lowers the price of what is bought anyway, matched here; and what points are worth."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog

from hub.domain.offer_life import Use
from hub.domain.progress import Progress
from hub.services import offers, terms
from hub.services.offering import lives, ways_in
from hub.services.offers import OfferView
from hub.services.vaults import Vault
from ui import undoing
from ui.locale import N_, _, ngettext, text
from ui.offers import reading, saying
from ui.offers.card import OfferCard
from ui.offers.own import OwnOffer, ReadOffers
from ui.offers.programmes import Programmes
from ui.offers.reading import Programme, Shown
from ui.offers.refused import Refused
from ui.offers.uses import Uses
from ui.parts.boxes import clear, column, heading, holding, row
from ui.parts.buttons import button
from ui.parts.empty import Empty
from ui.parts.sentence import Head
from ui.screen import Context, Screen, View
from ui.style import tokens

_TWO_FROM = 900
"""Width of the sheet from which offers and programmes stand side by side, at 100 %."""


class Offers(View[Shown]):
    """The sentence; cards of what fits; what does not, folded; programmes with their value."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.cards: list[OfferCard] = []
        bring = button(_("Import a catalogue"), self.bring, icon="file-down")
        own = button(_("Add an offer"), self.add_own, icon="plus")
        paste = button(_("Paste offers"), self.paste, kind="quiet")
        self.head = Head(paste, own, bring)
        self.dialog: OwnOffer | ReadOffers | None = None
        self.uses = Uses(self.look_for_credits, self.ask_for_letter)
        self._list = column(gap=3)
        self.refused = Refused(lambda view: self.mark(view, "seen"))
        self.programmes = Programmes(self._set_value, context.frame.dialog_parent)
        title = heading(_("Offers for you"), _("because of what you buy"))
        self._left = holding(column(title, self._list, 1, gap=3))
        self._right = holding(column(self.programmes, 1, gap=5))
        self._columns = row(self._left, self._right, gap=8)
        self._columns.setStretch(0, 5)
        self._columns.setStretch(1, 5)
        self.empty = Empty(
            "tag", _("No offers yet"),
            _("A catalogue is a file. Every offer in it is compared here with what you buy, and nobody learns of it."),
            button(_("Import a catalogue"), self.bring, kind="primary", icon="file-down"),
        )  # fmt: skip
        self.body.addWidget(self.head)
        self.body.addWidget(self.empty)
        self.body.addLayout(self._columns)
        self.body.addWidget(self.uses)
        self.body.addWidget(self.refused)
        self.body.addStretch()
        self.empty.hide()
        self.commands["new"] = self.bring

    def load(self, progress: Progress) -> Shown:
        """Match all offers."""
        progress(0, 0, "reading")
        return reading.read(self.context.vault, self.context.today())

    def fill(self, value: Shown) -> None:
        """Show what fits, what does not, and the programmes."""
        saying.say(self.head, value)
        clear(self._list)
        is_new = next((at for at, one in enumerate(value.fitting) if one.state == "seen"), -1)
        self.cards = [OfferCard(one, value, self.mark, is_first=at == is_new) for at, one in enumerate(value.fitting)]
        for card in self.cards:
            self._list.addWidget(card)
            card.show()  # at once, so that it counts for the width that is wanted
        self.refused.show_offers(value)
        self.programmes.show_programmes(value)
        self.uses.show_uses(value)
        self.empty.setVisible(not value.count)
        self._left.setVisible(value.count > 0)
        self._right.setVisible(bool(value.count or value.programmes))
        self._turn()

    def mark(self, view: OfferView, state: str) -> None:
        """Track an offer, say that it is activated or used, put it away, or bring it back."""
        vault = self.context.vault
        said = {
            "tracked": _("Tracking “{offer}”"), "active": _("Activated “{offer}”"), "used": _("Used “{offer}”"),
            "never": _("Put “{offer}” away"), "seen": _("Brought “{offer}” back"),
        }  # fmt: skip
        words = said[state].format(offer=text.name(view.offer.title))
        undoing.do(self.context, lambda: offers.mark(vault, view.offer.id, state), words, failed=self.show_problem)

    def add_own(self) -> None:
        """Type an offer."""
        self._open(OwnOffer(self.context.today(), self._keep_own, self.context.frame.dialog_parent()))

    def paste(self) -> None:
        """Read offers from a text."""
        self._open(ReadOffers(self._keep_drafts, self.context.frame.dialog_parent()))

    def look_for_credits(self) -> None:
        """Look among the transactions for what became of tracked offers."""
        vault, today = self.context.vault, self.context.today()
        words = _("Looked for uses and credits")
        undoing.do(self.context, lambda: lives.follow(vault, today), words, failed=self.show_problem)

    def ask_for_letter(self, use: Use) -> None:
        """Write the letter about a missing credit to a file."""
        vault, today, parent = self.context.vault, self.context.today(), self.context.frame.dialog_parent()
        chosen, _kind = QFileDialog.getSaveFileName(parent, _("Letter about the credit"), "", "*.txt")
        if chosen:
            self.write_letter(use, Path(chosen), vault, today)

    def write_letter(self, use: Use, path: Path, vault: Vault, today: date) -> None:
        """Write the letter and note that the credit was asked for."""
        words = _("Wrote {file}").format(file=text.code(path.name))
        undoing.do(
            self.context,
            lambda: lives.write_letter(vault, use.id, lives.letter(vault, use.id), path, today),
            words,
            failed=self.show_problem,
        )

    def _open(self, dialog: OwnOffer | ReadOffers) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep_own(self, shop: str, value: str, details: dict[str, Any]) -> None:
        vault = self.context.vault
        words = _("Kept the offer of {shop}").format(shop=text.name(shop))
        undoing.do(self.context, lambda: ways_in.add(vault, shop, value, **details), words, failed=self.show_problem)

    def _keep_drafts(self, drafts: list[Any]) -> None:
        vault = self.context.vault
        template = ngettext("Kept {count} offer", "Kept {count} offers", len(drafts))
        words = template.format(count=text.count(len(drafts)))
        undoing.do(self.context, lambda: ways_in.keep(vault, drafts), words, failed=self.show_problem)

    def bring(self) -> None:
        """Take in a catalogue from a file."""
        parent = self.context.frame.dialog_parent()
        chosen, _kind = QFileDialog.getOpenFileName(parent, _("Import a catalogue"), "", "*.json")
        if chosen:
            self.bring_file(Path(chosen))

    def bring_file(self, path: Path) -> None:
        """Take in this catalogue; the old one stays when it can't be used."""
        vault, today = self.context.vault, self.context.today()
        self.problem.hide()

        def said(count: int) -> None:
            template = ngettext("Took in {count} offer", "Took in {count} offers", count)
            self.context.frame.say(template.format(count=text.count(count)), "tag")

        words = _("Took in {file}").format(file=text.code(path.name))
        undoing.do(
            self.context, lambda: offers.import_catalogue(vault, path, today), words, said, failed=self.show_problem
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Below each other where it is narrow."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        wanted = self._left.minimumSizeHint().width() + self._right.minimumSizeHint().width() + tokens.space(8)
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
