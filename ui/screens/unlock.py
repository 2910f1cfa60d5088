"""Unlock: passphrase, recovery code or keyring of a vault that is there, and what to do when it does not open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from hub.domain.errors import HubError, WrongPassphrase
from ui import icons
from ui.entrance.waiting import Waiting
from ui.fields import CodeField, PassphraseField
from ui.locale import _, text
from ui.painted import Painted
from ui.parts.bars import ProblemBar
from ui.parts.boxes import column, holding, row, scrolled
from ui.parts.buttons import button
from ui.parts.pictures import Drawn
from ui.parts.texts import Paragraph, label
from ui.safety import places, saying
from ui.style import tokens
from ui.tasks import Tasks

if TYPE_CHECKING:
    from hub.services.vaults import Entrance


@dataclass(frozen=True, slots=True)
class Ways:
    """What the program does for this screen: each way in with the accepted warnings; open_folder(folder), new(),
    restore(): another vault, a new one, a backup; tasks: its pool of work."""

    unlock: Callable[[str, frozenset[str]], object]
    by_code: Callable[[str, frozenset[str]], object]
    by_keyring: Callable[[frozenset[str]], object]
    open_folder: Callable[[Path], object]
    new: Callable[[], object]
    restore: Callable[[], object]
    tasks: Tasks


class Unlock(QWidget):
    """One field and one button; the errors of a vault each with their next step, none says what was wrong."""

    def __init__(self, folder: Path, ways: Ways, note: str = "") -> None:
        super().__init__()
        self._folder, self._ways = folder, ways
        self._accepted: frozenset[str] = frozenset()
        self._warning = ""
        self._again: Callable[[], object] = self._unlock
        self.passphrase = PassphraseField(_("Passphrase"))
        self.code = CodeField(_("Recovery code"))
        self.code.hide()
        for one in (self.passphrase, self.code):
            one.entry.setProperty("grade", "large")
            one.committed.connect(self._unlock)
        self.open_button = button(_("Unlock"), self._unlock, kind="primary", grade="large")
        self.other_way = button(_("Use the recovery code"), self._turn, kind="link", icon="file-text")
        self.keyring = button(_("Open with the keyring"), self._by_keyring, icon="monitor", grade="large")
        self.keyring.hide()
        self.place = ProblemBar()
        self.problem = ProblemBar()
        self.waiting = Waiting(self._enable)
        self.anyway = button(_("Open it all the same"), self._go_on, kind="danger")
        self.anyway.hide()
        self.copy = button(_("Put the copy of the header back"), self._put_header_back, icon="archive-restore")
        self.copy.hide()
        self.busy = Paragraph(_("Deriving the key from the passphrase…"), role="small")
        self.busy.hide()
        self._lay_out(note or text.code(str(folder)))
        self.setFocusProxy(self.passphrase)
        Painted(self, self._look)

    @property
    def uses_code(self) -> bool:
        """Whether the recovery code is asked for instead of the passphrase."""
        return self.code.isVisibleTo(self)

    def show_problem(self, error: HubError) -> None:
        """Say why it did not open and what to do; a wrong passphrase or code is said at its field."""
        from hub.services import vaults  # the window shows before it

        self._set_busy(is_busy=False)
        self._look()
        self.anyway.setVisible(error.code in vaults.ACCEPTABLE)
        self.copy.setVisible(error.next_step == "restore_header")
        self._warning = error.code
        field = self.code if self.uses_code else self.passphrase
        if error.code == "too_many_tries":
            self.waiting.start(int(str(error.values["seconds"])))
        elif error.code == "passphrase_due":
            self.problem.say(saying.due(error), "info", may_retry=False)
            self.passphrase.setFocus()
        elif error.code == "keyring_unavailable":
            self.problem.say(saying.keyring_refused(error), "warning", may_retry=False)
            self.passphrase.setFocus()
        elif isinstance(error, WrongPassphrase) or error.code == "secret_mistyped":
            self.problem.hide()
            field.show_error(self._refused(error))
            field.setFocus()
            field.entry.selectAll()
        else:
            self.problem.show_error(error)

    def say(self, words: str) -> None:
        """Say something beside the question (files that wait)."""
        self.problem.say(words, "info", may_retry=False)

    def show_entrance(self, known: Entrance) -> None:
        """Offer the ways that this vault has, warn of its place, and say how long to wait."""
        self.keyring.setVisible("keyring" in known.kinds)
        places.say(known.surroundings, self.place)
        if known.wait:
            self.waiting.start(known.wait)

    def _lay_out(self, note: str) -> None:
        quiet = [
            button(_("Another vault…"), self._choose, kind="quiet"),
            button(_("New vault…"), self._ways.new, kind="quiet"),
            button(_("Restore a backup…"), self._ways.restore, kind="quiet"),
        ]
        inner = QWidget()
        inner.setFixedWidth(min(tokens.px(420), 1000))
        brand = row(Drawn(_logo), label(_("Coffer"), "sentence", weight=600), 0, gap=4)
        layout = column(brand, gap=5, parent=inner)
        layout.addSpacing(tokens.space(5))
        layout.addWidget(Paragraph(_("Your vault is locked."), role="sentence", tone="text"))
        layout.addWidget(Paragraph(note, role="small"))
        for part in (self.place, self.passphrase, self.code, self.waiting, self.problem):
            layout.addWidget(part)
        layout.addLayout(row(self.anyway, self.copy, 0))
        layout.addLayout(row(self.open_button, self.keyring, 0, gap=3))
        layout.addLayout(row(self.other_way, 0))
        layout.addWidget(self.busy)
        layout.addSpacing(tokens.space(4))
        layout.addLayout(row(*quiet[:2], 0, gap=2))
        layout.addLayout(row(*quiet[2:], 0, gap=2))
        around = column(1, row(1, inner, 1), 2)
        around.setContentsMargins(0, tokens.space(4), 0, tokens.space(4))
        column(scrolled(holding(around)), parent=self)  # large type wants more than a window

    def _refused(self, error: HubError) -> str:
        if error.code == "secret_mistyped":
            return saying.mistyped()
        if self.uses_code:
            return _("This does not open the vault. Compare it with your paper, sign by sign.")
        if self.passphrase.is_caps_lock():
            return _("This does not open the vault. Caps Lock is on.")
        return _("This does not open the vault. Show it to check what you typed, or paste it.")

    def _unlock(self) -> None:
        field = self.code if self.uses_code else self.passphrase
        if not self.open_button.isEnabled() or not field.check():
            return
        self._again = self._unlock
        secret = str(field.value())
        self._begin()
        (self._ways.by_code if self.uses_code else self._ways.unlock)(secret, self._accepted)

    def _by_keyring(self) -> None:
        self._again = self._by_keyring
        self._begin()
        self._ways.by_keyring(self._accepted)

    def _begin(self) -> None:
        self.problem.hide()
        self.anyway.hide()
        self.copy.hide()
        self._set_busy(is_busy=True)

    def _go_on(self) -> None:
        self._accepted |= {self._warning}
        self._again()

    def _put_header_back(self) -> None:
        """From the copy that is kept beside it; what is damaged stays under another name."""
        folder = self._folder
        self._begin()

        def put(_progress: object) -> None:
            from hub.services import vaults  # the window shows before it

            vaults.restore_header(folder)

        def done(_none: object) -> None:
            self._set_busy(is_busy=False)
            self.say(_("The copy is in its place. Unlock the vault now."))
            self._look()

        self._ways.tasks.run(put, done, owner=self, failed=self.show_problem)

    def _turn(self) -> None:
        """The other of passphrase and recovery code."""
        to_code = not self.uses_code
        self.passphrase.setVisible(not to_code)
        self.code.setVisible(to_code)
        words = _("Use the passphrase") if to_code else _("Use the recovery code")
        self.other_way.setText(f" {words}")
        self.other_way.setAccessibleName(words)
        field = self.code if to_code else self.passphrase
        self.setFocusProxy(field)
        field.setFocus()
        self.waiting.setVisible(not to_code and bool(self.waiting.seconds))
        self._enable()

    def _set_busy(self, *, is_busy: bool) -> None:
        for one in (self.passphrase, self.code, self.keyring, self.other_way):
            one.setEnabled(not is_busy)
        self.open_button.setEnabled(not is_busy)
        self.busy.setVisible(is_busy)
        if not is_busy:
            self._enable()

    def _enable(self) -> None:
        """While wrong passphrases make wait, the recovery code may still be tried: nobody guesses that."""
        is_busy = self.busy.isVisibleTo(self)
        self.open_button.setEnabled(not is_busy and (self.uses_code or not self.waiting.seconds))

    def _look(self) -> None:
        folder = self._folder

        def look(_progress: object) -> Entrance:
            from hub.services import vaults  # the window shows before it

            return vaults.entrance(folder)

        self._ways.tasks.run(look, self.show_entrance, owner=self, key=f"entrance {id(self)}")

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder of the vault"), str(self._folder.parent))
        if chosen:
            self._ways.open_folder(Path(chosen))


def _logo(ratio: float) -> QPixmap:
    return icons.logo(tokens.px(34), ratio)
