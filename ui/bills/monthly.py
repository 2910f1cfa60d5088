"""The calendar beside the list: a month, its sums, and the way to the months around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hub.domain import agenda
from hub.domain.agenda import Event
from hub.domain.bill import PAID, SKIPPED, Bill
from ui.bills import months
from ui.bills.calendar import DaySum, MonthSheet
from ui.bills.reading import Shown, weeks
from ui.charts import ChartView
from ui.charts.plot import Part
from ui.locale import _, text
from ui.parts.boxes import column, row
from ui.parts.buttons import icon_button
from ui.parts.pictures import Picture
from ui.parts.texts import label

RING = 4
"""Pixels that a chart keeps free around itself for the ring of its parts; what stands beside it keeps them too."""


class Calendar(QWidget):
    """A month of bills. moved(months): another month is wanted; chosen(day): a day was chosen."""

    moved = Signal(int)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.name = label("", "section")
        self.back = icon_button("chevron-left", _("The month before"), lambda: self.moved.emit(-1), grade="small")
        self.ahead = icon_button("chevron-right", _("The next month"), lambda: self.moved.emit(1), grade="small")
        self.chart = ChartView()
        self.chart.part_chosen.connect(self._choose)
        self.paid, self.to_come = label("", "small", "text-2"), label("", "small", "text-2")
        self.total = label("", "small", "text")
        legend = row(Picture("check", "positive", "small"), self.paid, self.to_come, 0, self.total, gap=3)
        head = row(self.name, 0, self.back, self.ahead, gap=2)
        for line in (head, legend):
            line.setContentsMargins(RING, 0, RING, 0)
        column(head, self.chart, legend, gap=2, parent=self)

    def show_month(self, shown: Shown) -> None:
        """Show a month and what it comes to."""
        currency = shown.seen.free.currency
        sums = day_sums(shown.month_bills, shown.month_income, currency)
        start = weeks(shown.month, text.first_weekday())[0]
        title = months.title(shown.month)
        self.name.setText(text.capital(title))
        marks = marks_of(shown.month_events)
        self.chart.set_plot(MonthSheet(title, currency, shown.month, start, sums, shown.today, marks))
        inside = [held for on, held in sums.items() if months.holds(shown.month, on)]
        paid, to_pay = sum(one.paid for one in inside), sum(one.to_pay for one in inside)
        self.paid.setText(_("paid {amount}").format(amount=text.amount(paid, currency)))
        self.to_come.setText(_("to come {amount}").format(amount=text.amount(to_pay, currency)))
        together = text.amount(paid + to_pay, currency)
        name = text.capital(months.name(shown.month))
        self.total.setText(_("{month} {amount}").format(month=name, amount=together))

    def _choose(self, part: Part) -> None:
        if isinstance(part.key, date):
            self.chosen.emit(part.key)


def marks_of(events: Iterable[Event]) -> dict[date, tuple[Event, ...]]:
    """What stands on a day beside bills and income: card statements, expiries, deadlines, reminders."""
    found: dict[date, tuple[Event, ...]] = {}
    for one in events:
        if one.kind not in (agenda.BILL, agenda.INCOME):
            found[one.on] = (*found.get(one.on, ()), one)
    return found


def day_sums(bills: Iterable[Bill], income: Iterable[Bill], currency: str) -> dict[date, DaySum]:
    """What each day holds in one currency; skipped bills hold nothing."""
    found: dict[date, DaySum] = {}
    for bill in (*bills, *income):
        if bill.currency != currency or bill.state == SKIPPED:
            continue
        held = found.get(bill.due_on, DaySum())
        if bill.amount > 0:
            held = replace(held, income=held.income + bill.amount)
        elif bill.state == PAID:
            held = replace(held, paid=held.paid - bill.amount)
        else:
            held = replace(held, to_pay=held.to_pay - bill.amount)
        found[bill.due_on] = held
    return found
