"""Typing an entry of the register, and a setup token of a bank."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from hub.domain.errors import HubError
from hub.domain.register import KINDS, HeldFact
from ui.drafting import Drafted
from ui.fields import ChoiceField, DayField, Field, TextField
from ui.locale import _, wording
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.screen import Context
from ui.style import tokens


class Typed(QDialog):
    """A dialog of fields that stays open with what was typed until it could be written."""

    def __init__(self, title: str, why: str, yes: str, fields: dict[str, Field], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.fields = fields
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setFixedWidth(tokens.px(520))
        self.yes = button(yes, self._finish, kind="primary")
        self.yes.setDefault(True)
        no = button(_("Cancel"), self.reject)
        head = Paragraph(title, role="title", tone="text")
        outer = column(head, Paragraph(why, "small"), *fields.values(), row(0, no, self.yes), gap=5, parent=self)
        margin = tokens.space(6)
        outer.setContentsMargins(margin, margin, margin, margin)
        next(iter(fields.values())).setFocus()
        self.on_done: Callable[[], object] = self.accept
        Drafted(self, "dialog", title)

    def refuse(self, error: HubError) -> None:
        """Say at its field why it was not written."""
        field = self.fields.get(str(error.where.get("field"))) or next(iter(self.fields.values()))
        field.show_error(str(wording.error(error)))
        field.setFocus()
        self.yes.setEnabled(True)

    def _finish(self) -> None:
        wrong = [one for one in self.fields.values() if not one.check()]
        if wrong:
            wrong[0].setFocus()
            return
        self.yes.setEnabled(False)
        self.on_done()


def held(context: Context, before: HeldFact | None, save: Callable[[HeldFact, Typed], object]) -> Typed:
    """The dialog of an entry; save(fact, dialog) when all of it can be read."""
    today = context.today()
    company = TextField(_("Company"), is_required=True)
    kind = ChoiceField(_("Kind"), [(one, wording.label("held_kind", one)) for one in KINDS])
    what = TextField(_("What"), is_required=True, placeholder=_("copy of the passport, newsletter, loyalty card"))
    given, expires = DayField(_("Given"), today), DayField(_("Expires"), today)
    contact = TextField(_("Where to write to"), placeholder=_("address of its data protection officer"))
    notes = TextField(_("Notes"), longest=2000)
    fields: dict[str, Field] = {
        "company": company, "kind": kind, "what": what, "given_on": given, "expires_on": expires, "contact": contact,
        "notes": notes,
    }  # fmt: skip
    title = _("What a company holds") if before is None else _("Edit what it holds")
    why = _("This stays in your vault; nobody is told.")
    dialog = Typed(title, why, _("Add") if before is None else _("Save"), fields, context.frame.dialog_parent())
    if before is not None:
        for name, field in fields.items():
            field.set_value(getattr(before, name))

    def done() -> None:
        ended = None if before is None else before.ended_on
        fact = HeldFact(
            0 if before is None else before.id, company.value().strip(), kind.value(), what.value().strip(),
            given.value(), expires.value(), ended, contact.value(), notes.value(),
        )  # fmt: skip
        save(fact, dialog)

    dialog.on_done = done
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def token(context: Context, save: Callable[[str, str, Typed], object]) -> Typed:
    """The dialog of a bank's setup token; save(token, name, dialog)."""
    secret = TextField(_("Setup token"), is_required=True, longest=4000)
    name = TextField(_("Name"), placeholder=_("as you call it"))
    why = _(
        "Your bank or a SimpleFIN bridge shows the token once. Coffer exchanges it for a key that stays in the vault; "
        "you see the exact bytes before."
    )
    fields: dict[str, Field] = {"token": secret, "name": name}
    dialog = Typed(_("Connect a bank"), why, _("Connect"), fields, context.frame.dialog_parent())
    dialog.on_done = lambda: save(secret.value(), name.value().strip(), dialog)
    dialog.finished.connect(dialog.deleteLater)
    return dialog
