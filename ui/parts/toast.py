"""The toast: what was just done, with Undo; 8 seconds, longer while it is under the pointer or has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QWidget

from ui.locale import _
from ui.parts.boxes import row
from ui.parts.buttons import button, icon_button
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph
from ui.style import tokens

_DOCKED_FROM = 1.5
"""From this font scale on the toast spans the sheet and casts no shadow."""


class Toast(QFrame):
    """A child of the sheet that floats above its lower edge."""

    def __init__(self, sheet: QWidget) -> None:
        super().__init__(sheet)
        self.setProperty("role", "floating")
        self._sheet = sheet
        self._undo: Callable[[], object] | None = None
        self.words = Paragraph(role="strong", tone="text")
        self.undo_button = button(_("Undo"), self._undo_it, grade="small", icon="undo-2")
        self.close_button = icon_button("x", _("Close this message"), self.hide, grade="small")
        self._picture = Picture("circle-check", "positive", "large")
        layout = row(
            self._picture,
            self.words,
            self.undo_button,
            self.close_button,
            gap=4,
            parent=self,
        )
        layout.setStretchFactor(self.words, 1)
        layout.setContentsMargins(tokens.px(14), tokens.px(8), tokens.px(8), tokens.px(8))
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._leave)
        sheet.installEventFilter(self)
        self.hide()

    def show_words(self, words: str, undo: Callable[[], object] | None = None, *, is_refusal: bool = False) -> None:
        """Say what was done, or why it was not; undo: what the button does."""
        self._undo = undo
        self._picture.show_icon(*(("circle-alert", "warning") if is_refusal else ("circle-check", "positive")))
        self.words.say(words)
        self.undo_button.setVisible(undo is not None)
        self._place()
        self._cast_shadow()
        self.show()
        self.raise_()
        self._timer.start(tokens.motion("toast-stays"))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay at the lower edge of the sheet."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.graphicsEffect() is not None:
            self._cast_shadow()

    def _place(self) -> None:
        sheet, margin = self._sheet, tokens.frame("gutter")
        room = sheet.width() - 2 * margin
        is_docked = tokens.look().scale >= _DOCKED_FROM
        words = self.words.fontMetrics().horizontalAdvance(self.words.accessibleName()) + tokens.px(8)
        others = self.sizeHint().width() - self.words.sizeHint().width()
        width = room if is_docked else min(room, max(tokens.px(320), words + others))
        self.resize(width, max(tokens.px(44), self.heightForWidth(width)))
        is_mirrored = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = sheet.width() - margin - width if is_mirrored else margin
        self.move(x, sheet.height() - tokens.px(20) - self.height())

    def _cast_shadow(self) -> None:
        if tokens.look().scale >= _DOCKED_FROM or tokens.look().theme == "contrast":
            self.setGraphicsEffect(None)  # type: ignore[arg-type]  # Qt takes none, the stub forgets it
            return
        blur, down = tokens.shadow_blur()
        effect = QGraphicsDropShadowEffect(self)
        effect.setBlurRadius(blur)
        effect.setOffset(0, down)
        effect.setColor(tokens.color("shadow"))
        self.setGraphicsEffect(effect)

    def _leave(self) -> None:
        focus = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._timer.start(1000)
        else:
            self.hide()

    def _undo_it(self) -> None:
        self.hide()
        if self._undo is not None:
            self._undo()
