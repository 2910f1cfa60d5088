"""Editing many transactions at once: fields that stay unless they are filled, and a preview of what would change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog

from hub.domain.channel import CHANNELS
from hub.domain.transaction import STATES, Category, Transaction
from hub.services import bulk
from hub.services.bulk import Edit, Preview
from ui.drafting import Drafted
from ui.fields import ChoiceField, DayField, TextField
from ui.locale import N_, _, ngettext, text, wording
from ui.locale.text import EntryError
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.screen import Context
from ui.style import tokens
from ui.table import Amount, Column, Row, Rows, Table, Words
from ui.transactions.naming import category_name

_STAYS, _TO_SORT = "stays", "to sort"
_FIELDS = {
    "payee": N_("payee"), "notes": N_("notes"), "status": N_("state"), "channel": N_("paid how"),
    "booked_on": N_("date"), "category": N_("category"), "tags": N_("tags"),
}  # fmt: skip
_REST_MS = 200


class ManyDialog(QDialog):
    """on_save(ids, edit) when it is done. begin: which field has the focus, "category" or "tags"."""

    def __init__(
        self,
        context: Context,
        ids: Sequence[int],
        categories: Sequence[Category],
        on_save: Callable[[Sequence[int], Edit], object],
        begin: str = "category",
    ) -> None:
        super().__init__(context.frame.dialog_parent())
        self._context, self._ids, self._on_save = context, tuple(ids), on_save
        template = ngettext("Edit {count} transaction", "Edit {count} transactions", len(ids))
        title = template.format(count=text.count(len(ids)))
        self.setWindowTitle(title)
        self.setFixedWidth(tokens.px(720))
        stays = _("stays as it is")
        named = [(one.id, category_name(one)) for one in categories]
        self.category = ChoiceField(_("Category"), [(_STAYS, stays), *named, (_TO_SORT, _("To sort"))])
        self.payee = TextField(_("Payee"), placeholder=stays)
        self.add_tags = TextField(_("Tags to add"), placeholder=_("holiday, shared"))
        self.drop_tags = TextField(_("Tags to take away"), placeholder=_("holiday, shared"))
        states = [(one, wording.label("transaction_state", one)) for one in STATES]
        self.state = ChoiceField(_("State"), [("", stays), *states])
        ways = [(one, wording.label("channel", one)) for one in CHANNELS]
        self.channel = ChoiceField(_("Paid how"), [("", stays), *ways])
        self.day = DayField(_("Date"), context.today())
        self.notes = TextField(_("Notes"), placeholder=stays, longest=1000)
        self.trial = Paragraph(role="small")
        self.rows = Rows(3)
        columns = [Column(_("Date"), 110), Column(_("Payee")), Column(_("Amount"), 130, is_trailing=True)]
        self.table = Table(_("What would change"), columns, self.rows, is_selectable=False)
        self.yes = button(_("Change"), self._finish, kind="primary")
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._timer.timeout.connect(self.try_out)
        self._lay_out(title)
        for field in (
            self.category, self.payee, self.add_tags, self.drop_tags, self.state, self.channel, self.day, self.notes
        ):  # fmt: skip
            field.changed.connect(self._timer.start)
        self._say(None)
        Drafted(self, "many", " ".join(str(one) for one in sorted(ids)[:1000]))
        (self.add_tags if begin == "tags" else self.category).setFocus()

    def edit(self) -> Edit:
        """What shall change; `EntryError` while a field can't be read."""
        chosen = self.category.value()
        return Edit(
            sorts=chosen != _STAYS,
            category_id=chosen if isinstance(chosen, int) else None,
            payee=self.payee.value(),
            notes=self.notes.value(),
            status=self.state.value(),
            channel=self.channel.value(),
            booked_on=self.day.value(),
            add_tags=_names(self.add_tags.value()),
            remove_tags=_names(self.drop_tags.value()),
        )

    def try_out(self) -> None:
        """Say what would change."""
        self._timer.stop()
        try:
            edit = self.edit()
        except EntryError:
            self._say(None)
            return
        vault, ids = self._context.vault, self._ids
        self._context.tasks.run(
            lambda _progress: bulk.preview(vault, ids, edit), self._say, owner=self, key=f"try {id(self)}"
        )

    def _say(self, found: Preview | None) -> None:
        count = 0 if found is None else found.changed
        self.yes.setEnabled(count > 0)
        self.rows.show([] if found is None else [_row(one) for one in found.rows])
        if found is None or not count:
            self.trial.say(_("Nothing would change yet."))
            return
        template = ngettext(
            "{count} of {total} would change: {fields}.", "{count} of {total} would change: {fields}.", count
        )
        fields = ", ".join(f"{_(_FIELDS[name])} ({text.count(many)})" for name, many in found.fields)
        words = template.format(count=text.count(count), total=text.count(len(self._ids)), fields=fields)
        if found.left:
            left = ngettext(
                "{count} is split or a transfer and keeps its category.",
                "{count} are split or transfers and keep their category.",
                found.left,
            )
            words = f"{words} {left.format(count=text.count(found.left))}"
        if found.met:
            met = ngettext(
                "{count} was on a reconciled statement, which then no longer fits.",
                "{count} were on reconciled statements, which then no longer fit.",
                found.met,
            )
            words = f"{words} {met.format(count=text.count(found.met))}"
        self.trial.say(words)

    def _finish(self) -> None:
        self._on_save(self._ids, self.edit())
        self.accept()

    def _lay_out(self, title: str) -> None:
        self.table.setFixedHeight(tokens.px(180))
        pairs = []
        for pair in (
            (self.category, self.payee), (self.add_tags, self.drop_tags), (self.state, self.channel),
            (self.day, self.notes),
        ):  # fmt: skip
            line = row(*pair, gap=5)
            line.setStretch(0, 1)
            line.setStretch(1, 1)
            pairs.append(line)
        answers = row(0, button(_("Cancel"), self.reject), self.yes)
        outer = column(
            Paragraph(title, role="title", tone="text"), *pairs, self.trial, self.table, answers, gap=4, parent=self
        )
        margin = tokens.space(6)
        outer.setContentsMargins(margin, margin, margin, margin)


def _names(typed: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in typed.split(",") if part.strip())


def _row(one: Transaction) -> Row:
    cells = (
        Words(text.day(one.booked_on), tone="text-2"),
        Words(one.payee or one.description),
        Amount(text.money(one.amount, one.currency), "in" if one.amount > 0 else "out"),
    )
    return Row(one.id, cells)
