"""The inspector beside the table: which transaction is looked at, and what can be done with it there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import shiboken6
from PySide6.QtCore import QObject

from hub.domain.errors import HubError
from ui.locale import wording
from ui.screen import Context
from ui.transactions import adding
from ui.transactions.deeds import Deeds
from ui.transactions.inspecting import Acts, TransactionInspector
from ui.transactions.looking import Look, look
from ui.transactions.reading import Names
from ui.transactions.receipts import Files


class Beside(QObject):
    """Shows one transaction at a time, and again when it has changed.

    categorise(id, category): with the offer of a rule. show(query): ask the table for other rows.
    """

    def __init__(
        self,
        context: Context,
        deeds: Deeds,
        categorise: Callable[[int, int | None], object],
        show: Callable[[str], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.inspector: TransactionInspector | None = None
        self.current: int | None = None
        self._context = context
        self._names: Names | None = None
        self._acts = Acts(
            categorise=categorise,
            split=deeds.split,
            tag=deeds.tag,
            note=deeds.note,
            change=lambda one, changed: deeds.edit(one, changed, lambda _count: None, self._refused),
            attach=lambda one, paths: Files(context).attach(one, paths, self.look),
            files=Files(context),
            edit=lambda one: adding.edit(context, one),
            remove=lambda one: self._remove(one, deeds),
            erase=self._erase,
            remove_rule=deeds.remove_rule,
            show=show,
            close=self.close,
        )

    def look(self, transaction_id: int) -> None:
        """Show a transaction."""
        self.current = transaction_id
        vault, today = self._context.vault, self._context.today()
        self._context.tasks.run(
            lambda _progress: look(vault, transaction_id, today),
            self._show,
            owner=self,
            key=f"look {id(self)}",
            failed=lambda _error: self.close(),
        )

    def refresh(self, names: Names) -> None:
        """Show the same transaction as it is now."""
        self._names = names
        if self.current is not None:
            self.look(self.current)

    def close(self) -> None:
        """Look at nothing."""
        self.current = self.inspector = None
        self._context.frame.inspect(None)

    def _show(self, found: Look) -> None:
        if self._names is None or self.current != found.transaction.id:
            return
        now, before = datetime.now().astimezone(), self.inspector
        self.inspector = TransactionInspector(found, self._names, self._acts, self._context.today(), now)
        is_there = before is not None and shiboken6.isValid(before)  # another screen closes it
        if before is not None and is_there and before.transaction_id == found.transaction.id:
            self.inspector.go_on_typing(before)
        self._context.frame.inspect(self.inspector)
        self.inspector.focus_again()

    def _refused(self, error: HubError) -> None:
        self._context.frame.say(str(wording.error(error)), "circle-alert")

    def _remove(self, transaction_id: int, deeds: Deeds) -> None:
        self.close()
        deeds.remove([transaction_id])

    def _erase(self, transaction_id: int) -> None:
        from ui.safety.forget_dialog import ForgetDialog  # needed by few, after the start

        dialog = ForgetDialog(self._context, self._refused, (transaction_id,))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
