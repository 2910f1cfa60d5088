"""The menu of saved views: take one, keep the present search under a name, forget one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from hub.domain.errors import HubError
from hub.services import saved_views
from hub.services.saved_views import SavedView
from ui import undoing
from ui.locale import _, text, wording
from ui.parts.boxes import column
from ui.parts.buttons import button
from ui.parts.popover import Popover
from ui.parts.texts import Paragraph
from ui.screen import Context
from ui.style import tokens


class Views:
    """on_take(query): show a view. now(): the search that can be kept."""

    def __init__(self, context: Context, on_take: Callable[[str], object], now: Callable[[], str]) -> None:
        self._context, self._on_take, self._now = context, on_take, now
        self.menu: QMenu | None = None
        self.naming: Naming | None = None

    def open(self, beside: QWidget) -> None:
        """Open the menu below a button."""
        vault = self._context.vault
        self._context.tasks.run(lambda _progress: saved_views.listed(vault), lambda found: self._show(found, beside))

    def save(self, name: str, query: str) -> None:
        """Keep a search under a name."""
        vault, today = self._context.vault, self._context.today()
        words = _("Saved the view {view}").format(view=text.name(name))
        undoing.do(self._context, lambda: saved_views.save(vault, name, query, today), words, failed=self._refused)

    def remove(self, one: SavedView) -> None:
        """Forget a view."""
        vault = self._context.vault
        words = _("Removed the view {view}").format(view=text.name(one.name))
        undoing.do(self._context, lambda: saved_views.remove(vault, one.name), words, failed=self._refused)

    def _show(self, found: list[SavedView], beside: QWidget) -> None:
        made = self.menu = QMenu(beside)
        for one in found:
            action = made.addAction(one.name.replace("&", "&&"))
            action.setToolTip(one.query)
            action.triggered.connect(lambda _checked, query=one.query: self._on_take(query))
        if found:
            made.addSeparator()
        query = self._now()
        keep = made.addAction(_("Save this view…"))
        keep.setEnabled(bool(query.strip()))
        keep.triggered.connect(lambda _checked: self._ask(beside, query))
        if found:
            gone = made.addMenu(_("Remove a view"))
            for one in found:
                action = gone.addAction(one.name.replace("&", "&&"))
                action.triggered.connect(lambda _checked, one=one: self.remove(one))
        made.popup(beside.mapToGlobal(QPoint(0, beside.height())))

    def _ask(self, beside: QWidget, query: str) -> None:
        self.naming = Naming(query, lambda name: self.save(name, query))
        popover = Popover(self.naming, beside.window())
        popover.show_at(QRect(beside.mapToGlobal(beside.rect().topLeft()), beside.size()))
        self.naming.field.setFocus()

    def _refused(self, error: HubError) -> None:
        self._context.frame.say(str(wording.error(error)), "circle-alert")


class Naming(QWidget):
    """Asks for the name of a view; Enter keeps it."""

    def __init__(self, query: str, on_name: Callable[[str], object]) -> None:
        super().__init__()
        self.setAccessibleName(_("Save this view"))
        self._on_name = on_name
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Name of the view"))
        self.field.setAccessibleName(_("Name of the view"))
        self.field.setMaxLength(saved_views.LONGEST)
        self.keep = button(_("Save"), self._finish, kind="primary", grade="small")
        self.field.returnPressed.connect(self._finish)
        column(Paragraph(text.code(query), "small"), self.field, self.keep, gap=3, parent=self)
        self.setFixedWidth(tokens.px(280))

    def _finish(self) -> None:
        name = self.field.text().strip()
        if name:
            self.window().close()  # the popover around it
            self._on_name(name)
