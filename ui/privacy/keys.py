"""Devices and keys: what opens the vault, and where it lies."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from hub.services.vaults import Slot
from ui.locale import _, text, wording
from ui.parts.boxes import column, heading
from ui.parts.texts import Paragraph
from ui.payment.short import ShortTable
from ui.privacy.reading import Shown
from ui.table import Column, Row, Rows, Words

_ICONS = {"passphrase": "key-round", "recovery": "file-text", "keyring": "monitor"}


class Keys(QWidget):
    """The slots of the vault: each opens it."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = Rows(2)
        columns = [Column(_("Opens with"), 230), Column(_("Since"))]
        self.table = ShortTable(_("Devices and keys"), columns, self._rows, is_selectable=False)
        self.place = Paragraph(role="small")
        column(heading(_("Devices and keys")), self.table, self.place, gap=3, parent=self)

    def show_keys(self, shown: Shown) -> None:
        """Show what opens this vault."""
        self._rows.show([_row(one) for one in shown.facts.slots])
        self.table.fit_rows()
        self.table.setVisible(bool(shown.facts.slots))
        template = _("The vault lies in {folder}, {size}, encrypted.")
        if not shown.facts.slots:
            template = _("This vault is gone when it is closed; until then it lies in {folder}, {size}, encrypted.")
        folder, size = text.code(str(shown.facts.folder)), text.size(shown.facts.size)
        self.place.say(template.format(folder=folder, size=size))


def _row(slot: Slot) -> Row:
    since = text.day(datetime.fromisoformat(slot.created).astimezone())
    name = wording.label("key_kind", slot.type)
    if slot.label:
        name = f"{name}, {text.name(slot.label)}"
    return Row(slot.id, (Words(name, icon=_ICONS.get(slot.type, "key-round")), Words(since, tone="text-2")))
