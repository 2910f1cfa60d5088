"""Charts: one painting routine for the screen, PNG, SVG and PDF.

A chart is a frozen value with a `paint(canvas)`, `parts(area)` and `table()`; `ChartView` puts it on the screen with
keyboard and screen reader, `export` writes it to a file. To add one, write a subclass of `Plot` in its own file:
draw only through `Canvas` (it mirrors x in right-to-left languages and knows the colours), give every part that a
person may ask about a `Part` (its name, its value, its place), and the same numbers in `table()`.
"""

from __future__ import annotations

from ui.charts.bars import Bars, Column, Series
from ui.charts.export import export
from ui.charts.lately import Lately
from ui.charts.line import Forecast, Line, Point
from ui.charts.plot import Part, Plot, Table
from ui.charts.ring import LevelRing
from ui.charts.segments import Segment, Segments
from ui.charts.steps import Price, PriceSteps, Sparkline
from ui.charts.view import ChartView
from ui.charts.week import Day, Due, Week

__all__ = [
    "Bars",
    "ChartView",
    "Column",
    "Day",
    "Due",
    "Forecast",
    "Lately",
    "LevelRing",
    "Line",
    "Part",
    "Plot",
    "Point",
    "Price",
    "PriceSteps",
    "Segment",
    "Segments",
    "Series",
    "Sparkline",
    "Table",
    "Week",
    "export",
]
