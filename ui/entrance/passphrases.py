"""The form of a new passphrase: twice, with its strength in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.entrance.meter import Meter
from ui.fields import PassphraseField
from ui.locale import _, text
from ui.parts.bars import ProblemBar
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph, label
from ui.safety import places
from ui.style import tokens
from ui.tasks import Tasks


class NewVaultForm(QWidget):
    """on_create(passphrase, folder) when both entries are the same; on_back: the person thought better of it."""

    def __init__(
        self,
        folder: Path,
        tasks: Tasks,
        on_create: Callable[[str, Path], object],
        on_back: Callable[[], object],
        note: str = "",
    ) -> None:
        super().__init__()
        self.folder, self._tasks = folder, tasks
        self._on_create = on_create
        self.setMaximumWidth(tokens.px(504))
        self.first = PassphraseField(_("Passphrase"))
        self.second = PassphraseField(_("The same once more"))
        for one in (self.first, self.second):
            one.entry.setProperty("grade", "large")
        self.meter = Meter(self.first, tasks)
        self.place_warning = ProblemBar()
        self.problem = ProblemBar()
        self.make = button(_("Create the vault"), self._finish, kind="primary", grade="large")
        self.back = button(_("Back"), on_back, kind="quiet", grade="large")
        self._place = label(text.code(str(folder)), "small", "text-2")
        other = button(_("Another folder…"), self._choose_folder, kind="link", grade="small")
        self.busy = Paragraph(
            _("Making the key slow to guess. This takes about two seconds, and again at each unlocking."), role="small"
        )
        self.busy.hide()
        parts: list[QWidget] = [
            Paragraph(_("A passphrase only you know"), role="sentence", tone="text"),
            Paragraph(
                _(
                    "It encrypts everything. Nobody can reset it: who forgets it has lost the vault. Write it down and"
                    " keep it where you keep other papers."
                )
            ),
        ]
        if note:
            parts.append(Paragraph(note, role="small"))
        layout = column(1, *parts, self.first, self.meter, self.second, gap=5, parent=self)
        layout.addLayout(row(self._place, other, 0, gap=4))
        layout.addWidget(self.place_warning)
        layout.addWidget(self.problem)
        layout.addLayout(row(self.make, self.back, 0, gap=4))
        layout.addWidget(self.busy)
        layout.addStretch(2)
        self.first.committed.connect(self.second.setFocus)
        self.second.committed.connect(self._finish)
        self.setFocusProxy(self.first)
        self._look_at_place()

    def set_busy(self, *, is_busy: bool) -> None:
        """While the vault is made, nothing can be changed."""
        for one in (self.first, self.second, self.make, self.back):
            one.setEnabled(not is_busy)
        self.busy.setVisible(is_busy)

    def _finish(self) -> None:
        if not self.first.check():
            self.first.setFocus()
            return
        if self.second.entry.text() != self.first.entry.text():
            self.second.show_error(_("The two are not the same. Show both to compare them."))
            self.second.setFocus()
            return
        self.problem.hide()
        passphrase = self.first.take()
        self.second.set_value("")
        self.meter.weigh()
        self._on_create(passphrase, self.folder)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder of the vault"), str(self.folder.parent))
        if chosen:
            self.folder = Path(chosen)
            self._place.setText(text.code(chosen))
            self._look_at_place()

    def _look_at_place(self) -> None:
        """Warn of a network drive or a folder that a service copies."""
        places.warn(self._tasks, self.folder, self.place_warning)
