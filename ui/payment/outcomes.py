"""Did it pay off? What was promised of payments that were decided here, and what came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from hub.domain.money import to_decimal, to_minor
from hub.services.predictions import CAME, CHARGED, MISSED, WAITING, Outcome
from ui.fields import AmountField
from ui.locale import _, ngettext, text, wording
from ui.locale.text import EntryError
from ui.parts.boxes import column, holding, row
from ui.parts.buttons import button
from ui.parts.chips import tag
from ui.parts.inspector import Inspector
from ui.parts.pictures import Picture
from ui.parts.popover import Popover
from ui.parts.texts import Paragraph, Run, label
from ui.payment.ranking import chain, money
from ui.payment.reading import Ground
from ui.style import tokens

WIDTH = 364
_MOST = 12
_TONES = {WAITING: "", CHARGED: "info", CAME: "positive", MISSED: "warning"}

Post = Callable[[Outcome, Decimal | None], object]


class Right(QWidget):
    """One line below the ranking: how often the promise was kept; see it in the inspector."""

    def __init__(self, on_see: Callable[[], object]) -> None:
        super().__init__()
        self.words = Paragraph(role="small", tone="text-2")
        self.see = button(_("See it"), on_see, kind="link", grade="small")
        parts = row(Picture("history", "text-3", "small"), self.words, self.see, gap=3, parent=self)
        parts.setStretchFactor(self.words, 1)
        self.hide()

    def show_outcomes(self, found: Sequence[Outcome]) -> None:
        """Say how the last decisions went; nothing where there was none."""
        self.setVisible(bool(found))
        judged = [one for one in found if one.miss is not None][:_MOST]
        if not judged:
            waiting = len(found)
            words = ngettext(
                "{count} payment was decided here; its reward is still to come.",
                "{count} payments were decided here; their rewards are still to come.",
                waiting,
            )
            self.words.say(words.format(count=text.count(waiting)))
            return
        kept = sum(not one.miss for one in judged)
        right = Run(
            _("{kept} of the last {count}").format(kept=text.count(kept), count=text.count(len(judged))), is_strong=True
        )
        wrong = next((one for one in judged if one.miss), None)
        if wrong is None or wrong.miss is None:
            self.words.show_words(_("Was this right before? {kept} came out to the cent."), kept=right)
            return
        self.words.show_words(
            _("Was this right before? {kept} came out to the cent; the last miss was {miss}, on {day}, {payee}."),
            kept=right,
            miss=money(abs(wrong.miss), wrong.currency),
            day=text.day(wrong.transaction.booked_on),
            payee=text.name(wrong.transaction.payee),
        )


def inspector(found: Sequence[Outcome], ground: Ground, post: Post, close: Callable[[], object]) -> Inspector:
    """Every decision with its promise and what came. post(outcome, reward): the person says what came."""
    made = Inspector(_("Did it pay off?"), close)
    made.title(_("Did it pay off?"), _("what was promised, and what came"))
    names = {one.id: one.name for one in ground.instruments}
    for one in found[:_MOST]:
        made.block(*_block(one, names, post))
    return made


def _block(one: Outcome, names: dict[str, str], post: Post) -> list[QWidget]:
    row_ = one.transaction
    head = row(label(text.name(row_.payee), "strong"), 0, tag(wording.label("outcome", one.state), _TONES[one.state]))
    about = _("{day}, {way}").format(day=text.day(row_.booked_on), way=chain(one.path, names))
    came = "" if one.posted is None else _("came {amount}").format(amount=money(one.posted, one.currency))
    promised = _("promised {amount}").format(amount=money(one.reward, one.currency))
    parts = [holding(head), Paragraph(about, "small", "text-2")]
    parts.append(Paragraph(" · ".join(filter(None, (promised, came))), "small", "text"))
    charged = one.charged
    if charged is not None and charged != one.charge:
        template = _("The account was charged {charged} instead of {charge}.")
        figures = {"charged": text.money(charged, row_.currency), "charge": text.money(one.charge, row_.currency)}
        parts.append(Paragraph(template.format(**figures), "small", "warning"))
    if one.state in {CHARGED, MISSED}:
        yes = button(_("It came"), lambda: post(one, one.reward), grade="small", icon="check")
        other = button(_("Another amount"), kind="quiet", grade="small")
        other.clicked.connect(lambda _checked: _ask(one, post, other))
        parts.append(holding(row(yes, other, 0, gap=3)))
    return parts


def _ask(one: Outcome, post: Post, beside: QWidget) -> None:
    """The amount that came, in a popover; 0 says that nothing did."""
    field = AmountField(_("What came"), one.currency, is_required=True, may_be_negative=False)
    field.set_value(to_minor(one.reward, one.currency))
    made = holding(column(field, gap=3))
    made.setFixedWidth(tokens.px(220))
    made.setFocusProxy(field)
    made.setAccessibleName(_("What came"))
    popover = Popover(made, beside.window())

    def done() -> None:
        try:
            minor = field.value()
        except EntryError:
            return
        if minor is not None:
            popover.close()
            post(one, to_decimal(minor, one.currency))

    field.committed.connect(done)
    popover.show_at(QRect(beside.mapToGlobal(beside.rect().topLeft()), beside.size()))
    field.setFocus()
