"""Bills from files, files of bills, and the agenda as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from hub.domain.bill import Bill
from hub.domain.errors import HubError
from hub.services import agenda, bill_files
from hub.services.bill_files import BillReading
from ui import undoing
from ui.bills.deeds import Deeds
from ui.bills.entering import Entered, enter
from ui.bills.reading import Shown
from ui.locale import _, ngettext, text
from ui.locale.wording.events import event_words
from ui.screen import Context


class Files:
    """What goes in and out as files. failed: shows an error that a person can act on."""

    def __init__(self, context: Context, deeds: Deeds, failed: Callable[[HubError], None]) -> None:
        self._context, self._deeds, self._failed = context, deeds, failed

    def ask(self, shown: Shown) -> None:
        """Choose a file that holds bills."""
        kinds = _("Bills ({endings})").format(endings="*.pdf *.eml *.ics *.txt *.html")
        chosen, _kind = QFileDialog.getOpenFileName(self._context.frame.dialog_parent(), _("A bill"), "", kinds)
        if chosen:
            self.read(Path(chosen), shown)

    def read(self, path: Path, shown: Shown) -> None:
        """Read a file: one bill is looked at before it is added, several are added together."""
        vault, today = self._context.vault, self._context.today()

        def found(readings: list[BillReading]) -> None:
            if len(readings) == 1:
                self._look(readings[0], path, shown)
                return
            words = ngettext("Added {count} bill", "Added {count} bills", len(readings))
            undoing.do(
                self._context,
                lambda: [bill_files.accept(vault, one, path, today) for one in readings],
                words.format(count=text.count(len(readings))),
            )

        self._context.tasks.run(lambda _progress: bill_files.read(vault, path, today), found, failed=self._failed)

    def attach(self, bill: Bill) -> None:
        """Choose a file to keep with a bill."""
        parent = self._context.frame.dialog_parent()
        chosen, _kind = QFileDialog.getOpenFileName(parent, _("Attach a file"))
        if chosen:
            self._deeds.attach(bill, Path(chosen))

    def ask_calendar(self) -> None:
        """Choose where the agenda is written to."""
        parent = self._context.frame.dialog_parent()
        chosen, _kind = QFileDialog.getSaveFileName(parent, _("Save as a calendar"), "coffer.ics", "*.ics")
        if chosen:
            self.write_calendar(Path(chosen))

    def write_calendar(self, path: Path) -> None:
        """Write the agenda of the next year."""
        vault, today = self._context.vault, self._context.today()

        def written(result: tuple[int, object]) -> None:
            words = ngettext("Wrote {count} day to {file}", "Wrote {count} days to {file}", result[0])
            said = words.format(count=text.count(result[0]), file=text.name(path.name))
            self._context.frame.toast(said)

        self._context.tasks.run(
            lambda _progress: agenda.write_calendar(vault, today, path, event_words), written, failed=self._failed
        )

    def _look(self, reading: BillReading, path: Path, shown: Shown) -> None:
        held = [one for one in shown.accounts.values() if not one.is_archived]

        def save(
            entered: Entered, _before: Bill | None, then: Callable[[], object], failed: Callable[[HubError], None]
        ) -> None:
            self._deeds.save(entered, None, then, failed, path)

        enter(self._context, held, None, save, instruments=shown.instruments, reading=reading)
