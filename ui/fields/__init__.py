"""Fields of forms: each reads and writes one type, words its errors, and never loses what was typed.

`field.value()` gives the typed value or raises `EntryError`; `field.check()` shows the error below the field and says
whether all is well. `form(Settings)` makes a whole form from a frozen dataclass. To add a field for a new type,
write a `Field` subclass and a line in `ui.fields.form.KINDS`.
"""

from __future__ import annotations

from ui.fields.amount import AmountField
from ui.fields.choice import ChoiceField, SwitchField
from ui.fields.day import DayField
from ui.fields.field import Entry, Field
from ui.fields.form import Form, form
from ui.fields.plain import NumberField, TextField
from ui.fields.secret import CodeField, PassphraseField

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
