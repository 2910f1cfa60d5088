"""Reconcile: tick what a statement lists until its closing balance is met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hub.domain.progress import Progress
from hub.domain.reconciling import difference, suspects
from hub.services import accounts, reconcile
from hub.services.reconcile import Sheet
from ui import undoing
from ui.drafting import Content, Drafted
from ui.fields import AmountField, DayField
from ui.locale import N_, _, text
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.sentence import Head
from ui.parts.texts import Paragraph
from ui.reconciling import listing, saying
from ui.screen import Context, Screen, View
from ui.style import tokens
from ui.table import Rows, Table

_LARGE = 1.5


@dataclass(frozen=True, slots=True)
class Shown:
    """The sheet of one account for a closing day; None when there is no account."""

    sheet: Sheet | None
    closing_on: date


class Reconcile(View[Shown]):
    """The sentence with the live difference, the statement's end, what may explain it, and the rows."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, scrolls=False)
        self.account_id: int | None = None
        self.shown: Shown | None = None
        self.ticked: set[int] = set()
        self.missing = 0
        self.closing_on_wanted: date | None = None
        self._drafted: Drafted | None = None
        self._before: Content = {}
        self.head = Head()
        self.closing_on = DayField(_("Closing day"), context.today())
        self.closing = AmountField(_("Closing balance"), context.settings().home_currency)
        self.done = button(_("Mark as reconciled"), self.finish, kind="primary", icon="check")
        self.leave_button = button(_("Back"), self.leave, kind="quiet")
        self.culprits = Paragraph(role="small", tone="text-2")
        self.rows = Rows(listing.COLUMNS)
        self.rows.on_tick = self._tick
        self.table: Table | None = None
        self.place = column(gap=0)
        self._lay_out()
        self.closing_on.committed.connect(self._day_changed)
        self.closing.changed.connect(self._retell)

    def open(self, arguments: Mapping[str, object]) -> None:
        """Come with `account`, its id."""
        wanted = arguments.get("account")
        if isinstance(wanted, int) and wanted != self.account_id:
            self.account_id, self.shown = wanted, None
        super().open(arguments)

    def load(self, progress: Progress) -> Shown:
        """Read the open rows up to the closing day."""
        progress(0, 0, "reading")
        vault, today = self.context.vault, self.context.today()
        account_id = self.account_id
        if account_id is None:
            known = [one.account.id for one in accounts.positions(vault)]
            account_id = known[0] if known else None
        if account_id is None:
            return Shown(None, today)
        on = self.closing_on_wanted
        if on is None:
            said = reconcile.sheet(vault, account_id, today)
            last = said.last.closing_on if said.last is not None else None
            on = said.closing[0] if said.closing is not None and (last is None or said.closing[0] > last) else today
        return Shown(reconcile.sheet(vault, account_id, on), on)

    def fill(self, value: Shown) -> None:
        """Show the rows; the first time those up to the closing day are ticked, and the file's balance stands there."""
        is_first = self.shown is None or self.shown.closing_on != value.closing_on
        self.shown = value
        sheet = value.sheet
        self.done.setEnabled(False)
        if sheet is None:
            self.head.say(_("No account is here yet."))
            return
        self.account_id = sheet.account.id
        there = {one.id for one in sheet.rows}
        if is_first:
            self.ticked = {one.id for one in sheet.rows if one.booked_on <= value.closing_on}
            self.closing.set_currency(sheet.account.currency)
            self.closing_on.set_value(value.closing_on)
            if sheet.closing is not None and sheet.closing[0] == value.closing_on:
                self.closing.set_value(sheet.closing[1])
            self._keep_typed(sheet.account.id)
        self.ticked &= there
        self._make_table(sheet.account.currency)
        self._retell()

    def finish(self) -> None:
        """Keep that the statement is met."""
        sheet, closing = self._sheet(), self._typed()
        if sheet is None or closing is None or self.shown is None:
            return
        account, on, vault, today = sheet.account, self.shown.closing_on, self.context.vault, self.context.today()
        ticked = frozenset(self.ticked)
        words = _("Reconciled {account} up to {day}").format(account=text.name(account.name), day=text.day(on))
        undoing.do(
            self.context,
            lambda: reconcile.finish(vault, account.id, on, closing, ticked, today),
            words,
            lambda _made: self.leave(),
            self.show_problem,
        )

    def leave(self) -> None:
        """Go back to the account."""
        account_id, self.account_id, self.shown, self.closing_on_wanted = self.account_id, None, None, None
        if self._drafted is not None:
            self._drafted.deleteLater()
            self._drafted = None
        self.closing.set_value(None)
        self.context.frame.navigate("accounts", account=account_id)

    def _keep_typed(self, account_id: int) -> None:
        """Ticks and the closing balance survive a lock, for this account and day."""
        if self._before:
            before, self._before = self._before, {}
            self._put(before)
        elif self._drafted is None or self._drafted.subject != str(account_id):
            if self._drafted is not None:
                self._drafted.deleteLater()
            self._drafted = Drafted(self, "reconcile", account_id, self._typed_so_far, put=self._put, is_whole=True)

    def _typed_so_far(self) -> Content:
        if self.shown is None:
            return {}
        on = self.shown.closing_on.isoformat()
        return {"on": on, "closing": self.closing.entry.text(), "ticked": sorted(self.ticked)}

    def _put(self, content: Content) -> None:
        on = date.fromisoformat(content["on"])
        if self.shown is not None and self.shown.closing_on != on:
            self._before, self.closing_on_wanted = content, on
            self.reload()
            return
        self.closing.entry.setText(content["closing"])
        self.ticked = set(content["ticked"])

    def _lay_out(self) -> None:
        is_large = tokens.look().scale >= _LARGE
        gutter = tokens.frame("gutter")
        self.body.setContentsMargins(0, self.body.contentsMargins().top(), 0, 0)
        for field in (self.closing_on, self.closing):
            field.setFixedWidth(tokens.px(200))
        buttons = row(self.leave_button, self.done, gap=3)
        fields = row(self.closing_on, self.closing, 0, gap=5)
        tools = column(fields, row(0, buttons), gap=4) if is_large else row(fields, buttons, gap=5)
        upper = column(self.head, tools, self.culprits, gap=4)
        upper.setContentsMargins(gutter, 0, gutter, 0)
        self.body.addLayout(upper)
        self.body.addLayout(self.place, 1)

    def _make_table(self, currency: str) -> None:
        if self.table is not None and self.table.property("currency") == currency:
            return
        if self.table is not None:
            self.place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = Table(_("Rows of the account"), listing.columns(currency), self.rows, is_flush=True)
        self.table.setProperty("currency", currency)
        self.place.addWidget(self.table)
        self.setFocusProxy(self.table)

    def _tick(self, key: object, is_on: bool) -> None:
        if isinstance(key, int):
            (self.ticked.add if is_on else self.ticked.discard)(key)
            self._retell()

    def _day_changed(self) -> None:
        if self.closing_on.check():
            self.closing_on_wanted = self.closing_on.value()
            self.reload()

    def _sheet(self) -> Sheet | None:
        return None if self.shown is None else self.shown.sheet

    def _typed(self) -> int | None:
        return self.closing.value() if self.closing.check() else None

    def _retell(self) -> None:
        """The live difference, its culprits, and whether it can be kept."""
        sheet, closing = self._sheet(), self._typed()
        if sheet is None or self.shown is None:
            return
        rows = listing.candidates(sheet, self.ticked)
        self.missing = 0 if closing is None else difference(closing, sheet.before, rows)
        found = suspects(self.missing, rows) if closing is not None else []
        saying.say(self.head, sheet, self.ticked, closing, self.missing)
        self.culprits.say(saying.culprits(found, sheet))
        self.culprits.setVisible(bool(found))
        self.done.setEnabled(closing is not None and not self.missing)
        self.rows.show(listing.rows(sheet, self.ticked, found, self.shown.closing_on))


SCREEN = Screen(
    name="reconcile",
    title=N_("Reconcile"),
    group="",
    order=20,
    icon="check",
    topics=("transactions", "accounts"),
    build=Reconcile,
)
