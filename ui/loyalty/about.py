"""All about one programme: its worth and why it changed, the value of a point over time, what runs out, the score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from hub.domain.money import to_minor
from hub.services.loyalty import Standing
from ui.charts import ChartView, Point
from ui.charts import Line as Course
from ui.locale import _, ngettext, text, wording
from ui.loyalty.listing import units
from ui.loyalty.reading import Shown
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.boxes import heading, row
from ui.parts.buttons import button
from ui.parts.inspector import Inspector
from ui.parts.texts import Paragraph, label
from ui.payment.units import per_unit

_THOUSAND = 1000
"""Points whose worth the chart shows: one is a fraction of the smallest coin."""


@dataclass(frozen=True, slots=True)
class Acts:
    """What can be done from here; do: by name (balance, value, lot, member, messages)."""

    do: Callable[[str, Standing], object]
    close: Callable[[], object]


class ProgrammeInspector(Inspector):
    """Blocks about one programme."""

    def __init__(self, one: Standing, shown: Shown, acts: Acts) -> None:
        super().__init__(_("About {programme}").format(programme=text.name(one.name)), acts.close)
        self.programme, self._shown, self._acts = one, shown, acts
        self.buttons: dict[str, QPushButton] = {}
        self.title(one.name, _tier(one))
        self._standing()
        if len(one.values) > 1:
            self._value_over_time()
        self._change()
        self._ladder()
        self._score()

    def _standing(self) -> None:
        one, shown = self.programme, self._shown
        lines = [Line(_("Points"), units(one.units), "" if one.as_of is None else text.day(one.as_of))]
        value = _("not said") if one.value is None else per_unit(one.value, shown.home)
        lines.append(Line(_("One point"), value, self._source()))
        parts: list[QWidget] = [label(text.money(shown.minor(one.worth), shown.home), "figure")]
        if one.break_even is not None:
            lines.append(Line(_("Break-even"), per_unit(one.break_even, shown.home)))
        parts.append(Arithmetic(lines))
        if one.break_even is not None:
            words = _("Where a point is worth more than the break-even, the card that earns it beats the others.")
            parts.append(Paragraph(words, "small", "text-3"))
        self.block(
            *parts,
            row(self._act("balance", _("Set points"), "pencil"), self._act("value", _("Set value"), "scale"), 0, gap=2),
            row(self._act("member", _("Tier, fee, data"), "settings-2"), 0, gap=2),
        )

    def _source(self) -> str:
        stated = [one for one in self.programme.values if one.day <= self._shown.today]
        source = stated[-1].source if stated else ""
        return wording.label_or_empty("point_source", source) or text.name(source)

    def _value_over_time(self) -> None:
        home = self._shown.home
        points = [Point(one.day, to_minor(one.value * _THOUSAND, home)) for one in self.programme.values]
        if points[-1].on < self._shown.today:
            points.append(Point(self._shown.today, points[-1].value))
        title = _("Worth of 1,000 points of {programme}").format(programme=text.name(self.programme.name))
        self.chart = ChartView(Course(title, home, tuple(points), is_stepped=True))
        parts: list[QWidget] = [self.chart]
        for fall in self.programme.devaluations[-2:]:
            words = _("{day}: {share} less, {loss} of your points ({source})").format(
                day=text.day(fall.day), share=text.percent(fall.share),
                loss=text.money(self._shown.minor(fall.loss), home), source=text.name(fall.source or "?"),
            )  # fmt: skip
            parts.append(Paragraph(words, "small", "warning"))
        self.block(heading(_("Value"), _("of 1,000 points")), *parts)

    def _change(self) -> None:
        year, shown = self.programme.year, self._shown

        def money(exact: object) -> str:
            return text.amount(shown.minor(exact), shown.home, sign=True)  # type: ignore[arg-type]  # a Fraction

        total = Line(_("Change of worth"), money(year.after - year.before))
        lines = [
            Line(_("Points that came and went"), money(year.by_balance)),
            Line(_("Value of a point"), money(year.by_value)),
        ]
        self.block(heading(_("In a year")), Arithmetic(lines, total))

    def _ladder(self) -> None:
        one, home = self.programme, self._shown.home
        lines = [
            Line(
                _("Never") if rung.until is None else text.day(rung.until),
                units(rung.units),
                "" if one.value is None else text.money(self._shown.minor(rung.units * one.value), home),
            )
            for rung in one.rungs
        ]
        what: QWidget = Arithmetic(lines) if lines else Paragraph(_("There are no points to run out."))
        self.block(heading(_("Runs out")), what, row(self._act("lot", _("Add a date"), "calendar"), 0))

    def _score(self) -> None:
        score, home, prices = self.programme.score, self._shown.home, self._shown.prices
        minor = self._shown.minor

        def money(amount: int, *, is_given: bool = True) -> str:
            return text.amount(-amount if is_given else amount, home)

        messages = ngettext("{count} message", "{count} messages", score.messages)
        kinds = ngettext("{count} kind", "{count} kinds", score.kinds)
        lines = [
            Line(_("Points you got"), money(minor(score.got), is_given=False)),
            Line(_("Fee"), money(minor(score.money))),
            Line(_("Attention"), money(minor(score.attention)), messages.format(count=text.count(score.messages))),
            Line(_("Data"), money(minor(score.data)), kinds.format(count=text.count(score.kinds))),
        ]
        total = Line(_("Left for you"), text.amount(minor(score.net), home))
        points = _("no score yet") if score.points is None else _("{points} of 100").format(points=score.points)
        formula = _(
            "Score = got ÷ (got + given), 50 is even. A message takes {seconds} s of an hour worth {hour}; "
            "a kind of data is counted as {kind} a year. The prices are assumptions of yours to change."
        ).format(
            seconds=text.count(prices.seconds),
            hour=text.money(minor(prices.hour), home),
            kind=text.money(minor(prices.kind), home),
        )
        self.block(
            heading(_("What you gave and got"), points),
            Arithmetic(lines, total),
            Paragraph(formula, "small", "text-3"),
            row(
                self._act("messages", _("Count messages"), "mail"),
                self._act("prices", _("Change prices"), ""),
                0,
                gap=2,
            ),
        )

    def _act(self, name: str, words: str, icon: str) -> QPushButton:
        made = button(words, partial(self._acts.do, name, self.programme), grade="small", icon=icon)
        self.buttons[name] = made
        return made


def _tier(one: Standing) -> str:
    member = one.membership
    if member.tier and member.tier_until is not None:
        return _("{tier} until {day}").format(tier=member.tier, day=text.day(member.tier_until))
    return member.tier
