"""The forecast on screen: the fan of one account or of all, what might be done, and how past forecasts did."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hub.domain.outlook import Change, Outlook
from hub.services.forecast import Forecast
from ui.charts import ChartView
from ui.fields import ChoiceField
from ui.locale import _, text
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.segmented import Choice, Segmented
from ui.parts.texts import Paragraph, label
from ui.plans import fan
from ui.plans.reading import Shown
from ui.plans.whatif import worded
from ui.style import tokens
from ui.table import Amount, Column, Row, Rows, Table, Words

_SPANS = {"90": 90, "365": 365}
_LATEST = 12


class Ahead(QWidget):
    """Account and span to choose, the chart, the changes, and the past forecasts. chosen: another account."""

    chosen = Signal()

    def __init__(self, on_what_if: Callable[[], object], on_drop: Callable[[Change], object]) -> None:
        super().__init__()
        self._drop = on_drop
        self._is_new = True
        self.account = ChoiceField(_("Account"), [(None, _("All together"))])
        self.account.setFixedWidth(tokens.px(260))
        self.account.committed.connect(self.chosen)
        self.span = Segmented(_("How far"), [Choice("90", _("3 months")), Choice("365", _("12 months"))], "90")
        self.span.chosen.connect(lambda _key: self.chosen.emit())
        self.ask = button(_("What if…"), on_what_if, icon="flask-conical")
        self.chart = ChartView()
        self.risk = Paragraph(role="body", tone="text")
        self.changes = column(gap=2)
        self.back_head = label(_("I was wrong by"), "section")
        self.back_why = Paragraph(role="small", tone="text-2")
        self.back_rows = Rows(4)
        self.back = Table(_("Forecasts of the past"), [
            Column(_("Made for"), 0), Column(_("Foreseen"), 140, is_trailing=True),
            Column(_("Came"), 140, is_trailing=True), Column(_("Wrong by"), 140, is_trailing=True, is_main=True),
        ], self.back_rows, is_selectable=False, is_told_whole=True)  # fmt: skip
        is_large = tokens.look().scale >= 1.5
        tools = (
            column(self.account, row(self.span, self.ask, 0, gap=4), gap=4)
            if is_large
            else row(self.account, self.span, 0, self.ask, gap=5)
        )
        for part in () if is_large else (self.span, self.ask):
            tools.setAlignment(part, Qt.AlignmentFlag.AlignBottom)
        column(
            tools, self.chart, self.risk, self.changes, self.back_head, self.back_why, self.back, 1, gap=5, parent=self
        )

    def outlook(self, shown: Shown) -> Outlook | None:
        """What is looked at: the chosen account, or all together, or the first there is, as far as is chosen."""
        if shown.forecast is None or not shown.forecast.accounts:
            return None
        found = shown.forecast.of(self.account.value())
        return (found or shown.forecast.accounts[0]).within(_SPANS[self.span.current])

    def show_forecast(self, shown: Shown, buffer: int) -> None:
        """Fill it all in."""
        if shown.forecast is None:
            return
        options: list[tuple[int | None, str]] = [(None, _("All together"))] if shown.forecast.total is not None else []
        options += [(one.account.id, text.name(one.account.name)) for one in shown.forecast.accounts if one.account]
        before = _first_look(shown.forecast) if self._is_new else self.account.value()
        self.account.set_options(options)
        known = [key for key, _words in options]
        if known:
            self._is_new = False
            self.account.set_value(before if before in known else known[0])
        outlook = self.outlook(shown)
        back = (self.back_head, self.back_why, self.back)
        for part in (self.account, self.span, self.ask, self.chart, self.risk, *back):
            part.setVisible(outlook is not None)
        if outlook is None:
            return
        changed = None
        if shown.changed is not None:
            changed = shown.changed.of(outlook.account.id if outlook.account is not None else None)
            changed = None if changed is None else changed.within(len(outlook.days))
        is_spent = outlook.account is None or outlook.account.kind == "current"
        least = buffer if buffer and is_spent else None
        self.chart.set_plot(fan.fan(outlook, least, changed))
        self.risk.say(_risk(outlook, changed))
        self._show_changes(shown)
        self._show_back(outlook)

    def _show_changes(self, shown: Shown) -> None:
        while (item := self.changes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in shown.wanted.changes:
            drop = button(worded(one, shown), partial(self._drop, one), kind="quiet", icon="x")
            drop.setAccessibleName(_("Take away: {what}").format(what=worded(one, shown)))
            self.changes.addWidget(drop)

    def _show_back(self, outlook: Outlook) -> None:
        code = outlook.currency
        latest = outlook.compared[: -_LATEST - 1 : -1]
        self.back_why.say(_("What was foreseen 30 days before, as it would have been then, and what came."))
        self.back_rows.show([
            Row(one.on, (
                Words(text.day(one.on)), Amount(text.amount(one.foreseen, code)), Amount(text.amount(one.came, code)),
                Amount(text.amount(one.off, code, sign=True)),
            ))
            for one in latest
        ])  # fmt: skip
        self.back.fit_rows()
        for part in (self.back_head, self.back_why, self.back):
            part.setVisible(bool(latest))


def _first_look(found: Forecast) -> int | None:
    """The account that is about to run short, else the first current one, else all together."""
    current = next((one for one in found.accounts if one.account and one.account.kind == "current"), None)
    looked_at = found.alert or current
    return None if looked_at is None or looked_at.account is None else looked_at.account.id


def _risk(outlook: Outlook, changed: Outlook | None) -> str:
    """What the band says of the lowest point, and what a change would make of it."""
    code, low = outlook.currency, outlook.lowest
    if low is None:
        return ""
    if low.bands:
        words = _("Lowest {amount} on {day}; in 8 of 10 cases between {from_} and {to}.").format(
            amount=text.money(low.middle, code, whole=True), day=text.day_long(low.on),
            from_=text.money(low.bands[1][0], code, whole=True), to=text.money(low.bands[1][1], code, whole=True),
        )  # fmt: skip
    else:
        words = _("Lowest {amount} on {day}.").format(
            amount=text.money(low.middle, code, whole=True), day=text.day_long(low.on)
        )
    if changed is None or changed.lowest is None:
        return words
    other = changed.lowest
    return words + " " + _("With the change {amount} on {day}, at the end {difference}.").format(
        amount=text.money(other.middle, code, whole=True), day=text.day_long(other.on),
        difference=text.money(changed.days[-1].middle - outlook.days[-1].middle, code, sign=True, whole=True),
    )  # fmt: skip
