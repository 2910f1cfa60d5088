"""Paints a widget into an image and covers every text in it that others may not read.

The widget is painted twice: into the image, and into a drawing (SVG) that tells which text stands where, whoever
painted it. Small pictures that are no icons (letters of a name, receipts) are covered whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QPointF, QRectF
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QImage, QPainter, QRegion, QTransform
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from ui.picture import words
from ui.style import tokens

PRIVATE = "is_private"
"""A dynamic property of widgets that are covered whole: codes that somebody could scan."""
_FINE = 2
"""Pixels of the image to one of the window."""
_AROUND = 2.0
_UNSURE = 0.006
"""Share of a width by which a text may be wider or narrower on the screen than it measures: hinting moves letters."""
_TRACKED = ("display", "sentence")
"""Roles of text whose letters stand closer than they measure; no other text is as large."""
_DOTS = 96.0
"""Pixels of the drawing to the inch."""
_ICON = 22.0
"""Pixels up to which a small picture is an icon."""


@dataclass(frozen=True, slots=True)
class Covered:
    """image: the picture. left: the stretches of text that are still to be read in it. count: what was covered."""

    image: QImage
    left: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class _Text:
    """A text where it was painted: its baseline begins at `at`, `placed` maps that to the widget."""

    words: str
    at: QPointF
    font: QFont
    placed: QTransform


def paint(widget: QWidget, names: Collection[str]) -> Covered:
    """The picture of a widget as it is now. names: texts that identify somebody, also where they are plain words."""
    folded = {name.casefold() for name in names if name.strip()}
    own = words.own_words()
    image = _image(widget)
    texts, pictures = _record(widget)
    left: list[str] = []
    boxes = [*pictures, *_private(widget)]
    for one in texts:
        spans = words.covered(one.words, folded, own)
        is_turned = any("\u0590" <= sign <= "\u08ff" for sign in one.words)  # its letters do not run from the left
        if spans and is_turned:
            spans = [(0, len(one.words))]
        left += _uncovered(one.words, spans)
        boxes += [_box(one, start, end) for start, end in spans]
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(tokens.color("border-control"))
        painter.setBrush(tokens.color("border"))
        for box in boxes:
            painter.drawRoundedRect(box, 3, 3)
    return Covered(image, tuple(left), len(boxes))


def png(image: QImage) -> bytes:
    """The bytes of a picture."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # it takes a text, whatever its types say
    return bytes(held.data())


def _image(widget: QWidget) -> QImage:
    image = QImage(widget.size() * _FINE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_FINE)
    image.fill(tokens.color("sheet"))
    widget.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)  # on the sheet, not on the desk
    return image


def _record(widget: QWidget) -> tuple[list[_Text], list[QRectF]]:
    """Every text that a widget paints, and the boxes of its pictures that are no icons."""
    from defusedxml.ElementTree import fromstring  # for the few who make a picture

    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(widget.size())
    drawing.setViewBox(widget.rect())
    drawing.setResolution(int(_DOTS))
    with QPainter(drawing) as painter:
        widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    texts, pictures = [], []
    for group in fromstring(held.data()).iter():
        placed = _transform(group.get("transform", ""))
        for part in group:
            kind = part.tag.rpartition("}")[2]
            if kind == "text" and part.text:
                at = QPointF(float(part.get("x", 0)), float(part.get("y", 0)))
                texts.append(_Text(part.text, at, _font(dict(part.attrib)), placed))
            elif kind == "image":
                box = placed.mapRect(QRectF(*(float(part.get(name, 0)) for name in ("x", "y", "width", "height"))))
                if box.width() > tokens.px(_ICON) and box.height() > tokens.px(_ICON):
                    pictures.append(box)
    return texts, pictures


def _private(widget: QWidget) -> Iterator[QRectF]:
    for one in widget.findChildren(QWidget):
        if one.property(PRIVATE) and one.isVisibleTo(widget):
            yield QRectF(one.rect()).translated(QPointF(one.mapTo(widget, QPoint())))


def _transform(written: str) -> QTransform:
    """The place of a group: "matrix(1,0,0,1,11,11)"."""
    if not written.startswith("matrix("):
        return QTransform()
    return QTransform(*(float(one) for one in written.removeprefix("matrix(").rstrip(")").split(",")))


def _font(known: dict[str, str]) -> QFont:
    font = QFont(known.get("font-family", ""))
    font.setPointSizeF(max(1.0, float(known.get("font-size", 12)) * 72 / _DOTS))
    font.setWeight(QFont.Weight(int(known.get("font-weight", 400))))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _box(one: _Text, start: int, end: int) -> QRectF:
    """The box of a stretch, wide enough whether figures are as wide as each other or not."""
    measures = [QFontMetricsF(font) for font in _fonts(one.font)]
    first = min(each.horizontalAdvance(one.words[:start]) for each in measures) * (1 - _UNSURE)
    last = max(each.horizontalAdvance(one.words[:end]) for each in measures) * (1 + _UNSURE)
    top = one.at.y() - measures[0].ascent()
    box = QRectF(one.at.x() + first, top, last - first, measures[0].height())
    return one.placed.mapRect(box).adjusted(-_AROUND, 0, _AROUND, 0)


def _fonts(font: QFont) -> list[QFont]:
    """The fonts that a text may have been set in: the drawing knows neither figures of one width nor tracking."""
    plain, even = QFont(font), QFont(font)
    even.setFeature(QFont.Tag("tnum"), 1)
    for role in _TRACKED:
        known = tokens.font(role)
        if abs(QFontInfo(known).pixelSize() - QFontInfo(font).pixelSize()) <= 1:
            for one in (plain, even):
                one.setLetterSpacing(known.letterSpacingType(), known.letterSpacing())
            return [plain, even]
    return [plain, even]


def _uncovered(said: str, spans: list[tuple[int, int]]) -> Iterator[str]:
    at = 0
    for start, end in [*spans, (len(said), len(said))]:
        if said[at:start].strip(" \u00a0\u2066\u2067\u2068\u2069"):
            yield said[at:start]
        at = end
