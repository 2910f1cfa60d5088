"""Fields of forms: each reads and writes one type, words its errors, and never loses what was typed.

`field.value()` gives the typed value or raises `EntryError`; `field.check()` shows the error below the field and says
whether all is well. `form(Settings)` makes a whole form from a frozen dataclass. To add a field for a new type,
write a `Field` subclass and a line in `ui.fields.forms.KINDS`.

A kind of field is imported when it is first asked for: the locked window has a single one, and is there sooner.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.fields.amount import AmountField
    from ui.fields.choice import ChoiceField, SwitchField
    from ui.fields.day import DayField
    from ui.fields.field import Entry, Field
    from ui.fields.forms import Form, form
    from ui.fields.plain import NumberField, TextField
    from ui.fields.secret import CodeField, PassphraseField

_HOMES = {
    "AmountField": "amount",
    "ChoiceField": "choice",
    "CodeField": "secret",
    "DayField": "day",
    "Entry": "field",
    "Field": "field",
    "Form": "forms",
    "NumberField": "plain",
    "PassphraseField": "secret",
    "SwitchField": "choice",
    "TextField": "plain",
    "form": "forms",
}

__all__ = [
    "AmountField",
    "ChoiceField",
    "CodeField",
    "DayField",
    "Entry",
    "Field",
    "Form",
    "NumberField",
    "PassphraseField",
    "SwitchField",
    "TextField",
    "form",
]


def __getattr__(name: str) -> object:
    """Import the module that has what is asked for."""
    if name not in _HOMES:
        raise AttributeError(name)
    found: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
