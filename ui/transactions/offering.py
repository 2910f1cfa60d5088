"""The bar after a correction: the same for what is like it, as a rule."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QWidget

from hub.services.ledger import Correction
from ui.locale import _, ngettext, text
from ui.parts.boxes import inset, row
from ui.parts.buttons import button
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph, Run


class RuleOffer(QFrame):
    """Offers a rule once; on_yes(correction) when it is taken. Hidden until there is something to offer."""

    def __init__(self, on_yes: Callable[[Correction], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setProperty("state", "info")
        self._on_yes = on_yes
        self._correction: Correction | None = None
        self.words = Paragraph(tone="text")
        self.yes = button(_("Make a rule"), self._take, grade="small", icon="pencil-ruler")
        self.no = button(_("Not now"), self.hide, kind="quiet", grade="small")
        layout = row(Picture("lightbulb", "info"), self.words, self.yes, self.no, gap=4, parent=self)
        inset(layout, 4, 2)
        layout.setStretchFactor(self.words, 1)
        self.hide()

    def offer(self, correction: Correction, payee: str, category: str) -> None:
        """Show the offer."""
        self._correction = correction
        count = correction.others
        if count:
            template = ngettext(
                "Also set {count} other of {payee} to {category}, and those to come?",
                "Also set {count} others of {payee} to {category}, and those to come?",
                count,
            )
        else:
            template = _("Always set {payee} to {category}?")
        values: dict[str, str | Run] = {
            "count": text.count(count),
            "payee": Run(text.name(payee), is_strong=True),
            "category": Run(category, is_strong=True),
        }
        self.words.show_words(template, **values)
        self.setAccessibleName(self.words.accessibleName())
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.words.accessibleName()))

    def _take(self) -> None:
        self.hide()
        if self._correction is not None:
            self._on_yes(self._correction)
