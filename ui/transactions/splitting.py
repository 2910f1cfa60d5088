"""The parts of a transaction: each with its category, amount and note; together they must be the whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from hub.domain.transaction import Category, Split, Transaction
from ui.drafting import Content, Drafted, fill, typed
from ui.fields import AmountField, ChoiceField
from ui.fields.plain import TextField
from ui.locale import _, text
from ui.locale.text import EntryError
from ui.parts.boxes import column, row
from ui.parts.buttons import button, icon_button
from ui.parts.texts import label, set_tone
from ui.transactions.naming import category_name


class SplitEditor(QWidget):
    """Parts of one transaction, with what is still missing while they are typed.

    on_save(parts): empty when it shall not be split any more. on_cancel: nothing changes.
    """

    def __init__(
        self,
        transaction: Transaction,
        parts: Sequence[Split],
        categories: Sequence[Category],
        on_save: Callable[[list[Split]], object],
        on_cancel: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setAccessibleName(_("Parts"))
        self._transaction = transaction
        self._options = [(None, _("To sort")), *((one.id, category_name(one)) for one in categories)]
        self._on_save = on_save
        self.parts: list[PartRow] = []
        self._rows = column(gap=4)
        self.rest = label("", "small", "text-2")
        add = button(_("Add a part"), self._add_rest, kind="link", grade="small")
        self.save = button(_("Save parts"), self._save, grade="small")
        cancel = button(_("Cancel"), on_cancel, kind="quiet", grade="small")
        column(self._rows, row(add, 0, self.rest), row(self.save, cancel, 0), gap=3, parent=self)
        for part in parts or [Split(0, transaction.category_id, transaction.amount), Split(0, None, 0)]:
            self._add(part)
        self._check()
        Drafted(self, "parts", transaction.id, self._typed, put=self._put)

    def missing(self) -> int | None:
        """What the parts lack to be the whole, minor units; None while an amount can't be read."""
        try:
            return self._transaction.amount - sum(one.amount() for one in self.parts)
        except EntryError:
            return None

    def _typed(self) -> Content:
        return {"parts": [typed(one) for one in self.parts]}

    def _put(self, content: Content) -> None:
        while len(self.parts) < len(content["parts"]):
            self._add(Split(0, None, 0))
        while len(self.parts) > len(content["parts"]):
            self._remove(self.parts[-1])
        for part, before in zip(self.parts, content["parts"], strict=True):
            fill(part, before)

    def _add(self, part: Split) -> None:
        added = PartRow(part, self._options, self._transaction, self._check, self._remove)
        self.parts.append(added)
        self._rows.addWidget(added)

    def _add_rest(self) -> None:
        self._add(Split(0, None, self.missing() or 0))
        self._check()
        self.parts[-1].category.setFocus()

    def _remove(self, part: PartRow) -> None:
        self.parts.remove(part)
        self._rows.removeWidget(part)
        part.hide()
        part.deleteLater()
        self._check()

    def _check(self) -> None:
        missing = self.missing()
        is_whole = missing == 0
        currency = self._transaction.currency
        if missing is None:
            words = ""
        elif is_whole:
            words = _("{count} parts add up").format(count=text.count(len(self.parts)))
        else:
            words = _("{amount} is missing").format(amount=text.money(missing, currency))
            if abs(sum(one.amount() for one in self.parts)) > abs(self._transaction.amount):
                words = _("{amount} is too much").format(amount=text.money(abs(missing), currency))
        self.rest.setText(words)
        set_tone(self.rest, "positive" if is_whole else "negative")
        used = sum(bool(one.amount()) for one in self.parts) if is_whole else 0
        self.save.setEnabled(used > 1 or (is_whole and self._transaction.is_split))

    def _save(self) -> None:
        parts = [Split(0, one.category.value(), one.amount(), one.note.value()) for one in self.parts]
        whole = [one for one in parts if one.amount]
        self._on_save(whole if len(whole) > 1 else [])


class PartRow(QWidget):
    """One part; amounts are typed without their sign."""

    def __init__(
        self,
        part: Split,
        options: Sequence[tuple[int | None, str]],
        whole: Transaction,
        on_change: Callable[[], object],
        on_remove: Callable[[PartRow], object],
    ) -> None:
        super().__init__()
        self._sign = -1 if whole.amount < 0 else 1
        self.category = ChoiceField("", options)
        self.category.set_value(part.category_id)
        self.category.control.setAccessibleName(_("Category of the part"))
        self.figure = AmountField("", whole.currency)
        self.figure.set_value(part.amount * self._sign if part.amount else None)
        self.figure.control.setAccessibleName(_("Amount of the part"))
        self.note = TextField("", placeholder=_("Note"))
        self.note.set_value(part.note)
        self.note.control.setAccessibleName(_("Note on the part"))
        self.figure.changed.connect(on_change)
        remove = icon_button("x", _("Remove this part"), lambda: on_remove(self), grade="small")
        lower = row(self.note, remove, gap=2)
        lower.setStretchFactor(self.note, 1)
        upper = row(self.category, self.figure, gap=2)
        upper.setStretchFactor(self.category, 3)
        upper.setStretchFactor(self.figure, 2)
        column(upper, lower, gap=2, parent=self)

    def amount(self) -> int:
        """Minor units with the sign of the whole; `EntryError` while it can't be read."""
        return (self.figure.value() or 0) * self._sign
