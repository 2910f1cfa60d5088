"""The files and their accounts, when there is more than one: which is shown below, and which can't be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from hub.services.imports import FilePreview, Part, Preview
from hub.services.recognising import NewAccount
from ui.bringing import letters, words
from ui.bringing.changing import Place
from ui.bringing.reckoned import Reckoned, Sums
from ui.locale import _, ngettext, text
from ui.style import tokens
from ui.table import Column, Payee, Row, Rows, Table, Tag, Words

_SHOWN, _SHOWN_LARGE = 5, 2


class FileTable(Table):
    """A row for each part of each file; `picked` carries its place."""

    def __init__(self) -> None:
        self._files = Rows(5)
        self._whole = 0
        super().__init__(_("Files"), _columns(is_one=False), self._files, is_flush=True, height="compact")

    def show_files(self, preview: Preview, known: Sequence[Reckoned]) -> None:
        """Show them all; of a single file the accounts, and how each was recognised. known: of all parts."""
        is_one = len(preview.files) == 1
        self.columns = tuple(_columns(is_one=is_one))
        self.horizontalHeader().viewport().update()
        rows, reckoned = [], iter(known)
        for at, file in enumerate(preview.files):
            if file.error is not None or not file.parts:
                rows.append(Row((at, -1), (_file(file), None, None, Tag(_("can’t be read"), "negative"), None)))
            rows += [
                Row((at, number), _cells(file, part, next(reckoned).sums, is_one=is_one))
                for number, part in enumerate(file.parts)
            ]
        self._files.show(rows)
        self.fit_rows()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._whole = self.maximumHeight()
        self.give_way(to_questions=False)

    def give_way(self, *, to_questions: bool) -> None:
        """Show as many files as there is room for, with large letters one where questions stand above it.

        What is said above is never cut: where there is little room, the files scroll in the height of one.
        """
        most = (1 if to_questions else _SHOWN_LARGE) if letters.are_large() else _SHOWN + 2
        self.setMaximumHeight(min(self._whole, self.row_height * most))
        least = self.row_height + (0 if self.is_stacked else tokens.row("header"))
        self.setMinimumHeight(min(self.maximumHeight(), least))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.updateGeometry()
        self.show_current()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The file that is shown below stays in sight."""
        super().resizeEvent(event)
        self.show_current()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as may be."""
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def show_current(self) -> None:
        """Scroll to the file that is shown below."""
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def place(self) -> Place | None:
        """The place of the current row."""
        found = self.current()
        return found if isinstance(found, tuple) else None


def _columns(*, is_one: bool) -> list[Column]:
    names = (_("Account"), _("Recognised as")) if is_one else (_("File"), _("Account"))
    return [
        Column(names[0]),
        Column(names[1], 130 if is_one else 180),
        Column(_("Time"), 200),
        Column(_("To add"), 140),
        Column(_("Adds up"), 90),
    ]


def _cells(file: FilePreview, part: Part, sums: Sums, *, is_one: bool) -> tuple[Payee | Words | Tag | None, ...]:
    span = text.period_short(sums.first, sums.last) if sums.first is not None and sums.last is not None else ""
    count, added = len(part.taken), sums.added
    is_new = isinstance(part.account, NewAccount)
    name = part.account.name
    account = _("{account}, new").format(account=name) if is_new and not is_one else name
    first = (
        (Payee(account, icon="landmark"), Words(words.recognised(part.recognised_by), tone="text-2"))
        if is_one
        else (_file(file), Words(account, tone="text-2"))
    )
    template = ngettext("{added} of {count} line", "{added} of {count} lines", count)
    agrees = part.statement.balances_agree
    tags = {True: Tag(_("yes"), "positive", "check"), False: Tag(_("no"), "negative", "circle-alert"), None: None}
    return (
        *first,
        Words(span, tone="text-2"),
        Words(template.format(added=text.count(added), count=text.count(count))),
        tags[agrees],
    )


def _file(file: FilePreview) -> Payee:
    icon = "file-text" if file.error is None else "circle-alert"
    if file.reading is not None and not all(one.is_answered for one in file.reading.questions):
        icon = "circle-help"
    return Payee(text.code(file.path.name), icon=icon)
