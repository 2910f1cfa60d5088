"""Lines and dots that fill a box. Qt's own patterns come out too fine in PDF, and SVG viewers ignore clipping, so
every line is cut to the box here."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt

_GAP = 5
_DOTS = 4


def lines(box: QRectF, pattern: Qt.BrushStyle) -> list[QLineF]:
    """The lines of a pattern, cut to the box; none for patterns of dots."""
    directions = {
        Qt.BrushStyle.BDiagPattern: (_rising,),
        Qt.BrushStyle.FDiagPattern: (_falling,),
        Qt.BrushStyle.DiagCrossPattern: (_rising, _falling),
        Qt.BrushStyle.HorPattern: (_level,),
        Qt.BrushStyle.VerPattern: (_upright,),
        Qt.BrushStyle.CrossPattern: (_level, _upright),
    }.get(pattern, ())
    return [line for direction in directions for line in direction(box)]


def dots(box: QRectF, pattern: Qt.BrushStyle) -> list[QPointF]:
    """The dots of a pattern, inside the box, in staggered rows; none for patterns of lines."""
    if pattern != Qt.BrushStyle.Dense6Pattern:
        return []
    found = []
    for row in range(int(box.height() / (_DOTS / 2))):
        y = box.top() + 1 + row * _DOTS / 2
        start = box.left() + 1 + (row % 2) * _DOTS / 2
        found += [QPointF(start + step * _DOTS, y) for step in range(int((box.right() - start) / _DOTS) + 1)]
    return [dot for dot in found if box.contains(dot)]


def _rising(box: QRectF) -> list[QLineF]:
    """x + y = constant, cut to the box."""
    first, last = int((box.left() + box.top()) / _GAP) + 1, int((box.right() + box.bottom()) / _GAP)
    found = []
    for step in range(first, last + 1):
        total = step * _GAP
        left, right = max(box.left(), total - box.bottom()), min(box.right(), total - box.top())
        if left < right:
            found.append(QLineF(left, total - left, right, total - right))
    return found


def _falling(box: QRectF) -> list[QLineF]:
    """The same, turned over."""
    middle = box.top() + box.bottom()
    return [QLineF(line.x1(), middle - line.y1(), line.x2(), middle - line.y2()) for line in _rising(box)]


def _level(box: QRectF) -> list[QLineF]:
    count = int(box.height() / _GAP)
    return [QLineF(box.left(), y, box.right(), y) for y in (box.top() + (step + 0.5) * _GAP for step in range(count))]


def _upright(box: QRectF) -> list[QLineF]:
    count = int(box.width() / _GAP)
    return [QLineF(x, box.top(), x, box.bottom()) for x in (box.left() + (step + 0.5) * _GAP for step in range(count))]
