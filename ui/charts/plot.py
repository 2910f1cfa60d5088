"""What every chart is: something that paints itself, names its parts, and is a table as well."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize

from ui.charts.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Part:
    """A part that a person can ask about: a bar, a piece of it, a point.

    name and value are texts; rect is the place in the chart's area, already mirrored; column and row are its place
    for the arrow keys; key is the caller's own (a category, a month), for going there.
    """

    name: str
    value: str
    rect: QRectF
    column: int = 0
    row: int = 0
    key: object = None

    @property
    def spoken(self) -> str:
        """Name and value in one phrase."""
        return f"{self.name}: {self.value}" if self.value else self.name


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a chart as texts: column heads, and rows of the same length; the first column names the row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Plot(ABC):
    """A chart. Subclasses are frozen dataclasses; texts in them are in the person's language."""

    title: str

    @abstractmethod
    def paint(self, canvas: Canvas) -> None:
        """Draw into the canvas's area."""

    @abstractmethod
    def parts(self, canvas: Canvas) -> list[Part]:
        """The parts in reading order, with their places in the canvas's area."""

    @abstractmethod
    def table(self) -> Table:
        """The same numbers as a table."""

    @abstractmethod
    def size_hint(self) -> QSize:
        """The size the design gives it, at the font scale in use; width is the least that reads well."""

    def height_for(self, width: int) -> int:
        """The height at a width; most charts have one height."""
        del width
        return self.size_hint().height()
