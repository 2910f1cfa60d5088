"""Pay with…: a purchase in one line, every way to pay for it ranked, the arithmetic, and one button to use it."""

from __future__ import annotations

import time
from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from hub.domain.decide.model import Option
from hub.domain.draft import Draft
from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.services import offers, rates
from hub.services.offers import OfferView
from ui import undoing
from ui.drafting import Drafted
from ui.locale import N_, _, text, wording
from ui.parts.boxes import clear, column, holding, row
from ui.parts.buttons import button
from ui.parts.empty import Empty
from ui.parts.sentence import Head
from ui.parts.texts import Paragraph
from ui.payment import blank, changes, reading, saying, using, worked
from ui.payment.asking import Asking
from ui.payment.board import Board
from ui.payment.changes import Change
from ui.payment.reading import Answer, Ground
from ui.payment.ways import Ways
from ui.screen import Context, Screen, View
from ui.style import tokens

_LARGE = 1.5
_REST_MS = 70
"""How long the typing rests before it is compared."""


class Payment(View[Ground]):
    """The line, what was understood, the sentence, the ranked ways; the inspector for the one that is looked at."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.ground: Ground | None = None
        self.answer: Answer | None = None
        self._draft: Draft | None = None
        self.changes: list[Change] = []
        self.asking = Asking(context.today, self._enter_list)
        self.rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self.rest.timeout.connect(self._compare)
        self.asking.described.connect(self.rest.start)
        self.head = Head()
        self.board = Board(self._look, self._open, self.show_ways)
        self.use = button(_("Use this"), self._use, kind="primary", icon="check")
        self.how = button(_("How it adds up"), self._inspect, icon="panel-right")
        self.note = Paragraph(role="small")
        self.trouble = column(gap=0)
        actions = row(self.use, self.how, self.note, gap=4)
        actions.setStretchFactor(self.note, 1)
        actions.setAlignment(self.note, Qt.AlignmentFlag.AlignVCenter)
        self.result = holding(column(self.head, self.board, actions, gap=5))
        self.ways = Ways(context, self._leave_ways)
        self.start = column(gap=0)
        for part in (self.asking, holding(self.trouble), holding(self.start), self.result, self.ways):
            self.body.addWidget(part)
        self.body.addStretch()
        for hidden in (self.asking, self.result, self.ways):
            hidden.hide()
        self.commands.update(find=self._find, new=self.ways.add)
        Drafted(self.asking, "purchase", read=lambda: {"line": self.asking.entry.text()})

    def open(self, arguments: Mapping[str, object]) -> None:
        """Come with `line`: the words that describe a purchase; with `ways`: the list of ways to pay.

        `draft`: a way to pay that was typed before a lock.
        """
        draft = arguments.get("draft")
        self._draft = draft if isinstance(draft, Draft) else None
        super().open(arguments)
        if isinstance(arguments.get("line"), str):
            self.asking.ask(str(arguments["line"]))
        self.ways.setVisible(bool(arguments.get("ways")))
        self.asking.setFocus()
        self._show_parts()

    def load(self, progress: Progress) -> Ground:
        """Read what is known of shops, ways to pay, offers and what is free to spend."""
        return reading.ground(self.context.vault, self.context.today(), progress)

    def fill(self, value: Ground) -> None:
        """Show the line, or how to begin where there is nothing to pay with yet."""
        self.ground = value
        self.ways.show_ways(value.instruments, value.accounts)
        if self._draft is not None:
            draft, self._draft = self._draft, None
            self.ways.resume(draft)
        self._begin(value)
        self.asking.stand_on(value)

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
    def _has_room(self) -> bool:
        """Whether the inspector stands beside the screen, and not over it."""
        is_wide = self.window().width() >= tokens.frame_unscaled("inspector-overlays-below")
        return is_wide and tokens.look().scale < _LARGE

    def _show_parts(self) -> None:
        is_ready = self.ground is not None and bool(self.ground.instruments)
        is_asking = is_ready and not self.ways.isVisibleTo(self)
        self.asking.setVisible(is_asking)
        self.result.setVisible(is_asking and self.answer is not None)
        for area, is_shown in ((self.start, is_asking or not is_ready), (self.trouble, is_asking)):
            holder = area.parentWidget()
            if holder is not None:
                holder.setVisible(is_shown and area.count() > 0 and not self.ways.isVisibleTo(self))

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
        self.changes = []
        clear(self.start)
        clear(self.trouble)
        saying.say(self.head, self.answer, self._explain)
        self.board.show_answer(self.answer)
        self._show_parts()
        self.how.setVisible(not self._has_room)
        self._turn_facts(self.answer)
        if self.isVisible():
            words = _("Compared on this computer in {count} ms; nothing left it").format(count=text.count(took))
            self.context.frame.say(words, "cpu")

    def _turn_facts(self, answer: Answer) -> None:
        """Find out what would change the order, after the order itself is shown."""
        ground = self.ground
        if ground is None:
            return

        def told(found: list[Change]) -> None:
            self.changes = found
            if found and self._has_room and self.isVisible():
                self._inspect()

        self.context.tasks.run(
            lambda progress: changes.changes(answer, ground, progress), told, owner=self, key=f"changes {id(self)}"
        )

    def _forget(self) -> None:
        self.context.tasks.run(lambda _progress: None, owner=self, key=f"compare {id(self)}")
        self.answer = None
        if self.isVisible():
            self.context.frame.inspect(None)
        if self.ground is not None:
            self._begin(self.ground)

    def _refuse(self, error: HubError) -> None:
        """What can't be compared says why, and what would help."""
        self.answer = None
        clear(self.start)
        clear(self.trouble)
        worded = wording.error(error)
        actions = []
        if error.code == "missing_rate":
            actions.append(button(_("Get exchange rates"), self._fetch_rates, kind="primary", icon="refresh-cw"))
            why = _("The reference rates of the European Central Bank; you see the request before it is sent.")
        else:
            why = worded.next_step or _("Say it another way, or change a fact above.")
        self.trouble.addWidget(Empty("circle-alert", worded.message, why, *actions))
        self.context.frame.inspect(None)
        self._show_parts()

    def _fetch_rates(self) -> None:
        vault = self.context.vault
        self.context.tasks.run(
            lambda _progress: rates.fetch(vault), lambda _count: self._compare(), owner=self, title=_("Fetching rates")
        )

    def _look(self, option: Option) -> None:
        """Another row is current."""
        if self.answer is None or self.ground is None:
            return
        account = self.ground.account_of(option.path[-1])
        self.use.setEnabled(account is not None)
        name = text.name(self.answer.names.get(option.path[-1], option.path[-1]))
        self.note.say(
            _("Adds an expected payment; the imported line will be matched to it.")
            if account is not None
            else _("Say which account {way} draws on, then it can be used here.").format(way=name)
        )
        if self.isVisible() and self._has_room:
            self._inspect()

    def _open(self, _option: Option) -> None:
        self._inspect()

    def _inspect(self) -> None:
        option = self.board.current
        if option is None or self.answer is None or self.ground is None:
            return
        acts = worked.Acts(self._mark, lambda: self.context.frame.inspect(None))
        shown = worked.inspector(option, self.answer, self.ground, acts, self.changes)
        self.context.frame.inspect(shown, width=worked.WIDTH)

    def _explain(self) -> QWidget | None:
        if self.answer is None or not self.board.options:
            return None
        return worked.worked(self.board.options[0], self.answer)

    def _mark(self, view: OfferView, state: str) -> None:
        vault, said = self.context.vault, {"tracked": _("Tracking the offer"), "active": _("Activated the offer")}
        words = said.get(state, _("Put the offer away"))
        undoing.do(self.context, lambda: offers.mark(vault, view.offer.id, state), words)

    def _use(self) -> None:
        option = self.board.current
        if option is not None and self.answer is not None and self.ground is not None:
            using.use(self.context, option, self.answer, self.ground)

    def _enter_list(self) -> None:
        if self.board.options:
            self.board.list.setFocus()

    def _find(self) -> None:
        self.ways.hide()
        self._show_parts()
        self.asking.setFocus()
        self.asking.entry.selectAll()


SCREEN = Screen(
    name="payment",
    title=N_("Pay with…"),
    group="decide",
    order=10,
    icon="scale",
    topics=("terms", "offers", "transactions", "accounts", "settings", "rates"),
    build=Payment,
)
