"""Small marks with words: tags for states, chips for categories, and the filter line with its tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QStyle, QStyleOption, QToolButton, QWidget

from ui import icons
from ui.locale import _
from ui.parts.boxes import key_cap, row
from ui.parts.pictures import Picture
from ui.parts.texts import label, set_property
from ui.style import tokens

_COLLAPSE_FROM = 1.5
"""From this font scale on, the tokens of a filter line become one: "2 filters"."""


def tag(words: str, state: str = "", icon: str = "") -> QLabel:
    """A state in a word. state: "" (neutral), positive, negative, warning, info. icon: 12 px before the word."""
    made = _IconLabel(icon, state or "text-2") if icon else label("", "micro")
    made.setText(words)
    made.setFont(tokens.font("micro"))
    made.setProperty("role", "tag")
    made.setProperty("state", state)
    made.setProperty("tone", state or "text-2")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setSizePolicy(made.sizePolicy().Policy.Fixed, made.sizePolicy().Policy.Fixed)
    return made


def swatch(slot: int, side: int = 8) -> QPixmap:
    """The little square in a category's series colour."""
    size = tokens.px(side)
    made = QPixmap(QSize(size, size))
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.series(slot))
        painter.drawRoundedRect(0, 0, size, size, 2, 2)
    return made


class CategoryChip(QToolButton):
    """A category as a button: its colour and name, or "To sort" when there is none."""

    def __init__(self, name: str = "", slot: int | None = None, on_click: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setProperty("kind", "chip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if on_click is not None:
            self.clicked.connect(lambda _checked: on_click())
        self.show_category(name, slot)

    def show_category(self, name: str, slot: int | None) -> None:
        """Show a category, or that one is missing (empty name)."""
        self._name, self._slot = name, slot
        self.setText(f" {name or _('To sort')}")
        self.setAccessibleName(name or _("To sort"))
        set_property(self, "state", "" if name else "to-sort")
        if name:
            self.setIcon(swatch(slot or 0))
            self.setIconSize(QSize(tokens.px(8), tokens.px(8)))
        else:
            self.setIcon(icons.icon("circle-help", "text"))
            self.setIconSize(QSize(tokens.icon_size("small"), tokens.icon_size("small")))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the words: Qt adds two spaces."""
        return super().sizeHint() - QSize(2 * self.fontMetrics().horizontalAdvance(" "), 0)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.show_category(self._name, self._slot)


class FilterLine(QFrame):
    """A field with filter tokens before the cursor; Backspace in the empty field takes the last one away.

    edited(text) after each key; removed(name) when the person took a token away.
    """

    edited = Signal(str)
    removed = Signal(str)

    def __init__(self, place_holder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self.setFixedHeight(tokens.control())
        picture = Picture("list-filter", "text-2")
        self.field = QLineEdit()
        self.field.setProperty("kind", "bare")
        self.field.setPlaceholderText(place_holder)
        self.field.setAccessibleName(_("Filter"))
        self.field.textChanged.connect(self.edited)
        self.field.installEventFilter(self)
        self._tokens = QHBoxLayout()
        self._tokens.setSpacing(tokens.space(3))
        self._buttons: list[tuple[str, QToolButton]] = []
        layout = row(picture, self._tokens, self.field, key_cap("Ctrl F"), gap=3, parent=self)
        layout.setContentsMargins(tokens.px(10), 0, tokens.px(6), 0)
        layout.setStretchFactor(self.field, 1)
        self.setFocusProxy(self.field)

    def show_tokens(self, filters: Sequence[tuple[str, str]]) -> None:
        """Show filters as (name, words); from 150 % font size as their number."""
        for _name, button in self._buttons:
            button.deleteLater()
        self._buttons = []
        if tokens.look().scale >= _COLLAPSE_FROM and len(filters) > 1:
            shown = [(filters[-1][0], _("{count} filters").format(count=len(filters)))]
        else:
            shown = list(filters)
        for name, words in shown:
            self._buttons.append((name, self._token(name, words)))
            self._tokens.addWidget(self._buttons[-1][1])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The frame shows the focus of its field; Backspace takes a token."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            set_property(self, "state", "focus" if event.type() == QEvent.Type.FocusIn else "")
        is_back = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Backspace
        if is_back and event.type() == QEvent.Type.KeyPress and not self.field.text() and self._buttons:
            self.removed.emit(self._buttons[-1][0])
            return True
        return super().eventFilter(watched, event)

    def _token(self, name: str, words: str) -> QToolButton:
        made = QToolButton()
        made.setProperty("kind", "token")
        made.setText(f"{words} ")
        made.setIcon(icons.icon("x", "accent"))
        made.setIconSize(QSize(tokens.px(12), tokens.px(12)))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # the cross stands behind the words: the button runs against the layout
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        made.setLayoutDirection(Qt.LayoutDirection.LeftToRight if mirrored else Qt.LayoutDirection.RightToLeft)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setAccessibleName(_("Remove the filter {name}").format(name=words))
        made.clicked.connect(lambda _checked: self.removed.emit(name))
        return made


class _IconLabel(QLabel):
    """A label with a small icon before its words."""

    def __init__(self, icon: str, tone: str) -> None:
        super().__init__()
        self._icon, self._tone = icon, tone

    def setText(self, words: str) -> None:  # noqa: N802 - Qt's name
        """Keep room for the icon; the accessible name is the word alone."""
        super().setText(words)
        self.setAccessibleName(words)
        self.setIndent(0)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Words and icon."""
        return super().sizeHint() + QSize(tokens.px(16), 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never without its word."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the background of the sheet, the icon, and the word after it."""
        side, pad = tokens.px(12), tokens.px(6)
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        with QPainter(self) as painter:
            frame = self.rect()
            option = QStyleOption()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
            x = frame.right() + 1 - pad - side if is_mirrored else frame.left() + pad
            tone = self._tone
            painter.drawPixmap(
                x, frame.center().y() - side // 2, icons.pixmap(self._icon, tone, side, self.devicePixelRatioF())
            )
            room = frame.adjusted(pad, 0, -pad - side - tokens.px(4), 0)
            if not is_mirrored:
                room = frame.adjusted(pad + side + tokens.px(4), 0, -pad, 0)
            painter.setFont(self.font())
            painter.setPen(tokens.color(tone))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, f"\u2068{self.text()}\u2069")
