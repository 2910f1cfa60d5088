"""Watch: charges that look wrong and fees, each with its evidence: all right, disputed, or opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from hub.domain.alerts import Alert
from hub.domain.progress import Progress
from hub.services import alarms
from ui import undoing
from ui.locale import N_, _, ngettext, text, wording
from ui.parts.boxes import clear, column, inset, row
from ui.parts.buttons import button
from ui.parts.empty import Empty
from ui.parts.monogram import monogram
from ui.parts.sentence import Figure, Head
from ui.parts.texts import Paragraph, label
from ui.screen import Context, Screen, View
from ui.style import tokens

_SHOWN = 30
_DISPUTE, _OPEN, _AVOID = "dispute", "open", "avoid"
_MAIN = {"fee": _AVOID, "foreign_fee": _AVOID, "changed_order": _OPEN, "unusual_amount": _OPEN}
"""What to do about an alert first; to dispute it where nothing else stands here."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What waits for a look."""

    alerts: tuple[Alert, ...]
    today: date


class AlertCard(QFrame):
    """One alert: what, whom, how much, why; what to do about it first, then the other things that can be done."""

    def __init__(self, alert: Alert, today: date, screen: Watch) -> None:
        super().__init__()
        self.setProperty("role", "card")
        title = wording.label("alert", alert.code)
        self.setAccessibleName(f"{title}: {text.name(alert.payee)}")
        values = {**alert.values, "amount": alert.amount, "currency": alert.currency}
        day = text.capital(text.day_in_words(alert.on, today))
        amount = label(text.money(alert.amount, alert.currency), "section")
        whom = Paragraph(f"{text.name(alert.payee)} · {day}", "small", "text-3")
        words = column(Paragraph(title, "section", "text"), whom, gap=0)
        head = row(monogram(alert.payee, size=24), words, gap=4)
        head.setStretch(1, 1)
        head.addWidget(amount, 0, Qt.AlignmentFlag.AlignTop)
        main = _MAIN.get(alert.code, _DISPUTE)
        self.right = self._button(_("All right"), alert, lambda: screen.all_right(alert))
        self.dispute = self._button(_("Dispute"), alert, lambda: screen.dispute(alert), is_main=main == _DISPUTE)
        self.open = self._button(_("Open"), alert, lambda: screen.look_at(alert), is_main=main == _OPEN)
        deeds = [self.dispute, self.open] if main == _DISPUTE else [self.open, self.dispute]
        if main == _AVOID:
            deeds.insert(0, self._button(_("Pay without it"), alert, screen.avoid, is_main=True))
        inset(
            column(
                head,
                Paragraph(wording.evidence(alert.code, values), "body", "text-2"),
                row(*deeds, self.right, 0, gap=3),
                gap=3,
                parent=self,
            ),
            5,
            4,
        )

    @staticmethod
    def _button(words: str, alert: Alert, act: Callable[[], object], *, is_main: bool = False) -> QPushButton:
        made = button(words, act, kind="" if is_main else "quiet", grade="small")
        made.setAccessibleName(f"{words}: {text.name(alert.payee)}, {text.money(alert.amount, alert.currency)}")
        return made


class Watch(View[Shown]):
    """The sentence, and a card for each alert, the newest first."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.head = Head()
        self.cards: list[AlertCard] = []
        self.place = QVBoxLayout()
        self.place.setSpacing(tokens.space(4))
        self.body.addWidget(self.head)
        self.body.addLayout(self.place)
        self.body.addStretch()

    def load(self, progress: Progress) -> Shown:
        """Look at the last weeks."""
        progress(0, 0, "reading")
        today = self.context.today()
        return Shown(tuple(alarms.waiting(self.context.vault, today)), today)

    def fill(self, value: Shown) -> None:
        """Show what waits; where nothing does, say so."""
        clear(self.place)
        self.cards = [AlertCard(one, value.today, self) for one in value.alerts[:_SHOWN]]
        if not self.cards:
            sub = _("Coffer looks at the last 45 days, on this computer alone.")
            self.head.say(_("Nothing looks wrong."), sub=sub)
            self.place.addWidget(Empty("shield-check", _("All quiet"), _("No charge of the last weeks stands out.")))
            return
        count = len(value.alerts)
        words = ngettext("{count} charge wants a look.", "{count} charges want a look.", count)
        sub = _("None of it is a verdict: you say what is all right, and it is not asked again.")
        self.head.say(words.replace("{count}", "{figure}"), figure=Figure(text.count(count)), sub=sub)
        for card in self.cards:
            self.place.addWidget(card)

    def all_right(self, alert: Alert) -> None:
        """Never ask about it again."""
        vault = self.context.vault
        words = _("{payee} is all right").format(payee=text.name(alert.payee))
        undoing.do(self.context, lambda: alarms.all_right(vault, alert), words, failed=self.show_problem)

    def dispute(self, alert: Alert) -> None:
        """Tag the payment and put the alert away."""
        vault = self.context.vault
        words = _("Disputed: {biller}").format(biller=text.name(alert.payee))
        undoing.do(self.context, lambda: alarms.dispute(vault, alert), words, failed=self.show_problem)

    def avoid(self) -> None:
        """Compare ways to pay that cost no such fee."""
        self.context.frame.navigate("payment")

    def look_at(self, alert: Alert) -> None:
        """Show the payment among the transactions."""
        self.context.frame.navigate("transactions", transaction=alert.ids[-1])


SCREEN = Screen(
    name="watch",
    title=N_("Fraud and fee watch"),
    group="",
    order=14,
    icon="shield-check",
    topics=("transactions", "accounts", "insights"),
    build=Watch,
)
