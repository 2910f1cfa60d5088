"""Transfers: moves between own accounts and funding chains, agreed to, refused or taken apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from hub.domain.progress import Progress
from hub.services import transfers
from ui import undoing
from ui.accounts import moving
from ui.linking import listing, reading
from ui.linking.reading import Pair, Shown
from ui.locale import N_, _, ngettext, text
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.empty import Empty
from ui.parts.sentence import Head
from ui.screen import Context, Screen, View
from ui.style import tokens
from ui.table import Rows, Table


class Links(View[Shown]):
    """The sentence, what can be done with the current row, and the rows."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, scrolls=False)
        self.shown: Shown | None = None
        self.book_button = button(_("Move money"), self.book, icon="plus")
        self.head = Head(self.book_button)
        self.yes = button(_("Link them"), self.agree, kind="primary", icon="check")
        self.no = button(_("Not one move"), self.refuse)
        self.apart = button(_("Separate"), self.separate)
        self.rows = Rows(listing.COLUMNS)
        self.table = Table(_("Transfers"), listing.columns(), self.rows, is_flush=True, height="two-line")
        self.table.picked.connect(lambda _key: self._fit())
        self.table.opened.connect(lambda _key: self.agree())
        QShortcut(QKeySequence("Del"), self.table, self._say_no, context=Qt.ShortcutContext.WidgetShortcut)
        why = _("A move is found when one account loses what another gains within four days.")
        self.empty = Empty("arrow-left-right", _("No transfers yet"), why)
        self._lay_out()
        self.commands["new"] = self.book

    def open(self, arguments: Mapping[str, object]) -> None:
        """Come with `new` to write down a move."""
        super().open(arguments)
        if arguments.get("new"):
            self.book()

    def book(self) -> None:
        """Write down a move that no file brings."""
        moving.move(self.context)

    def load(self, progress: Progress) -> Shown:
        """Look for moves among all rows."""
        progress(0, 0, "reading")
        return reading.read(self.context.vault, self.context.today())

    def fill(self, value: Shown) -> None:
        """Show the pairs and what is linked; the place in the table stays."""
        self.shown = value
        count = len(value.pairs)
        words = ngettext("{count} transfer waits for you.", "{count} transfers wait for you.", count)
        if not count:
            words = _("Every move between your accounts counts once.")
        self.head.say(words, count=text.count(count), sub=_("A pair you refuse is never proposed again."))
        at = self.table.currentIndex().row()
        found = listing.rows(value)
        self.rows.show(found)
        for place, one in enumerate(found):
            if one.group is not None:
                self.table.setRowHeight(place, tokens.px(36))
        if found:
            self.table.go_to(min(max(at, 1), len(found) - 1))
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._fit()

    def agree(self) -> None:
        """Link the current pair, or complete the chain."""
        pair = self._pair()
        if pair is None:
            return
        vault, names = self.context.vault, self.shown.names if self.shown is not None else {}
        first, second, words = pair.first.id, pair.second.id, _("Linked a transfer")
        if pair.kind == "pair":
            self._do(lambda: transfers.link(vault, [first, second], pair.confidence, pair.why), words)
            return
        payee = _("Drawn from {account}").format(account=names.get(pair.second.account_id, ""))
        self._do(lambda: transfers.complete(vault, first, second, payee), _("The purchase counts once now"))

    def refuse(self) -> None:
        """Say no to the current pair for good."""
        pair = self._pair()
        if pair is not None:
            vault, first, second = self.context.vault, pair.first.id, pair.second.id
            self._do(lambda: transfers.reject(vault, first, second), _("Said no to a transfer"))

    def separate(self) -> None:
        """Take the current transfer apart."""
        key = self.table.current()
        if isinstance(key, tuple) and key[0] == "linked":
            vault, transfer_id = self.context.vault, key[1]
            self._do(lambda: transfers.unlink(vault, transfer_id), _("Separated a transfer"))

    def _lay_out(self) -> None:
        gutter = tokens.frame("gutter")
        self.body.setContentsMargins(0, self.body.contentsMargins().top(), 0, 0)
        upper = column(self.head, row(self.yes, self.no, self.apart, 0, gap=3), self.empty, gap=4)
        upper.setContentsMargins(gutter, 0, gutter, 0)
        self.body.addLayout(upper)
        self.body.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def _pair(self) -> Pair | None:
        key = self.table.current()
        pairs = self.shown.pairs if self.shown is not None else ()
        return next((one for one in pairs if one.key == key), None)

    def _say_no(self) -> None:
        self.refuse() if self._pair() is not None else self.separate()

    def _fit(self) -> None:
        """Offer what fits the current row."""
        pair, key = self._pair(), self.table.current()
        is_linked = isinstance(key, tuple) and key[0] == "linked"
        self.yes.setText(f" {_('Count it once') if pair is not None and pair.kind == 'chain' else _('Link them')}")
        self.yes.setVisible(pair is not None)
        self.no.setVisible(pair is not None)
        self.apart.setVisible(is_linked)

    def _do(self, write: Callable[[], object], words: str) -> None:
        undoing.do(self.context, write, words, failed=self.show_problem)


SCREEN = Screen(
    name="links",
    title=N_("Transfers"),
    group="",
    order=30,
    icon="arrow-left-right",
    topics=("transactions", "accounts", "rates"),
    build=Links,
)
