"""The catalogues that are held: version, end, who signed; adding from a file, a folder or an address; letting go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QWidget

from hub.services.catalogues import Kept
from ui.ask import Dialog
from ui.fields import TextField
from ui.locale import _, text
from ui.offers.reading import Shown
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.boxes import column, heading, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.payment.short import ShortTable
from ui.table import Action, Column, Payee, Row, Rows, Words


@dataclass(frozen=True, slots=True)
class Deeds:
    """What can be done. update(one): ask for it again, or choose its new file. schedule(one, whether)."""

    file: Callable[[], object]
    folder: Callable[[], object]
    address: Callable[[], object]
    update: Callable[[Kept], object]
    remove: Callable[[Kept], object]
    schedule: Callable[[Kept, bool], object]
    parent: Callable[[], QWidget]


class Catalogues(QWidget):
    """A row for each; its dialog does the rest."""

    def __init__(self, deeds: Deeds) -> None:
        super().__init__()
        self._deeds = deeds
        self._known: dict[str, Kept] = {}
        self.dialog: AboutCatalogue | None = None
        self._rows = Rows(6)
        columns = [
            Column(_("Catalogue")), Column(_("Version"), 100), Column(_("Taken in"), 130),
            Column(_("Valid until"), 130), Column(_("Signed by"), 190), Column("", 110, is_trailing=True),
        ]  # fmt: skip
        self.table = ShortTable(_("Catalogues"), columns, self._rows, is_selectable=False, height="two-line")
        self.table.acted.connect(self._open)
        self.table.opened.connect(self._open)
        adding = row(
            button(_("From a file"), deeds.file, grade="small", icon="file-down"),
            button(_("From a folder"), deeds.folder, grade="small", icon="folder-open"),
            button(_("From an address"), deeds.address, grade="small", icon="globe"),
            0,
            gap=3,
        )
        head = heading(_("Catalogues"), _("fetched whole and matched here, so that nobody learns what you look for"))
        column(head, self.table, adding, gap=3, parent=self)

    def show_catalogues(self, shown: Shown) -> None:
        """Show them."""
        self._known = {one.name: one for one in shown.held}
        self._rows.show([_row(one, shown) for one in shown.held])
        self.table.fit_rows()
        self.table.setVisible(bool(shown.held))

    def _open(self, key: object) -> None:
        one = self._known.get(str(key))
        if one is not None:
            self.dialog = AboutCatalogue(one, self._deeds)
            self.dialog.finished.connect(self.dialog.deleteLater)
            self.dialog.open()


class AboutCatalogue(Dialog):
    """All that is known of a catalogue, and what can be done with it."""

    def __init__(self, one: Kept, deeds: Deeds) -> None:
        super().__init__(_("The catalogue {name}").format(name=one.name), deeds.parent(), width=520)
        lines = [
            Line(_("Version"), text.code(str(one.version))),
            Line(_("Taken in"), text.day(one.taken_in_on)),
            Line(_("Valid until"), text.day(one.expires) if one.expires else _("not said")),
            Line(_("Comes from"), text.code(one.host) if one.host else _("a file")),
        ]
        self.add(Arithmetic(lines))
        if one.key:
            said = _("Signed with the key {key}. A version with another key is refused.").format(key=text.code(one.key))
        else:
            said = _("Nobody signed it: whoever made the file could have written anything.")
        self.add(Paragraph(said, "small"))
        if one.trouble:
            self.add(Paragraph(_("The newest try failed; this version stays."), "small", "warning"))
        if one.host:
            self.weekly = QCheckBox(_("Ask for it once a week"))
            self.weekly.setChecked(one.is_scheduled)
            self.weekly.toggled.connect(lambda is_on: deeds.schedule(one, is_on))
            self.add(self.weekly)
        self.update_it = button(_("Update"), lambda: self._do(deeds.update, one), icon="refresh-cw")
        self.remove = button(_("Let it go"), lambda: self._do(deeds.remove, one))
        close = button(_("Close"), self.reject)
        self.add_answers(self.remove, self.update_it, close, safe=close)
        self.fit()

    def _do(self, deed: Callable[[Kept], object], one: Kept) -> None:
        self.accept()
        deed(one)


class Address(Dialog):
    """Who publishes a catalogue, and for which region. on_said(host, region)."""

    def __init__(self, country: str, on_said: Callable[[str, str], object], parent: QWidget) -> None:
        super().__init__(_("A catalogue from an address"), parent, width=520)
        self._on_said = on_said
        self.host = TextField(_("Address"), is_required=True, placeholder="offers.example.org")
        self.region = TextField(_("Region"), is_required=True, help_text=_("A country, as in de; or eu, world"))
        self.region.set_value(country.lower())
        words = _("The whole file is asked for: the address learns that you ask, and your region, nothing else.")
        self.add(self.host, self.region, Paragraph(words, "small"))
        self.yes = button(_("Ask for it"), self._say, kind="primary")
        no = button(_("Cancel"), self.reject)
        self.add_answers(no, self.yes, safe=no)
        self.host.setFocus()
        self.fit()

    def _say(self) -> None:
        fields = (self.host, self.region)
        wrong = [one for one in fields if not one.check()]
        if not wrong:
            self.accept()
            self._on_said(self.host.value().strip(), self.region.value().strip().lower())


def _row(one: Kept, shown: Shown) -> Row:
    is_over = one.expires is not None and one.expires < shown.today
    until = text.day(one.expires) if one.expires else _("not said")
    sub = one.host or _("from a file")
    if one.is_scheduled:
        sub = _("{host}, once a week").format(host=one.host)
    cells = (
        Payee(one.name, sub=_("the newest try failed") if one.trouble else sub, icon="tag"),
        Words(text.code(str(one.version))),
        Words(text.day(one.taken_in_on)),
        Words(_("over since {day}").format(day=until) if is_over else until, tone="warning" if is_over else "text"),
        Words(text.code(one.key) if one.key else _("nobody"), tone="text-2"),
        Action(_("Look")),
    )
    return Row(one.name, cells)
