"""The chooser of a category: a popover with a field to type in and the list below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from hub.domain.text import fold
from hub.domain.transaction import Category
from ui import icons
from ui.locale import _
from ui.parts.boxes import column
from ui.parts.chips import swatch
from ui.parts.popover import Popover
from ui.style import tokens
from ui.transactions.naming import category_name

_ID = Qt.ItemDataRole.UserRole
_SHOWN = 9
_PASSED_ON = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class CategoryList(QWidget):
    """Typing narrows the list, arrows move in it, Enter chooses; on_chosen(category's id, None = to sort)."""

    def __init__(
        self, categories: Sequence[Category], current: int | None, on_chosen: Callable[[int | None], object]
    ) -> None:
        super().__init__()
        self.setAccessibleName(_("Choose a category"))
        self._on_chosen = on_chosen
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Type a category"))
        self.field.setAccessibleName(_("Category"))
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(_("Categories"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setIconSize(QSize(tokens.px(12), tokens.px(12)))
        column(self.field, self.list, gap=2, parent=self)
        self.setFixedWidth(tokens.px(240))
        for one in categories:
            self._add(category_name(one), swatch(one.slot), one.id, is_current=one.id == current)
        if current is not None:
            self._add(_("To sort"), icons.icon("circle-help", "text-2"), None)
        self.list.setFixedHeight(min(_SHOWN, self.list.count()) * tokens.px(30))
        self.field.textChanged.connect(self._narrow)
        self.field.returnPressed.connect(self._choose)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._choose())
        self.setFocusProxy(self.field)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrows in the field move in the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _PASSED_ON:
            self._move(1 if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_PageDown} else -1)
            return True
        return super().eventFilter(watched, event)

    def _add(self, name: str, picture: object, category_id: int | None, *, is_current: bool = False) -> None:
        item = QListWidgetItem(picture if isinstance(picture, QIcon) else QIcon(picture), name)  # type: ignore[call-overload]  # a pixmap
        item.setData(_ID, category_id)
        item.setSizeHint(QSize(0, tokens.px(30)))
        self.list.addItem(item)
        if is_current:
            self.list.setCurrentItem(item)

    def _narrow(self, typed: str) -> None:
        wanted = fold(typed)
        first = None
        for at in range(self.list.count()):
            item = self.list.item(at)
            is_hit = wanted in fold(item.text())
            item.setHidden(not is_hit)
            begins = is_hit and fold(item.text()).startswith(wanted)
            if is_hit and (first is None or (begins and not fold(first.text()).startswith(wanted))):
                first = item
        if first is not None:
            self.list.setCurrentItem(first)

    def _move(self, by: int) -> None:
        at = self.list.currentRow() + by
        while 0 <= at < self.list.count():
            if not self.list.item(at).isHidden():
                self.list.setCurrentRow(at)
                return
            at += by

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None and not item.isHidden():
            self.window().close()  # the popover around it
            self._on_chosen(item.data(_ID))


def choose_category(
    categories: Sequence[Category],
    current: int | None,
    beside: QRect,
    parent: QWidget,
    on_chosen: Callable[[int | None], object],
) -> Popover:
    """Open the chooser beside a rectangle in global coordinates."""
    popover = Popover(CategoryList(categories, current, on_chosen), parent)
    popover.show_at(beside)
    popover.content.setFocus(Qt.FocusReason.PopupFocusReason)
    return popover
