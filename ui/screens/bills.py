"""Bills: what is late, due, expected and paid; what recurs; and what a month holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from hub.domain.bill import Bill, needs_you
from hub.domain.progress import Progress
from ui.bills import acting, blank, listing, lists, reading
from ui.bills.beside import Beside
from ui.bills.deeds import Deeds
from ui.bills.entering import enter
from ui.bills.files import Files
from ui.bills.lists import Lists
from ui.bills.monthly import RING, Calendar
from ui.bills.months import month_of
from ui.bills.naming import bill_key
from ui.bills.reading import Shown
from ui.bills.tables import BillTable
from ui.locale import N_, _
from ui.parts.boxes import column, holding, row, scrolled
from ui.parts.buttons import button
from ui.parts.segmented import Segmented
from ui.parts.sentence import Head
from ui.parts.texts import is_mirrored
from ui.screen import Context, Screen, View
from ui.style import tokens

_WIDE = 1040
"""Pixels at 100 % from which the calendar and the panel stand beside the list."""
_BESIDE = 448
_LARGE = 1.5
_BESIDE_EACH, _BELOW_EACH = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Bills(View[Shown]):
    """The sentence, the list, the calendar, and what there is to know about the current bill."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, scrolls=False)
        self.month = month_of(context.today(), context.settings().calendar)
        self.shown: Shown | None = None
        self.wanted: object = None
        self.deeds = Deeds(context)
        self.files = Files(context, self.deeds, self.show_problem)
        self.lists = Segmented(_("List"), lists.choices(None))
        self.lists.chosen.connect(lambda _key: self._change_list())
        self.add_button = button(_("Add a bill"), self.add, kind="primary", icon="plus")
        self.file_button = button(_("From a file"), self.ask_file, icon="file-down")
        self.calendar_button = button(_("Save as a calendar"), self.ask_calendar, icon="calendar-days")
        self.calendar = Calendar()
        self.calendar.moved.connect(self._move_month)
        self.calendar.chosen.connect(self._choose_day)
        self.place = column(gap=0)
        keys = (("P", self.pay), ("S", self.skip), ("Del", self.remove))
        self._listed = Lists(self.place, lists.Acts(self._picked, self._opened, self._acted, keys))
        self._lay_out()
        self.commands.update(new=self.add, edit=self.edit, delete=self.remove)

    def open(self, arguments: Mapping[str, object]) -> None:
        """Come with `bill` or `series`, a key to look at, `on`, a day, or `new`."""
        if arguments.get("series"):
            self.lists.choose(lists.SERIES)
            self.wanted = arguments["series"]
        elif arguments.get("bill") or arguments.get("on"):
            self.lists.choose(lists.DUE)
            on = arguments.get("on")
            self.wanted = date.fromisoformat(str(on)) if on else arguments["bill"]
        super().open(arguments)
        if arguments.get("new"):
            self.add()

    def load(self, progress: Progress) -> Shown:
        """Read the bills, and a month of them."""
        progress(0, 0, "reading")
        calendar = self.context.settings().calendar
        if type(month_of(self.month.first, calendar)) is not type(self.month):  # another calendar was chosen
            self.month = month_of(self.context.today(), calendar)
        return reading.read(self.context.vault, self.context.today(), self.month)

    def fill(self, value: Shown) -> None:
        """Show the list that is chosen, the month, and the bill that was looked at."""
        self.shown = value
        self.lists.show_choices(lists.choices(value))
        self.calendar.show_month(value)
        self._fill_list(value)
        due = sum(needs_you(one) for one in value.seen.overview.bills)
        self.context.frame.badge("bills", due, is_due=True)

    def add(self) -> None:
        """Type a bill."""
        self._enter(None)

    def ask_file(self) -> None:
        """Read bills from a file."""
        if self.shown is not None:
            self.files.ask(self.shown)

    def ask_calendar(self) -> None:
        """Write the agenda for other calendars."""
        self.files.ask_calendar()

    def edit(self) -> None:
        """Edit the current bill, if it was typed."""
        bill = self._bill()
        if bill is not None and not bill.series_key:
            self._enter(bill)

    def remove(self) -> None:
        """Remove the current bill, if it was typed."""
        bill = self._bill()
        if bill is not None:
            self._close_inspector()
            self.deeds.remove(bill)

    def pay(self) -> None:
        """Mark the current bill paid."""
        bill = self._bill()
        if bill is not None and bill.state in reading.OPEN:
            self.deeds.pay(bill)

    def skip(self) -> None:
        """Skip the current bill."""
        bill = self._bill()
        if bill is not None and bill.state in reading.OPEN:
            self.deeds.skip(bill)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The calendar and the panel go where there is no room."""
        super().resizeEvent(event)
        self._fit()

    @property
    def table(self) -> BillTable | None:
        """The list that is shown."""
        return self._listed.table

    @property
    def is_wide(self) -> bool:
        """Whether there is room beside the list."""
        return self.width() >= tokens.px(_WIDE)

    def _lay_out(self) -> None:
        is_large = tokens.look().scale >= _LARGE
        self._tools: QBoxLayout | None = None
        self.head = Head() if is_large else Head(self.lists, self.calendar_button, self.file_button, self.add_button)
        margins = self.body.contentsMargins()
        self.body.setContentsMargins(margins.left() - RING, margins.top(), margins.right() - RING, margins.bottom())
        top = column(self.head, gap=4)
        top.setContentsMargins(RING, 0, RING, 0)
        if is_large:
            self._tools = column(
                row(self.lists, 0, gap=4), row(self.add_button, self.file_button, self.calendar_button, 0, gap=4), gap=4
            )
            tools = holding(self._tools)
            tools.setMinimumWidth(1)  # narrower than they are beside each other, they stand below each other
            top.addWidget(tools)
        self.body.addLayout(top)
        panel = column(gap=0)
        panel.setContentsMargins(RING, 0, RING, 0)
        acts = acting.acts(self.context, self.deeds, self.files, self._enter)
        self.beside = Beside(self.context, acts, panel, self._to_table, self)
        inside = column(self.calendar, panel, 1, gap=7)
        bar = tokens.space(4)  # room of the scroll bar, which stands at the trailing edge
        inside.setContentsMargins(bar if is_mirrored() else 0, 0, 0 if is_mirrored() else bar, tokens.space(6))
        self.left = scrolled(holding(inside))
        self.left.setFixedWidth(tokens.px(_BESIDE) + tokens.space(4))
        layout = row(self.left, gap=6)
        layout.addLayout(self.place, 1)
        self.body.addLayout(layout, 1)
        self.blank = blank.nothing_yet(lambda: self.context.frame.navigate("bring", choose=True), self.add)
        self.blank.hide()
        self.place.addWidget(self.blank)

    def _fit(self) -> None:
        is_agenda = self.lists.current == lists.AGENDA
        self.left.setVisible(self.is_wide and self.blank.isHidden())
        self.calendar.setVisible(self.lists.current != lists.SERIES)
        self.calendar_button.setVisible(is_agenda)
        self.file_button.setVisible(not is_agenda)
        if self._tools is not None:
            other = self.calendar_button if is_agenda else self.file_button
            wanted = sum(one.sizeHint().width() for one in (self.lists, self.add_button, other)) + 2 * tokens.space(4)
            has_room = self.width() - 2 * tokens.frame("gutter") >= wanted
            self._tools.setDirection(_BESIDE_EACH if has_room else _BELOW_EACH)

    def _fill_list(self, value: Shown) -> None:
        table = self._listed.show(self.lists.current, value, self.head)
        self.setFocusProxy(table)
        self.blank.setVisible(table.isHidden())
        self._fit()
        if not self._choose_wanted(value, table) and table.current() is None and self.is_wide:
            yours = next((bill_key(one) for one in value.bills if needs_you(one)), None)
            table.choose(yours if self.lists.current == lists.DUE and yours else table.first())
        self._look()

    def _choose_wanted(self, value: Shown, table: BillTable) -> bool:
        wanted, self.wanted = self.wanted, None
        if isinstance(wanted, date):
            wanted = next((bill_key(one) for one in value.bills if one.due_on >= wanted), None)
        if wanted is None or not table.choose(wanted):
            return False
        if not self.is_wide:
            self._look(is_asked=True)
        return True

    def _change_list(self) -> None:
        self._close_inspector()
        if self.shown is not None:
            self._fill_list(self.shown)

    def _move_month(self, by: int) -> None:
        self.month = self.month.plus(by)
        self.reload()

    def _choose_day(self, on: date) -> None:
        """Go to what stands on a day of the calendar: to its bill, or in the agenda where it has none."""
        if self.shown is None or self.table is None:
            return
        found = next((bill_key(one) for one in self.shown.bills if one.due_on == on), None)
        if found is None or not self.table.choose(found):
            event = next((one for one in self.shown.events if one.on == on), None)
            if event is None:
                return
            self.lists.choose(lists.AGENDA)
            self._change_list()
            self.table.choose(listing.event_key(event))
        self._to_table()

    def _bill(self) -> Bill | None:
        if self.shown is None or self.table is None or self.lists.current != lists.DUE:
            return None
        return self.shown.find(self.table.current())

    def _picked(self, _key: object) -> None:
        is_meant = self.table is not None and self.table.hasFocus() and tokens.look().scale < _LARGE
        self._look(is_asked=is_meant)

    def _opened(self, _key: object) -> None:
        self._look(is_asked=True)
        if self.is_wide:
            self.beside.focus_first()

    def _acted(self, key: object) -> None:
        if self.shown is None:
            return
        bill, series = self.shown.find(key), self.shown.find_series(key)
        ignored = next((one for one in self.shown.seen.overview.ignored if ("ignored", one.id) == key), None)
        if ignored is not None:
            self.deeds.bring_back(ignored)
            return
        if self.lists.current == lists.DUE and bill is not None:
            self.deeds.pay(bill)
        elif series is not None:
            self.deeds.confirm(series)

    def _look(self, *, is_asked: bool = False) -> None:
        """Tell about the current bill; where there is no room beside the list, only when it is asked for."""
        shown, table = self.shown, self.table
        if shown is None or table is None or not (self.is_wide or is_asked):
            return
        key = table.current()
        if isinstance(key, tuple) and key[0] == "event" and len(key) == 4:
            found = next((one for one in shown.seen.overview.bills if listing.is_event_of(one, key)), None)
            self.beside.look(found, shown.series_of(found) if found else None, shown, is_wide=self.is_wide)
            return
        bill = shown.find(key) if self.lists.current == lists.DUE else None
        series = shown.series_of(bill) if bill is not None else shown.find_series(key)
        self.beside.look(bill, series, shown, is_wide=self.is_wide)

    def _close_inspector(self) -> None:
        if not self.is_wide:
            self.beside.close()

    def _to_table(self) -> None:
        if self.table is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self, before: Bill | None) -> None:
        if self.shown is not None:
            held = [one for one in self.shown.accounts.values() if not one.is_archived]
            enter(self.context, held, before, self.deeds.save, instruments=self.shown.instruments)


SCREEN = Screen(
    name="bills",
    title=N_("Bills"),
    group="money",
    order=30,
    icon="receipt",
    topics=("bills", "transactions", "accounts", "categories", "settings"),
    build=Bills,
)
