"""Buttons by their kind: one primary at most per screen; yes and no always of the same size."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton

from ui import icons
from ui.style import tokens

B = TypeVar("B", bound=QAbstractButton)
_ICON_TONES = {"primary": "on-accent", "danger": "negative", "quiet": "text-2", "link": "accent", "": "text"}


def button(
    words: str,
    on_click: Callable[[], object] | None = None,
    *,
    kind: str = "",
    grade: str = "normal",
    icon: str = "",
    hint: str = "",
) -> QPushButton:
    """A button with a verb. kind: "" (outline), primary, quiet, danger, link. grade: small, normal, large."""
    made = QPushButton(words)
    made.setProperty("kind", kind)
    made.setProperty("grade", grade)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    if icon:
        side = tokens.icon_size("small" if grade == "small" else "normal")
        made.setIcon(icons.icon(icon, _ICON_TONES[kind]))
        made.setIconSize(QSize(side, side))
        made.setText(f" {words}" if words else "")
        made.setAccessibleName(words or hint)
    if kind == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return _wired(made, on_click, hint)


def icon_button(
    icon: str, name: str, on_click: Callable[[], object] | None = None, *, kind: str = "icon", grade: str = "normal"
) -> QToolButton:
    """A quiet square button that is only an icon; name: its accessible name and tool tip. kind: icon or desk."""
    made = QToolButton()
    made.setProperty("kind", kind)
    made.setIcon(icons.icon(icon, "text-2", hot="text"))
    made.setIconSize(QSize(tokens.icon_size(), tokens.icon_size()))
    side = tokens.control(grade)
    made.setFixedSize(side, side)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setAccessibleName(name)
    return _wired(made, on_click, name)


def same_size(*buttons: QAbstractButton) -> None:
    """Give buttons the width of the widest: yes and no must weigh the same."""
    widest = max(one.sizeHint().width() for one in buttons)
    for one in buttons:
        one.setFixedWidth(widest)


def yes_and_no(yes: str, no: str, *, grade: str = "normal") -> tuple[QPushButton, QPushButton]:
    """Two outline buttons of the same kind, width and weight."""
    pair = button(yes, grade=grade), button(no, grade=grade)
    same_size(*pair)
    return pair


def _wired(made: B, on_click: Callable[[], object] | None, hint: str) -> B:
    if hint:
        made.setToolTip(hint)
    if on_click is not None:
        made.clicked.connect(lambda _checked: on_click())
    return made
