"""Accounts: where all the money sits, how fresh that is, and each account's course."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame

from hub.domain.account import Account, Position
from hub.domain.draft import Draft
from hub.domain.progress import Progress
from ui.accounts import blank, listing, reading, saying
from ui.accounts.about import AccountInspector, Acts
from ui.accounts.deeds import Deeds
from ui.accounts.dragging import Dragging
from ui.accounts.entering import AccountDialog
from ui.accounts.kind_deeds import KindDeeds
from ui.accounts.reading import Shown
from ui.drafting import Content, Drafted, fill
from ui.locale import N_, _, ngettext, text
from ui.parts.bars import ProblemBar
from ui.parts.boxes import column, inset, row
from ui.parts.buttons import button
from ui.parts.pictures import Picture
from ui.parts.sentence import Head
from ui.parts.texts import Paragraph, set_property
from ui.screen import Context, Screen, View
from ui.style import tokens
from ui.table import Rows, Table

_LARGE = 1.5


class Accounts(View[Shown]):
    """The sentence, what is left out of it, and the accounts by kind."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, scrolls=False)
        self.shown: Shown | None = None
        self.table: Table | None = None
        self.rows = Rows(5)
        self.inspector: AccountInspector | None = None
        self.wanted: object = None
        self.deeds = Deeds(context)
        self.kind_deeds = KindDeeds(context, self._held)
        self._currency = ""
        self._draft: Draft | None = None
        self.add_button = button(_("Add an account"), self.add, kind="primary", icon="plus")
        self.rates_button = button(_("Get reference rates"), self.deeds.get_rates, grade="small")
        self.rates_file_button = button(_("From a file"), self.read_rates, grade="small")
        self.links_button = button(_("Transfers"), self._show_links, icon="arrow-left-right")
        self.waiting = ProblemBar()
        self.missing = Paragraph(tone="text")
        self.place = column(gap=0)
        self._lay_out()
        self.commands.update(new=self.add, edit=self.edit, delete=self.remove)

    def open(self, arguments: Mapping[str, object]) -> None:
        """Come with `account`, an id to look at, `new`, or `draft`, what was typed before a lock."""
        self.wanted, draft = arguments.get("account"), arguments.get("draft")
        self._draft = draft if isinstance(draft, Draft) else None
        super().open(arguments)
        if arguments.get("new"):
            self.add()

    def load(self, progress: Progress) -> Shown:
        """Read all accounts and their sum."""
        progress(0, 0, "reading")
        return reading.read(self.context.vault, self.context.today())

    def fill(self, value: Shown) -> None:
        """Show the sum, what is left out, the rows, and the account that is looked at as it is now."""
        self.shown = value
        saying.say(self.head, value)
        words = saying.left_out(value)
        self.missing.say(words)
        self.rates_bar.setVisible(bool(words))
        self._say_waiting(value)
        self._fill_table(value)
        wanted, self.wanted = self.wanted, None
        if wanted is not None and value.find(wanted) is not None:
            self._choose(wanted)
            self.look(wanted)
        elif self.inspector is not None:
            self.look(self.inspector.account_id)
        if self._draft is not None:
            draft, self._draft = self._draft, None
            about = value.find(int(draft.subject)) if draft.subject else None
            self._enter(None if about is None else about.account, draft.content)

    def read_rates(self) -> None:
        """Take over reference rates from a file of the ECB."""
        parent = self.context.frame.dialog_parent()
        chosen, _kind = QFileDialog.getOpenFileName(parent, _("Reference rates"), "", "*.xml *.csv")
        if chosen:
            self.deeds.read_rates(Path(chosen), self.show_problem)

    def add(self) -> None:
        """Type a new account."""
        self._enter(None)

    def edit(self) -> None:
        """Edit the current account."""
        position = self._current()
        if position is not None:
            self._enter(position.account)

    def remove(self) -> None:
        """Remove the current account with its transactions; the toast brings it back."""
        position = self._current()
        if position is not None:
            self._remove(position.account, position.transactions)

    def show_transactions(self, account: Account, file: str | None = None) -> None:
        """Go to the transactions of an account; file: only those that it brought, "" = only those that were typed."""
        more = {} if file is None else {"file": file} if file else {"query": "-has:file"}
        self.context.frame.navigate("transactions", account=account.name, **more)

    def look(self, account_id: object) -> None:
        """Show an account in the inspector."""
        shown = self.shown
        position = shown.find(account_id) if shown is not None else None
        if shown is None or position is None:
            self._close()
            return
        vault = self.context.vault
        self.context.tasks.run(
            lambda _progress: reading.about(vault, position.account, shown),
            lambda found: self._inspect(position, found),
            owner=self,
            key=f"look {id(self)}",
        )

    def _lay_out(self) -> None:
        is_large = tokens.look().scale >= _LARGE
        self.head = Head() if is_large else Head(self.links_button, self.add_button)
        self.rates_bar = QFrame()
        set_property(self.rates_bar, "role", "bar")
        set_property(self.rates_bar, "state", "info")
        parts = (Picture("info", "info"), self.missing, self.rates_button, self.rates_file_button)
        line = column(*parts, gap=3, parent=self.rates_bar) if is_large else row(*parts, gap=4, parent=self.rates_bar)
        inset(line, 4, 3)
        self.rates_bar.hide()
        upper = column(self.head, self.rates_bar, self.waiting, gap=4)
        if is_large:
            upper.insertLayout(1, row(self.add_button, self.links_button, 0))
        upper.setContentsMargins(tokens.frame("gutter"), 0, tokens.frame("gutter"), 0)
        self.body.setContentsMargins(0, self.body.contentsMargins().top(), 0, 0)
        self.body.addLayout(upper)
        self.body.addLayout(self.place, 1)
        self.blank = blank.nothing_yet(lambda: self.context.frame.navigate("bring", choose=True), self.add)
        self.blank.hide()
        self.place.addWidget(self.blank)

    def _say_waiting(self, value: Shown) -> None:
        count = value.to_link
        words = ngettext("{count} transfer to check", "{count} transfers to check", count)
        self.links_button.setText(f" {words.format(count=text.count(count)) if count else _('Transfers')}")
        words = saying.waiting(value)
        self.waiting.hide()
        if words:
            self.waiting.say(words, "warning", may_retry=False)

    def _show_links(self) -> None:
        self.context.frame.navigate("links")

    def _fill_table(self, value: Shown) -> None:
        currency = listing.one_currency(value)
        if self.table is None or currency != self._currency:
            self._currency = currency
            self.table = self._make_table(currency)
        kept = self.table.current()
        found = listing.rows(value)
        self.rows.show(found)
        for at, one in enumerate(found):
            if one.group is not None:
                self.table.setRowHeight(at, tokens.px(36))
        if kept is not None and self.table.current() != kept:
            self._choose(kept)
        self.table.setVisible(bool(found))
        self.blank.setVisible(not found)

    def _make_table(self, currency: str) -> Table:
        old = self.table
        self.rows = Rows(5)
        made = Table(_("Accounts"), listing.columns(currency), self.rows, is_flush=True, height="two-line")
        made.picked.connect(self._picked)
        made.opened.connect(self._opened)
        made.clicked.connect(self._clicked)
        QShortcut(QKeySequence("Del"), made, self.remove, context=Qt.ShortcutContext.WidgetShortcut)
        Dragging(made, self.rows, self._move)
        self.place.addWidget(made)
        self.setFocusProxy(made)
        if old is not None:
            self.place.removeWidget(old)
            old.hide()
            old.deleteLater()
        return made

    def _move(self, moved: object, onto: object) -> None:
        """Put an account in the place of another of its kind."""
        first, second = (self.shown.find(key) if self.shown is not None else None for key in (moved, onto))
        if self.shown is None or first is None or second is None or first.account.kind != second.account.kind:
            return
        order = [one.account.id for one in self.shown.positions]
        at = order.index(second.account.id)
        order.remove(first.account.id)
        order.insert(at, first.account.id)
        self.deeds.arrange(order)

    def _choose(self, account_id: object) -> None:
        for at in range(self.rows.rowCount()):
            row_there = self.rows.row_at(at)
            if self.table is not None and row_there is not None and row_there.key == account_id:
                self.table.go_to(at)

    def _current(self) -> Position | None:
        if self.shown is None or self.table is None:
            return None
        return self.shown.find(self.table.current())

    def _picked(self, key: object) -> None:
        is_meant = self.table is not None and self.table.hasFocus()
        if is_meant and tokens.look().scale < _LARGE:
            self.look(key)

    def _opened(self, key: object) -> None:
        position = self.shown.find(key) if self.shown is not None else None
        if position is not None and tokens.look().scale >= _LARGE:
            self.look(key)
        elif position is not None:
            self.show_transactions(position.account)

    def _clicked(self, index: QModelIndex) -> None:
        """A click on the balance asks where it comes from: its transactions."""
        position = self._current()
        if index.column() == listing.BALANCE and position is not None and position.transactions:
            self.show_transactions(position.account)

    def _inspect(self, position: Position, about: reading.About) -> None:
        if self.shown is None:
            return
        kind_do = self.kind_deeds.do
        acts = Acts(self.show_transactions, self._enter, self.deeds.archive, self._remove, self._close, kind_do)
        self.inspector = AccountInspector(position, about, self.shown, acts)
        self.context.frame.inspect(self.inspector)

    def _close(self) -> None:
        if self.inspector is not None:
            self.inspector = None
            self.context.frame.inspect(None)
            if self.table is not None:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, account: Account, transactions: int) -> None:
        self._close()
        self.deeds.remove(account, transactions)

    def _held(self) -> list[Account]:
        return [one.account for one in self.shown.positions] if self.shown is not None else []

    def _enter(self, before: Account | None, draft: Content | None = None) -> None:

        def written(account_id: int) -> None:
            dialog.accept()
            self.wanted = account_id
            self.reload()  # the load that the write began may have arrived already

        dialog = AccountDialog(
            self._held(),
            self.context.settings().home_currency,
            self.context.today(),
            lambda entered: self.deeds.save(entered, before, written, dialog.refuse),
            self.context.frame.dialog_parent(),
            before=before,
        )
        dialog.finished.connect(dialog.deleteLater)
        Drafted(dialog, "account", None if before is None else before.id)
        if draft is not None:
            fill(dialog, draft)
        dialog.open()


SCREEN = Screen(
    name="accounts",
    title=N_("Accounts"),
    group="money",
    order=10,
    icon="landmark",
    topics=("accounts", "transactions", "rates", "settings"),
    build=Accounts,
)
