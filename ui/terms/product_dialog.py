"""What a bank's product data says: structured figures, and its words on rewards beside the fields they suggest."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QCheckBox, QWidget

from hub.services import product_data
from hub.services.product_data import Found, Suggestion
from ui.ask import Dialog
from ui.locale import _, text, wording
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.payment.ranking import share


class ProductDialog(Dialog):
    """on_done(numbers of the suggestions that were ticked). No tick is set before the person sets it."""

    def __init__(self, found: Found, on_done: Callable[[list[int]], object], parent: QWidget) -> None:
        super().__init__(str(found.document["name"]), parent, width=520)
        self._on_done = on_done
        lines = [Line(_costs(name), _cost(name, str(value))) for name, value in found.document.get("costs", {}).items()]
        lines += [Line(_costs(name), _cost(name, value)) for name, value in found.facts.items()]
        self.add(Paragraph(_("Taken, because the bank states it in figures:"), "body", "text-2"), Arithmetic(lines))
        self.ticks: list[QCheckBox] = []
        listed = product_data.suggestions(found)
        if found.texts:
            self.add(
                Paragraph(_("Only shown: the bank's own words. Tick what you read in them, too."), "body", "text-2")
            )
        for one in found.texts:
            words = Paragraph(one.words[:400], "small", "text")
            self.add(words)
            for held, suggestion in listed:
                if held is one:
                    self.ticks.append(QCheckBox(_suggested(suggestion)))
                    self.add(self.ticks[-1])
        if found.left:
            left = _("Left out, because terms have no place for them: {places}").format(places=", ".join(found.left))
            self.add(Paragraph(left, "small", "text-3"))
        self.take = button(_("Add this card"), self._take, kind="primary")
        no = button(_("Cancel"), self.reject)
        self.add_answers(no, self.take, safe=no)
        self.fit()

    def _take(self) -> None:
        self.accept()
        self._on_done([at for at, tick in enumerate(self.ticks) if tick.isChecked()])


def _suggested(one: Suggestion) -> str:
    if one.field == "cap":
        period = wording.label("term_period", one.period)
        return _("At most {count} points {period}").format(count=text.number(one.value), period=period)
    if one.is_points:
        return _("{count} points for each dollar").format(count=text.number(one.value))
    return _("{rate} back on everything").format(rate=share(one.value))


def _costs(name: str) -> str:
    return wording.label("product_figure", name)


def _cost(name: str, value: str) -> str:
    if name in {"interest_free_days", "interest_method"}:
        return value
    return share(Decimal(value)) if name.endswith(("_rate", "_apr")) else text.number(Decimal(value), 2)
