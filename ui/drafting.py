"""What is being typed survives a lock: forms hand in their entries before it, and get them back after the unlocking.

A form takes part by one line after it was made: `Drafted(dialog, "bill", bill_id)`. Its fields are found by the names
of its attributes; a form that is more than fields hands in its own `read`. How the form is opened again stands in
`FORMS`: a function `resume(context, draft)` of a module, which opens it and calls `fill(dialog, draft.content)`.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from hub.domain.draft import Draft
from ui.fields import ChoiceField, CodeField, PassphraseField, SwitchField
from ui.fields.field import Field
from ui.parts.segmented import Segmented
from ui.screen import Context

FORMS: Mapping[str, str] = {
    "import": "ui.bringing.drafted",
    "purchase": "ui.payment.drafted",
    "way": "ui.payment.drafted",
    "account": "ui.accounts.drafted",
    "bill": "ui.bills.drafted",
    "transaction": "ui.transactions.drafted",
}
"""Forms and the modules that open them again; screens before dialogs, so that a dialog ends up on top."""
_LONGEST = 1_000_000

Content = Mapping[str, Any]


class Drafted(QObject):
    """Marks a form whose entries are kept; it lives and dies with the form.

    read: what was typed, as JSON; empty when there is nothing worth keeping. subject: what the form is about.
    is_shown_only: entries of a screen that the person has left are not kept.
    """

    def __init__(
        self,
        form: QWidget,
        name: str,
        subject: object = None,
        read: Callable[[], Content] | None = None,
        *,
        is_shown_only: bool = True,
    ) -> None:
        super().__init__(form)
        self._form, self._name, self._subject = form, name, "" if subject is None else str(subject)
        self._read = read or (lambda: typed(form))
        self._is_shown_only = is_shown_only
        self._first = self._read()

    def draft(self) -> Draft | None:
        """What was typed since the form was opened; None when nothing was."""
        if self._is_shown_only and not self._form.isVisibleTo(self._form.window()):
            return None
        content = self._read()
        if not content or content == self._first or len(json.dumps(content)) > _LONGEST:
            return None
        return Draft(self._name, self._subject, content)


def collect(window: QWidget) -> list[Draft]:
    """What is being typed in a window and its dialogs."""
    found = [one.draft() for one in window.findChildren(Drafted)]
    return [one for one in found if one is not None]


def typed(form: QWidget) -> dict[str, Any]:
    """What stands in the fields of a form, word for word, by the names of its attributes."""
    return {name: _state(part) for name, part in _parts(form)}


def fill(form: QWidget, content: Content) -> None:
    """Put entries back as if they were typed; what the form does not have any more is left out."""
    parts = [(part, content[name]) for name, part in _parts(form) if name in content]
    for part, state in sorted(parts, key=lambda pair: isinstance(_entry(pair[0]), QLineEdit)):
        _put(part, state)  # choices first: they decide how texts are read


def resume(context: Context, drafts: list[Draft]) -> int:
    """Open again what was being typed; how many forms that are."""
    order = list(FORMS)
    known = sorted((one for one in drafts if one.form in FORMS), key=lambda one: order.index(one.form))
    for draft in known:
        importlib.import_module(FORMS[draft.form]).resume(context, draft)
    return len(known)


def _parts(form: QWidget) -> Iterator[tuple[str, QWidget]]:
    kinds = (Field, Segmented, QCheckBox, QLineEdit)
    for name, value in vars(form).items():
        if isinstance(value, kinds) and not isinstance(value, PassphraseField | CodeField):
            yield name, value
        elif isinstance(value, dict):
            for key, one in value.items():
                if isinstance(one, kinds) and isinstance(key, str):
                    yield f"{name}.{key}", one


def _entry(part: QWidget) -> object:
    return part if isinstance(part, QLineEdit) else getattr(part, "entry", None)


def _state(part: QWidget) -> Any:
    entry = _entry(part)
    if isinstance(entry, QLineEdit):
        return entry.text()
    if isinstance(part, Segmented):
        return part.current
    if isinstance(part, QCheckBox):
        return part.isChecked()
    if isinstance(part, ChoiceField):
        return part.value() if part.box.currentIndex() >= 0 else None
    return part.value() if isinstance(part, SwitchField) else None


def _put(part: QWidget, state: Any) -> None:
    entry = _entry(part)
    if isinstance(entry, QLineEdit):
        if isinstance(state, str) and state != entry.text():
            entry.setText(state)
            entry.textEdited.emit(state)
    elif isinstance(part, Segmented):
        with suppress(KeyError):
            part.choose(state)
            part.chosen.emit(state)
    elif isinstance(part, QCheckBox):
        part.setChecked(state is True)
    elif isinstance(part, ChoiceField):
        before = part.box.currentIndex()
        part.set_value(state)
        if part.box.currentIndex() < 0:  # what was chosen is gone
            part.box.setCurrentIndex(before)
        part.committed.emit()
    elif isinstance(part, SwitchField):
        part.set_value(state is True)
