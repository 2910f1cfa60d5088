"""Can you afford it? What is free to spend before and after."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hub.services.forecast import Affordable
from ui.locale import _, text
from ui.parts.boxes import column, holding, row
from ui.parts.chips import tag
from ui.parts.texts import Paragraph, is_mirrored, label
from ui.payment.reading import Answer, Ground
from ui.style import tokens
from ui.table.slots import Slots


def block(answer: Answer, ground: Ground, bears: Affordable | None = None) -> QWidget | None:
    """The block of the inspector; None where nothing is known of what is free. bears: by the account's forecast."""
    free, price = ground.free, answer.price
    if free is None or price is None or free.currency != answer.comparison.currency:
        return None
    after = free.free - price
    is_enough = after >= 0
    verdict = (
        ("yes" if is_enough else "tight")
        if bears is None or (bears.verdict == "yes" and not is_enough)
        else (bears.verdict)
    )
    mark = {
        "yes": lambda: tag(_("yes"), "positive", "check"),
        "tight": lambda: tag(_("tight"), "warning", "triangle-alert"),
        "no": lambda: tag(_("no"), "negative", "circle-x"),
    }[verdict]()
    until = _("Free to spend")
    if free.until is not None:
        until = _("Free until {day}").format(day=text.day_in_words(free.until, answer.situation.on))
    arrow = "←" if is_mirrored() else "→"
    figures = f"{text.amount(free.free, free.currency)} {arrow} {text.amount(after, free.currency)}"
    note = _("No bill moves; your buffer of {buffer} stays.").format(buffer=text.money(free.buffer, free.currency))
    if not is_enough:
        missing = text.money(min(-after, price), free.currency)
        note = _("{missing} of it would come out of your buffer or a bill.").format(missing=missing)
    made = column(
        row(label(_("Can you afford it?"), "section"), 0, mark),
        _Bar(free.free, price),
        row(label(until, "small", "text-2"), 0, label(figures, "small", "text", tabular=True, weight=600)),
        Paragraph(note, "small", "text-3"),
        gap=2,
    )
    if bears is not None:
        made.addWidget(Paragraph(_foreseen(bears), "small", "text-2"))
    return holding(made)


def _foreseen(bears: Affordable) -> str:
    """What the account that is drawn from comes to on its worst day."""
    account = bears.drawn_on
    values = {
        "account": text.name(account.name),
        "amount": text.money(abs(bears.spare), account.currency),
        "day": text.day(bears.lowest.on),
    }
    if bears.spare < 0:
        return _("{account} would miss {amount} on {day}.").format(**values)
    if bears.verdict == "tight":
        return _("{account} keeps {amount} on {day}, its lowest, if all goes as expected.").format(**values)
    return _("{account} keeps {amount} on {day}, its lowest.").format(**values)


class _Bar(QWidget):
    """What is free: the part that stays in ink, the part this takes hatched."""

    def __init__(self, free: int, price: int) -> None:
        super().__init__()
        self._free, self._price = free, price
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the design's bar."""
        return QSize(tokens.px(120), tokens.px(10))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw what stays and what goes."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        whole = max(self._free, self._price, 1)
        stays = max(self._free - self._price, 0)
        with QPainter(self) as painter:
            slots = Slots(QRectF(self.rect()), is_mirrored=mirrored)
            split = round(slots.width * stays / whole)
            painter.fillRect(slots.at(0, split), tokens.color("accent"))
            ink = tokens.color("text-2" if self._free >= self._price else "warning")
            painter.fillRect(slots.at(split, slots.width - split), QBrush(ink, Qt.BrushStyle.BDiagPattern))
