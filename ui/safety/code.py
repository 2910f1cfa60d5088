"""A recovery code on its way to paper: shown with the ways to print it, then hidden and typed once from the paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from hub.domain.errors import HubError
from hub.domain.outgoing import Outgoing
from hub.services import outbound
from ui.fields import CodeField
from ui.locale import _, text
from ui.parts.bars import ProblemBar
from ui.parts.boxes import column, holding, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph, label
from ui.safety import saying, sheet
from ui.safety.sheet import Sheet
from ui.screen import Context
from ui.style import tokens

PURPOSE, FIELDS = "recovery_sheet", {"recovery_code": "full"}


class CodePane(QWidget):
    """Two steps: `show_code`, then `ask_for_it`. ready: Enter was pressed in the field of the second."""

    ready = Signal()

    def __init__(self, context: Context, code: str) -> None:
        super().__init__()
        self._context = context
        vault = context.vault
        self.sheet = Sheet(code, vault.id, vault.folder, context.today())
        self.code = label(_in_lines(code), "title")
        self.code.setFont(tokens.font("mono", size=17))
        self.code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.code.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.code.setAccessibleName(_("Recovery code {code}").format(code=code))
        self.print_button = button(_("Print…"), self.print_it, icon="printer", grade="small")
        self.preview_button = button(_("Preview…"), self.preview, icon="scan-eye", grade="small")
        self.save_button = button(_("Save as PDF…"), self._choose_file, icon="file-down", grade="small")
        self.said = Paragraph(role="small")
        self.problem = ProblemBar()
        words = Paragraph(_("Print it or write it down, and keep it apart from this computer. It is shown only now."))
        buttons = row(self.print_button, self.preview_button, self.save_button, 0, gap=3)
        self._first = holding(column(words, self.code, buttons, self.said, gap=4))
        self.field = CodeField(_("Type it once from your paper"))
        self.field.committed.connect(self.ready)
        back = button(_("Show it again"), self.show_code, kind="link", grade="small")
        self._second = holding(column(self.field, row(back, 0), gap=3))
        column(self._first, self._second, self.problem, gap=3, parent=self)
        self.show_code()

    @property
    def is_shown(self) -> bool:
        """Whether the code is shown, and not yet asked for."""
        return self._first.isVisibleTo(self)

    def show_code(self) -> None:
        """The code and the ways to paper."""
        self._second.hide()
        self._first.show()

    def ask_for_it(self) -> None:
        """Hide the code and ask for it: only who has it on paper can go on."""
        self.problem.hide()
        self._first.hide()
        self._second.show()
        self.field.setFocus()

    def refuse(self, error: HubError) -> None:
        """What was typed is not the code."""
        self.field.show_error(saying.refused_code(error))
        self.field.setFocus()

    def forget(self) -> None:
        """Nothing stays in the widgets."""
        self.field.set_value("")
        self.code.clear()
        self.code.setAccessibleName(_("Recovery code"))

    def print_it(self) -> None:
        """Choose a printer and print."""
        if sheet.print_it(self.sheet, self):
            self._note_print()

    def preview(self) -> None:
        """See the sheet before it is printed."""
        if sheet.preview(self.sheet, self):
            self._note_print()

    def save(self, path: Path) -> None:
        """Write the sheet as a PDF that only this person can read; what left is recorded without the code."""
        vault, leaving = self._context.vault, self._leaving(f"file:{path.name}", sheet.pdf(self.sheet))
        words = _("Saved as {file}. Remove it when it is printed: whoever reads it can open the vault.")
        self._do(
            lambda: outbound.write_file(vault, leaving, path, keeps_body=False),
            words.format(file=text.code(path.name)),
        )

    def _choose_file(self) -> None:
        suggested = str(Path.home() / "coffer-recovery.pdf")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the recovery sheet"), suggested, _("PDF (*.pdf)"))
        if chosen:
            path = Path(chosen)
            self.save(path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf"))

    def _note_print(self) -> None:
        vault, leaving = self._context.vault, self._leaving("printer", self.sheet.code.encode())
        self._do(lambda: outbound.note_print(vault, leaving), _("Sent to the printer."))

    def _leaving(self, recipient: str, body: bytes) -> Outgoing:
        return Outgoing(PURPOSE, recipient, FIELDS, body)

    def _do(self, work: Callable[[], object], words: str) -> None:
        self.problem.hide()
        self._context.tasks.run(
            lambda _progress: work(), lambda _done: self.said.say(words), owner=self, failed=self.problem.show_error
        )


def _in_lines(code: str) -> str:
    """Groups of four, four of them in a line."""
    groups = code.split("-")
    return "\n".join("  ".join(groups[start : start + 4]) for start in range(0, len(groups), 4))
