"""Possible duplicates: two rows side by side, and one decision that is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QVBoxLayout

from hub.domain.progress import Progress
from hub.services import doubles
from hub.services.doubles import Double
from ui import undoing
from ui.bringing.beside import Pair
from ui.locale import N_, _, ngettext, text
from ui.parts.boxes import clear
from ui.parts.empty import Empty
from ui.parts.sentence import Figure, Head
from ui.screen import Context, Screen, View
from ui.style import tokens
from ui.transactions.reading import Names, names

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """The pairs that wait, and the names in them."""

    waiting: tuple[Double, ...]
    names: Names


class Doubles(View[Shown]):
    """The pairs that nobody decided about, the newest first."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.head = Head()
        self.pairs = QVBoxLayout()
        self.pairs.setSpacing(tokens.space(5))
        self.body.addWidget(self.head)
        self.body.addLayout(self.pairs)
        self.body.addStretch()

    def load(self, progress: Progress) -> Shown:
        """Read the pairs."""
        progress(0, 0, "reading")
        return Shown(tuple(doubles.waiting(self.context.vault)), names(self.context.vault))

    def fill(self, value: Shown) -> None:
        """Show them; where none is left, say so."""
        clear(self.pairs)
        count = len(value.waiting)
        if not count:
            self.head.say(
                _("No row waits for a decision."), sub=_("Rows that may be there twice are asked about here.")
            )
            self.pairs.addWidget(_nothing())
            return
        words = ngettext("{count} pair may be one row.", "{count} pairs may be one row each.", count)
        said = words.replace("{count}", "{figure}")
        sub = _("You decide once; the next import remembers it.")
        self.head.say(said, figure=Figure(text.count(count)), sub=sub)
        for one in self._first(value.waiting):
            self.pairs.addWidget(Pair(one, value.names, self.are_same, self.are_different))

    def are_same(self, one: Double) -> None:
        """Keep the row that was there."""
        vault = self.context.vault
        undoing.do(
            self.context,
            lambda: doubles.are_same(vault, one.known.id, one.new.id),
            _("Joined two rows that were one"),
            failed=self.show_problem,
        )

    def are_different(self, one: Double) -> None:
        """Keep both."""
        vault = self.context.vault
        undoing.do(
            self.context,
            lambda: doubles.are_different(vault, one.known.id, one.new.id),
            _("Both rows stay"),
            failed=self.show_problem,
        )

    @staticmethod
    def _first(waiting: Sequence[Double]) -> Sequence[Double]:
        return waiting[:_SHOWN]


def _nothing() -> QFrame:
    return Empty(
        "circle-check", _("Nothing to decide"), _("Coffer asks when an import brings a row that may be there.")
    )


SCREEN = Screen(
    name="doubles",
    title=N_("Possible duplicates"),
    group="",
    order=12,
    icon="copy",
    topics=("transactions", "accounts", "imports"),
    build=Doubles,
)
