"""What is told about the current bill: in the panel under the calendar, or in the inspector where there is no room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout

from hub.domain.bill import Bill, Series
from ui.bills import reading
from ui.bills.about import About, Acts
from ui.bills.reading import Known, Shown
from ui.parts.boxes import row
from ui.parts.inspector import Inspector
from ui.screen import Context


class Beside(QObject):
    """Shows one bill or series at a time. panel: its place in a wide window; on_close: the inspector was closed."""

    def __init__(
        self, context: Context, acts: Acts, panel: QVBoxLayout, on_close: Callable[[], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.about: About | None = None
        self._context, self._acts, self._panel, self._on_close = context, acts, panel, on_close
        self._is_wide = True

    def look(self, bill: Bill | None, series: Series | None, shown: Shown, *, is_wide: bool) -> None:
        """Tell about a bill, its series, or nothing."""
        self._is_wide = is_wide
        if bill is None and series is not None:
            bill = shown.next_of(series)
        if series is None and bill is None:
            self._show(None)
            return
        vault, about, found = self._context.vault, bill, series

        def told(known: Known) -> None:
            told = (known.analysis, known.files, known.offers)
            self._show(About(about, found, known.payments, shown, self._acts, *told))

        self._context.tasks.run(
            lambda _progress: reading.known(vault, about, found, shown.today),
            told,
            owner=self,
            key=f"about {id(self)}",
        )

    def close(self) -> None:
        """Tell nothing any more."""
        self._show(None)

    def focus_first(self) -> None:
        """Put the focus on the first thing that can be done."""
        button = next(iter(self.about.buttons.values()), None) if self.about is not None else None
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, about: About | None) -> None:
        old, self.about = self.about, about
        if old is not None and self._panel.indexOf(old) >= 0:
            self._panel.removeWidget(old)
            old.hide()
            old.deleteLater()
        if about is not None and self._is_wide:
            self._panel.addWidget(about)
        elif about is not None:
            inspector = Inspector(about.accessibleName(), self._leave)
            inspector.block(row(0, inspector.close_button), about)
            self._context.frame.inspect(inspector)
        elif not self._is_wide:
            self._context.frame.inspect(None)

    def _leave(self) -> None:
        self.close()
        self._on_close()
