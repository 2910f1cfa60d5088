"""What keys, drops and the clipboard do with the rows that are selected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut

from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.domain.transaction import BOOKED, RECONCILED, Transaction
from hub.services import ledger, outbound
from hub.services.bulk import Edit
from ui.locale import _, ngettext, text, wording
from ui.screen import Context
from ui.transactions import adding, copying
from ui.transactions.choosing import choose_category
from ui.transactions.deeds import Deeds
from ui.transactions.inline import EDITABLE, InlineEditor
from ui.transactions.ledger_table import LedgerTable
from ui.transactions.looking import known_payees
from ui.transactions.many import ManyDialog
from ui.transactions.reading import Names
from ui.transactions.receipts import Files


class Hands(QObject):
    """Works on one table. categorise(ids, category): with the offer of a rule. look(id): show it in the inspector."""

    def __init__(
        self,
        context: Context,
        deeds: Deeds,
        categorise: Callable[[list[int], int | None], object],
        look: Callable[[int], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.table: LedgerTable | None = None
        self.names: Names | None = None
        self.editor: InlineEditor | None = None
        self.many: ManyDialog | None = None
        self._context, self._deeds, self._categorise, self._look = context, deeds, categorise, look
        self._payees: Mapping[str, int | None] = {}

    def hold(self, table: LedgerTable, remove: Callable[[], object]) -> None:
        """Work on this table from now on."""
        self.table = table
        table.dropped.connect(self.attach)
        single: dict[str, Callable[[], object]] = {
            "C": self.choose_category, "T": self.edit_tags, "K": self.turn_cleared, "B": self.edit_many,
            "L": self.link,
        }  # fmt: skip
        always: dict[str, Callable[[], object]] = {"Del": remove, "Ctrl+C": self.copy}
        for key, act in {**single, **always}.items():
            made = QShortcut(QKeySequence(key), table, context=Qt.ShortcutContext.WidgetShortcut)
            made.activated.connect(self._when_allowed(act) if key in single else act)

    def chosen(self) -> list[int]:
        """Ids of the selected rows, else of the current one."""
        if self.table is None:
            return []
        current = self.table.current()
        return self.table.selected_ids() or ([current] if isinstance(current, int) else [])

    def choose_category(self) -> None:
        """Open the chooser for the selected rows, beside the current one."""
        ids = self.chosen()
        if self.table is not None and self.names is not None and ids:
            known = list(self.names.categories.values())
            place = self.table.place_of_category()
            choose_category(known, None, place, self.table, lambda one: self._categorise(ids, one))

    def edit(self) -> None:
        """Edit the current cell where it stands, one row in a dialog, several rows together."""
        ids = self.chosen()
        if len(ids) > 1:
            self.edit_many()
        elif ids and self.table is not None and self.table.current_key() == "category":
            self.choose_category()
        elif ids and not self.edit_here():
            adding.edit(self._context, ids[0])

    def edit_many(self, begin: str = "category") -> None:
        """Edit all selected rows with a preview."""
        ids = self.chosen()
        if not ids or self.names is None:
            return
        categories = list(self.names.categories.values())
        self.many = ManyDialog(self._context, ids, categories, self._deeds.edit_many, begin)
        self.many.finished.connect(self.many.deleteLater)
        self.many.open()

    def edit_tags(self) -> None:
        """Tags of the selected rows."""
        self.edit_many("tags")

    def turn_cleared(self) -> None:
        """Mark the selected rows as reconciled, or all of them as booked when they are."""
        ids, vault = self.chosen(), self._context.vault

        def turn(found: list[Transaction]) -> None:
            is_done = all(one.status == RECONCILED for one in found)
            self._deeds.edit_many(ids, Edit(status=BOOKED if is_done else RECONCILED))

        if ids:
            self._context.tasks.run(lambda _progress: ledger.load(vault, ids), turn, owner=self)

    def link(self) -> None:
        """Make the selected rows one move between own accounts."""
        ids = self.chosen()
        if len(ids) > 1:
            self._deeds.link(ids, self._refused)
        else:
            self._context.frame.say(_("Select both rows of a transfer to link them."), "info")

    def edit_here(self, key: str = "") -> bool:
        """Open the field over the current cell, or over the one of a column; False where there is none to edit."""
        table = self.table
        if table is None or table.is_stacked or not table.currentIndex().isValid():
            return False
        keys = table.layout_in_use.keys
        column = keys.index(key) if key in keys else table.currentIndex().column()
        one_id, today, vault = table.current(), self._context.today(), self._context.vault
        if keys[column] not in EDITABLE or not isinstance(one_id, int):
            return False
        index = table.model().index(table.currentIndex().row(), column)

        def work(_progress: Progress) -> tuple[list[Transaction], Mapping[str, int | None]]:
            return ledger.load(vault, [one_id]), self._payees or known_payees(vault, today)

        def open_(found: tuple[list[Transaction], Mapping[str, int | None]]) -> None:
            rows, self._payees = found
            if rows and table is self.table:
                self.editor = InlineEditor(table, index, rows[0], today, self._change, self._edit_next, self._payees)

        self._context.tasks.run(work, open_, owner=self, key=f"inline {id(self)}")
        return True

    def attach(self, transaction_id: int, paths: Sequence[Path]) -> None:
        """Keep files with a transaction, encrypted."""
        Files(self._context).attach(transaction_id, paths, self._look)

    def copy(self) -> None:
        """Put the selected rows on the clipboard; more than a few are recorded as what left."""
        ids, names, frame, vault = self.chosen(), self.names, self._context.frame, self._context.vault
        if names is None or not ids:
            return
        if len(ids) > copying.MOST:
            template = _("Up to {count} rows can be copied. File, Export takes more with it, and is recorded.")
            frame.say(template.format(count=text.count(copying.MOST)), "info")
            return
        is_recorded = len(ids) > copying.UNRECORDED

        def work(_progress: Progress) -> str:
            body = copying.tsv(ledger.load(vault, ids), names)
            if is_recorded:
                outbound.note_copy(vault, copying.outgoing(body))
            return body

        def put(body: str) -> None:
            QGuiApplication.clipboard().setText(body)
            template = ngettext("Copied {count} row", "Copied {count} rows", len(ids))
            if is_recorded:
                template = _("Copied {count} rows; recorded under Privacy")
            frame.say(template.format(count=text.count(len(ids))), "copy")

        self._context.tasks.run(work, put, owner=self)

    def _when_allowed(self, act: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            if self._context.settings().single_keys:
                act()

        return run

    def _change(self, transaction_id: int, changed: dict[str, object]) -> None:
        self._deeds.edit(transaction_id, changed, lambda _count: None, self._refused)

    def _refused(self, error: HubError) -> None:
        self._context.frame.refuse(str(wording.error(error)))

    def _edit_next(self, key: str, by: int) -> None:
        if self.table is None:
            return
        keys = [one for one in self.table.layout_in_use.keys if one in EDITABLE]
        self.edit_here(keys[(keys.index(key) + by) % len(keys)])
