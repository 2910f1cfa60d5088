"""Pay with…: a purchase in one line, every way to pay for it ranked; purchases planned together; the past judged."""

from __future__ import annotations

import time
from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent

from hub.domain.draft import Draft
from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.services import rates
from ui.drafting import Drafted
from ui.locale import N_, _, text
from ui.parts.boxes import clear, column, holding, row
from ui.payment import blank, reading
from ui.payment.asking import Asking
from ui.payment.changes import Change
from ui.payment.pages import ONE, Pages
from ui.payment.reading import Answer, Ground
from ui.payment.result import Result
from ui.payment.trouble import trouble
from ui.payment.ways import Ways
from ui.screen import Context, Screen, View

_REST_MS = 70
"""How long the typing rests before it is compared."""


class Payment(View[Ground]):
    """The line, what was understood, the sentence, the ranked ways; the inspector for the one that is looked at."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.ground: Ground | None = None
        self.answer: Answer | None = None
        self._draft: Draft | None = None
        self._is_fresh = False
        self.pages = Pages(context, self._switch, self._ask_one)
        self.asking = Asking(context.today, self._enter_list)
        self.rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self.rest.timeout.connect(self._compare)
        self.asking.described.connect(self.rest.start)
        self.result = Result(context, self.show_ways)
        self.head, self.board = self.result.head, self.result.board
        self.use, self.note = self.result.use, self.result.note
        self.trouble = column(gap=0)
        self.ways = Ways(context, self._leave_ways)
        self.start = column(gap=0)
        self.body.addLayout(row(self.pages.modes, 0))
        one = (self.asking, holding(self.trouble), holding(self.start), self.result)
        for part in (*one, self.pages.ahead, self.pages.past, self.ways):
            self.body.addWidget(part)
        self.body.addStretch()
        for hidden in (self.asking, self.result, self.ways):
            hidden.hide()
        self.commands.update(find=self._find, new=self.ways.add)
        Drafted(self.asking, "purchase", read=lambda: {"line": self.asking.entry.text()})

    def open(self, arguments: Mapping[str, object]) -> None:
        """Come with `line`: the words that describe a purchase; with `ways`: the list of ways to pay; with `mode`:
        "ahead" or "past". `draft`: a way to pay that was typed before a lock.
        """
        draft = arguments.get("draft")
        self._draft = draft if isinstance(draft, Draft) else None
        super().open(arguments)
        if isinstance(arguments.get("line"), str):
            self.asking.ask(str(arguments["line"]))
        self.ways.setVisible(bool(arguments.get("ways")))
        self.pages.switch(str(arguments.get("mode", ONE)) if arguments else self.pages.mode)

    def load(self, progress: Progress) -> Ground:
        """Read what is known of shops, ways to pay, offers and what is free to spend."""
        self._is_fresh = True
        return reading.ground(self.context.vault, self.context.today(), progress)

    def fill(self, value: Ground) -> None:
        """Show the line, or how to begin where there is nothing to pay with yet."""
        self.ground = value
        self.ways.show_ways(value.instruments, value.accounts)
        if self._draft is not None:
            draft, self._draft = self._draft, None
            self.ways.resume(draft)
        self.result.stand_on(value)
        self._begin(value)
        self.asking.stand_on(value)
        self.pages.stand_on(value, is_fresh=self._is_fresh)
        self._is_fresh = False

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Compare nothing for a screen that nobody sees; coming back reads anew."""
        if self.rest.isActive():
            self.rest.stop()
            self.is_stale = True
        super().hideEvent(event)

    def show_ways(self) -> None:
        """The list of ways to pay instead of the comparison."""
        self.ways.show()
        self._show_parts()
        self.context.frame.inspect(None)
        self.ways.setFocus()

    def _leave_ways(self) -> None:
        self.ways.hide()
        self._show_parts()
        self.asking.setFocus()

    @property
    def changes(self) -> list[Change]:
        """What would change the order, as far as it is found out."""
        return self.result.beside.changes

    def _switch(self) -> None:
        """Look at one purchase, at what is planned, or back."""
        self._show_parts()
        if self.pages.page is None:
            self.asking.setFocus()
        else:
            self.context.frame.inspect(None)
        self.pages.begin(self.ground)

    def _ask_one(self, line: str) -> None:
        self.pages.switch(ONE)
        self.asking.ask(line)

    def _show_parts(self) -> None:
        is_ready = self.ground is not None and bool(self.ground.instruments)
        is_main = is_ready and self.ways.isHidden()
        is_asking = is_main and self.pages.page is None
        self.pages.show_parts(is_main=is_main)
        self.asking.setVisible(is_asking)
        self.result.setVisible(is_asking and self.answer is not None)
        for area, is_shown in ((self.start, is_asking or not is_ready), (self.trouble, is_asking)):
            holder = area.parentWidget()
            if holder is not None:
                holder.setVisible(is_shown and area.count() > 0 and self.ways.isHidden())

    def _begin(self, ground: Ground) -> None:
        clear(self.start)
        if not ground.instruments:
            self.start.addWidget(blank.no_ways(self.ways.add, self.ways.bring))
        elif self.answer is None:
            self.start.addWidget(blank.examples(ground.known, self.asking.ask, self.show_ways))
        self._show_parts()

    def _compare(self) -> None:
        """Compare what is described now; the newest description wins."""
        ground, situation = self.ground, self.asking.situation
        clear(self.trouble)
        if ground is None or situation.purchase(ground.known.home) is None:
            self._forget()
            return
        vault = self.context.vault

        def work(_progress: Progress) -> tuple[Answer, int]:
            started = time.perf_counter()
            found = reading.compare(vault, situation, ground)
            return found, round((time.perf_counter() - started) * 1000)

        self.context.tasks.run(work, self._show, owner=self, key=f"compare {id(self)}", failed=self._refuse)

    def _show(self, done: tuple[Answer, int]) -> None:
        self.answer, took = done
        clear(self.start)
        clear(self.trouble)
        self._show_parts()
        self.result.show_answer(self.answer)
        if self.isVisible():
            words = _("Compared on this computer in {count} ms; nothing left it").format(count=text.count(took))
            self.context.frame.say(words, "cpu")

    def _forget(self) -> None:
        self.context.tasks.run(lambda _progress: None, owner=self, key=f"compare {id(self)}")
        self.answer = None
        self.result.forget()
        if self.isVisible():
            self.context.frame.inspect(None)
        if self.ground is not None:
            self._begin(self.ground)

    def _refuse(self, error: HubError) -> None:
        """What can't be compared says why, and what would help."""
        self.answer = None
        self.result.forget()
        clear(self.start)
        clear(self.trouble)
        self.trouble.addWidget(trouble(error, self._fetch_rates))
        self.context.frame.inspect(None)
        self._show_parts()

    def _fetch_rates(self) -> None:
        vault = self.context.vault
        self.context.tasks.run(
            lambda _progress: rates.fetch(vault), lambda _count: self._compare(), owner=self, title=_("Fetching rates")
        )

    def _enter_list(self) -> None:
        if self.board.options:
            self.board.list.setFocus()

    def _find(self) -> None:
        self.ways.hide()
        self.pages.switch(ONE)
        self.asking.entry.selectAll()


SCREEN = Screen(
    name="payment",
    title=N_("Pay with…"),
    group="decide",
    order=10,
    icon="scale",
    topics=("terms", "offers", "transactions", "accounts", "settings", "rates", "planned"),
    build=Payment,
)
