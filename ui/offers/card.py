"""An offer that fits, as a card: what it is, why, what it is worth, what somebody is paid for it, what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton

from hub.services.offers import OfferView
from ui.locale import _, text, wording
from ui.offers import saying
from ui.offers.reading import Shown
from ui.parts.boxes import column, inset, row
from ui.parts.buttons import button
from ui.parts.chips import tag
from ui.parts.monogram import monogram
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph, label
from ui.style import tokens

Mark = Callable[[OfferView, str], object]


class OfferCard(QFrame):
    """on_mark(offer, state). is_first: its action is the primary of the screen."""

    def __init__(self, view: OfferView, shown: Shown, on_mark: Mark, *, is_first: bool) -> None:
        super().__init__()
        offer, match = view.offer, view.match
        self.setProperty("role", "card")
        self.setAccessibleName(offer.title)
        self.buttons = _buttons(view, on_mark, is_first=is_first)
        headline = Paragraph(saying.headline(view), "section", "text")
        headline.setFont(tokens.font("section", size=14))
        small = (saying.conditions(view, shown.ways, shown.home), saying.paid(view))
        lines = [headline, Paragraph(saying.why(view, shown.home), "body", "text")]
        lines += [Paragraph(words, "small", "text-2") for words in small if words]
        worth = text.money(match.worth, shown.home)
        figure = label(worth, "title", is_trailing=True)
        per = label(wording.label("per", match.per), "small", "text-3", is_trailing=True)
        worth_column = column(figure, per, 1, gap=0)
        top = row(gap=4)
        top.addWidget(monogram(offer.merchant), 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(column(*lines, gap=1), 1)
        top.addLayout(worth_column)
        foot = row(*self.buttons, 0, gap=3)
        foot.insertSpacing(0, tokens.px(24) + tokens.space(4))
        marks = row(0, gap=3)
        state = _state(view)
        if state is not None:
            marks.addWidget(state)
        if offer.valid_to is not None:
            marks.addWidget(Picture("calendar-clock", "text-3", "small"))
            marks.addWidget(label(_("until {day}").format(day=text.day(offer.valid_to)), "small", "text-2"))
        is_large = tokens.look().scale >= 1.5
        if not is_large:
            foot.addLayout(marks)
        below = [marks] if is_large else []
        inset(column(top, *below, foot, gap=3, parent=self), 5, 4)


def _buttons(view: OfferView, on_mark: Mark, *, is_first: bool) -> list[QPushButton]:
    kind = "primary" if is_first else ""
    made: list[QPushButton] = []
    if view.state == "seen":
        made.append(button(_("Track"), lambda: on_mark(view, "tracked"), kind=kind, grade="small", icon="bell-plus"))
    if view.offer.needs_activation and view.state != "active":
        kind = "" if made else kind
        made.append(button(_("I activated it"), lambda: on_mark(view, "active"), kind=kind, grade="small"))
    elif view.state != "seen":
        made.append(button(_("I used it"), lambda: on_mark(view, "used"), grade="small", icon="check"))
    made.append(button(_("Not for me"), lambda: on_mark(view, "never"), kind="quiet", grade="small"))
    return made


def _state(view: OfferView) -> QFrame | None:
    if view.state == "active":
        return tag(_("activated"), "positive", "check")
    if view.offer.needs_activation:
        return tag(_("not active yet"), "warning", "circle-dashed")
    return tag(_("tracked"), "info", "bell-plus") if view.state == "tracked" else None
