"""The filter line of the screen: tokens, the field, the segments, and where a search is not understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from hub.domain.errors import QueryError
from ui.fields.completing import QueryCompleter
from ui.locale import _, text, wording
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.chips import FilterLine
from ui.parts.segmented import Choice, Segmented
from ui.parts.texts import Paragraph, set_property
from ui.style import tokens
from ui.transactions.filters import TO_SORT, Filters, words
from ui.transactions.reading import Shown

_AFTER_MS = 150
"""How long the typing rests before it is searched for."""


class FilterBar(QWidget):
    """asked(): the filters changed; `filters` holds them, None until the first load chose them."""

    asked = Signal()

    def __init__(
        self, on_columns: Callable[[], object], on_views: Callable[[], object], today: Callable[[], date]
    ) -> None:
        super().__init__()
        self.filters: Filters | None = None
        self.line = FilterLine(_("payee, amount, #tag"))
        self.completer = QueryCompleter(self.line.field, today)
        self.segments = Segmented(_("Which rows"), [Choice("", _("All")), Choice(TO_SORT, _("To sort"), text.count(0))])
        self.columns = button("", on_columns, icon="columns-3", hint=_("Columns"))
        self.views = button("", on_views, icon="bookmark", hint=_("Saved views"))
        self.trouble = Paragraph(role="small", tone="negative")
        self.trouble.hide()
        upper = row(self.line, self.segments, self.views, self.columns, gap=3)
        upper.setStretchFactor(self.line, 1)
        column(upper, self.trouble, gap=2, parent=self)
        for one in (self.columns, self.views):
            one.setVisible(tokens.look().scale < 1.5)
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self._typed)
        self.line.edited.connect(lambda _typed: self._timer.start())
        self.line.removed.connect(self._remove)
        self.line.field.returnPressed.connect(self._finish)
        self.segments.chosen.connect(self._choose)

    def show_filters(self, shown: Shown) -> None:
        """Show what was asked and how much there is of it."""
        self.filters = shown.filters
        self.trouble.hide()
        set_property(self.line, "state", "focus" if self.line.field.hasFocus() else "")
        names = shown.names.shown_by_code()
        self.line.show_tokens([(token, words(token, names)) for token in shown.filters.tokens])
        choices = [Choice("", _("All")), Choice(TO_SORT, _("To sort"), text.count(shown.to_sort))]
        self.segments.show_choices(choices, shown.filters.only)
        if shown.filters.typed.strip() != self.line.field.text().strip() and not self._timer.isActive():
            self.line.field.setText(shown.filters.typed)
            self._timer.stop()

    def show_trouble(self, error: QueryError) -> None:
        """Say what is not understood, and select it."""
        set_property(self.line, "state", "error")
        self.trouble.say(str(wording.error(error)))
        self.trouble.show()
        start = self.filters.start_of_typed if self.filters is not None else 0
        position, token = error.where.get("position"), str(error.where.get("token", ""))
        if isinstance(position, int) and position >= start and token and self.line.field.hasFocus():
            cursor = self.line.field.cursorPosition()
            if position - start + len(token) < cursor:  # not what is being typed just now
                self.line.field.setSelection(position - start, len(token))

    def ask(self, filters: Filters) -> None:
        """Ask for these rows."""
        self._timer.stop()
        self.filters = filters
        self.line.field.blockSignals(True)
        if self.line.field.text().strip() != filters.typed.strip():
            self.line.field.setText(filters.typed)
        self.line.field.blockSignals(False)
        self.asked.emit()

    def show_all(self) -> None:
        """Take every filter away."""
        self.ask(Filters())

    @property
    def _now(self) -> Filters:
        return self.filters or Filters()

    def _typed(self) -> None:
        self.ask(replace(self._now, typed=self.line.field.text()))

    def _finish(self) -> None:
        self._timer.stop()
        self.ask(replace(self._now, typed=self.line.field.text()).finished())

    def _remove(self, token: str) -> None:
        self.ask(self._now.without(token))

    def _choose(self, key: str) -> None:
        self.ask(replace(self._now, only=key))
