"""Teaching: why an offer is not for the person, or which of their payees a shop is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCompleter, QRadioButton, QWidget

from hub.services.offers import OfferView
from ui.ask import Dialog
from ui.fields import TextField
from ui.locale import _, text
from ui.parts.buttons import button
from ui.parts.texts import Paragraph

_SHOWN = 4
"""Payees that are asked for; more are hardly ever one shop."""

Lesson = tuple[str, str]
"""(verdict, payee): this (the offer alone), never, is_not, is."""


class NotForMe(Dialog):
    """Just this offer, nothing of the shop, or a payee that is another one. on_said(verdict, payee)."""

    def __init__(self, view: OfferView, on_said: Callable[[str, str], object], parent: QWidget) -> None:
        super().__init__(_("Not for me, because …"), parent, width=520)
        self._on_said = on_said
        self._group = QButtonGroup(self)
        self.lessons: list[tuple[QRadioButton, Lesson]] = []
        shop = text.name(view.offer.merchant)
        self._offer(_("I don’t want this offer"), ("this", ""))
        if view.offer.merchant:
            self._offer(_("I want nothing of {shop}").format(shop=shop), ("never", ""))
        others = [one for one in view.match.payees if one.casefold() != view.offer.merchant.casefold()]
        for payee in others[:_SHOWN]:
            words = _("“{payee}” is another shop than {shop}")
            self._offer(words.format(payee=text.name(payee), shop=shop), ("is_not", payee))
        self.lessons[0][0].setChecked(True)
        self.add(Paragraph(_("It stays among the offers that don’t fit, and can be brought back."), "small"))
        self.yes = button(_("Put it away"), self._say, kind="primary")
        no = button(_("Keep it"), self.reject)
        self.add_answers(no, self.yes, safe=no)
        self.fit()

    def _offer(self, words: str, lesson: Lesson) -> None:
        choice = QRadioButton(words)
        self._group.addButton(choice)
        self.lessons.append((choice, lesson))
        self.add(choice)

    def _say(self) -> None:
        verdict, payee = next(lesson for choice, lesson in self.lessons if choice.isChecked())
        self.accept()
        self._on_said(verdict, payee)


class ItIs(Dialog):
    """Which payee a shop is that seems never to be visited. on_said(payee)."""

    def __init__(
        self, view: OfferView, payees: Sequence[str], on_said: Callable[[str], object], parent: QWidget
    ) -> None:
        super().__init__(_("I do buy there"), parent)
        self._on_said, self._payees = on_said, {one.casefold(): one for one in payees}
        shop = text.name(view.offer.merchant)
        self.payee = TextField(_("{shop} is in my transactions").format(shop=shop), is_required=True)
        completer = QCompleter(sorted(payees, key=str.casefold), self.payee)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.payee.entry.setCompleter(completer)
        self.add(self.payee)
        self.yes = button(_("That is it"), self._say, kind="primary")
        no = button(_("Cancel"), self.reject)
        self.add_answers(no, self.yes, safe=no)
        self.payee.setFocus()
        self.fit()

    def _say(self) -> None:
        if not self.payee.check():
            return
        known = self._payees.get(self.payee.value().casefold())
        if known is None:
            self.payee.show_error(_("No payment of yours has this name."))
            return
        self.accept()
        self._on_said(known)
