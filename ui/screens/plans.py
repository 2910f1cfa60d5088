"""Plans: what is ahead, what a month may cost, what is owed, and what is saved for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from hub.domain.errors import HubError
from hub.domain.goal import Goal
from hub.domain.outlook import Change
from hub.domain.period import Month
from hub.domain.progress import Progress
from hub.services import planning
from ui import undoing
from ui.locale import N_, _, text
from ui.parts.boxes import row
from ui.parts.segmented import Choice, Segmented
from ui.parts.sentence import Head
from ui.plans import reading, saying
from ui.plans.ahead import Ahead
from ui.plans.envelopes import EnvelopeDialog, Envelopes, category_name
from ui.plans.owing import Owing
from ui.plans.reading import AHEAD, BUDGET, DEBTS, GOALS, Shown, Wanted
from ui.plans.whatif import WhatIf
from ui.plans.wishes import Entered, GoalDialog, Wishes
from ui.screen import Context, Screen, View
from ui.style import tokens


class Plans(View[Shown]):
    """The sentence and one of the parts: the forecast, the budget, debts, goals."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.wanted = Wanted()
        self.shown: Shown | None = None
        self.parts = Segmented(_("Plans"), [
            Choice(AHEAD, _("Forecast")), Choice(BUDGET, _("Budget")), Choice(DEBTS, _("Debts")),
            Choice(GOALS, _("Goals")),
        ])  # fmt: skip
        self.parts.chosen.connect(self.look_at)
        is_large = tokens.look().scale >= 1.5
        self.head = Head() if is_large else Head(self.parts)
        self.body.addWidget(self.head)
        if is_large:
            self.body.addLayout(row(self.parts, 0))
        self.ahead = Ahead(self.ask, self.drop)
        self.ahead.chosen.connect(self.refill)
        self.envelopes = Envelopes(self.edit_envelope, self.end_envelope, self.plan_usual)
        self.envelopes.moved.connect(self.move_month)
        self.owing = Owing(context.settings().home_currency)
        self.owing.asked.connect(self.pay_more)
        self.wishes = Wishes(self.edit_goal, self.remove_goal)
        self.panes = {AHEAD: self.ahead, BUDGET: self.envelopes, DEBTS: self.owing, GOALS: self.wishes}
        for key, pane in self.panes.items():
            pane.setVisible(key == AHEAD)
            self.body.addWidget(pane)
        self.body.addStretch()
        self.commands.update(new=self.add, delete=self.remove)

    def open(self, arguments: Mapping[str, object]) -> None:
        """Come with `part`, one of ahead, budget, debts, goals."""
        part = str(arguments.get("part", ""))
        if part in self.panes and part != self.wanted.part:
            self.parts.choose(part)
            self.wanted = replace(self.wanted, part=part)
        super().open(arguments)

    def load(self, progress: Progress) -> Shown:
        """Read the part that is looked at."""
        progress(0, 0, "reading")
        return reading.read(self.context.vault, self.context.today(), self.wanted)

    def fill(self, value: Shown) -> None:
        """Show the part that was read."""
        self.shown = value
        for key, pane in self.panes.items():
            pane.setVisible(key == value.wanted.part)
        self.ahead.show_forecast(value, self.context.settings().buffer)
        self.envelopes.show_budget(value)
        self.owing.show_debts(value)
        if value.wanted.part == GOALS:
            self.wishes.show_goals(value)
        saying.say(self.head, value, self.ahead.outlook(value))

    def look_at(self, part: str) -> None:
        """Show another part."""
        self.wanted = replace(self.wanted, part=part)
        self.reload()

    def ask(self) -> None:
        """Ask what a change would do."""
        if self.shown is not None and self.shown.forecast is not None:
            looked_at = self.ahead.outlook(self.shown)
            account = looked_at.account.id if looked_at is not None and looked_at.account is not None else None
            home = self.context.settings().home_currency
            WhatIf(self.shown, home, account, self.add_change, self.context.frame.dialog_parent()).open()

    def add_change(self, change: Change) -> None:
        """Draw the forecast with one more change beside."""
        self.wanted = replace(self.wanted, changes=(*self.wanted.changes, change))
        self.reload()

    def drop(self, change: Change) -> None:
        """Draw it without a change again."""
        self.wanted = replace(self.wanted, changes=tuple(one for one in self.wanted.changes if one != change))
        self.reload()

    def move_month(self, by: int) -> None:
        """Look at another month's budget."""
        if self.shown is not None and self.shown.budget is not None:
            now = self.shown.budget.month
            self.wanted = replace(self.wanted, month=str(Month(int(now[:4]), int(now[5:])).plus(by)))
            self.reload()

    def pay_more(self) -> None:
        """Work out debts with another extra payment."""
        if self.owing.extra.check():
            self.wanted = replace(self.wanted, extra=self.owing.extra.value() or 0)
            self.reload()

    def add(self) -> None:
        """Add what belongs to the part: a change, an envelope, a goal."""
        deeds: Mapping[str, Callable[[], object]] = {
            AHEAD: self.ask, BUDGET: lambda: self.edit_envelope(None), GOALS: lambda: self.edit_goal(None),
        }  # fmt: skip
        deeds.get(self.wanted.part, self.owing.extra.setFocus)()

    def remove(self) -> None:
        """Remove what is chosen in the part."""
        if self.wanted.part == BUDGET:
            self.envelopes.remove()
        elif self.wanted.part == GOALS:
            self.wishes.remove()

    def edit_envelope(self, category_id: int | None) -> None:
        """Plan a category."""
        shown, vault = self.shown, self.context.vault
        if shown is None or shown.budget is None:
            return
        month = shown.budget.month

        def save(category: int, amount: int, carries: bool) -> None:
            words = _("Planned {category}").format(category=category_name(shown, category))
            self._write(
                lambda: planning.set_budget(vault, category, amount, month, carries=carries), words, dialog.accept,
                dialog.refuse,
            )  # fmt: skip

        dialog = EnvelopeDialog(shown, category_id, save, self.context.frame.dialog_parent())
        dialog.open()

    def end_envelope(self, category_id: int) -> None:
        """End the plan of a category from this month on."""
        vault, shown = self.context.vault, self.shown
        if shown is not None and shown.budget is not None:
            month = shown.budget.month
            words = _("{category} is not planned any more").format(category=category_name(shown, category_id))
            self._write(lambda: planning.set_budget(vault, category_id, 0, month), words)

    def plan_usual(self) -> None:
        """Plan what categories usually cost."""
        vault, today = self.context.vault, self.context.today()
        self._write(lambda: planning.plan_usual(vault, today), _("Planned what you usually spend"))

    def edit_goal(self, before: Goal | None) -> None:
        """Add a goal, or edit one."""
        shown, vault = self.shown, self.context.vault
        if shown is None:
            return

        def save(entered: Entered) -> None:
            words = _("Saved the goal {name}").format(name=text.name(entered.name))

            def write() -> None:
                if before is None:
                    planning.add_goal(vault, **entered.values())
                else:
                    planning.change_goal(vault, before.id, **entered.values())

            self._write(write, words, dialog.accept, dialog.refuse)

        home = self.context.settings().home_currency if before is None else before.currency
        dialog = GoalDialog(shown, home, before, save, self.context.frame.dialog_parent())
        dialog.open()

    def remove_goal(self, goal_id: int) -> None:
        """Remove a goal."""
        vault = self.context.vault
        self._write(lambda: planning.remove_goal(vault, goal_id), _("Removed the goal"))

    def _write(
        self, write: Callable[[], object], words: str, then: Callable[[], object] | None = None,
        failed: Callable[[HubError], None] | None = None,
    ) -> None:  # fmt: skip
        done = None if then is None else (lambda _made: then())
        undoing.do(self.context, write, words, done, failed or self.show_problem)


SCREEN = Screen(
    name="plans",
    title=N_("Plans"),
    group="decide",
    order=30,
    icon="target",
    topics=("plans", "transactions", "accounts", "bills", "categories", "settings"),
    build=Plans,
)
