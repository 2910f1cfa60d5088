"""Charts: the same on every device, mirrored, by keyboard, and readable without seeing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hub.domain.errors import HubError
from ui import locale
from ui.charts import (
    Bars,
    ChartView,
    Column,
    Day,
    Due,
    Forecast,
    Lately,
    LevelRing,
    Line,
    Plot,
    Point,
    Price,
    PriceSteps,
    Segment,
    Segments,
    Series,
    Sparkline,
    Week,
    export,
)
from ui.charts.axis import scale
from ui.charts.canvas import Canvas
from ui.locale import text
from ui.style import tokens

TODAY = date(2026, 11, 19)


def bars() -> Bars:
    series = (Series("Housing", 0), Series("Groceries", 1), Series("To sort", is_unsorted=True))
    columns = (
        Column("Sep", (96000, 40100, 0), name="September 2026"),
        Column("Oct", (96000, 43126, 0), name="October 2026"),
        Column("Nov", (97000, 28011, 7300), to_come=46200, is_current=True, name="November 2026"),
    )
    return Bars("Spend by category", "EUR", series, columns, average=137000)


def line() -> Line:
    points = tuple(Point(TODAY - timedelta(30 - 10 * step), 150000 + 9000 * step) for step in range(4))
    ahead = tuple(
        Forecast(TODAY + timedelta(20 * step), 160000, ((100000, 220000), (120000, 200000), (140000, 180000)))
        for step in (1, 2, 3)
    )
    return Line("Forecast", "EUR", points, ahead, TODAY, buffer=80000, names_lowest=True)


def segments(rest: int = 52457) -> Segments:
    cuts = (Segment("Owed on Aurum", 48620), Segment("Bills", 42668), Segment("Buffer", 80000, is_reserved=True))
    return Segments("Free to spend", "EUR", "In reach now", 171288 + rest, cuts, "Free to spend", rest)


def week() -> Week:
    dues = (Due("Stadtwerke", -9600, "zap"), Due("Miles expire", None, "hourglass", "worth € 7.36"))
    days = [Day(TODAY + timedelta(step), dues if step == 1 else (), 184620 - 9600 * (step > 0)) for step in range(7)]
    return Week("The next 7 days", "EUR", tuple(days), 184620, TODAY, 80000)


def steps() -> PriceSteps:
    prices = (Price(date(2024, 1, 1), 899), Price(date(2025, 5, 1), 999), Price(date(2026, 11, 22), 1399))
    return PriceSteps("Streamly", "EUR", prices, TODAY, date(2027, 4, 1))


ALL = {
    "bars": bars,
    "line": line,
    "segments": segments,
    "short": lambda: segments(-5543),
    "week": week,
    "steps": steps,
    "lately": lambda: Lately("Grünmarkt", "EUR", ("Sep", "Oct", "Nov"), (-31800, -30600, -28533)),
    "ring": lambda: LevelRing("Level", ("Safe", "Clear", "In control", "Growing", "Yours"), 2, 70),
    "sparkline": lambda: Sparkline("Points", "EUR", (500, 500, 450)),
}


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication) -> Iterator[None]:
    yield
    locale.use("en")
    text.hide_amounts(False)
    tokens.use(tokens.Look())


def painted(plot: Plot, *, mirrored: bool = False) -> QImage:
    size = plot.size_hint()
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        plot.paint(Canvas(painter, QRectF(image.rect()), mirrored=mirrored))
    return image


def colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


@pytest.mark.parametrize("name", ALL)
def test_every_chart_paints_names_its_parts_and_is_a_table(name: str) -> None:
    plot = ALL[name]()
    assert len(colours(painted(plot))) > 3
    area = QRectF(0, 0, plot.size_hint().width(), plot.size_hint().height())
    parts = plot.parts(Canvas(None, area))
    assert parts
    assert all(part.name and area.adjusted(-8, -8, 8, 8).contains(part.rect) for part in parts)
    table = plot.table()
    assert table.rows
    assert all(len(row) == len(table.head) for row in table.rows)


@pytest.mark.parametrize("name", [name for name in ALL if name != "ring"])
def test_parts_are_mirrored_by_one_transform_of_x(name: str) -> None:
    plot = ALL[name]()
    area = QRectF(0, 0, plot.size_hint().width() + 1, plot.size_hint().height())
    plain = plot.parts(Canvas(None, area, mirrored=False))
    turned = plot.parts(Canvas(None, area, mirrored=True))
    for here, there in zip(plain, turned, strict=True):
        assert (here.name, here.value) == (there.name, there.value)
        assert there.rect.left() == pytest.approx(area.right() - here.rect.right(), abs=1)
        assert there.rect.top() == here.rect.top()


def test_the_pieces_of_a_bar_lie_on_each_other_and_have_the_heights_of_their_amounts() -> None:
    plot = bars()
    parts = [part for part in plot.parts(Canvas(None, QRectF(0, 0, 600, 260))) if part.column == 2]
    total, *pieces = parts
    assert total.name == "November 2026"
    assert [piece.name.partition(", ")[2] for piece in pieces] == ["still to come", "To sort", "Groceries", "Housing"]
    for upper, lower in pairwise(pieces):
        assert upper.rect.bottom() == lower.rect.top()
    housing, groceries = pieces[3].rect.height(), pieces[2].rect.height()
    assert housing / groceries == pytest.approx(97000 / 28011, rel=0.05)


def test_amounts_below_zero_hang_under_the_axis() -> None:
    plot = Bars(
        "Net", "EUR", (Series("In"), Series("Out", 1)), (Column("Jan", (500, -300)), Column("Feb", (200, -900)))
    )
    parts = {part.name: part.rect for part in plot.parts(Canvas(None, QRectF(0, 0, 400, 200)))}
    assert parts["Jan, In"].bottom() == parts["Jan, Out"].top()
    assert parts["Feb, Out"].height() == pytest.approx(3 * parts["Jan, Out"].height(), abs=2)


def test_empty_charts_do_not_fail() -> None:
    for plot in (
        Bars("Nothing", "EUR", (), ()),
        Line("Nothing", "EUR", ()),
        Lately("Nothing", "EUR", (), ()),
        Sparkline("Nothing", "EUR", ()),
    ):
        painted(plot)
        assert plot.parts(Canvas(None, QRectF(0, 0, 300, 100))) == []
        assert plot.table().rows == ()


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([0, 259700], (0, 50000, 100000, 150000, 200000, 250000, 300000)),
        ([120, 480], (0, 100, 200, 300, 400, 500)),
        ([-40, 90], (-40, -20, 0, 20, 40, 60, 80, 100)),
        ([], (0, 1)),
    ],
)
def test_scales_have_round_steps(values: list[int], ticks: tuple[int, ...]) -> None:
    found = scale(values, 0, 100)
    assert found.ticks == ticks
    assert (found.y(ticks[0]), found.y(ticks[-1])) == (100, 0)


def test_hidden_amounts_are_hidden_in_charts_too(tmp_path: Path) -> None:
    text.hide_amounts(True)
    export(bars(), tmp_path / "bars.svg")
    said = re.findall(r">([^<]+)</text>", (tmp_path / "bars.svg").read_text("utf-8"))
    assert text.HIDDEN in said
    assert not [word for word in said if any(character.isdigit() for character in word)]
    assert bars().table().rows[0][1] == text.HIDDEN


@pytest.mark.parametrize("name", ["bars", "line", "week"])
def test_one_routine_draws_to_every_device(name: str, tmp_path: Path) -> None:
    plot = ALL[name]()
    for suffix in ("png", "svg", "pdf"):
        export(plot, tmp_path / f"chart.{suffix}", QSize(640, 260))
    picture = QImage(str(tmp_path / "chart.png"))
    assert picture.size() == QSize(2 * (640 + 32), 2 * (260 + 32 + 26))
    drawing = (tmp_path / "chart.svg").read_text("utf-8")
    said = "".join(re.findall(r">([^<]+)</text>", drawing))
    assert plot.title in said
    assert (tmp_path / "chart.pdf").read_bytes().startswith(b"%PDF")


def test_files_are_light_and_patterned_whatever_the_screen_is(tmp_path: Path) -> None:
    tokens.use(tokens.Look(theme="dark", scale=2.0))
    export(bars(), tmp_path / "dark.png")
    assert tokens.look() == tokens.Look(theme="dark", scale=2.0)
    tokens.use(tokens.Look())
    export(bars(), tmp_path / "light.png")
    assert QImage(str(tmp_path / "dark.png")) == QImage(str(tmp_path / "light.png"))


def test_an_export_that_fails_says_where(tmp_path: Path) -> None:
    with pytest.raises(HubError, match="export_failed"):
        export(bars(), tmp_path / "missing" / "bars.pdf")
    with pytest.raises(HubError, match="export_format"):
        export(bars(), tmp_path / "bars.doc")


def shown(qtbot: QtBot, plot: Plot) -> ChartView:
    view = ChartView(plot)
    qtbot.addWidget(view)
    view.resize(700, 260)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    return view


def name_of(view: ChartView) -> str:
    part = view.current()
    assert part is not None
    return part.name


def test_arrows_walk_between_bars_and_their_pieces(qtbot: QtBot) -> None:
    view = shown(qtbot, bars())
    assert name_of(view) == "September 2026"
    for key, expected in [
        (Qt.Key.Key_Right, "October 2026"),
        (Qt.Key.Key_Down, "October 2026, Groceries"),
        (Qt.Key.Key_Right, "November 2026, still to come"),
        (Qt.Key.Key_Left, "October 2026, Groceries"),
        (Qt.Key.Key_Left, "September 2026, Groceries"),
        (Qt.Key.Key_Left, "September 2026, Groceries"),
        (Qt.Key.Key_End, "November 2026, Housing"),
        (Qt.Key.Key_Home, "September 2026"),
        (Qt.Key.Key_Up, "September 2026"),
    ]:
        qtbot.keyClick(view, key)
        assert name_of(view) == expected


def test_arrows_follow_the_picture_from_the_right(qtbot: QtBot) -> None:
    locale.use("qps-plocm")
    view = shown(qtbot, bars())
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert name_of(view) == "October 2026"


def test_enter_and_click_choose_a_part(qtbot: QtBot) -> None:
    view = shown(qtbot, bars())
    with qtbot.waitSignal(view.part_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args[0].name == "September 2026"
    piece = next(part for part in view.parts() if part.name == "October 2026, Housing")
    with qtbot.waitSignal(view.part_chosen) as chosen:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=piece.rect.center().toPoint())
    assert chosen.args[0].name == "October 2026, Housing"


def test_the_ring_round_a_part_shows_after_a_key_not_after_a_click(qtbot: QtBot) -> None:
    view = shown(qtbot, bars())
    by_key = view.grab().toImage()
    view.clearFocus()
    assert view.grab().toImage() != by_key
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    without = view.grab().toImage()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.grab().toImage() != without


def test_a_screen_reader_finds_the_parts(qtbot: QtBot) -> None:
    view = shown(qtbot, bars())
    chart = QAccessible.queryAccessibleInterface(view)
    assert chart.role() == QAccessible.Role.Chart
    assert chart.text(QAccessible.Text.Name) == "Spend by category"
    parts = view.parts()
    assert chart.childCount() == len(parts)
    names = [chart.child(index).text(QAccessible.Text.Name) for index in range(chart.childCount())]
    assert names == [part.name for part in parts]
    first = chart.child(0)
    assert first.text(QAccessible.Text.Value) == "€\u00a01,361.00"
    assert first.parent().role() == QAccessible.Role.Chart
    assert chart.indexOfChild(first) == 0
    place = first.rect().center()
    assert chart.childAt(place.x(), place.y()) is not None
    assert chart.focusChild() is chart.child(0)
    view.set_plot(ALL["lately"]())
    assert chart.childCount() == 3
    assert chart.child(0).text(QAccessible.Text.Name) == "Sep"


def test_a_narrow_week_lies_in_rows_and_cuts_nothing(qtbot: QtBot) -> None:
    plot = week()
    assert plot.height_for(900) == plot.size_hint().height()
    high = plot.height_for(500)
    parts = plot.parts(Canvas(None, QRectF(0, 0, 500, high)))
    days = [part.rect for part in parts if part.row == 0]
    assert all(upper.bottom() == lower.top() for upper, lower in pairwise(days))
    assert days[-1].bottom() == high
    assert [part.spoken for part in parts] == [
        part.spoken for part in plot.parts(Canvas(None, QRectF(0, 0, 900, plot.height_for(900))))
    ]
    view = ChartView(plot)
    qtbot.addWidget(view)
    view.resize(508, 100)
    view.show()
    qtbot.waitUntil(lambda: view.height() == high + 8)


def test_a_long_name_takes_two_lines_before_it_is_cut() -> None:
    days = [Day(TODAY, (Due("Badenia Versicherungen Freiburg", -16830, "car"),), 100)]
    days += [Day(TODAY + timedelta(step), (), 100) for step in range(1, 7)]
    plot = Week("The next 7 days", "EUR", tuple(days), 100, TODAY)
    short = Week("The next 7 days", "EUR", (Day(TODAY, (Due("Badenia", -16830, "car"),), 100), *days[1:]), 100, TODAY)
    height = [one.parts(Canvas(None, QRectF(0, 0, 1000, 200)))[1].rect.height() for one in (plot, short)]
    assert height[0] - height[1] == tokens.line("small")
    assert Canvas.wrapped("one two three four", 40, most=2)[-1].endswith("…")
    assert Canvas.wrapped("", 40) == [""]


def test_the_view_takes_the_size_of_its_chart(qtbot: QtBot) -> None:
    view = ChartView(bars())
    qtbot.addWidget(view)
    assert view.sizeHint().height() == bars().size_hint().height() + 8
    assert view.accessibleName() == "Spend by category"
    empty = ChartView()
    qtbot.addWidget(empty)
    assert empty.current() is None
    assert empty.table().rows == ()
