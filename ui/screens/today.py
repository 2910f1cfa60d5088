"""Today: what is free to spend, what the next days bring, and what is worth doing."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from hub.domain.bill import needs_you
from hub.domain.insight import Insight
from hub.domain.progress import Progress
from hub.services import demo, recurrence, settings
from ui import places, undoing
from ui.charts import ChartView
from ui.charts.plot import Part
from ui.locale import N_, _, text
from ui.parts.boxes import column, holding
from ui.parts.buttons import button
from ui.parts.cards import Card
from ui.parts.sentence import Head
from ui.parts.texts import leading
from ui.screen import Context, Screen, View
from ui.style import tokens
from ui.today import below, blank, cards, plots, reading, saying
from ui.today.cards import Way
from ui.today.columns import Columns, Section
from ui.today.plots import RING
from ui.today.reading import Shown

_CARD = 276
"""Pixels at 100 % that a card, or a section beside others, needs."""
_LARGE = 1.5


class Today(View[Shown]):
    """The sentence and how it comes about, the next days, the cards, and what waits."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.sample = button(_("Remove the sample data"), self._remove_sample, icon="trash-2")
        self.sample.hide()
        is_large = tokens.look().scale >= _LARGE
        self.head = Head() if is_large else Head(self.sample)
        self.free = plots.FreeBar(self._go_to)
        self.week_head = Section(_("The next 7 days"))
        self.week = ChartView()
        self.week.part_chosen.connect(self._open_due)
        self.cards_head = Section(_("Worth doing"))
        self.cards = Columns(_CARD)
        self.below = Columns(_CARD, gap=7)
        self.content = QWidget()
        self._lay_out()

    def load(self, progress: Progress) -> Shown:
        """Read the day."""
        progress(0, 0, "reading")
        return reading.read(self.context.vault, self.context.today())

    def fill(self, value: Shown) -> None:
        """Show it all; a vault without accounts says how to begin."""
        seen = value.seen
        self.sample.setVisible(value.is_sample)
        is_new = not seen.positions
        self.content.setVisible(not is_new)
        self.blank.setVisible(is_new)
        self._fill_badges(value)
        if is_new:
            self.head.say(_("Nothing is here yet."), sub=text.capital(text.day_long(seen.day)))
            return
        saying.say(self.head, value, self._go_to)
        self.free.setVisible(value.has_spendable)
        self.free.show_parts(value)
        self._fill_week(value)
        self._fill_cards(value)
        sections = [below.to_sort(value, self.go), below.level(value)]
        if seen.spent_this_month or seen.spent_last_month:
            sections.append(below.month(value, self.go))
        self.below.show_widgets(sections)
        if value.is_early:
            self._find_what_recurs()

    def go(self, there: Way) -> None:
        """Go to another screen."""
        self.context.frame.navigate(there.place, **there.arguments)

    def not_now(self, insight: Insight) -> None:
        """Hide a suggestion for a while."""
        vault, today = self.context.vault, self.context.today()
        days = text.count(settings.NOT_NOW_DAYS)
        words = _("Put away for {count} days").format(count=days)
        undoing.do(self.context, lambda: settings.put_off(vault, insight.key, today), words)

    def never(self, insight: Insight) -> None:
        """Hide a suggestion for good."""
        vault = self.context.vault
        undoing.do(self.context, lambda: settings.never(vault, insight.key), _("Will not be suggested again"))

    def _lay_out(self) -> None:
        week = holding(column(_inset(self.week_head), self.week, gap=2))
        worth = holding(column(_inset(self.cards_head), _inset(self.cards), gap=3))
        self.week_part, self.worth_part = week, worth
        column(self.free, week, worth, _inset(self.below), 1, gap=7, parent=self.content)
        self.blank = _inset(blank.nothing_yet(self._begin, self._add_account, self._try_sample))
        self.blank.hide()
        margins = self.body.contentsMargins()
        self.body.setContentsMargins(margins.left() - RING, margins.top(), margins.right() - RING, margins.bottom())
        self.body.addWidget(_inset(self.head))
        if tokens.look().scale >= _LARGE:
            self.body.addWidget(_inset(self.sample))
        self.body.addWidget(self.content, 1)
        self.body.addWidget(self.blank, 1)

    def _find_what_recurs(self) -> None:
        """After many new rows: the screen stands already, and is read again when this is known."""
        vault, day, frame = self.context.vault, self.context.today(), self.context.frame
        self.context.tasks.run(
            lambda _progress: recurrence.current(vault, day),
            lambda _found: frame.changed("bills"),
            owner=self,
            key=f"recurring {id(self)}",
            title=_("Looking for what recurs"),
        )

    def _fill_week(self, value: Shown) -> None:
        plot = plots.week(value)
        self.week_part.setVisible(plot is not None)
        if plot is not None:
            self.week.set_plot(plot)
            template, values = saying.of_week(value)
            self.week_head.comment.show_words(template, **values)

    def _fill_cards(self, value: Shown) -> None:
        known = {one.name for one in places.places()}
        found = cards.shown(value.worth.insights, known)
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.cards.isAncestorOf(focus)
        made = [
            Card(cards.suggestion(one, value.seen.day, self.go, self.not_now, self.never), is_first=at == 0)
            for at, one in enumerate(found)
        ]
        self.cards.show_widgets(made)
        rest = len(value.worth.insights) - len(found)
        comment = _("the most urgent first, {count} more behind them").format(count=text.count(rest))
        if not found:
            comment = _("nothing today")
        self.cards_head.comment.say(comment if rest or not found else _("the most urgent first"))
        if had_focus and made:
            made[0].action.setFocus()

    def _fill_badges(self, value: Shown) -> None:
        frame, inbox = self.context.frame, value.seen.inbox
        frame.badge("today", inbox.uncategorised + inbox.late_bills + len(value.worth.doubles) + value.doubles)
        frame.badge("transactions", inbox.uncategorised)
        due = sum(needs_you(one) for one in value.seen.overview.bills)
        frame.badge("bills", due, is_due=True)

    def _go_to(self, place: object) -> None:
        self.context.frame.navigate(str(place))

    def _open_due(self, part: Part) -> None:
        if isinstance(part.key, str):
            self.context.frame.navigate("bills", bill=part.key)

    def _begin(self) -> None:
        self.context.frame.navigate("bring", choose=True)

    def _add_account(self) -> None:
        self.context.frame.navigate("accounts", new=True)

    def _try_sample(self) -> None:
        vault, today, frame = self.context.vault, self.context.today(), self.context.frame

        def loaded(_done: object) -> None:
            frame.changed(*demo.TOPICS)
            frame.toast(_("Loaded the sample household"))

        self.context.tasks.run(
            lambda progress: demo.load(vault, today, progress), loaded, title=_("Loading the sample household")
        )

    def _remove_sample(self) -> None:
        vault, frame = self.context.vault, self.context.frame
        self.sample.hide()
        undoing.do(
            self.context,
            lambda: demo.remove(vault),
            _("Removed the sample data"),
            lambda _was_there: frame.changed(*demo.TOPICS),
        )


def _inset(content: QWidget) -> QWidget:
    """On the text line of the sheet, beside charts that reach over it by the room of their ring."""
    layout = column(content)
    layout.setContentsMargins(RING, 0, RING, 0)
    if content.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Fixed:
        layout.setAlignment(content, leading())
    return holding(layout)


SCREEN = Screen(
    name="today",
    title=N_("Today"),
    group="now",
    order=10,
    icon="sun",
    topics=(
        "transactions",
        "accounts",
        "bills",
        "insights",
        "categories",
        "offers",
        "terms",
        "rates",
        "settings",
        "downloads",
    ),
    build=Today,
)
