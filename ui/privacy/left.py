"""What left this computer: every record, newest first, and whether the chain of records is whole."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from hub.domain.outgoing import Disclosure
from hub.services import disclosing
from ui.locale import _, ngettext, text, wording
from ui.parts.bars import ProblemBar
from ui.parts.boxes import column, heading, row
from ui.parts.buttons import button
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph, label, set_tone
from ui.payment.short import ShortTable
from ui.privacy import saying
from ui.privacy.reading import Shown
from ui.table import Amount, Column, Row, Rows, Words

_FIRST = 9


class Left(QWidget):
    """on_open(record): its bytes are wanted. on_check: the chain shall be checked again. on_export(records): the
    records found shall be saved."""

    def __init__(
        self,
        on_open: Callable[[Disclosure], object],
        on_check: Callable[[], object],
        on_export: Callable[[list[Disclosure]], object],
    ) -> None:
        super().__init__()
        self._records: dict[int, Disclosure] = {}
        self._shown: Shown | None = None
        self._shows_all = False
        self._on_open = on_open
        self._icon = Picture("link", "positive", "small")
        self.chain = label("", "small", "positive")
        self.check = button(_("Check"), on_check, kind="link", grade="small")
        self.broken = ProblemBar()
        self._rows = Rows(4)
        columns = [
            Column(_("When"), 118), Column(_("To")), Column(_("Size"), 76, is_trailing=True),
            Column(_("Hash"), 70, is_trailing=True),
        ]  # fmt: skip
        self.table = ShortTable(_("What left this computer"), columns, self._rows)
        self.table.picked.connect(self._open)
        self.table.opened.connect(self._open)
        self.none = Paragraph(_("Nothing yet. Exports to files are recorded here too."))
        self.more = button("", self._show_all, kind="link", grade="small")
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search, also in the bytes"))
        self.search.setAccessibleName(_("Search what left this computer"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _words: self._refresh())
        self.export = button(_("Export the record…"), lambda: on_export(self.found()), kind="link", grade="small")
        head = heading(_("What left this computer"), "", self._icon, self.chain, self.check)
        foot = row(self.more, self.export, 0, gap=4)
        column(head, self.broken, self.search, self.table, self.none, foot, gap=3, parent=self)

    def found(self) -> list[Disclosure]:
        """The records that the search finds, newest first."""
        known = () if self._shown is None else self._shown.disclosures
        return disclosing.found(known, self.search.text())

    def show_records(self, shown: Shown) -> None:
        """Show the log and what the check of its chain found."""
        self._shown = shown
        self._records = {one.id: one for one in shown.disclosures}
        found = self.found()
        listed = found if self._shows_all else found[:_FIRST]
        self._rows.show([_row(one, shown) for one in listed])
        self.table.fit_rows()
        self.table.setVisible(bool(listed))
        has_any = bool(shown.disclosures)
        self.none.say(
            _("Nothing of what left holds these words.")
            if has_any
            else _("Nothing yet. Exports to files are recorded here too.")
        )
        self.none.setVisible(not listed)
        self.search.setVisible(has_any)
        self.export.setVisible(bool(listed))
        rest = len(found) - len(listed)
        self.more.setVisible(rest > 0)
        self.more.setText(ngettext("Show {count} more", "Show {count} more", rest).format(count=text.count(rest)))
        self._say_chain(shown)

    def _say_chain(self, shown: Shown) -> None:
        is_whole = not shown.altered
        self._icon.show_icon("link" if is_whole else "triangle-alert", "positive" if is_whole else "negative")
        set_tone(self.chain, "positive" if is_whole else "negative")
        self.chain.setText(_("chain unbroken") if is_whole else _("chain broken"))
        if is_whole:
            self.broken.hide()
            return
        numbers = ", ".join(
            _("{number} ({what})").format(number=text.count(one.id), what=wording.label("altered", one.kind))
            for one in shown.troubles
        )
        words = _("These records are not as they were written: {numbers}.")
        self.broken.say(words.format(numbers=numbers), may_retry=False)

    def _show_all(self) -> None:
        self._shows_all = True
        self._refresh()

    def _refresh(self) -> None:
        if self._shown is not None:
            self.show_records(self._shown)

    def _open(self, key: object) -> None:
        record = self._records.get(key) if isinstance(key, int) else None
        if record is not None and self.table.hasFocus():
            self._on_open(record)


def _row(one: Disclosure, shown: Shown) -> Row:
    is_whole = one.id not in shown.altered
    has_failed = one.result.startswith(("failed", "refused"))
    name = saying.who(one.recipient)
    if has_failed:
        name = _("{who}, {result}").format(who=name, result=saying.result(one.result))
    cells = (
        Words(saying.when(one.at), tone="text-2"),
        Words(name, icon="" if is_whole else "triangle-alert", tone="text" if is_whole else "negative"),
        Amount(text.size(one.size), "quiet"),
        Words(text.code(one.hash[:4]), tone="text-3", is_mono=True, is_trailing=True),
    )
    return Row(one.id, cells)
