"""What was imported: every batch with its counts, each of which can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from hub.domain.transaction import Batch
from ui.locale import _, text
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.payment.short import ShortTable
from ui.preferences.reading import Shown
from ui.table import Amount, Column, Payee, Row, Rows, Words


class Imports(QWidget):
    """on_undo(batch): everything that was accepted together with it goes."""

    def __init__(self, on_undo: Callable[[Batch], object], on_import: Callable[[], object]) -> None:
        super().__init__()
        self._batches: dict[int, Batch] = {}
        self._on_undo = on_undo
        self._rows = Rows(6)
        columns = [
            Column(_("File")), Column(_("Account"), 200), Column(_("When"), 150),
            Column(_("New"), 80, is_trailing=True),
            Column(_("Known"), 80, is_trailing=True), Column(_("Left out"), 90, is_trailing=True),
        ]  # fmt: skip
        self.table = ShortTable(_("Imports"), columns, self._rows, height="two-line")
        self.table.picked.connect(lambda _key: self._enable())
        self.none = Paragraph(_("Nothing was imported yet."))
        self.undo = button(_("Take this import back"), self.take_back, icon="undo-2")
        bring = button(_("Import a file"), on_import, icon="file-down")
        column(self.table, self.none, row(self.undo, bring, 0, gap=3), 1, gap=4, parent=self)

    def show_imports(self, shown: Shown) -> None:
        """Show the batches."""
        self._batches = {one.id: one for one in shown.batches}
        now = datetime.now().astimezone()
        self._rows.show([_row(one, shown, now) for one in shown.batches])
        self.table.fit_rows()
        self.table.setVisible(bool(shown.batches))
        self.none.setVisible(not shown.batches)
        self.undo.setVisible(bool(shown.batches))
        self._enable()

    def take_back(self) -> None:
        """Take back the import of the current row."""
        batch = self._current()
        if batch is not None:
            self._on_undo(batch)

    def _current(self) -> Batch | None:
        key = self.table.current()
        return self._batches.get(key) if isinstance(key, int) else None

    def _enable(self) -> None:
        self.undo.setEnabled(self._current() is not None)


def _row(one: Batch, shown: Shown, now: datetime) -> Row:
    known = one.duplicate + one.matched
    cells = (
        Payee(one.file_name, key=one.importer, sub=f"{one.format} · {text.code(one.file_hash[:12])}", icon="file-text"),
        Words(shown.accounts.get(one.account_id, _("removed"))),
        Words(text.moment(one.imported_at.astimezone(), now), tone="text-2"),
        Amount(text.count(one.new), "sum"),
        Amount(text.count(known), "quiet"),
        Amount(text.count(one.rejected), "out" if one.rejected else "quiet"),
    )
    return Row(one.id, cells)
