"""One bar that is cut up: what is there, what is taken from it, and what is left ("free to spend")."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize

from ui.charts.canvas import Canvas
from ui.charts.plot import Part, Plot, Table
from ui.locale import gettext as _
from ui.locale import text
from ui.style import tokens

_TONES = ("text-3", "axis")


@dataclass(frozen=True, slots=True)
class Segment:
    """One cut (minor units, positive). is_reserved: hatched, because it is kept and not spent."""

    name: str
    amount: int
    is_reserved: bool = False
    key: object = None


@dataclass(frozen=True)
class Segments(Plot):
    """whole − cuts = rest, drawn to one scale. rest may be negative: then it has no bar and says so in red."""

    title: str
    currency: str
    whole_name: str
    whole: int
    cuts: tuple[Segment, ...]
    rest_name: str
    rest: int

    def paint(self, canvas: Canvas) -> None:
        """The whole as text, then a bar for each cut with its amount below, last the rest in ink."""
        self._label(canvas, canvas.area.left(), "", text.amount(self.whole, self.currency), self.whole_name, "text")
        for index, (segment, box) in enumerate(zip(self.cuts, self._boxes(canvas), strict=False)):
            if segment.is_reserved:
                canvas.hatch(box, tokens.color("axis"))
                canvas.outline(box, tokens.color("axis"), radius=2)
            else:
                canvas.rounded(box, tokens.color(_TONES[index % 2]))
            amount = text.amount(segment.amount, self.currency)
            self._label(canvas, self._starts(canvas)[index], "−", amount, segment.name, "text")
        rest = self._boxes(canvas)[-1]
        is_short = self.rest < 0
        if is_short:
            canvas.outline(rest, tokens.color("negative"), dashed=True, radius=2)
        else:
            canvas.rounded(rest, tokens.color("accent"))
        amount = text.amount(self.rest, self.currency)
        tone = "negative" if is_short else "accent"
        self._label(canvas, self._starts(canvas)[-1], "=", amount, self.rest_name, tone, name_tone="text")

    def parts(self, canvas: Canvas) -> list[Part]:
        """The whole, each cut, the rest; each reaches over its label."""
        starts = [canvas.area.left(), *self._starts(canvas)]
        ends = [*starts[1:], canvas.area.right()]
        names = [self.whole_name, *(cut.name for cut in self.cuts), self.rest_name]
        amounts = [self.whole, *(-cut.amount for cut in self.cuts), self.rest]
        keys = [None, *(cut.key for cut in self.cuts), None]
        return [
            Part(
                name,
                text.money(amount, self.currency),
                canvas.box(start, canvas.area.top(), end - start - tokens.space(1), canvas.area.height()),
                index,
                0,
                key,
            )
            for index, (name, amount, start, end, key) in enumerate(
                zip(names, amounts, starts, ends, keys, strict=True)
            )
        ]

    def table(self) -> Table:
        """The arithmetic, a row for each part."""
        rows = [(self.whole_name, text.amount(self.whole, self.currency))]
        rows += [(cut.name, text.amount(-cut.amount, self.currency)) for cut in self.cuts]
        rows.append((self.rest_name, text.amount(self.rest, self.currency)))
        return Table((self.title, _("Amount, {currency}").format(currency=self.currency)), tuple(rows))

    def size_hint(self) -> QSize:
        """60 high; as wide as its labels need."""
        wide = sum(self._least_widths()) + self._lead()
        return QSize(round(wide), tokens.px(16) + tokens.line("strong") + tokens.line("small"))

    def _lead(self) -> float:
        figures = Canvas.width_of(text.amount(self.whole, self.currency), "strong", 600)
        return max(tokens.px(112), figures, Canvas.width_of(self.whole_name, "small")) + tokens.space(6)

    def _least_widths(self) -> list[float]:
        indent, gap = tokens.px(15), tokens.space(4)
        named = [*((cut.name, cut.amount) for cut in self.cuts), (self.rest_name, self.rest)]
        return [
            indent
            + gap
            + max(
                Canvas.width_of(text.amount(amount, self.currency), "strong", 600),
                Canvas.width_of(name, "small"),
            )
            for name, amount in named
        ]

    def _widths(self, canvas: Canvas) -> list[float]:
        """To scale, but never narrower than the label; what labels take is taken from the others in proportion."""
        gap = tokens.px(3)
        amounts = [*(cut.amount for cut in self.cuts), max(self.rest, 0)]
        room = canvas.area.width() - self._lead() - gap * (len(amounts) - 1)
        least = self._least_widths()
        wide = [False] * len(amounts)
        while True:
            fixed = sum(width for width, is_fixed in zip(least, wide, strict=True) if is_fixed)
            shared = sum(amount for amount, is_fixed in zip(amounts, wide, strict=True) if not is_fixed)
            widths = [
                low if is_fixed else max(0.0, room - fixed) * amount / max(1, shared)
                for amount, low, is_fixed in zip(amounts, least, wide, strict=True)
            ]
            too_narrow = [
                not is_fixed and width < low for width, low, is_fixed in zip(widths, least, wide, strict=True)
            ]
            if not any(too_narrow):
                return widths
            wide = [is_fixed or narrow for is_fixed, narrow in zip(wide, too_narrow, strict=True)]

    def _starts(self, canvas: Canvas) -> list[float]:
        starts, x = [], canvas.area.left() + self._lead()
        for width in self._widths(canvas):
            starts.append(x)
            x += width + tokens.px(3)
        return starts

    def _boxes(self, canvas: Canvas) -> list[QRectF]:
        places = zip(self._starts(canvas), self._widths(canvas), strict=True)
        return [canvas.box(start, canvas.area.top(), width, tokens.px(12)) for start, width in places]

    @staticmethod
    def _label(
        canvas: Canvas, x: float, sign: str, amount: str, name: str, tone: str, *, name_tone: str = "text-2"
    ) -> None:
        first = canvas.area.top() + tokens.px(16) + tokens.line("strong") * 0.75
        second = first + tokens.line("small") + 1
        indent = tokens.px(15) if sign else 0
        canvas.text(x, first, sign, "strong", "text-3")
        canvas.text(x + indent, first, amount, "strong", tone, weight=600)
        canvas.text(x + indent, second, name, "small", name_tone)
