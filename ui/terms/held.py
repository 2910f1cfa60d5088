"""Beside the editor: the dated versions of a product, and what is used of its caps, which can be corrected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from hub.domain.money import to_minor
from hub.services.counters import Standing
from hub.services.usage import Opening
from ui.ask import Dialog
from ui.fields import DayField, NumberField, TextField
from ui.locale import _, text, wording
from ui.parts.boxes import column, heading, holding
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.payment.short import ShortTable
from ui.style import tokens
from ui.table import Action, Column, Payee, Row, Rows, Words


@dataclass(frozen=True, slots=True)
class Changes:
    """remove(first day of a version); correct(what was read); derive(counter): from payments alone again."""

    remove: Callable[[str], object]
    correct: Callable[[Opening], object]
    derive: Callable[[Standing], object]
    parent: Callable[[], QWidget]


class Held(QWidget):
    """Two short tables; each row has one thing that can be done."""

    def __init__(self, versions: Sequence[Mapping[str, Any]], home: str, today: date, changes: Changes) -> None:
        super().__init__()
        self._home, self._today, self._changes = home, today, changes
        self._standings: dict[str, Standing] = {}
        self.dialog: Correcting | None = None
        self._version_rows = Rows(4)
        columns = [Column(_("Holds from")), Column(_("Until"), 170), Column(_("Source"), 240), Column("", 110)]
        self.versions = ShortTable(_("Versions"), columns, self._version_rows, is_selectable=False)
        self.versions.acted.connect(lambda start: changes.remove(str(start)))
        self._cap_rows = Rows(4)
        columns = [
            Column(_("Cap")), Column(_("Used"), 220, is_trailing=True), Column(_("Where from"), 260), Column("", 110),
        ]  # fmt: skip
        self.caps = ShortTable(_("What is used of the caps"), columns, self._cap_rows, is_selectable=False,
                               height="two-line")  # fmt: skip
        self.caps.acted.connect(self._correct)
        self.caps.opened.connect(self._correct)
        self._caps_head = holding(heading(_("What is used of the caps"), _("derived from your payments")))
        body = column(heading(_("Versions")), self.versions, self._caps_head, self.caps, gap=3, parent=self)
        body.setContentsMargins(0, tokens.space(6), 0, 0)
        self._show_versions(versions)
        self.show_standings([])

    def _show_versions(self, versions: Sequence[Mapping[str, Any]]) -> None:
        rows = []
        for one in versions:
            start, end = str(one.get("valid_from", "")), str(one.get("valid_to", ""))
            cells = (
                Words(text.day(date.fromisoformat(start)) if start else _("ever")),
                Words(text.day(date.fromisoformat(end)) if end else _("open")),
                Words(str(one.get("source", "")) or _("typed"), tone="text-2"),
                Action(_("Remove")) if len(versions) > 1 else None,
            )
            rows.append(Row(start, cells))
        self._version_rows.show(rows)
        self.versions.fit_rows()

    def show_standings(self, found: Sequence[Standing]) -> None:
        """Show what is used."""
        self._standings = {f"{one.instrument}/{one.cap}": one for one in found}
        self._cap_rows.show([self._cap(key, one) for key, one in self._standings.items()])
        self.caps.fit_rows()
        self.caps.setVisible(bool(found))
        self._caps_head.setVisible(bool(found))

    def _cap(self, key: str, one: Standing) -> Row:
        used = _("{used} of {amount}").format(used=self._amount(one, one.used), amount=self._amount(one, one.amount))
        whence = _("your payments")
        if one.typed is not None:
            day = text.day(one.typed.as_of)
            source = text.name(one.typed.source) if one.typed.source else _("no source")
            whence = _("typed for {day}: {source}").format(day=day, source=source)
        unit = wording.label("cap_unit", one.basis)
        cells = (
            Payee(text.name(one.name), sub=_("{cap}, {unit}").format(cap=one.cap, unit=unit)),
            Words(used),
            Words(whence, tone="text-2"),
            Action(_("Correct")),
        )
        return Row(key, cells)

    def _amount(self, one: Standing, amount: Decimal) -> str:
        if one.basis in ("spend", "cash"):
            return text.money(to_minor(amount, self._home), self._home)
        return text.number(amount)

    def _correct(self, key: object) -> None:
        one = self._standings.get(str(key))
        if one is None:
            return
        self.dialog = Correcting(one, self._today, self._changes)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()


class Correcting(Dialog):
    """What the issuer says is used of a cap, on which day, and where that was read."""

    def __init__(self, one: Standing, today: date, changes: Changes) -> None:
        title = _("Used of {cap} of {way}").format(cap=one.cap, way=text.name(one.name))
        super().__init__(title, changes.parent(), width=520)
        self._one, self._changes = one, changes
        self.used = NumberField(_("Used"), least=Decimal(0), is_required=True)
        self.used.set_value(one.used)
        self.on = DayField(_("At the end of"), today, is_required=True)
        self.on.set_value(one.typed.as_of if one.typed is not None else today)
        self.source = TextField(_("Where you read it"), placeholder=_("app of the bank"))
        self.source.set_value(one.typed.source if one.typed is not None else "")
        self.add(self.used, self.on, self.source)
        self.add(Paragraph(_("Payments after that day are added to it. It is forgotten with its period."), "small"))
        self.save = button(_("Save"), self._save, kind="primary")
        cancel = button(_("Cancel"), self.reject)
        answers = [cancel, self.save]
        if one.typed is not None:
            self.derive = button(_("Derive it again"), self._derive)
            answers.insert(0, self.derive)
        self.add_answers(*answers, safe=cancel)
        self.used.setFocus()
        self.fit()

    def _save(self) -> None:
        if [one for one in (self.used, self.on) if not one.check()]:
            return
        one, on = self._one, self.on.value()
        if on is None:
            return
        self.accept()
        used = format(self.used.value() or Decimal(0), "f")
        self._changes.correct(Opening(one.instrument, one.cap, on, used, "", self.source.value()))

    def _derive(self) -> None:
        self.accept()
        self._changes.derive(self._one)
