"""Which columns there are, in which order and how wide, whether rows stand under months: chosen once, remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from hub.services import settings
from ui.locale import _
from ui.screen import Context
from ui.transactions import cells

_KEPT = "transactions.table"
_BEFORE = "transactions.columns"
"""Where the chosen columns alone were remembered."""


@dataclass(frozen=True, slots=True)
class Choice:
    """chosen: optional columns. order: of all, as dragged. widths: pulled ones. key, is_down: how rows are sorted."""

    chosen: tuple[str, ...] = cells.USUAL
    order: tuple[str, ...] = ()
    widths: dict[str, int] = field(default_factory=dict)
    by_month: bool = False
    key: str = "booked_on"
    is_down: bool = True


class Columns:
    """The choice of one screen; on_change() when rows must be shown anew."""

    def __init__(self, context: Context, on_change: Callable[[], object]) -> None:
        self._context, self._on_change = context, on_change
        self._now: Choice | None = None
        self._writing: Choice | None = None

    @property
    def now(self) -> Choice:
        """The choice."""
        return self._now or Choice()

    def read(self) -> Choice:
        """The choice as the vault remembers it, read once. Runs on workers."""
        if self._now is None:
            vault = self._context.vault
            kept = settings.remembered(vault, _KEPT)
            before = settings.remembered(vault, _BEFORE)
            self._now = _choice(kept) if isinstance(kept, dict) else Choice(chosen=tuple(before or cells.USUAL))
        return self._now

    def change(self, **values: Any) -> None:
        """Choose otherwise, and remember it."""
        self._now = replace(self.now, **values)
        if self._writing is None:
            self._remember(self._now)
        self._on_change()

    def _remember(self, choice: Choice) -> None:
        """Write one choice after the other: of two at once the older one could be written last."""
        vault, kept, self._writing = self._context.vault, asdict(choice), choice
        self._context.tasks.run(lambda _progress: settings.remember(vault, _KEPT, kept), ended=self._written)

    def _written(self) -> None:
        written, self._writing = self._writing, None
        if self.now != written:
            self._remember(self.now)

    def rearrange(self, order: Sequence[str], widths: dict[str, int]) -> None:
        """Columns were dragged or pulled."""
        self.change(order=tuple(order), widths={**self.now.widths, **widths})

    def menu(self, beside: QWidget) -> None:
        """Open the menu below a button."""
        made = QMenu(beside)
        for key, title in cells.OPTIONAL.items():
            action = QAction(_(title), made, checkable=True, checked=key in self.now.chosen)
            action.toggled.connect(lambda is_on, key=key: self._set_column(key, is_on=is_on))
            made.addAction(action)
        made.addSeparator()
        grouped = QAction(_("Group by month"), made, checkable=True, checked=self.now.by_month)
        grouped.toggled.connect(lambda is_on: self.change(by_month=is_on))
        made.addAction(grouped)
        made.addAction(_("Usual columns")).triggered.connect(
            lambda _checked: self.change(chosen=cells.USUAL, order=(), widths={})
        )
        made.popup(beside.mapToGlobal(QPoint(0, beside.height())))

    def _set_column(self, key: str, *, is_on: bool) -> None:
        rest = tuple(one for one in self.now.chosen if one != key)
        self.change(chosen=(*rest, key) if is_on else rest)


def _choice(kept: dict[str, Any]) -> Choice:
    known = {key: value for key, value in kept.items() if key in Choice.__slots__}
    for name in ("chosen", "order"):
        known[name] = tuple(known.get(name, ()))
    return Choice(**known)
