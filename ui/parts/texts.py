"""Labels: text in a type role and a tone of the tokens, aligned by the layout and not by its own script."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.style import tokens


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a sentence; is_strong: heavier than the rest."""

    text: str
    is_strong: bool = False


def runs(template: str, values: dict[str, str | Run]) -> Iterator[tuple[str, Run]]:
    """Split a translated sentence into its runs: (name of the place or "", run), in the language's order."""
    for literal, name, _form, _conversion in Formatter().parse(template):
        if literal:
            yield "", Run(literal)
        if name:
            value = values[name]
            yield name, value if isinstance(value, Run) else Run(value)


def is_mirrored() -> bool:
    """Whether the layout runs from right to left."""
    return QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft


def leading() -> Qt.AlignmentFlag:
    """Alignment to the leading edge of the layout, whatever the text's own direction."""
    side = Qt.AlignmentFlag.AlignRight if is_mirrored() else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute


def trailing() -> Qt.AlignmentFlag:
    """Alignment to the trailing edge of the layout, whatever the text's own direction."""
    side = Qt.AlignmentFlag.AlignLeft if is_mirrored() else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignAbsolute


def label(
    words: str = "",
    role: str = "body",
    tone: str = "text",
    *,
    tabular: bool = False,
    weight: int = 0,
    size: float = 0,
    is_trailing: bool = False,
) -> QLabel:
    """One line of plain text. role: type role; tone: text colour; tabular: figures of equal width."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(tokens.font(role, tabular=tabular, weight=weight, size=size))
    made.setProperty("tone", tone)
    made.setAlignment((trailing() if is_trailing else leading()) | Qt.AlignmentFlag.AlignVCenter)
    made.setMinimumHeight(tokens.line(role))
    return made


class Elided(QLabel):
    """One line that gives way: elided at its end where there is no room, whole in the tool tip."""

    def __init__(self, words: str = "", role: str = "body", tone: str = "text") -> None:
        super().__init__()
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(tokens.font(role))
        self.setProperty("tone", tone)
        self.setAlignment(leading() | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.say(words)

    def say(self, words: str) -> None:
        """Show these words."""
        self._words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self._fit()

    @property
    def words(self) -> str:
        """All of it."""
        return self._words

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for all of it."""
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as need be."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the words into the room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown if self.width() else self._words)
        self.setToolTip("" if shown == self._words else self._words)


class Paragraph(QLabel):
    """Running text that wraps, with the line height of its role; places of the sentence may be stronger."""

    def __init__(
        self, words: str = "", role: str = "body", tone: str = "text-2", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._role = role
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setFont(tokens.font(role))
        self.setProperty("tone", tone)
        self.setWordWrap(True)
        self.setAlignment(leading() | Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.say(words)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line where it is short, else as high as it is at a good width for reading."""
        plain = self.fontMetrics().horizontalAdvance(self.accessibleName())
        width = min(plain + tokens.px(4), tokens.px(480))
        return QSize(width, max(self.heightForWidth(width), tokens.line(self._role)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It wraps."""
        return QSize(min(tokens.px(120), self.sizeHint().width()), tokens.line(self._role))

    def say(self, words: str) -> None:
        """Show plain text as it is."""
        self._put(html.escape(words), words)

    def show_words(self, template: str, **values: str | Run) -> None:
        """Show a sentence with its places filled; a `Run` that is strong stands out."""
        found = [run for _name, run in runs(template, dict(values))]
        self._put("".join(map(_marked, found)), "".join(run.text for run in found))

    def _put(self, marked: str, plain: str) -> None:
        line = tokens.line(self._role)
        self.setText(f'<div style="line-height:{line}px">{marked}</div>' if plain else "")
        self.setAccessibleName(plain)


def _marked(run: Run) -> str:
    words = html.escape(run.text)
    return f'<span style="font-weight:600">{words}</span>' if run.is_strong else words


def set_tone(widget: QWidget, tone: str) -> None:
    """Change the colour token of a label."""
    set_property(widget, "tone", tone)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Change a property the style sheet looks at, and let it look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
