"""Puts a look on the application: `CofferStyle` over Fusion, palette, style sheet, fonts.

`apply` may be called again at any time; the theme changes under the open windows. What a style sheet can't draw
is drawn here: ticks, switches, arrows of choice fields, and the focus ring.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontDatabase, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleFactory,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QWidget,
)

from hub.domain.settings import Settings
from ui import icons
from ui.style import focus, marks, palette, sheet, tokens

_Metric = QStyle.PixelMetric
_Primitive = QStyle.PrimitiveElement
_DRESSED = "coffer-dressed"


def look_of(settings: Settings, *, is_dark: bool, is_arabic: bool = False) -> tokens.Look:
    """The look a person's settings ask for; is_dark answers for the theme "system"."""
    theme = settings.theme if settings.theme in tokens.THEMES else ("dark" if is_dark else "light")
    smallest, largest = tokens.SCALES
    return tokens.Look(
        theme=theme,
        scale=min(max(settings.font_percent / 100, smallest), largest),
        is_compact=settings.density == "compact",
        has_patterns=settings.chart_patterns,
        is_motion_reduced=settings.reduced_motion,
        is_arabic=is_arabic,
    )


def is_system_dark(app: QApplication) -> bool:
    """Whether the desktop asks for dark windows; False where it does not answer."""
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def apply(app: QApplication, look: tokens.Look) -> None:
    """Show everything in this look from now on. Widgets keep sizes they took from the old font scale: rebuild them."""
    tokens.use(look)
    shown = app.property(_DRESSED)
    if shown == look:
        return  # a sheet set again polishes every widget again
    if shown is None:
        load_fonts()
        app.setStyle(CofferStyle())
    app.setProperty(_DRESSED, look)  # app.style() is Qt's own wrapper once there is a style sheet
    app.setPalette(palette.palette())
    app.setFont(tokens.font("body"))
    app.setStyleSheet(sheet.style_sheet())


def load_fonts() -> None:
    """Make the shipped fonts known to Qt."""
    for entry in sorted(resources.files("ui.style").joinpath("fonts").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".ttf"):
            QFontDatabase.addApplicationFontFromData(entry.read_bytes())


_RING_ABOVE = QStyle.StyleHint.SH_FocusFrame_AboveWidget
_UNDERLINE = QStyle.StyleHint.SH_UnderlineShortcut
_DIALOG_ICONS = QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
_POPUP = QStyle.StyleHint.SH_ComboBox_Popup
"""Looked up once: a page asks hundreds of times."""


class CofferStyle(QProxyStyle):
    """Fusion with our focus ring, ticks, switches and choice fields, and no margins that nobody asked for."""

    def __init__(self) -> None:
        super().__init__(QStyleFactory.create("Fusion"))

    def pixelMetric(  # noqa: N802 - Qt's name
        self, metric: _Metric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Sizes from the tokens."""
        if metric in _MARGINS:
            return tokens.space(6) if widget is not None and widget.isWindow() else 0
        if metric in {_Metric.PM_IndicatorWidth, _Metric.PM_IndicatorHeight} and _is_switch(widget):
            return tokens.px(34 if metric == _Metric.PM_IndicatorWidth else 20)
        found = _sizes(tokens.look().scale).get(metric)
        return super().pixelMetric(metric, option, widget) if found is None else found

    def styleHint(  # noqa: N802 - Qt's name
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 - Qt's name
    ) -> int:
        """The ring lies above its widget; mnemonics show while Alt is held; buttons of dialogs carry no icons."""
        if hint is _RING_ABOVE:
            return 1
        if hint is _UNDERLINE:
            return int(focus.are_mnemonics_shown())
        if hint is _DIALOG_ICONS or hint is _POPUP:
            return 0
        return super().styleHint(hint, option, widget, returnData)

    def drawPrimitive(  # noqa: N802 - Qt's name
        self, element: _Primitive, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Ticks, round ticks and switches of ours; no dotted focus rectangle."""
        if element == _Primitive.PE_FrameFocusRect:
            return
        if element == _Primitive.PE_IndicatorCheckBox and _is_switch(widget):
            marks.paint_switch(painter, QRectF(option.rect), option.state)
        elif element in {_Primitive.PE_IndicatorCheckBox, _Primitive.PE_IndicatorItemViewItemCheck}:
            marks.paint_tick(painter, QRectF(option.rect), option.state)
        elif element == _Primitive.PE_IndicatorRadioButton:
            marks.paint_radio(painter, QRectF(option.rect), option.state)
        elif element in _ARROWS:
            icons.paint(painter, QRectF(option.rect), _ARROWS[element], marks.tone(option.state))
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(  # noqa: N802 - Qt's name
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """The focus ring: 2 px wide, 2 px outside of what has the focus."""
        if element != QStyle.ControlElement.CE_FocusFrame:
            super().drawControl(element, option, painter, widget)
            return
        target = widget.widget() if isinstance(widget, QFocusFrame) else None
        wanted = target.property("ring") if target is not None else None
        marks.paint_ring(painter, QRectF(option.rect), float(wanted) if wanted else tokens.radius("control") + 2)

    def drawComplexControl(  # noqa: N802 - Qt's name
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Choice fields: one outline and a chevron."""
        if control == QStyle.ComplexControl.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            if option.frame:
                marks.paint_combo(painter, option)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(  # noqa: N802 - Qt's name
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """The text of a choice field starts where the text of a field does."""
        rect = super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]  # Qt does take none
        if control == QStyle.ComplexControl.CC_ComboBox and part == QStyle.SubControl.SC_ComboBoxEditField:
            inset, end = tokens.px(10), tokens.px(10) + tokens.icon_size("small")
            edges = option.rect.adjusted(inset, 1, -end, -1)
            rect = QStyle.visualRect(option.direction, option.rect, edges)
        return rect

    def sizeFromContents(  # noqa: N802 - Qt's name
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        """Choice fields are as high as fields and buttons."""
        made = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]  # Qt does take none
        if kind == QStyle.ContentsType.CT_ComboBox:
            made.setHeight(tokens.control())
            made.setWidth(made.width() + tokens.px(20))
        return made


def _is_switch(widget: QWidget | None) -> bool:
    return isinstance(widget, QCheckBox) and widget.property("kind") == "switch"


_MARGINS = frozenset(
    {
        _Metric.PM_LayoutLeftMargin,
        _Metric.PM_LayoutTopMargin,
        _Metric.PM_LayoutRightMargin,
        _Metric.PM_LayoutBottomMargin,
    }
)
_ARROWS = {
    _Primitive.PE_IndicatorArrowDown: "chevron-down",
    _Primitive.PE_IndicatorArrowRight: "chevron-right",
    _Primitive.PE_IndicatorArrowLeft: "chevron-left",
}


@cache
def _sizes(_scale: float) -> dict[QStyle.PixelMetric, int]:
    icon, gap = tokens.icon_size(), tokens.space(3)
    return {
        _Metric.PM_FocusFrameHMargin: 2 * tokens.focus_width(),
        _Metric.PM_FocusFrameVMargin: 2 * tokens.focus_width(),
        _Metric.PM_IndicatorWidth: icon,
        _Metric.PM_IndicatorHeight: icon,
        _Metric.PM_ExclusiveIndicatorWidth: icon,
        _Metric.PM_ExclusiveIndicatorHeight: icon,
        _Metric.PM_CheckBoxLabelSpacing: gap,
        _Metric.PM_RadioButtonLabelSpacing: gap,
        _Metric.PM_SmallIconSize: icon,
        _Metric.PM_ButtonIconSize: icon,
        _Metric.PM_ListViewIconSize: icon,
        _Metric.PM_LineEditIconSize: icon,
        _Metric.PM_ScrollBarExtent: 10,
        _Metric.PM_LayoutHorizontalSpacing: gap,
        _Metric.PM_LayoutVerticalSpacing: gap,
    }
