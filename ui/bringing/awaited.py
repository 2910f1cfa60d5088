"""What is expected and not seen yet, told one by one: what still waits, and what the files bring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from hub.services.awaiting import Waiting, left
from hub.services.imports import Preview
from ui.bills.naming import bill_key
from ui.locale import _, ngettext, text
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.boxes import column, holding
from ui.parts.texts import Paragraph

_MOST = 6
_LETTERS = 32


Go = Callable[..., object]
"""Shows another screen, as `Frame.navigate`."""


class Stand(NamedTuple):
    """What waits for a row of a bank, before adding and after."""

    before: tuple[Waiting, ...] = ()
    after: tuple[Waiting, ...] = ()

    @classmethod
    def of(cls, known: Iterable[Waiting], shown: Preview) -> Stand:
        """As the lines are ticked now."""
        before = tuple(known)
        return cls(before, tuple(left(before, shown)))

    @property
    def met(self) -> tuple[Waiting, ...]:
        """What the ticked lines bring."""
        return tuple(one for one in self.before if one not in self.after)


def told(name: str, stand: Stand, go: Go) -> QWidget:
    """Each of it with its day and amount, which leads to it. name: of all together."""
    groups = (name, stand.after), (_("Comes with what you add"), stand.met)
    parts = [part for title, found in groups if found for part in _group(title, found, go)]
    made = holding(column(*parts, gap=4))
    made.setAccessibleName(". ".join(filter(None, (one.accessibleName() for one in parts))))
    return made


def _group(title: str, found: Sequence[Waiting], go: Go) -> list[QWidget]:
    lines = [
        Line(
            _short(one.name), text.amount(one.amount, one.currency), text.day_month_short(one.due_on),
            explain=partial(_show, one, go),
        )
        for one in found[:_MOST]
    ]  # fmt: skip
    made: list[QWidget] = [Arithmetic(lines, title=title, figure=text.count(len(found)))]
    if (rest := len(found) - _MOST) > 0:
        words = ngettext("and {count} more", "and {count} more", rest).format(count=text.count(rest))
        made.append(Paragraph(words, "small", "text-2"))
    return made


def _show(one: Waiting, go: Go) -> None:
    if one.bill is not None:
        go("bills", bill=bill_key(one.bill))
    else:
        go("transactions", transaction=one.row)


def _short(name: str) -> str:
    return text.name(name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…")
