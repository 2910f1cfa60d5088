"""Dialogs: the title is the question, the buttons say what they do, the safe answer is the default.

Only for what can't be undone or leaves the computer; everything else gets a toast with Undo.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QPlainTextEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.drafting import Drafted
from ui.locale import _
from ui.parts.boxes import column, row
from ui.parts.buttons import button, same_size, yes_and_no
from ui.parts.texts import Paragraph
from ui.style import tokens

WIDTHS = (400, 520, 720)
"""The widths a dialog may have, at 100 %."""


class Dialog(QDialog):
    """A dialog of one of three widths: question, content, buttons at the end.

    keeps_typed: whether what is typed in it survives a lock; not where it gives leave to destroy.
    """

    keeps_typed = True

    def __init__(self, question: str, parent: QWidget | None, *, width: int = 400) -> None:
        super().__init__(parent)
        if width not in WIDTHS:
            raise ValueError(f"dialogs are {WIDTHS} wide")
        self.setWindowTitle(question)
        self.setFixedWidth(tokens.px(width))
        self._body = QVBoxLayout(self)
        self._body.setSpacing(tokens.space(4))
        self._body.addWidget(Paragraph(question, "title", "text"))
        self.setAccessibleName(question)
        if self.keeps_typed:
            Drafted(self, "dialog", question)

    def add(self, *parts: QWidget) -> None:
        """Put widgets below each other."""
        for part in parts:
            self._body.addWidget(part)

    def add_answers(self, *answers: QPushButton, safe: QPushButton) -> None:
        """Put the buttons at the end; `safe` is the default and what Esc does is to close.

        Where their words are too long for one line, all but the last two stand above, each on its own.
        """
        self._body.addSpacing(tokens.space(3))
        sides = self._body.contentsMargins()
        gaps = tokens.space(3) * (len(answers) - 1)
        room = self.width() - sides.left() - sides.right() - gaps
        extra = len(answers) - 2 if sum(one.sizeHint().width() for one in answers) > room else 0
        lines = [row(1, one) for one in answers[: max(extra, 0)]]
        self._body.addLayout(column(*lines, row(1, *answers[max(extra, 0) :], gap=3), gap=3))
        for one in answers:
            one.setAutoDefault(one is safe)
        safe.setDefault(True)
        safe.setFocus()

    def fit(self) -> None:
        """Be as high as the content wants to be now."""
        self._body.activate()
        height = self._body.heightForWidth(self.width()) if self._body.hasHeightForWidth() else self.sizeHint().height()
        self.setMinimumHeight(height)
        self.resize(self.width(), height)

    def is_accepted(self) -> bool:
        """Show it, wait for the answer, and delete it; a tick box keeps its state until control returns to Qt."""
        try:
            return self.exec() == QDialog.DialogCode.Accepted
        finally:
            self.deleteLater()

    def add_close(self) -> None:
        """One button that closes."""
        close = button(_("Close"), self.accept)
        self.add_answers(close, safe=close)


def question(parent: QWidget | None, title: str, words: str, yes: str, no: str, *, details: str = "") -> bool:
    """Ask; True for yes. yes and no: verbs with their object ("Delete 3 rows", "Keep them"). No is the default.

    details: shown word for word in a monospaced box (the bytes that would leave).
    """
    return asking(parent, title, words, yes, no, details=details)[0].is_accepted()


def asking(
    parent: QWidget | None, title: str, words: str, yes: str, no: str, *, details: str = "", tick: str = ""
) -> tuple[Dialog, QPushButton, QPushButton, QCheckBox | None]:
    """The dialog of `question`, not yet shown, with its yes, its no and its tick box."""
    dialog = Dialog(title, parent, width=520 if details else 400)
    dialog.add(Paragraph(words))
    if details:
        dialog.add(verbatim(details))
    box = QCheckBox(tick) if tick else None
    if box is not None:
        dialog.add(box)
    yes_button, no_button = yes_and_no(yes, no)
    yes_button.clicked.connect(lambda _checked: dialog.accept())
    no_button.clicked.connect(lambda _checked: dialog.reject())
    same_size(yes_button, no_button)
    dialog.add_answers(no_button, yes_button, safe=no_button)
    return dialog, yes_button, no_button, box


def notice(parent: QWidget | None, title: str, words: str, *, details: str = "") -> None:
    """Say something that must not be missed, with one button."""
    dialog = Dialog(title, parent, width=520 if details else 400)
    dialog.add(Paragraph(words))
    if details:
        dialog.add(verbatim(details))
    dialog.add_close()
    dialog.is_accepted()


def verbatim(words: str, *, lines: int = 8) -> QPlainTextEdit:
    """Text word for word: monospaced, left to right, can be selected and copied."""
    made = QPlainTextEdit(words)
    made.setReadOnly(True)
    made.setFont(tokens.font("mono"))
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    made.setAccessibleName(_("Word for word"))
    made.setTabChangesFocus(True)
    shown = min(max(words.count("\n") + 1, 1), lines)
    made.setFixedHeight(shown * made.fontMetrics().lineSpacing() + tokens.px(22))
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made
