"""Lines drawn where nobody sees them, while a file is read: the first letters, ticks and chips take a moment each."""

from __future__ import annotations

import string
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.bringing.lines import GROUP_MARKS
from ui.table import Amount, Category, Cell, Day, Group, Payee, Row, Tick, Words

_PAUSE_MS = 15
"""Between two rows, so that the window is never held up."""
_LETTERS, _FIGURES = f"{string.ascii_letters} *·→", f"{string.digits}.,\u2212+%\u00a0"


def draw_unseen(owner: QWidget, draw: Callable[[Row], object]) -> None:
    """Let `draw` have one row of every kind, one after the other; no longer once the owner is gone."""
    for number, row in enumerate(_samples()):
        QTimer.singleShot(_PAUSE_MS * (number + 1), owner, partial(draw, row))


def _samples() -> list[Row]:
    heads = [Row(name, (Group(_LETTERS, _FIGURES, _LETTERS, icon, tone),)) for name, icon, tone in GROUP_MARKS]
    payees = (
        Payee(_LETTERS),
        Payee("x", verbatim=_LETTERS + _FIGURES),
        Payee(_FIGURES, icon="arrow-left-right"),
    )
    chips = Category(_LETTERS, 0), Category(""), Category(_LETTERS, icon="arrow-left-right")
    amounts = Amount(_FIGURES, "in"), Amount(_FIGURES), Amount(_FIGURES, "transfer")
    words = Words(_LETTERS + _FIGURES, tone="text-2", role="small")
    rows: list[tuple[Cell, ...]] = [
        (Tick(bool(number)), Day(_FIGURES, _LETTERS), payee, chip, words, amount)
        for number, (payee, chip, amount) in enumerate(zip(payees, chips, amounts, strict=True))
    ]
    return [*(Row(number, cells) for number, cells in enumerate(rows)), *heads]
