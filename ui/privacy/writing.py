"""A letter beside the screen: to choose, to check, to copy or to save; it is sent by the person, never by Coffer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from hub.domain.errors import HubError
from hub.domain.outgoing import Outgoing
from hub.services import outbound
from ui.ask import verbatim
from ui.fields import ChoiceField
from ui.locale import _
from ui.parts.boxes import row
from ui.parts.buttons import button
from ui.parts.inspector import Inspector
from ui.parts.texts import Paragraph
from ui.privacy import letters
from ui.screen import Context

WIDTH = 420


class Letter(Inspector):
    """The letter to one company. words: why it is shown; held: what the company holds."""

    def __init__(
        self,
        context: Context,
        company: str,
        held: Sequence[str],
        failed: Callable[[HubError], None],
        *,
        kind: str = "erasure",
        words: str = "",
    ) -> None:
        super().__init__(company, lambda: context.frame.inspect(None))
        self._context, self._company, self._held, self._failed = context, company, held, failed
        self.title(company, _("A letter to check; you send it yourself"))
        self.kind = ChoiceField(_("What for"), list(letters.titles().items()))
        self.kind.set_value(kind)
        self.kind.committed.connect(self._show)
        self.text = verbatim("", lines=1)
        self.text.setReadOnly(False)
        self.text.setFixedHeight(22 * self.text.fontMetrics().lineSpacing())
        self.text.setAccessibleName(_("Letter"))
        self.copy = button(_("Copy"), self._copy, icon="copy")
        self.save = button(_("Save…"), self._ask, icon="download")
        if words:
            self.block(Paragraph(words, tone="text"))
        self.block(self.kind, self.text, row(self.copy, self.save, 0, gap=3))
        self._show()

    def write(self, path: Path) -> None:
        """Save the letter as it stands; it is on record."""
        vault, body = self._context.vault, self.text.toPlainText().encode()
        leaving = Outgoing("letter", f"file:{path.name}", {"company": "full"}, body)
        self._context.tasks.run(
            lambda _progress: outbound.write_file(vault, leaving, path),
            lambda _done: self._context.frame.toast(_("Saved the letter; it is on record")),
            failed=self._failed,
        )

    def _show(self) -> None:
        settings = self._context.settings()
        words = letters.letter(self.kind.value(), self._company, self._held, settings.household, self._context.today())
        self.text.setPlainText(words)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._context.frame.say(_("Copied the letter"), "copy")

    def _ask(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self._context.frame.dialog_parent(), _("Save the letter"), f"{self._company}.txt".replace("/", "-"), "*.txt"
        )
        if chosen:
            self.write(Path(chosen))
