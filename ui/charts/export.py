"""Writes a chart to PNG, SVG or PDF with the routine that draws it on the screen.

Files are for paper and for other people: light colours, and patterns so that they survive a black-and-white printer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPaintDevice, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from hub.domain.errors import HubError
from ui.charts.canvas import Canvas
from ui.charts.plot import Plot
from ui.style import tokens

_MARGIN = 16
_TITLE = 26
"""Height of the line with the chart's title."""
_DOTS = 96
"""Pixels of the design to the inch."""
_FINE = 1200
"""Dots to the inch of a PDF, so that no place is rounded to a pixel."""


def export(plot: Plot, target: Path | QPagedPaintDevice, size: QSize | None = None) -> None:
    """Draw a chart into a file (.png, .svg, .pdf) or onto a printer's page.

    size: pixels of the design, by default the chart's own. `HubError` "export_failed" when the file can't be written.
    """
    with _for_paper():
        wanted = size or plot.size_hint()
        if isinstance(target, QPagedPaintDevice):
            _draw(plot, target, wanted, target.logicalDpiX() / _DOTS)
            return
        suffix = target.suffix.lower()
        if suffix == ".png":
            _png(plot, target, wanted)
        elif suffix == ".svg":
            _svg(plot, target, wanted)
        elif suffix == ".pdf":
            _pdf(plot, target, wanted)
        else:
            raise HubError("export_format", where={"path": str(target)}, suffix=suffix)


@contextmanager
def _for_paper() -> Iterator[None]:
    look = tokens.look()
    tokens.use(replace(look, theme="light", has_patterns=True, scale=1.0))
    try:
        yield
    finally:
        tokens.use(look)


def _png(plot: Plot, target: Path, size: QSize) -> None:
    whole = _whole(size)
    image = QImage(whole * 2, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(2)
    _draw(plot, image, size)
    if not image.save(str(target)):
        raise HubError("export_failed", where={"path": str(target)})


def _svg(plot: Plot, target: Path, size: QSize) -> None:
    _probe(target)
    device = QSvgGenerator()
    device.setFileName(str(target))
    device.setSize(_whole(size))
    device.setViewBox(QRectF(0, 0, _whole(size).width(), _whole(size).height()))
    device.setTitle(plot.title)
    _draw(plot, device, size)


def _pdf(plot: Plot, target: Path, size: QSize) -> None:
    _probe(target)
    device = QPdfWriter(str(target))
    device.setResolution(_FINE)
    inches = QSizeF(_whole(size)) / _DOTS
    page = QPageSize(inches, QPageSize.Unit.Inch)
    device.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    device.setTitle(plot.title)
    _draw(plot, device, size, _FINE / _DOTS)


def _probe(target: Path) -> None:
    """Qt writes a file without saying when it could not: find out before."""
    try:
        target.touch()
    except OSError as error:
        raise HubError("export_failed", where={"path": str(target)}) from error


def _whole(size: QSize) -> QSize:
    return QSize(size.width() + 2 * _MARGIN, size.height() + 2 * _MARGIN + _TITLE)


def _draw(plot: Plot, device: QPaintDevice, size: QSize, scale: float = 1) -> None:
    with QPainter(device) as painter:
        painter.scale(scale, scale)
        painter.fillRect(QRectF(0, 0, _whole(size).width(), _whole(size).height()), tokens.color("sheet"))
        head = QRectF(_MARGIN, _MARGIN, size.width(), _TITLE)
        title = Canvas(painter, head)
        title.text(head.left(), head.top() + title.ascent_of("section"), plot.title, "section", "text")
        plot.paint(Canvas(painter, QRectF(_MARGIN, _MARGIN + _TITLE, size.width(), size.height())))
