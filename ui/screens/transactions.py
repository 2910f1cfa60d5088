"""Transactions: every movement, filtered, sorted, looked at, and put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QStackedWidget

from hub.domain.completion import Vocabulary
from hub.domain.errors import HubError, QueryError
from hub.domain.progress import Progress
from hub.services import ledger, vocabulary
from hub.services.ledger import Correction
from ui.locale import N_, _
from ui.parts.boxes import column
from ui.parts.buttons import button
from ui.parts.sentence import Head
from ui.screen import Context, Screen, View
from ui.style import tokens
from ui.table import Category
from ui.table.rows import CELL
from ui.transactions import adding, blank, cells, reading, saying
from ui.transactions.beside import Beside
from ui.transactions.columns import Columns
from ui.transactions.deeds import Deeds
from ui.transactions.filtering import FilterBar
from ui.transactions.filters import TO_SORT, Filters, asked, words
from ui.transactions.hands import Hands
from ui.transactions.ledger_table import LedgerTable
from ui.transactions.naming import category_name
from ui.transactions.offering import RuleOffer
from ui.transactions.reading import Order, Shown
from ui.transactions.views import Views
from ui.transactions.whence import Asking

_LARGE = 1.5


class Transactions(View[Shown]):
    """The sentence, the filter line, the table; the inspector for the row that is looked at."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, scrolls=False)
        self.order = Order()
        self.shown: Shown | None = None
        self.table: LedgerTable | None = None
        self.deeds = Deeds(context)
        self.columns = Columns(context, self.reload)
        self._begins = False
        self.sort_button = button(_("Sort"), self.sort_next, kind="primary", icon="tags")
        self.sort_button.hide()
        self.head = Head(self.sort_button)
        self.bar = FilterBar(
            lambda: self.columns.menu(self.bar.columns), lambda: self.views.open(self.bar.views), context.today
        )
        self.views = Views(context, self._show_query, lambda: (self.bar.filters or Filters()).query)
        self.bar.asked.connect(self.reload)
        self.offer = RuleOffer(self.deeds.make_rule)
        self.beside = Beside(
            context, self.deeds, lambda one, category: self.categorise([one], category), self._show_query, self
        )
        self.asking = Asking(context, self._show_query, self)
        self.hands = Hands(context, self.deeds, self.categorise, self.beside.look, self)
        self.stack = QStackedWidget()
        self._lay_out()
        self.commands.update(
            find=self._find, new=self.add, edit=self.hands.edit, delete=self.remove, copy=self.hands.copy
        )

    def open(self, arguments: Mapping[str, object]) -> None:
        """Come with filters (`ui.transactions.filters.asked`), `transaction`: an id to look at, or `new`."""
        wanted, number = asked(arguments), arguments.get("transaction")
        if wanted is not None:
            self.bar.filters = wanted
        if isinstance(number, int):
            self.bar.filters = wanted or Filters()
            self.beside.current = number
        super().open(arguments)
        if arguments.get("new"):
            self.add()

    def load(self, progress: Progress) -> Shown:
        """Read ids, sums and the first page."""
        vault = self.context.vault
        choice = self.columns.read()
        self.order = Order(choice.key, choice.is_down, choice.by_month)
        today, home = self.context.today(), self.context.settings().home_currency
        return reading.read(vault, self.bar.filters, self.order, today, home, progress, self.shown)

    def fill(self, value: Shown) -> None:
        """Show the sentence, the counts and the rows."""
        is_other = self.shown is None or self.shown.filters != value.filters
        self.shown, self.hands.names = value, value.names
        saying.say(self.head, value, self._ask)
        self.bar.show_filters(value)
        self.sort_button.setText(f" {_('Sort {count}').format(count=value.to_sort)}")
        is_small = tokens.look().scale < _LARGE
        self.sort_button.setVisible(value.to_sort > 0 and value.filters.only != TO_SORT and is_small)
        self.bar.setVisible(not value.is_new)
        self._fill_table(value)
        self.context.frame.badge("transactions", value.waiting)
        if is_other:
            self._say_sums()
        self._learn_names()
        self.beside.refresh(value.names)

    def show_problem(self, error: HubError) -> None:
        """A search that is not understood is said below the filter line."""
        if isinstance(error, QueryError):
            self.bar.show_trouble(error)
        else:
            super().show_problem(error)

    def add(self) -> None:
        """Add a transaction by hand."""
        adding.add(self.context, self.beside.look)

    def remove(self) -> None:
        """Delete the selected rows; the toast brings them back."""
        chosen = self.table.selected_ids() if self.table is not None else []
        if chosen:
            self.beside.close()
            self.deeds.remove(chosen)

    def categorise(self, ids: list[int], category_id: int | None) -> None:
        """Set the category of rows, and offer a rule for what is like the first."""
        self.deeds.categorise(ids, category_id, self._offer)

    def sort_next(self) -> None:
        """Show only what has no category, and begin with the first row."""
        self._begins = True
        self.bar.ask(replace(self.bar.filters or Filters(), only=TO_SORT))

    def _lay_out(self) -> None:
        self.body.setContentsMargins(0, self.body.contentsMargins().top(), 0, 0)
        self.body.setSpacing(tokens.space(3))
        upper = column(self.head, self.bar, self.offer, gap=5)
        upper.setContentsMargins(tokens.frame("gutter"), 0, tokens.frame("gutter"), 0)
        self.body.addLayout(upper)
        self.body.addWidget(self.stack, 1)
        self.stack.addWidget(blank.nothing_yet(lambda: self.context.frame.navigate("bring", choose=True), self.add))
        self.stack.addWidget(blank.nothing_found(self.bar.show_all))

    def _fill_table(self, value: Shown) -> None:
        currencies = {one.currency for one in value.sums}
        layout = cells.Layout(
            chosen=self.columns.now.chosen,
            order=self.columns.now.order,
            widths=tuple(sorted(self.columns.now.widths.items())),
            currency=next(iter(currencies)) if len(currencies) == 1 else "",
            in_month=value.filters.month is not None,
            by_day=value.order.key == "booked_on",
        )
        table = self.table
        if table is None or table.layout_in_use != layout:
            table = self._make_table(layout)
        table.show_rows(value)
        self.stack.setCurrentIndex(2 if value.ids else 0 if value.is_new else 1)
        if self._begins and value.ids:
            self._begins = False
            table.setFocus()
            table.go_to(0)

    def _make_table(self, layout: cells.Layout) -> LedgerTable:
        old, made = self.table, LedgerTable(layout, self.context, self.order)
        self.table = made
        self.stack.addWidget(made)
        if old is not None:
            self.stack.removeWidget(old)
            old.deleteLater()
        self.setFocusProxy(made)
        made.sorted.connect(self._sort)
        made.rearranged.connect(self.columns.rearrange)
        made.picked.connect(self._picked)
        made.opened.connect(self._opened)
        made.clicked.connect(self._clicked)
        made.chosen.connect(self._say_sums)
        self.hands.hold(made, self.remove)
        return made

    def _sort(self, key: str, is_down: bool) -> None:
        self.columns.change(key=key, is_down=is_down)

    def _current(self) -> int | None:
        found = self.table.current() if self.table is not None else None
        return found if isinstance(found, int) else None

    def _clicked(self, index: QModelIndex) -> None:
        if isinstance(index.data(CELL), Category):
            self.hands.choose_category()

    def _picked(self, key: object) -> None:
        is_meant = self.table is not None and self.table.hasFocus()
        if isinstance(key, int) and is_meant and tokens.look().scale < _LARGE:
            self.beside.look(key)

    def _opened(self, key: object) -> None:
        if isinstance(key, int) and tokens.look().scale >= _LARGE:
            self.beside.look(key)
        elif isinstance(key, int):
            adding.edit(self.context, key)

    def _offer(self, correction: Correction) -> None:
        if self.shown is not None:
            category = self.shown.names.category(correction.category_id)
            self.offer.offer(correction, words(correction.query, {}), category)

    def _show_query(self, query: str) -> None:
        self.bar.ask(Filters((query,)))

    def _say_sums(self) -> None:
        if self.shown is None or self.table is None:
            return
        chosen, frame = self.table.selected_ids(), self.context.frame
        if len(chosen) < 2:
            frame.say(saying.shown_sums(self.shown.sums), explain=self._ask if self.shown.sums else None)
            return
        total, vault = self.shown.count, self.context.vault

        def add_up(_progress: Progress) -> str:
            return saying.selected_sums(len(chosen), total, ledger.sums_of(vault, chosen))

        def told(words: str) -> None:
            frame.say(words, explain=lambda: self._ask(chosen))

        self.context.tasks.run(add_up, told, owner=self, key=f"sums {id(self)}")

    def _ask(self, ids: list[int] | None = None) -> None:
        """Where the sums of all rows, or of chosen ones, come from."""
        if ids is None:
            near = self.head.sentence
            self.asking.ask(QRect(near.mapToGlobal(near.rect().topLeft()), near.size()), self._query())
        else:
            corner = self.rect().bottomLeft()
            self.asking.ask(QRect(self.mapToGlobal(corner), QSize(1, 1)), "", ids)

    def _query(self) -> str:
        return self.shown.filters.query if self.shown is not None else ""

    def _learn_names(self) -> None:
        """What the filter line can be completed with."""
        vault = self.context.vault

        def known(found: Vocabulary) -> None:
            self.bar.completer.known = found

        self.context.tasks.run(
            lambda _progress: vocabulary.vocabulary(vault, category_name), known, owner=self, key=f"names {id(self)}"
        )

    def _find(self) -> None:
        self.bar.line.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.line.field.selectAll()


SCREEN = Screen(
    name="transactions",
    title=N_("Transactions"),
    group="money",
    order=20,
    icon="list",
    topics=("transactions", "accounts", "categories", "rules", "settings"),
    build=Transactions,
)
