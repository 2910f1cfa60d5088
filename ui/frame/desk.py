"""The desk: sidebar, top bar, sheet and status line, and how they give way in a narrow window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from ui import icons
from ui.frame.sheet import Sheet
from ui.frame.statusline import StatusLine
from ui.frame.topbar import TopBar
from ui.locale import _
from ui.parts.boxes import column, holding, row
from ui.parts.monogram import monogram
from ui.parts.pictures import Drawn, Picture
from ui.parts.texts import label
from ui.screen import Place
from ui.sidebar import Sidebar
from ui.style import tokens

_ICONS_FROM = 1.5


class Desk(QWidget):
    """The window's content while a vault is open; vault_menu(button) when the vault's name is clicked."""

    vault_menu = Signal(object)

    def __init__(self, places: Sequence[Place], household: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self.sidebar = Sidebar(places)
        self.top = TopBar()
        self.sheet = Sheet()
        self.status = StatusLine()
        self._name = label(_("Coffer"), "section", size=15)
        self._vault = _VaultButton(household)
        self._vault.clicked.connect(lambda _checked: self.vault_menu.emit(self._vault))
        brand = row(Drawn(_logo), self._name, 0, gap=3)
        brand.setContentsMargins(tokens.px(8), 0, tokens.px(8), 0)
        brand_row = holding(brand)
        brand_row.setFixedHeight(tokens.px(44))
        side = column(brand_row, self.sidebar, self._vault, gap=0)
        side.setContentsMargins(tokens.px(8), tokens.px(4), tokens.px(8), tokens.px(8))
        side.setStretchFactor(self.sidebar, 1)
        body = column(self.top, self.sheet, gap=0)
        body.setContentsMargins(0, 0, 0, 0)
        body.setStretchFactor(self.sheet, 1)
        middle = row(side, body, _Edge(), gap=0)
        middle.setStretchFactor(body, 1)
        outer = QVBoxLayout(self)
        outer.setSpacing(0)
        outer.addLayout(middle, 1)
        outer.addWidget(self.status)
        QWidget.setTabOrder(self.sidebar, self._vault)
        QWidget.setTabOrder(self._vault, self.top)

    @property
    def is_narrow(self) -> bool:
        """Whether only icons fit beside the sheet."""
        is_small = self.width() < tokens.frame_unscaled("collapse-sidebar-below")
        return is_small or tokens.look().scale >= _ICONS_FROM

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give way in a narrow window."""
        super().resizeEvent(event)
        is_narrow = self.is_narrow
        if is_narrow != self.sidebar.is_narrow:
            self.sidebar.set_narrow(is_narrow=is_narrow)
        self._name.setVisible(not is_narrow)
        self._vault.set_narrow(is_narrow=is_narrow)
        self.top.set_narrow(is_narrow=is_narrow)


class _VaultButton(QToolButton):
    """Whose vault is open, and what can be done with it."""

    def __init__(self, household: str) -> None:
        super().__init__()
        words = _("{name}’s vault").format(name=household) if household else _("Your vault")
        self.setProperty("kind", "desk")
        self.setFixedHeight(tokens.px(36))
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setFocusPolicy(self.focusPolicy().StrongFocus)
        self._words = label(words, "strong", "text-2")
        self._arrows = Picture("chevrons-up-down", "text-3", "small")
        layout = row(monogram(household or words, is_person=True), self._words, 0, self._arrows, gap=3, parent=self)
        layout.setContentsMargins(tokens.px(8), 0, tokens.px(8), 0)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Only the monogram, or the name too."""
        self._words.setVisible(not is_narrow)
        self._arrows.setVisible(not is_narrow)


class _Edge(QLabel):
    """The strip of desk at the trailing edge of the sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(tokens.frame_unscaled("sheet-margin"))


def _logo(ratio: float) -> QPixmap:
    return icons.logo(tokens.px(22), ratio, "desk")
