"""Unlock: the passphrase of a vault that is there, and what to do when it does not open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from hub.domain.errors import HubError, WrongPassphrase
from ui import icons
from ui.fields import PassphraseField
from ui.locale import _, text
from ui.parts.bars import ProblemBar
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.pictures import Drawn
from ui.parts.texts import Paragraph, label
from ui.style import tokens

_MAY_GO_ON = frozenset({"older_than_remembered", "anchor_damaged", "old_header", "key_derivation_too_costly"})
"""Warnings that a person may decide to open in spite of."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What the program does for this screen: unlock(passphrase, accepted warnings), open_folder(folder), new()."""

    unlock: Callable[[str, frozenset[str]], object]
    open_folder: Callable[[Path], object]
    new: Callable[[], object]


class Unlock(QWidget):
    """One field and one button; the errors of a vault each with their next step."""

    def __init__(self, folder: Path, ways: Ways, note: str = "") -> None:
        super().__init__()
        self._folder, self._ways = folder, ways
        self._accepted: frozenset[str] = frozenset()
        self._warning = ""
        self.passphrase = PassphraseField(_("Passphrase"))
        self.passphrase.entry.setProperty("grade", "large")
        self.open_button = button(_("Unlock"), self._unlock, kind="primary", grade="large")
        self.problem = ProblemBar()
        self.anyway = button(_("Open it all the same"), self._go_on, kind="danger")
        self.anyway.hide()
        self.busy = Paragraph(_("Deriving the key from the passphrase…"), role="small")
        self.busy.hide()
        other = button(_("Another vault…"), self._choose, kind="quiet")
        new = button(_("New vault…"), ways.new, kind="quiet")
        inner = QWidget()
        inner.setFixedWidth(min(tokens.px(400), 1000))
        brand = row(Drawn(_logo), label(_("Coffer"), "sentence", weight=600), 0, gap=4)
        layout = column(brand, gap=5, parent=inner)
        layout.addSpacing(tokens.space(5))
        layout.addWidget(Paragraph(_("Your vault is locked."), role="sentence", tone="text"))
        layout.addWidget(Paragraph(note or text.code(str(folder)), role="small"))
        for part in (self.passphrase, self.problem, self.anyway):
            layout.addWidget(part)
        layout.addLayout(row(self.open_button, other, new, 0, gap=3))
        layout.addWidget(self.busy)
        column(1, row(1, inner, 1), 2, parent=self)
        self.passphrase.committed.connect(self._unlock)
        self.setFocusProxy(self.passphrase)

    def show_problem(self, error: HubError) -> None:
        """Say why it did not open and what to do; a wrong passphrase is said at its field."""
        self._set_busy(is_busy=False)
        self.anyway.setVisible(error.code in _MAY_GO_ON)
        self._warning = error.code
        if isinstance(error, WrongPassphrase):
            self.problem.hide()
            caps = _("This does not open the vault. Caps Lock is on.")
            plain = _("This does not open the vault. Show it to check what you typed, or paste it.")
            self.passphrase.show_error(caps if self.passphrase.is_caps_lock() else plain)
            self.passphrase.setFocus()
            self.passphrase.entry.selectAll()
            return
        self.problem.show_error(error)

    def say(self, words: str) -> None:
        """Say something beside the question (files that wait)."""
        self.problem.say(words, "info", may_retry=False)

    def _unlock(self) -> None:
        if self.passphrase.check() and self.open_button.isEnabled():
            self._try(self.passphrase.value())

    def _try(self, passphrase: str) -> None:
        self.problem.hide()
        self.anyway.hide()
        self._set_busy(is_busy=True)
        self._ways.unlock(passphrase, self._accepted)

    def _go_on(self) -> None:
        self._accepted |= {self._warning}
        self._unlock()

    def _set_busy(self, *, is_busy: bool) -> None:
        self.passphrase.setEnabled(not is_busy)
        self.open_button.setEnabled(not is_busy)
        self.busy.setVisible(is_busy)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder of the vault"), str(self._folder.parent))
        if chosen:
            self._ways.open_folder(Path(chosen))


def _logo(ratio: float) -> QPixmap:
    return icons.logo(tokens.px(34), ratio)
