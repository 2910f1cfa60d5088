"""Banks that are asked for accounts and transactions: connect, fetch into the import preview, disconnect."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hub.services.banks import BankConnection, host_of
from ui.locale import _, text
from ui.parts.boxes import clear, column, heading, row
from ui.parts.buttons import button
from ui.parts.monogram import monogram
from ui.parts.texts import Paragraph, label
from ui.privacy import saying


class Banks(QWidget):
    """on_connect(); on_fetch(connection); on_forget(connection)."""

    def __init__(
        self,
        on_connect: Callable[[], object],
        on_fetch: Callable[[BankConnection], object],
        on_forget: Callable[[BankConnection], object],
    ) -> None:
        super().__init__()
        self._on_fetch, self._on_forget = on_fetch, on_forget
        self.connect_ = button(_("Connect a bank…"), on_connect, icon="landmark")
        self._list: QVBoxLayout = column(gap=3)
        why = Paragraph(
            _(
                "By SimpleFIN: the server sees your internet address, the time, its own key and the day you ask from. "
                "What it answers goes through the import preview."
            ),
            "small",
        )
        head = heading(_("Banks that are asked"))
        column(head, why, self._list, row(self.connect_, 0), gap=3, parent=self)

    def show_banks(self, known: Sequence[BankConnection], *, is_off: bool) -> None:
        """Show the connections."""
        clear(self._list)
        self.connect_.setEnabled(not is_off)
        for one in known:
            host = host_of(one)
            last = (
                _("never asked")
                if one.fetched_at is None
                else _("asked {when}").format(when=saying.when(one.fetched_at))
            )
            words = column(
                label(text.name(one.name), "strong"), label(f"{text.code(host)}, {last}", "small", "text-2"), gap=0
            )
            fetch = button(_("Fetch"), lambda one=one: self._on_fetch(one), icon="refresh-cw", grade="small")  # type: ignore[misc]  # a default binds the loop's value
            stop = button(_("Disconnect"), lambda one=one: self._on_forget(one), kind="quiet", grade="small")  # type: ignore[misc]  # a default binds the loop's value
            fetch.setEnabled(not is_off)
            line = row(monogram(one.name, key=host), words, fetch, stop, gap=4)
            line.setStretch(1, 1)
            self._list.addLayout(line)
