"""Who gets what: the permissions in force with Stop, and those that ended, folded."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hub.domain.outgoing import Grant
from ui.ask import question
from ui.locale import _, text, wording
from ui.parts.boxes import column, heading
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.payment.short import ShortTable
from ui.privacy import saying
from ui.privacy.reading import Shown
from ui.style import tokens
from ui.table import Action, Amount, Column, Payee, Row, Rows, Tag, Words

_LARGE = 1.5


class Granted(QWidget):
    """on_stop(grant): the person withdraws it."""

    def __init__(self, on_stop: Callable[[Grant], object]) -> None:
        super().__init__()
        self._grants: dict[int, Grant] = {}
        self._shown: Shown | None = None
        self._shows_ended = False
        self._on_stop = on_stop
        self.ended = button("", self._turn, kind="link", grade="small")
        self._rows = Rows(7)
        columns = [
            Column(_("Who"), 230), Column(_("What for"), 140), Column(_("What")), Column(_("Until"), 144),
            Column(_("Last sent"), 120), Column(_("Size"), 76, is_trailing=True), Column("", 96, is_trailing=True),
        ]  # fmt: skip
        self.table = ShortTable(_("Who gets what"), columns, self._rows, is_selectable=False, height="two-line")
        self.table.acted.connect(self._stop)
        self.table.opened.connect(self._ask)
        self.table.clicked.connect(lambda _index: self._ask(self.table.current()) if self.table.is_stacked else None)
        self.none = Paragraph(
            _("Nobody. What would leave is shown word for word before it does, and only a yes lets it.")
        )
        comment = _("stopping works at once; what they hold already, they keep") if tokens.look().scale < _LARGE else ""
        column(heading(_("Who gets what"), comment, self.ended), self.table, self.none, gap=3, parent=self)

    def show_grants(self, shown: Shown) -> None:
        """Show the permissions."""
        self._shown = shown
        self._grants = {one.id: one for one in shown.grants}
        ended = len(shown.grants) - len(shown.in_force)
        self.ended.setVisible(ended > 0)
        fold = _("Hide the ended") if self._shows_ended else _("{count} ended")
        self.ended.setText(fold.format(count=text.count(ended)))
        listed = list(shown.grants) if self._shows_ended else shown.in_force
        self._rows.show([_row(one, shown) for one in listed])
        self.table.fit_rows()
        self.table.setVisible(bool(listed))
        self.none.setVisible(not listed)

    def _turn(self) -> None:
        self._shows_ended = not self._shows_ended
        if self._shown is not None:
            self.show_grants(self._shown)

    def _ask(self, key: object) -> None:
        """Where a whole row was chosen and not the button, ask: what was stopped is not brought back by an undo."""
        grant = self._grants.get(key) if isinstance(key, int) else None
        if grant is None or self._shown is None or not self._shown.is_in_force(grant):
            return
        name = saying.who(grant.recipient)
        words = _("Nothing more goes there. What was sent already can’t be called back.")
        if question(self.window(), _("Stop {who}?").format(who=name), words, _("Stop"), _("Go on")):
            self._on_stop(grant)

    def _stop(self, key: object) -> None:
        grant = self._grants.get(key) if isinstance(key, int) else None
        if grant is not None and self._shown is not None and self._shown.is_in_force(grant):
            self._on_stop(grant)


def _row(grant: Grant, shown: Shown) -> Row:
    last = shown.sent_by(grant)
    until = _("once") if grant.once else _("you stop") if grant.until is None else text.day(grant.until.astimezone())
    is_open = shown.is_in_force(grant)
    is_large = tokens.look().scale >= _LARGE  # two-line rows have room for one thing at their end: Stop
    if not is_open:
        until = _("ended")
    name = saying.who(grant.recipient)
    cells = (
        Payee(name, key=grant.recipient, sub=saying.host(grant.recipient)),
        Words(wording.label("purpose", grant.purpose)),
        Words(saying.what(grant.fields), tone="text-2"),
        Words(until, sub=_("since {day}").format(day=text.day(grant.since.astimezone()))) if is_open else Tag(until),
        Words(saying.when(last.at) if last is not None else _("never"), tone="text-2"),
        Amount(text.size(last.size), "quiet") if last is not None and not is_large else None,
        Action(_("Stop"), "circle-stop") if is_open else None,
    )
    return Row(grant.id, cells)
