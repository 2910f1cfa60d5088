"""The offers that fit as cards: the first ones at once, more when they are asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.locale import _, ngettext, text
from ui.offers.card import Mark, OfferCard
from ui.offers.reading import Shown
from ui.parts.boxes import clear, column, heading, row
from ui.parts.buttons import button

_AT_ONCE = 20
"""Cards that are shown, and added: thousands of them nobody reads, and they would take seconds to make."""


class Fitting(QWidget):
    """on_mark(offer, state): what a card's buttons do."""

    def __init__(self, on_mark: Mark) -> None:
        super().__init__()
        self._on_mark = on_mark
        self._shown: Shown | None = None
        self._count = _AT_ONCE
        self.cards: list[OfferCard] = []
        self._list = column(gap=3)
        self.more = button("", self._more, grade="small", icon="chevron-down")
        self.more.hide()
        title = heading(_("Offers for you"), _("because of what you buy"))
        column(title, self._list, row(self.more, 0), 1, gap=3, parent=self)

    def show_offers(self, shown: Shown) -> None:
        """Show those that bring most, as many as before."""
        self._shown = shown
        clear(self._list)
        self.cards = []
        self._fill()

    def _more(self) -> None:
        self._count += _AT_ONCE
        self._fill()

    def _fill(self) -> None:
        """Cards for what is not shown yet."""
        if self._shown is None:
            return
        fitting = self._shown.fitting
        new = next((at for at, one in enumerate(fitting) if one.state == "seen"), -1)
        for at in range(len(self.cards), min(self._count, len(fitting))):
            card = OfferCard(fitting[at], self._shown, self._on_mark, is_first=at == new)
            self.cards.append(card)
            self._list.addWidget(card)
            card.show()  # at once, so that it counts for the width that is wanted
        left = len(fitting) - len(self.cards)
        words = ngettext("Show {count} more", "Show {count} more", min(left, _AT_ONCE))
        self.more.setText(words.format(count=text.count(min(left, _AT_ONCE))))
        self.more.setVisible(left > 0)
