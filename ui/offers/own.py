"""An offer of one's own: typed in a few seconds, or read from pasted text, a saved page or an e-mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from hub.services.offering import ways_in
from ui.ask import Dialog
from ui.fields import DayField, TextField
from ui.locale import _, ngettext, text
from ui.parts.buttons import button
from ui.parts.texts import Paragraph, label
from ui.style import tokens

OnAdd = Callable[[str, str, dict[str, Any]], object]


class OwnOffer(Dialog):
    """Shop and worth are enough. on_add(shop, value, details)."""

    def __init__(self, today: date, on_add: OnAdd, parent: QWidget) -> None:
        super().__init__(_("An offer of your own"), parent, width=520)
        self._on_add = on_add
        self.shop = TextField(_("Shop"), is_required=True)
        self.worth = TextField(_("What it brings"), is_required=True, placeholder="5 %", help_text=_("5 % or 3.00"))
        self.least = TextField(_("From which purchase on"), placeholder="40.00")
        self.until = DayField(_("Until"), today)
        self.code = TextField(_("Code"))
        self.add(self.shop, self.worth, self.least, self.until, self.code)
        self.save = button(_("Keep"), self._save, kind="primary")
        cancel = button(_("Cancel"), self.reject)
        self.add_answers(cancel, self.save, safe=cancel)
        self.save.setDefault(True)
        self.shop.setFocus()
        self.fit()

    def _save(self) -> None:
        fields = (self.shop, self.worth, self.least, self.until, self.code)
        wrong = [one for one in fields if not one.check()]  # each says what is wrong with it
        if wrong:
            return
        details = {"min_spend": self.least.value().replace(",", "."), "valid_to": self.until.value(),
                   "code": self.code.value()}  # fmt: skip
        self.accept()
        self._on_add(self.shop.value(), self.worth.value(), {key: one for key, one in details.items() if one})


class ReadOffers(Dialog):
    """A field to paste into, and what was read so far. on_keep(drafts)."""

    def __init__(self, on_keep: Callable[[list[Any]], object], parent: QWidget, words: str = "") -> None:
        super().__init__(_("Paste the text of offers"), parent, width=720)
        self._on_keep = on_keep
        self._drafts: list[Any] = []
        self.pasted = QPlainTextEdit()
        self.pasted.setAccessibleName(_("Text of offers"))
        self.pasted.setTabChangesFocus(True)
        self.pasted.setMinimumHeight(tokens.px(140))
        self.pasted.textChanged.connect(self._read)
        self.read_so_far = Paragraph(
            _("A shop, what it brings, from when and until when: as the bank or shop wrote it.")
        )
        self.keep = button(_("Keep"), self._keep, kind="primary")
        cancel = button(_("Cancel"), self.reject)
        self.add(label(_("Text of offers"), "small", "text-2"), self.pasted, self.read_so_far)
        self.add_answers(cancel, self.keep, safe=cancel)
        self.keep.setEnabled(False)
        self.pasted.setFocus()
        self.fit()
        if words:
            self.pasted.setPlainText(words)

    def _read(self) -> None:
        found = ways_in.read(self.pasted.toPlainText().encode())
        self._drafts = [one for one in found if not one.missing]
        template = ngettext("{count} offer read: {offers}", "{count} offers read: {offers}", len(self._drafts))
        names = " · ".join(f"{one.merchant}: {one.title}" for one in self._drafts[:5])
        said = [template.format(count=text.count(len(self._drafts)), offers=text.name(names))]
        if len(found) > len(self._drafts):
            said.append(_("Where no shop is named, nothing is kept."))
        self.read_so_far.say(" ".join(said))
        self.keep.setEnabled(bool(self._drafts))
        self.fit()

    def _keep(self) -> None:
        self.accept()
        self._on_keep(self._drafts)
