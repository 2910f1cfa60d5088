"""The sentence that a screen opens with; its dotted numbers answer "where from?"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.parts.boxes import column, row
from ui.parts.popover import Popover
from ui.parts.texts import Paragraph, Run, is_mirrored, leading, runs
from ui.style import focus, marks, tokens

_Reason = Qt.FocusReason
_UNDERLINE = QTextCharFormat.UnderlineStyle


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence that can say where it comes from.

    explain: called on click or Enter; a widget it returns is shown in a popover below the number.
    """

    text: str
    explain: Callable[[], QWidget | None] | None = None


class Sentence(QWidget):
    """Running text with strong runs and dotted figures. Tab goes through the figures, Enter asks."""

    def __init__(self, role: str = "sentence", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        self._template = ""
        self._values: dict[str, str | Run | Figure] = {}
        self._spans: list[tuple[str, int, int]] = []
        self._heights: dict[int, int] = {}
        self._current = -1
        self._hot = ""
        self.setMouseTracking(True)
        self.setProperty("ring", 0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, template: str, **values: str | Run | Figure) -> None:
        """Show a sentence with named places: plain text, a `Run`, or a `Figure`."""
        self._template, self._values = template, values
        self._current = -1
        self._write()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._spans else Qt.FocusPolicy.NoFocus)
        self.updateGeometry()

    @property
    def words(self) -> str:
        """The plain text, which is also the accessible name."""
        return self._document.toPlainText()

    def figures(self) -> list[str]:
        """Names of the places that can be asked, in the order of the text."""
        return [name for name, _first, _last in self._spans]

    def ask(self, name: str) -> None:
        """Ask a figure where it comes from."""
        value = self._values[name]
        if isinstance(value, Figure) and value.explain is not None:
            content = value.explain()
            if content is not None:
                box = self._box(name).toRect()
                Popover(content, self.window()).show_at(QRect(self.mapToGlobal(box.topLeft()), box.size()))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Sentences wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Whole lines."""
        if width not in self._heights:  # a layout asks a hundred times
            self._document.setTextWidth(width)
            self._heights[width] = round(self._document.size().height())
        return self._heights[width]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line when there is room."""
        self._document.setTextWidth(-1)
        width = int(self._document.idealWidth()) + 1
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as a few words."""
        return QSize(tokens.px(160), tokens.line(self._role))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the text, and the ring around the figure that has the focus."""
        self._document.setTextWidth(self.width())
        with QPainter(self) as painter:
            self._document.drawContents(painter)
            if self._current >= 0 and self.hasFocus() and focus.is_by_key():
                box = self._box(self._spans[self._current][0])
                marks.paint_ring(painter, box.intersected(QRectF(self.rect())), tokens.radius("chip"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of theme."""
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.PaletteChange}:
            self._write()
        super().changeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Underline what can be asked."""
        self._set_hot(self._name_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is under the pointer any more."""
        self._set_hot("")
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on a figure asks it."""
        name = self._name_at(event.position())
        if name and event.button() == Qt.MouseButton.LeftButton:
            self.ask(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter or Space asks the figure that has the focus."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._current >= 0:
            self.ask(self._spans[self._current][0])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The focus comes in at the first figure, with Shift+Tab at the last, with a click at none."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            last = len(self._spans) - 1
            self._current = {_Reason.MouseFocusReason: -1, _Reason.BacktabFocusReason: last}.get(event.reason(), 0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The ring goes, except while a popover explains the figure."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._current = -1
        self.update()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's signature
        """Tab goes through the figures before it leaves."""
        following = self._current + (1 if next else -1)
        if 0 <= following < len(self._spans):
            self._current = following
            self.update()
            return True
        return super().focusNextPrevChild(next)

    def _write(self) -> None:
        self._heights.clear()
        self._document.clear()
        self._document.setDefaultFont(tokens.font(self._role))
        option = QTextOption(leading())
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if is_mirrored() else Qt.LayoutDirection.LeftToRight)
        self._document.setDefaultTextOption(option)
        cursor = QTextCursor(self._document)
        lines = QTextBlockFormat()
        lines.setLineHeight(tokens.line(self._role), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(lines)
        self._spans = []
        plain = {
            name: Run(one.text, is_strong=True) if isinstance(one, Figure) else one
            for name, one in self._values.items()
        }
        for name, run in runs(self._template, plain):
            value = self._values.get(name)
            is_asked = isinstance(value, Figure) and value.explain is not None
            start = cursor.position()
            cursor.insertText(run.text, self._format(name, run, is_asked=is_asked))
            if is_asked:
                self._spans.append((name, start, cursor.position()))
        self.setAccessibleName(self.words)
        self.update()

    def _format(self, name: str, run: Run, *, is_asked: bool) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(tokens.color("text"))
        if run.is_strong:
            made.setFontWeight(600)
        if is_asked:
            made.setAnchor(True)
            made.setAnchorHref(name)
            is_hot = name == self._hot
            made.setUnderlineStyle(_UNDERLINE.SingleUnderline if is_hot else _UNDERLINE.DotLine)
            made.setUnderlineColor(tokens.color("accent" if is_hot else "border-control"))
        return made

    def _box(self, name: str) -> QRectF:
        """Where a figure stands; the first line of it when it is broken over two."""
        first, last = next((first, last) for span, first, last in self._spans if span == name)
        block = self._document.findBlock(first)
        layout = block.layout()
        line = layout.lineForTextPosition(first - block.position())
        start = _x(line.cursorToX(first - block.position()))
        end = _x(line.cursorToX(min(last - block.position(), line.textStart() + line.textLength())))
        top = layout.position() + QPointF(0, line.y())
        left, right = sorted((start, end))
        return QRectF(top.x() + left - 3, top.y(), right - left + 6, line.height())

    def _name_at(self, at: QPointF) -> str:
        return self._document.documentLayout().anchorAt(at)

    def _set_hot(self, name: str) -> None:
        if name != self._hot:
            self._hot = name
            self._write()
            self.setCursor(Qt.CursorShape.PointingHandCursor if name else Qt.CursorShape.ArrowCursor)


class Head(QWidget):
    """The head of a screen: the sentence, one line below it, and what stands at its end (the primary button)."""

    def __init__(self, *trailing: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = Sentence()
        self.sub = Paragraph(role="small", tone="text-3")
        words = column(self.sentence, self.sub, gap=2)
        layout = row(words, gap=7, parent=self)
        layout.setStretchFactor(words, 1)
        for widget in trailing:
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
            QWidget.setTabOrder(self.sentence, widget)

    def say(self, template: str, *, sub: str = "", **values: str | Run | Figure) -> None:
        """Show the sentence and the line below it."""
        self.sentence.say(template, **values)
        self.sub.say(sub)
        self.sub.setVisible(bool(sub))


def _x(found: object) -> float:
    """Qt answers a position, or a position with the cursor it moved to."""
    return float(found[0] if isinstance(found, tuple | list) else found)  # type: ignore[arg-type]  # see above
