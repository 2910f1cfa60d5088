"""What is being typed survives a lock: forms hand in their entries before it, and get them back after the unlocking.

A form takes part by one line: `Drafted(dialog, "bill", bill_id)`. Its fields are found by the names of its attributes;
a form that is more than fields hands in its own `read` and `put`. Dialogs of `ui.ask` take part by themselves.

Some forms are opened again after the unlocking: how stands in `FORMS`, a function `resume(context, draft)` of a module,
which opens the form and calls `fill(dialog, draft.content)`. What was typed in any other form waits until the person
opens it again, and stands there then; the place where it was is shown, and a toast names it.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from hub.domain.draft import Draft
from ui.fields import ChoiceField, CodeField, PassphraseField, SwitchField
from ui.fields.field import Field
from ui.parts.segmented import Segmented

if TYPE_CHECKING:
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
LEADING: Mapping[str, tuple[str, str]] = {
    "words": ("transactions", "transaction"),
    "parts": ("transactions", "transaction"),
    "reconcile": ("reconcile", "account"),
}
"""Forms that are part of a screen: the place that shows them, and which argument names their subject."""
_LONGEST = 1_000_000
_WAITING: dict[tuple[str, str], Content] = {}
"""What was typed before the lock in forms that are not open again yet, by form and subject."""

Content = Mapping[str, Any]
_KINDS = (Field, Segmented, QCheckBox, QLineEdit, QPlainTextEdit)


class Drafted(QObject):
    """Marks a form whose entries are kept; it lives and dies with the form.

    read: what was typed, as JSON; empty when there is nothing worth keeping. put: puts it back. first: what there is
    before anything is typed, by default what stands there when it is shown. subject: what the form is about; of those
    in `LEADING` an id. is_shown_only: entries of a screen that the person has left are not kept. What waits for a form
    that is not in `FORMS` is put back when it is first shown, or at once if it is whole.
    """

    def __init__(
        self,
        form: QWidget,
        name: str,
        subject: object = None,
        read: Callable[[], Content] | None = None,
        *,
        put: Callable[[Content], object] | None = None,
        first: Content | None = None,
        is_shown_only: bool = True,
        is_whole: bool = False,
    ) -> None:
        super().__init__(form)
        self._form, self._name, self.subject = form, name, "" if subject is None else str(subject)
        self._read = read or (lambda: typed(form))
        self._put = put or (lambda content: fill(form, content))
        self._is_shown_only = is_shown_only
        self._begins = first
        self._first: Content | None = self._read() if name in FORMS else None
        if is_whole:
            self.put_back()
        elif name not in FORMS:
            form.installEventFilter(self)

    def eventFilter(self, form: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Put back what waits, when the form is shown for the first time."""
        if event.type() == QEvent.Type.Show:
            form.removeEventFilter(self)
            self.put_back()
        return False

    def put_back(self) -> None:
        """The form is whole: remember how it began, and put back what waits for it."""
        self._first = self._read() if self._begins is None else self._begins
        waiting = _WAITING.pop((self._name, self.subject), None)
        if waiting is not None:
            self._put(waiting)

    def draft(self) -> Draft | None:
        """What was typed since the form was opened; None when nothing was."""
        if self._first is None or (self._is_shown_only and not self._form.isVisibleTo(self._form.window())):
            return None
        content = self._read()
        if not content or content == self._first or len(json.dumps(content)) > _LONGEST:
            return None
        return Draft(self._name, self.subject, content)


def collect(window: QWidget) -> list[Draft]:
    """What is being typed in a window and its dialogs, and what still waits for its form; nothing waits any more."""
    waiting = [Draft(form, subject, content) for (form, subject), content in _WAITING.items()]
    _WAITING.clear()
    found = [one.draft() for one in window.findChildren(Drafted)]
    return [*waiting, *(one for one in found if one is not None)]


def typed(form: QWidget) -> dict[str, Any]:
    """What stands in the fields of a form, word for word, by the names of its attributes."""
    return {name: _state(part) for name, part in _parts(form)}


def fill(form: QWidget, content: Content) -> None:
    """Put entries back as if they were typed; what the form does not have any more is left out."""
    parts = [(part, content[name]) for name, part in _parts(form) if name in content]
    for part, state in sorted(parts, key=lambda pair: isinstance(_entry(pair[0]), QLineEdit)):
        _put(part, state)  # choices first: they decide how texts are read


def resume(context: Context, drafts: list[Draft]) -> int:
    """Open again what was being typed, or let it wait for its form; how many were opened."""
    _WAITING.clear()
    _WAITING.update({(one.form, one.subject): one.content for one in drafts if one.form not in FORMS})
    for draft in drafts:
        if draft.form in LEADING:
            place, argument = LEADING[draft.form]
            context.frame.navigate(place, **{argument: int(draft.subject)})
    order = list(FORMS)
    known = sorted((one for one in drafts if one.form in FORMS), key=lambda one: order.index(one.form))
    for draft in known:
        importlib.import_module(FORMS[draft.form]).resume(context, draft)
    return len(known) + sum(draft.form in LEADING for draft in drafts)


def is_waiting(form: str, subject: object) -> bool:
    """Whether something waits for a form that is part of a screen and not open yet."""
    return (form, str(subject)) in _WAITING


def _parts(form: QWidget) -> Iterator[tuple[str, QWidget]]:
    for name, value in vars(form).items():
        held = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list | tuple) else ()
        for key, one in [(name, value), *((f"{name}.{key}", one) for key, one in held)]:
            if isinstance(one, _KINDS) and not isinstance(one, PassphraseField | CodeField):
                yield key, one


def _entry(part: QWidget) -> object:
    return part if isinstance(part, QLineEdit) else getattr(part, "entry", None)


def _state(part: QWidget) -> Any:
    entry = _entry(part)
    if isinstance(entry, QLineEdit):
        return entry.text()
    if isinstance(part, QPlainTextEdit):
        return part.toPlainText()
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
    elif isinstance(part, QPlainTextEdit):
        if isinstance(state, str) and not part.isReadOnly():
            part.setPlainText(state)
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
