"""The one request that this program can make: exchange rates. Its exact bytes stand here before anything is asked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from ui.ask import verbatim
from ui.locale import _, text, wording
from ui.parts.boxes import clear, column, inset, row
from ui.parts.buttons import button
from ui.parts.monogram import monogram
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph, label
from ui.privacy import saying
from ui.privacy.reading import Shown


class Request(QFrame):
    """on_ask: fetch them; the consent dialog comes first where nothing was allowed yet."""

    def __init__(self, on_ask: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(_("Exchange rates"))
        self.fetch = button(_("Get reference rates"), on_ask, icon="refresh-cw")
        self._who = column(gap=3)
        self._bytes = column(gap=3)
        learns = Paragraph(
            _(
                "The server sees your internet address, the time, and that you want rates. "
                "Nothing of your vault is in it."
            ),
            "small",
        )
        learn = row(Picture("users", "text-3", "small"), learns, gap=3)
        learn.setStretchFactor(learns, 1)
        self.note = Paragraph(role="small")
        foot = row(self.fetch, self.note, gap=4)
        foot.setStretchFactor(self.note, 1)
        foot.setAlignment(self.note, Qt.AlignmentFlag.AlignVCenter)
        inset(column(self._who, self._bytes, learn, foot, gap=4, parent=self), 5)

    def show_request(self, shown: Shown) -> None:
        """Show what would leave now."""
        clear(self._who)
        clear(self._bytes)
        request = shown.request
        self.fetch.setEnabled(request is not None and not shown.is_off)
        if request is None:
            trouble = shown.trouble
            self.note.say(str(wording.error(trouble)) if trouble is not None else "")
            return
        name = saying.who(request.recipient)
        words = column(label(_("Exchange rates from {who}").format(who=name), "section"), gap=0)
        words.addWidget(Paragraph(_("So that amounts in other currencies can be compared."), "small"))
        top = row(monogram(name, key=request.recipient), gap=4)
        top.addLayout(words, 1)
        self._who.addLayout(top)
        size = text.size(len(request.body))
        self._bytes.addWidget(label(_("Exactly these {size} would leave").format(size=size), "strong"))
        self._bytes.addWidget(verbatim(request.body.decode("utf-8", "backslashreplace").strip()))
        is_allowed = any(one.recipient == request.recipient for one in shown.in_force)
        self.note.say(
            _("Everything is off.")
            if shown.is_off
            else _("You allowed it; it is recorded each time.")
            if is_allowed
            else _("You are asked before it is sent.")
        )
