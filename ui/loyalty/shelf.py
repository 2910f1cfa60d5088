"""Vouchers and gift cards on the screen: keep, pay with, show the code, edit, remove."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from hub.domain.errors import HubError
from hub.services import vouchers
from hub.services.vouchers import Voucher
from ui import undoing
from ui.locale import _, text
from ui.loyalty import dialogs, listing
from ui.loyalty.asking import Asking
from ui.loyalty.dialogs import CodeDialog
from ui.loyalty.reading import Shown
from ui.parts.boxes import column, heading, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.payment.short import ShortTable
from ui.table import Rows


class Shelf(QWidget):
    """The table of vouchers with what can be done. failed: shows an error on the screen."""

    def __init__(self, asking: Asking, failed: Callable[[HubError], None]) -> None:
        super().__init__()
        self._asking, self._failed = asking, failed
        self.shown: Shown | None = None
        self.code: CodeDialog | None = None
        self._rows = Rows(4)
        self.table = ShortTable(_("Vouchers"), listing.voucher_columns(), self._rows, height="two-line")
        self.table.acted.connect(self.show_code)
        self.table.opened.connect(lambda _key: self.change())
        self.table.picked.connect(lambda _key: self._enable())
        self.keep = button(_("Keep a voucher"), self.add, grade="small", icon="plus")
        self.use = button(_("Pay with it"), self.pay, grade="small", icon="check")
        self.edit = button(_("Edit"), self.change, kind="quiet", grade="small", icon="pencil")
        self.drop = button(_("Remove"), self.remove, kind="quiet", grade="small", icon="trash-2")
        self.none = Paragraph(_("A voucher you keep here is offered where you pay, with its code to be scanned."))
        acts = row(self.keep, self.use, self.edit, self.drop, 0, gap=3)
        column(heading(_("Vouchers and gift cards")), self.none, self.table, acts, gap=3, parent=self)

    def show_vouchers(self, shown: Shown) -> None:
        """Show these vouchers."""
        self.shown = shown
        self._rows.show(listing.voucher_rows(shown))
        self.table.fit_rows()
        self.table.setVisible(bool(shown.vouchers))
        self.none.setVisible(not shown.vouchers)
        self._enable()

    def add(self) -> None:
        """Ask for a voucher."""
        vault = self._asking.context.vault
        self._ask(None, lambda said: vouchers.add(vault, **said))

    def change(self) -> None:
        """Change the current voucher."""
        held, vault = self._current(), self._asking.context.vault
        if held is not None:
            self._ask(held, lambda said: vouchers.change(vault, held.id, **said))

    def pay(self) -> None:
        """Ask how much was paid with the current voucher."""
        held, context = self._current(), self._asking.context
        if held is not None:
            write = self._asking.writing(
                lambda said: vouchers.use(context.vault, held.id, said["amount"], said["on"]), held.name
            )
            self._asking.ask(dialogs.use_dialog(held, context.today(), write, self._asking.parent))

    def remove(self) -> None:
        """Remove the current voucher; the toast brings it back."""
        held, context = self._current(), self._asking.context
        if held is not None:
            words = _("Removed {way}").format(way=text.name(held.name))
            undoing.do(context, lambda: vouchers.remove(context.vault, held.id), words, failed=self._failed)

    def show_code(self, key: object) -> None:
        """Show a voucher's code."""
        held = self._find(key)
        if held is not None and held.code:
            self.code = CodeDialog(held, self._asking.parent)
            self.code.finished.connect(self.code.deleteLater)
            self.code.open()

    def _ask(self, held: Voucher | None, write: Callable[[dict[str, Any]], object]) -> None:
        context = self._asking.context
        done = self._asking.writing(write)
        home = context.settings().home_currency
        self._asking.ask(dialogs.voucher_dialog(held, home, context.today(), done, self._asking.parent))

    def _current(self) -> Voucher | None:
        return self._find(self.table.current())

    def _find(self, key: object) -> Voucher | None:
        return next((one for one in (self.shown.vouchers if self.shown else ()) if one.id == key), None)

    def _enable(self) -> None:
        held = self._current()
        for one in (self.edit, self.drop):
            one.setEnabled(held is not None)
        self.use.setEnabled(held is not None and held.balance > 0)
