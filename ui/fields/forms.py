"""Forms made from frozen dataclasses: one field for each value, in groups, nothing written twice.

The names, help and choices come from `ui.locale.wording.labels` (tables "setting", "setting_help",
"setting_choice", "setting_group"); the kind of field comes from the value's metadata `kind` or from its type.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, get_type_hints

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.fields import offered
from ui.fields.amount import AmountField
from ui.fields.choice import ChoiceField, SwitchField
from ui.fields.day import DayField
from ui.fields.field import Field
from ui.fields.plain import NumberField, TextField
from ui.locale import wording
from ui.locale.text import EntryError
from ui.style import tokens


@dataclasses.dataclass(frozen=True, slots=True)
class Spec:
    """What is known of one value of a form: its dataclass field, its type, and the currency of amounts."""

    name: str
    type: Any
    metadata: Mapping[str, Any]
    currency: str
    today: date
    label: str
    help_text: str

    @property
    def choices(self) -> tuple[Any, ...]:
        """The values to choose from, or ()."""
        return tuple(self.metadata.get("choices", ()))


class Form(QWidget):
    """The fields of one dataclass, by name in `fields`.

    changed: a value was changed and can be read; carries its name.
    """

    changed = Signal(str)

    def __init__(self, values_class: type[Any], *, currency: str, today: date, prefix: str) -> None:
        super().__init__()
        self.values_class = values_class
        self.fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space(5))
        types = get_type_hints(values_class)
        group = ""
        for known in _in_groups(dataclasses.fields(values_class)):
            if known.metadata.get("group", "") != group:
                group = known.metadata["group"]
                column.addWidget(_heading(wording.label(f"{prefix}_group", group)))
            help_text = wording.label_or_empty(f"{prefix}_help", known.name)
            label = wording.label(prefix, known.name)
            spec = Spec(known.name, types[known.name], known.metadata, currency, today, label, help_text)
            self._add(spec, prefix, column)
        column.addStretch(1)

    def values(self) -> Any:
        """The dataclass with what the fields hold; `EntryError` from the first field that is wrong."""
        return self.values_class(**{name: field.value() for name, field in self.fields.items()})

    def set_values(self, values: Any) -> None:
        """Show the values of a dataclass."""
        for name, field in self.fields.items():
            field.set_value(getattr(values, name))

    def check(self) -> bool:
        """Show all errors and put the focus on the first; whether all is well."""
        wrong = [field for field in self.fields.values() if not field.check()]
        if wrong:
            wrong[0].setFocus()
        return not wrong

    def _add(self, spec: Spec, prefix: str, column: QVBoxLayout) -> None:
        field = make_field(spec, prefix)
        field.setObjectName(spec.name)
        field.committed.connect(lambda: self._committed(spec.name))
        field.setMaximumWidth(tokens.px(_WIDEST))
        self.fields[spec.name] = field
        column.addWidget(field)

    def _committed(self, name: str) -> None:
        try:
            self.fields[name].value()
        except EntryError:
            self.fields[name].check()
            return
        self.changed.emit(name)


def form(values_class: type[Any], *, currency: str, today: date, prefix: str = "setting") -> Form:
    """A form for a frozen dataclass. currency: of its amounts; prefix: of its tables of labels."""
    return Form(values_class, currency=currency, today=today, prefix=prefix)


def make_field(spec: Spec, prefix: str) -> Field:
    """The field for one value: by its choices, its metadata `kind`, its name, or its type."""
    if spec.choices:
        options = [(value, offered.choice_name(prefix, spec.name, value)) for value in spec.choices]
        return ChoiceField(spec.label, options, help_text=spec.help_text)
    kind = spec.metadata.get("kind") or _KIND_OF_NAME.get(spec.name) or _kind_of_type(spec)
    return KINDS[kind](spec)


def _kind_of_type(spec: Spec) -> str:
    base = next((kind for kind in _KIND_OF_TYPE if kind in {spec.type, *getattr(spec.type, "__args__", ())}), str)
    # amounts are integers of minor units and live in the group of money; counts have choices
    return "amount" if base is int and spec.metadata.get("group") == "money" else _KIND_OF_TYPE[base]


KINDS: Mapping[str, Callable[[Spec], Field]] = {
    "text": lambda spec: TextField(spec.label, help_text=spec.help_text),
    "switch": lambda spec: SwitchField(spec.label, help_text=spec.help_text),
    "amount": lambda spec: AmountField(spec.label, spec.currency, is_required=True, help_text=spec.help_text),
    "number": lambda spec: NumberField(spec.label, is_required=True, help_text=spec.help_text),
    "day": lambda spec: DayField(spec.label, spec.today, help_text=spec.help_text),
    "currency": lambda spec: ChoiceField(spec.label, offered.currencies(), help_text=spec.help_text),
    "country": lambda spec: ChoiceField(spec.label, offered.countries(), help_text=spec.help_text),
}
"""How to make a field, by its kind."""

_KIND_OF_NAME = {"home_currency": "currency", "currency": "currency", "country": "country"}
_KIND_OF_TYPE: Mapping[type, str] = {bool: "switch", int: "number", Decimal: "number", date: "day", str: "text"}
_WIDEST = 400


def _in_groups(fields: tuple[dataclasses.Field[Any], ...]) -> list[dataclasses.Field[Any]]:
    """Fields of one group together, groups in the order of their first field."""
    order = list(dict.fromkeys(known.metadata.get("group", "") for known in fields))
    return sorted(fields, key=lambda known: order.index(known.metadata.get("group", "")))


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(tokens.font("section"))
    return label
