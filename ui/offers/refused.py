"""Offers that don't fit, each with its reason; folded until somebody asks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hub.services.offers import OfferView
from ui.locale import _, ngettext, text
from ui.offers import saying
from ui.offers.reading import Shown
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph
from ui.payment.short import ShortTable
from ui.table import Action, Column, Payee, Row, Rows, Words

_MOST = 200
"""Rows that are listed: nobody reads a hundred thousand."""


class Refused(QWidget):
    """on_return(offer): one that was put away is wanted again. on_teach(offer): the person does buy at its shop."""

    def __init__(self, on_return: Callable[[OfferView], object], on_teach: Callable[[OfferView], object]) -> None:
        super().__init__()
        self._on_teach = on_teach
        self._views: dict[str, OfferView] = {}
        self._on_return = on_return
        self.words = Paragraph()
        self.fold = button(_("Show"), self._turn, kind="link", grade="small")
        self._rows = Rows(4)
        columns = [
            Column(_("Offer"), 290), Column(_("Not for you because")), Column(_("Who pays whom"), 350),
            Column("", 140, is_trailing=True),
        ]  # fmt: skip
        self.table = ShortTable(_("Offers that don’t fit"), columns, self._rows, is_selectable=False, height="two-line")
        self.table.acted.connect(self._return)
        self.table.opened.connect(self._return)
        self.table.clicked.connect(lambda _index: self._return(self.table.current()) if self.table.is_stacked else None)
        self.table.hide()
        head = row(Picture("eye-off", "text-3"), self.words, self.fold, gap=3)
        head.setStretchFactor(self.words, 1)
        column(head, self.table, gap=3, parent=self)

    def show_offers(self, shown: Shown) -> None:
        """Show what does not fit."""
        self._views = {one.offer.id: one for one in shown.others}
        count = len(shown.others)
        template = ngettext(
            "{count} offer doesn’t fit you, with the reason", "{count} offers don’t fit you, with the reason for each",
            count,
        )  # fmt: skip
        said = template.format(count=text.count(count))
        if count > _MOST:
            listed = _("The first {count} are listed here; `coffer offers list --all` lists every one.")
            said = f"{said}. {listed.format(count=text.count(_MOST))}"
        self.words.say(said)
        first = sorted(shown.others, key=lambda one: one.state != "never")  # what may be brought back
        self._rows.show([_row(one) for one in first[:_MOST]])
        self.table.fit_rows()
        self.setVisible(count > 0)

    def _turn(self) -> None:
        self.table.setVisible(not self.table.isVisible())
        self.fold.setText(_("Hide") if self.table.isVisible() else _("Show"))
        self.table.fit_rows()

    def _return(self, key: object) -> None:
        view = self._views.get(str(key))
        if view is None:
            return
        if view.state in {"never", "used"} or view.match.reason == "you_said_never":
            self._on_return(view)
        elif view.match.reason == "never_there" and view.offer.merchant:
            self._on_teach(view)


def _row(view: OfferView) -> Row:
    is_away = view.state in {"never", "used"} or view.match.reason == "you_said_never"
    unknown = view.match.reason == "never_there" and bool(view.offer.merchant)
    merchant = view.offer.merchant or view.offer.source
    cells = (
        Payee(merchant, sub=view.offer.title),
        Words(saying.reason(view)),
        Words(saying.paid(view), tone="text-2", role="small"),
        Action(_("Bring back")) if is_away else Action(_("I do buy there")) if unknown else None,
    )
    return Row(view.offer.id, cells)
