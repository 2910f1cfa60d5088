"""The small marks a style sheet can't draw: the focus ring, ticks, switches, the frame of a choice field."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox

from ui import icons
from ui.style import tokens

_State = QStyle.StateFlag


def paint_ring(painter: QPainter, rect: QRectF, radius: float) -> None:
    """Draw the focus ring just inside a rectangle."""
    width = tokens.focus_width()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tokens.color("focus"), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2), radius, radius)
    painter.restore()


def paint_tick(painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
    """Draw a tick box: empty, ticked or partly ticked."""
    is_full, is_enabled = bool(state & (_State.State_On | _State.State_NoChange)), bool(state & _State.State_Enabled)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = ("accent" if is_full else "field") if is_enabled else "raised"
    edge = "border" if not is_enabled else "accent" if is_full else "border-control"
    side = min(rect.width(), rect.height())
    box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(tokens.color(edge), 1))
    painter.setBrush(tokens.color(ground))
    painter.drawRoundedRect(box, tokens.radius("chip"), tokens.radius("chip"))
    if is_full:
        name = "check" if state & _State.State_On else "minus"
        icons.paint(painter, box.adjusted(1.5, 1.5, -1.5, -1.5), name, "on-accent" if is_enabled else "text-disabled")
    painter.restore()


def paint_switch(painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
    """Draw a switch; its knob is at the trailing end when it is on."""
    is_on, is_enabled = bool(state & _State.State_On), bool(state & _State.State_Enabled)
    is_mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = "border" if not is_enabled else "accent" if is_on else "border-control"
    ground = "accent" if is_on and is_enabled else "sheet"
    track = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(tokens.color(edge), 1))
    painter.setBrush(tokens.color(ground))
    painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
    knob = tokens.px(6)
    inset = track.height() / 2
    x = track.right() - inset if is_on != is_mirrored else track.left() + inset
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.color("on-accent" if is_on and is_enabled else edge))
    painter.drawEllipse(QPointF(x, track.center().y()), knob, knob)
    painter.restore()


def paint_radio(painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
    """Draw a round tick."""
    is_on, is_enabled = bool(state & _State.State_On), bool(state & _State.State_Enabled)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = "border" if not is_enabled else "accent" if is_on else "border-control"
    painter.setPen(QPen(tokens.color(edge), 1))
    painter.setBrush(tokens.color("accent" if is_on and is_enabled else "field"))
    painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    if is_on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("on-accent" if is_enabled else "text-disabled"))
        painter.drawEllipse(rect.center(), rect.width() / 5, rect.width() / 5)
    painter.restore()


def paint_combo(painter: QPainter, option: QStyleOptionComboBox) -> None:
    """Draw the frame and the chevron of a choice field."""
    is_enabled = bool(option.state & _State.State_Enabled)
    is_hot = bool(option.state & _State.State_MouseOver) and is_enabled
    rect = QRectF(option.rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tokens.color("border-control" if is_enabled else "border"), 1))
    painter.setBrush(tokens.color("row-hover" if is_hot else "field"))
    radius = tokens.radius("control")
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    side = tokens.icon_size("small")
    at_end = rect.left() + tokens.px(9)
    if option.direction == Qt.LayoutDirection.LeftToRight:
        at_end = rect.right() - tokens.px(9) - side
    chevron = QRectF(at_end, rect.center().y() - side / 2, side, side)
    icons.paint(painter, chevron, "chevron-down", tone(option.state))
    painter.restore()


def tone(state: QStyle.StateFlag) -> str:
    """The colour token of a mark on something enabled or disabled."""
    return "text-2" if state & _State.State_Enabled else "text-disabled"


def state_of(*, is_on: bool | None, is_enabled: bool = True) -> QStyle.StateFlag:
    """The style's state for a mark that is not a widget; None: partly on."""
    state = _State.State_NoChange if is_on is None else _State.State_On if is_on else _State.State_Off
    return state | _State.State_Enabled if is_enabled else state
