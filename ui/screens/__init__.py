'''The screens: one file each, found by folder. How to add one:

Write `ui/screens/<name>.py` that ends in its header, a call with literal values (the window reads it from the text,
before it imports anything; see `ui.places`)::

    """Cash: what lies in the drawer."""

    from __future__ import annotations

    from collections.abc import Callable

    from hub.domain.progress import Progress
    from hub.services import accounts
    from ui.parts.buttons import button
    from ui.locale import N_, _, text
    from ui.screen import Context, Screen, View
    from ui.parts.sentence import Figure, Head


    class Cash(View[int]):
        """The one sentence about cash, and what can be done."""

        def __init__(self, context: Context) -> None:
            super().__init__(context)
            self.head = Head(button(_("Count it"), self.count, kind="primary", icon="banknote"))
            self.body.addWidget(self.head)
            self.body.addStretch()
            self.commands["new"] = self.count

        def load(self, progress: Progress) -> int:
            """Minor units in the drawer; on a worker's thread."""
            return accounts.cash(self.context.vault)

        def fill(self, value: int) -> None:
            """Say it; on the GUI thread."""
            self.head.say(
                _("You have {amount} in cash."),
                amount=Figure(text.money(value, "EUR"), lambda: self.context.frame.navigate("transactions", cash=True)),
                sub=_("Counted by you"),
            )

        def count(self) -> None:
            """Write down what was counted; after the commit, screens with its topics load again, this one too."""
            self.context.tasks.run(lambda progress: accounts.count(self.context.vault), self._counted, owner=self)

        def _counted(self, undo: Callable[[], object]) -> None:
            self.context.frame.toast(_("Counted the cash."), undo)


    SCREEN = Screen(
        name="cash",
        title=N_("Cash"),
        group="money",
        order=40,
        icon="banknote",
        topics=("accounts", "transactions"),
        build=Cash,
    )

A screen opens with one sentence (`ui.parts.sentence.Head`), then the table (`ui.table`) or the plot (`ui.charts`),
then the arithmetic (`ui.parts.arithmetic`). `load` runs on a worker and may not touch widgets; `fill` runs on the GUI
thread and is called again when amounts are hidden. Writes go through `context.tasks.run`; the topics of the commit
make screens load again, so that a screen only says what was done: `frame.toast(words, undo)`. A `HubError` of `load`
shows itself on the screen with its next step; one of a write goes to `failed=self.show_problem`. Colours, sizes and
fonts come from `ui.style.tokens`, all words through `ui.locale`. Look at the screen in light, dark, at 200 % and from
right to left before it is done.
'''
