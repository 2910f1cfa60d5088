"""The inspector of a file: what it was recognised as, whether it adds up, and what follows from adding it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QWidget

from hub.domain.account import KINDS, Account
from hub.domain.statement import FileReading
from hub.services.imports import FilePreview, Part
from hub.services.layouts import Known
from hub.services.recognising import NewAccount
from ui.bringing import letters, next_time, words
from ui.bringing.adding_up import AddsUp
from ui.bringing.after import After, Follows
from ui.bringing.awaited import Go
from ui.bringing.next_time import Learning, NextTime
from ui.bringing.reckoned import Reckoned
from ui.fields import ChoiceField, TextField
from ui.locale import _, pgettext, text, wording
from ui.parts.boxes import column, heading, holding, row
from ui.parts.buttons import button
from ui.parts.inspector import Inspector
from ui.parts.pictures import Picture
from ui.parts.texts import Elided, Paragraph, label, leading
from ui.style import tokens

_ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "latin-1": "ISO 8859-1",
    "shift_jis": "Shift JIS",
    "cp932": "Shift JIS",
    "big5": "Big5",
    "gb18030": "GB 18030",
}
_FORMATS = {
    "beancount": "Beancount",
    "gnucash": "GnuCash",
    "homebank": "HomeBank",
    "kmymoney": "KMyMoney",
    "ledger": "ledger",
}
"""Names of formats that are no abbreviation."""


def _encoding(code: str) -> str:
    """The usual name of an encoding of Python."""
    pages = (("cp125", "Windows-125"), ("iso8859-", "ISO 8859-"), ("iso-8859-", "ISO 8859-"))
    named = next((name + code.removeprefix(start) for start, name in pages if code.startswith(start)), code.upper())
    return _ENCODINGS.get(code, named)


@dataclass(frozen=True, slots=True)
class Changes:
    """What can be changed here: choose(account's id, None: a new one), name(name, kind) of a new account, close();
    learning: what can be done with the layout. go: shows another screen."""

    choose: Callable[[int | None], object]
    name: Callable[[str, str], object]
    close: Callable[[], object]
    learning: Learning
    go: Go


class WaitingInspector(Inspector):
    """What stands beside the lines while a file is read: its name."""

    def __init__(self, name: str, on_close: Callable[[], object], parent: QWidget) -> None:
        super().__init__(_("About the file"), on_close, parent)
        self.close_button.setParent(self)
        self.close_button.hide()
        self.block(_head(name, _("is being read…"), "file-text"))


class FileInspector(Inspector):
    """Blocks about one part of one file: how it was read at once, its sums by `add_sums`."""

    def __init__(
        self,
        file: FilePreview,
        part: Part,
        accounts: Sequence[Account],
        known: Known | None,
        changes: Changes,
        parent: QWidget,
    ) -> None:
        super().__init__(_("About the file"), changes.close, parent)
        is_page = letters.are_large()
        self.close_button.setVisible(is_page)
        self._changes, self._accounts = changes, accounts
        icon = (
            "file-spreadsheet" if file.reading is not None and file.reading.format in {"csv", "xlsx"} else "file-text"
        )
        head = _head(file.path.name, text.size(file.size), icon)
        if is_page:
            head.addWidget(self.close_button)
        else:
            self.close_button.setParent(self)
        self.block(head)
        self._recognised(file.reading, part, known)
        self._sums: AddsUp | None = None
        self.after: After | None = None
        self.next_time: NextTime | None = None

    @property
    def has_sums(self) -> bool:
        """Whether the sums are there."""
        return self._sums is not None

    def add_sums(self, part: Part, found: Reckoned, follows: Follows) -> None:
        """Add the blocks with the sums. found: derived from the lines."""
        self._sums, self.after = AddsUp(part, found.sums.total), After(part, follows, self._changes.go)
        self.block(self._sums)
        self.block(self.after)

    def show_lines(self, part: Part, found: Reckoned, follows: Follows) -> None:
        """Show the sums of other lines of the same file and account."""
        if self._sums is not None:
            self._sums.say(part, found.sums.total)
        self.show_after(part, follows)

    def show_after(self, part: Part, follows: Follows) -> None:
        """Follow a tick or a category: what will be after adding."""
        if self.after is not None:
            self.after.say(part, follows)

    def add_next_time(self, file: FilePreview, known: Known) -> None:
        """Add the block about the next file of this layout."""
        self.next_time = NextTime(file, known, self._changes.learning)
        self.block(self.next_time)

    def _recognised(self, reading: FileReading | None, part: Part, known: Known | None) -> None:
        others = [one for one in self._accounts if one.currency == part.account.currency and not one.is_archived]
        head = heading(_("Recognised as"))
        if others:
            self.change = button(
                pgettext("something else", "Change"), lambda: self._show_accounts(others), kind="link", grade="small"
            )
            head.addWidget(self.change)
        is_new = isinstance(part.account, NewAccount)
        parts = [self._new_account(part.account)] if isinstance(part.account, NewAccount) else []
        by = words.recognised(part.recognised_by)
        pairs = [(_("Account"), by if is_new else f"{part.account.name}, {by}")]
        if reading is not None:
            pairs.append((_("Format"), text.code(_FORMATS.get(reading.format, reading.format.upper()))))
            if known is not None:
                pairs.append((_("Layout"), next_time.used(known)))
            pairs.append((_("Certainty"), text.percent(reading.confidence)))
            pairs += [
                (name, wording.fact(fact))
                for name, codes in (
                    (_("Dates"), {"date_order"}),
                    (_("Numbers"), {"decimal_mark", "hundredths", "fee_beside", "signs"}),
                    (_("Columns"), {"delimiter", "header", "no_header", "sheet"}),
                )
                for fact in reading.facts
                if fact.code in codes
            ]
            if reading.encoding:
                pairs.append((_("Text"), text.code(_encoding(reading.encoding))))
        self.block(column(head, _grid(pairs), *parts, gap=4))

    def _new_account(self, account: NewAccount) -> QWidget:
        name = TextField(_("Name"), is_required=True)
        name.set_value(account.name)
        kind = ChoiceField(_("Kind"), [(one, wording.label("account_kind", one)) for one in KINDS])
        kind.set_value(account.kind)

        def changed() -> None:
            if name.check():
                self._changes.name(name.value(), kind.value())

        name.committed.connect(changed)
        kind.committed.connect(changed)
        return holding(column(name, kind, gap=3))

    def _show_accounts(self, accounts: Sequence[Account]) -> None:
        menu = QMenu(self)
        for one in accounts:
            action = QAction(one.name, menu)
            action.triggered.connect(lambda _checked, chosen=one.id: self._changes.choose(chosen))
            menu.addAction(action)
        menu.addSeparator()
        fresh = QAction(_("A new account"), menu)
        fresh.triggered.connect(lambda _checked: self._changes.choose(None))
        menu.addAction(fresh)
        menu.popup(self.change.mapToGlobal(QPoint(0, self.change.height())))


def _head(name: str, sub: str, icon: str) -> QHBoxLayout:
    """The file: its name, and what is known of it at once."""
    named = column(Elided(text.code(name), "title"), label(sub, "small", "text-3"), gap=0)
    return row(Picture(icon, size="hero"), named, gap=3)


def _grid(pairs: Sequence[tuple[str, str]]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setColumnStretch(1, 1)
    grid.setHorizontalSpacing(tokens.space(4))
    grid.setVerticalSpacing(tokens.space(2))
    seen = ""
    for at, (name, value) in enumerate(pairs):
        shown = "" if name == seen else name
        seen = name
        named = label(shown, "body", "text-2")
        named.setAlignment(leading() | Qt.AlignmentFlag.AlignBottom)  # where running text has its letters in the line
        grid.addWidget(named, at, 0, Qt.AlignmentFlag.AlignTop)
        words_of = Paragraph(value, tone="text")
        grid.addWidget(words_of, at, 1)
    return made
