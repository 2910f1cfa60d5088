"""What became of offers: used, credited, missing or taken back; and the money found, which counts only what came."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hub.domain.offer_life import Use
from ui.locale import _, text, wording
from ui.offers.reading import Shown
from ui.parts.boxes import column, heading, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.payment.short import ShortTable
from ui.table import Action, Amount, Column, Payee, Row, Rows, Words

_OPEN = frozenset({"expected", "missing"})
_TONES = {"missing": "warning", "credited": "positive"}


class Uses(QWidget):
    """on_look: look for payments and credits again; on_settle(use): say what came of it, or write for it."""

    def __init__(self, on_look: Callable[[], object], on_settle: Callable[[Use], object]) -> None:
        super().__init__()
        self._on_settle = on_settle
        self._known: dict[str, Use] = {}
        self.words = Paragraph()
        self.look = button(_("Look for credits"), on_look, grade="small", icon="search")
        self._rows = Rows(5)
        columns = [
            Column(_("Offer")), Column(_("Used"), 130), Column(_("State"), 210),
            Column(_("Credit"), 110, is_trailing=True), Column("", 110, is_trailing=True),
        ]  # fmt: skip
        self.table = ShortTable(_("What became of offers"), columns, self._rows, is_selectable=False, height="two-line")
        self.table.acted.connect(self._ask)
        self.table.opened.connect(self._ask)
        head = row(self.words, self.look, gap=4)
        head.setStretchFactor(self.words, 1)
        column(heading(_("What became of them"), _("money found counts only what was credited")), head, self.table,
               gap=3, parent=self)  # fmt: skip

    def show_uses(self, shown: Shown) -> None:
        """Show them, newest first."""
        self._known = {str(one.id): one for one in shown.uses}
        found = text.money(sum(one.found for one in shown.uses), shown.home)
        self.words.say(_("Money found: {amount}.").format(amount=found))
        self._rows.show([self._row(one, shown) for one in reversed(shown.uses)])
        self.table.fit_rows()
        self.table.setVisible(bool(shown.uses))
        self.setVisible(bool(shown.uses) or shown.follows)

    def _row(self, one: Use, shown: Shown) -> Row:
        state = one.state(shown.today)
        said = wording.label("offer_use", state)
        if state == "expected":
            said = _("expected by {day}").format(day=text.day(one.due_on))
        if one.asked_on is not None and state == "missing":
            said = _("asked for on {day}").format(day=text.day(one.asked_on))
        money = one.found if state in ("credited", "reversed") else one.expected
        cells = (
            Payee(one.merchant, sub=one.title),
            Words(text.day(one.used_on)),
            Words(said, tone=_TONES.get(state, "text-2")),
            Amount(text.amount(money, one.currency)),
            Action(_("Settle")) if state in _OPEN else None,
        )
        return Row(str(one.id), cells)

    def _ask(self, key: object) -> None:
        use = self._known.get(str(key))
        if use is not None and use.state(use.due_on) in _OPEN:
            self._on_settle(use)
