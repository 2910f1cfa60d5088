"""The two charts of Today: the cut-up bar and the next days; the bar as lines where it has no room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hub.domain.bill import Bill, needs_you
from ui.bills.naming import bill_icon, bill_key
from ui.charts import ChartView, Day, Due, Segment, Segments, Week
from ui.locale import _, text
from ui.parts.boxes import clear, column
from ui.today.reading import Shown
from ui.today.saying import Go, arithmetic, owed_name

RING = 4
"""Pixels that a chart keeps free around itself for the ring of its parts; what stands beside it keeps them too."""


def segments(shown: Shown) -> Segments:
    """What is in reach, what is taken from it, and what is left."""
    free, day = shown.seen.free, shown.seen.day
    cuts = [
        Segment(owed_name(shown), free.owed_on_cards, key="accounts"),
        Segment(_("Bills before {day}").format(day=text.day_in_words(free.until, day)), free.bills_before, key="bills"),
        Segment(_("Buffer you keep"), free.buffer, is_reserved=True, key="settings"),
    ]
    return Segments(
        title=_("How what is free comes about"),
        currency=free.currency,
        whole_name=_("In reach now"),
        whole=free.in_reach,
        cuts=tuple(cut for cut in cuts if cut.amount),
        rest_name=_("Free to spend") if free.free >= 0 else _("Missing"),
        rest=free.free,
    )


def week(shown: Shown) -> Week | None:
    """The next days of the main account; None without one."""
    seen = shown.seen
    if seen.main is None:
        return None

    def due(bill: Bill) -> Due:
        icon = bill_icon(bill, shown.categories)
        return Due(bill.biller, bill.amount, icon, is_urgent=needs_you(bill), key=bill_key(bill))

    return Week(
        title=_("The next {count} days").format(count=text.count(len(seen.ahead))),
        currency=shown.currency,
        days=tuple(Day(day.on, tuple(due(bill) for bill in day.bills), day.balance) for day in seen.ahead),
        opening=seen.main.balance,
        today=seen.day,
        buffer=seen.free.buffer or None,
    )


class FreeBar(QWidget):
    """The cut-up bar; its arithmetic in lines where the bar has no room for its labels."""

    def __init__(self, go: Go) -> None:
        super().__init__()
        self._go = go
        self._shown: Shown | None = None
        self.chart = ChartView()
        self.chart.part_chosen.connect(lambda part: go(part.key) if part.key else None)
        self._lines = column(gap=0)
        self._lines.setContentsMargins(RING, 0, RING, 0)
        column(self.chart, self._lines, gap=0, parent=self)
        self._is_narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_parts(self, shown: Shown) -> None:
        """Show how what is free comes about."""
        self._shown = shown
        self.chart.set_plot(segments(shown))
        self._fit(is_new=True)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The lines fit everywhere."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Bar or lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self, *, is_new: bool = False) -> None:
        if self._shown is None:
            return
        is_narrow = self.width() < self.chart.sizeHint().width()
        if is_narrow == self._is_narrow and not is_new:
            return
        self._is_narrow = is_narrow
        clear(self._lines)
        self.chart.setVisible(not is_narrow)
        if is_narrow:
            self._lines.addWidget(arithmetic(self._shown))
