"""The three lists of the bills screen: what is due, what recurs, the agenda; one table at a time stands there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout

from ui.bills import listing, saying
from ui.bills.reading import Shown
from ui.bills.tables import BillTable
from ui.locale import _, text
from ui.parts.segmented import Choice
from ui.parts.sentence import Head

DUE, SERIES, AGENDA = "due", "series", "agenda"
_SAY = {DUE: saying.say_due, SERIES: saying.say_series, AGENDA: saying.say_agenda}
_ROWS = {DUE: listing.due_rows, SERIES: listing.series_rows, AGENDA: listing.agenda_rows}


@dataclass(frozen=True, slots=True)
class Acts:
    """picked, opened, acted: what the table says of a row by its key. keys: single keys of the list of what is due."""

    picked: Callable[[object], object]
    opened: Callable[[object], object]
    acted: Callable[[object], object]
    keys: Sequence[tuple[str, Callable[[], object]]]


class Lists:
    """Fills `place` with the table of the chosen list; another table where its columns have to change."""

    def __init__(self, place: QVBoxLayout, acts: Acts) -> None:
        self.table: BillTable | None = None
        self._place, self._acts = place, acts
        self._made = ("", "")

    def show(self, which: str, shown: Shown, head: Head) -> BillTable:
        """Say and list what is due, what recurs, or what comes up."""
        _SAY[which](head, shown)
        table = self._table_for(which, shown)
        rows = _ROWS[which](shown)
        table.show_rows(rows)
        table.setVisible(bool(rows))
        return table

    def _table_for(self, which: str, shown: Shown) -> BillTable:
        is_due = which == DUE
        currency = listing.one_currency(shown.bills if is_due else shown.series)
        if self.table is not None and (which, currency) == self._made:
            return self.table
        self._made = (which, currency)
        if self.table is not None:
            self._place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        columns = listing.due_columns(currency) if is_due else listing.series_columns(currency)
        if which == AGENDA:
            columns = listing.agenda_columns()
        names = {DUE: _("Bills"), SERIES: _("What recurs"), AGENDA: _("Agenda")}
        made = BillTable(names[which], columns, self._acts.keys if is_due else ())
        made.picked.connect(self._acts.picked)
        made.opened.connect(self._acts.opened)
        made.acted.connect(self._acts.acted)
        self.table = made
        self._place.addWidget(made)
        return made


def choices(shown: Shown | None) -> list[Choice]:
    """The lists to choose from, with how many payments recur."""
    recurring = text.count(len(shown.series)) if shown is not None and shown.series else ""
    return [
        Choice(DUE, _("Due"), icon="calendar-days"),
        Choice(SERIES, _("Recurring"), count=recurring),
        Choice(AGENDA, _("Agenda")),
    ]
