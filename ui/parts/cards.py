"""Cards: something to act on, with its why, one main action, "Not now" and "Never"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QWidget

from ui.locale import _
from ui.parts.boxes import column, inset, row
from ui.parts.buttons import button
from ui.parts.chips import tag
from ui.parts.texts import Paragraph, label
from ui.style import tokens


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a card needs; all words are ready texts. A suggestion without why, action or ways to decline can't be made.

    state and icon: of the tag. figure and per: "€ 128.40", "once".
    """

    headline: str
    why: str
    action: str
    on_action: Callable[[], object]
    on_not_now: Callable[[], object]
    on_never: Callable[[], object]
    tag: str = ""
    state: str = ""
    icon: str = ""
    figure: str = ""
    per: str = ""


class Card(QFrame):
    """A suggestion as a card. is_first: its action is the primary of the screen."""

    def __init__(self, suggestion: Suggestion, *, is_first: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(suggestion.headline)
        top = row(gap=2)
        if suggestion.tag:
            top.addWidget(tag(suggestion.tag, suggestion.state, suggestion.icon))
        top.addStretch()
        figure = label(suggestion.figure, "title", tabular=False)
        top.addWidget(figure)
        if suggestion.per:
            top.addWidget(label(suggestion.per, "small", "text-3"))
        headline = Paragraph(suggestion.headline, "section", "text")
        headline.setFont(tokens.font("section", size=14))
        why = Paragraph(suggestion.why, "small", "text-2")
        why.setMinimumHeight(2 * tokens.line("small"))
        kind = "primary" if is_first else ""
        self.action = button(suggestion.action, suggestion.on_action, kind=kind, grade="small")
        self.not_now = button(_("Not now"), suggestion.on_not_now, kind="quiet", grade="small")
        self.never = button(_("Never"), suggestion.on_never, kind="quiet", grade="small")
        actions = row(self.action, 1, self.not_now, self.never, gap=3)
        words = column(headline, why, gap=1)
        inset(column(top, words, 1, actions, gap=4, parent=self), 5, 4)
