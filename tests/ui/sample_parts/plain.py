"""A screen that says what it was opened with."""

from __future__ import annotations

from hub.domain.progress import Progress
from ui.locale import text
from ui.parts.buttons import button
from ui.parts.sentence import Figure, Head
from ui.screen import Context, View


class Plain(View[int]):
    """One sentence with a figure; counts how often it was loaded."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.loads = 0
        self.made: list[str] = []
        self.head = Head(button("Do it", self.do_it, kind="primary"))
        self.body.addWidget(self.head)
        self.body.addStretch()
        self.commands["new"] = self.do_it

    def load(self, progress: Progress) -> int:
        return 52457

    def fill(self, value: int) -> None:
        self.loads += 1
        amount = Figure(text.money(value, "EUR"), lambda: None)
        self.head.say("You can spend {amount} until Wednesday.", amount=amount, sub=str(dict(self.arguments)))

    def do_it(self) -> None:
        self.made.append("done")
        self.context.frame.toast("Paid: Dr. Albrecht", lambda: self.made.append("undone"))
