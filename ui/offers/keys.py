"""The keys that catalogues and packs are kept to, and forgetting one after a look at its fingerprint."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hub.services.publishers import Pinned
from ui.ask import Dialog
from ui.locale import _, text, wording
from ui.offers.reading import Shown
from ui.parts.boxes import column, heading
from ui.parts.buttons import button
from ui.parts.texts import Paragraph, label
from ui.payment.short import ShortTable
from ui.style import tokens
from ui.table import Action, Column, Payee, Row, Rows, Words


class Keys(QWidget):
    """A row for each. on_forget(key); parent: of the dialog."""

    def __init__(self, on_forget: Callable[[Pinned], object], parent: Callable[[], QWidget]) -> None:
        super().__init__()
        self._on_forget, self._parent = on_forget, parent
        self._known: dict[str, Pinned] = {}
        self.dialog: ForgetKey | None = None
        self._rows = Rows(4)
        columns = [
            Column(_("Publisher")), Column(_("Key"), 190), Column(_("Since"), 130),
            Column("", 110, is_trailing=True),
        ]  # fmt: skip
        self.table = ShortTable(_("Keys of publishers"), columns, self._rows, is_selectable=False, height="two-line")
        self.table.acted.connect(self._open)
        self.table.opened.connect(self._open)
        head = heading(_("Keys of publishers"), _("who signed first; a version with another key is refused"))
        column(head, self.table, gap=3, parent=self)
        self.hide()

    def show_keys(self, shown: Shown) -> None:
        """Show them; nothing where nothing was signed."""
        self._known = {f"{one.kind} {one.name}": one for one in shown.keys}
        self._rows.show([_row(key, one) for key, one in self._known.items()])
        self.table.fit_rows()
        self.setVisible(bool(shown.keys))

    def _open(self, key: object) -> None:
        one = self._known.get(str(key))
        if one is not None:
            self.dialog = ForgetKey(one, self._on_forget, self._parent())
            self.dialog.finished.connect(self.dialog.deleteLater)
            self.dialog.open()


class ForgetKey(Dialog):
    """The fingerprint to be compared, and leave to forget the key."""

    def __init__(self, one: Pinned, on_forget: Callable[[Pinned], object], parent: QWidget) -> None:
        super().__init__(_("The key of {name}").format(name=text.name(one.name)), parent, width=520)
        self._one, self._on_forget = one, on_forget
        said = _("Since {day} a version is only taken in when it is signed with the key of this fingerprint:")
        self.add(Paragraph(said.format(day=text.day(one.since))))
        self.fingerprint = label(text.code(one.key), "title")
        self.fingerprint.setFont(tokens.font("mono", size=18))
        self.fingerprint.setAccessibleName(_("Fingerprint of the key"))
        self.add(self.fingerprint)
        self.add(Paragraph(_(
            "A publisher who takes a new key says so where you can check it: on their page, in a letter, by telephone. "
            "Forget this one only when you compared both. The next version is then taken in by whomever it is signed, "
            "and its key is kept."
        ), "small"))  # fmt: skip
        self.forget = button(_("Forget this key"), self._forget)
        keep = button(_("Keep it"), self.reject)
        self.add_answers(self.forget, keep, safe=keep)
        self.fit()

    def _forget(self) -> None:
        self.accept()
        self._on_forget(self._one)


def _row(key: str, one: Pinned) -> Row:
    cells = (
        Payee(one.name, sub=wording.label("pack_kind", one.kind), icon="key-round"),
        Words(text.code(one.key), tone="text-2"),
        Words(text.day(one.since)),
        Action(_("Look")),
    )
    return Row(key, cells)
