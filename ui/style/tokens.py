"""The design tokens: the one module that reads `tokens.json`, and the look in use.

Sizes are device-independent pixels. Those of type, spacing, rows, controls, icons and frame grow with the font
scale; borders, hairlines and the focus ring do not (DESIGN section 2).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont

THEMES = ("light", "dark", "contrast")
SCALES = (0.8, 2.0)
"""The smallest and the largest font scale."""
SCANNED = (Qt.GlobalColor.white, Qt.GlobalColor.black)
"""Ground and squares of a code for a camera: the same in every theme, because scanners expect dark on white."""

_TOKENS: dict[str, Any] = json.loads(resources.files("ui.style").joinpath("tokens.json").read_text("utf-8"))
_COLORS: dict[str, dict[str, str]] = _TOKENS["color"]


@dataclass(frozen=True, slots=True)
class Look:
    """What a person chose about the appearance.

    theme: one of `THEMES`. scale: font scale, 0.8 to 2.0. has_patterns: charts hatch their series (always in high
    contrast). is_arabic: the script needs taller lines and no letter spacing.
    """

    theme: str = "light"
    scale: float = 1.0
    is_compact: bool = False
    has_patterns: bool = False
    is_motion_reduced: bool = False
    is_arabic: bool = False

    def __post_init__(self) -> None:
        if self.theme not in THEMES:
            raise ValueError(f"no such theme: {self.theme}")
        if not SCALES[0] <= self.scale <= SCALES[1]:
            raise ValueError(f"font scale out of range: {self.scale}")


class _InUse:
    """The look that all answers below are for; changed only by `use`."""

    look = Look()


def use(look: Look) -> None:
    """Answer for this look from now on; `ui.style.style.apply` also puts it on the application."""
    _InUse.look = look
    color.cache_clear()
    font.cache_clear()


def look() -> Look:
    """The look in use."""
    return _InUse.look


@cache
def color(name: str, theme: str = "") -> QColor:
    """A colour by its token ("text-2"), of the theme in use or of the one named. Don't change the value."""
    text = _COLORS[theme or _InUse.look.theme][name]
    if text.startswith("rgba("):
        red, green, blue, alpha = text[5:-1].split(",")
        return QColor(int(red), int(green), int(blue), round(float(alpha) * 255))
    return QColor(text)


def color_names() -> tuple[str, ...]:
    """All colour tokens."""
    return tuple(_COLORS["light"])


def css_color(name: str) -> str:
    """A colour as the style sheet writes it ("#1C1B19" or "rgba(…)"), of the theme in use."""
    return _COLORS[_InUse.look.theme][name]


def series(slot: int) -> QColor:
    """The colour of a chart series; slots repeat after eight."""
    colors = _TOKENS["series"][_InUse.look.theme]
    return QColor(colors[slot % len(colors)])


def series_pattern(slot: int) -> Qt.BrushStyle:
    """The brush of a chart series: its pattern where the look has patterns, else solid."""
    if not (_InUse.look.has_patterns or _InUse.look.theme == "contrast"):
        return Qt.BrushStyle.SolidPattern
    patterns = _TOKENS["series"]["pattern"]
    return Qt.BrushStyle[patterns[slot % len(patterns)]]


def category_slot(category: str) -> int | None:
    """The fixed series slot of a category by its key ("groceries"); None for one that has no slot of its own."""
    slots: Mapping[str, int] = _TOKENS["series"]["category"]
    return slots.get(category.casefold())


def monogram_slot(payee_id: str) -> int:
    """The slot of a payee's monogram: crc32 of its id, modulo 8 (DESIGN section 5)."""
    return zlib.crc32(payee_id.encode()) % 8


def monogram(slot: int) -> tuple[QColor, QColor]:
    """Background and text of a monogram."""
    back, front = _TOKENS["monogram"][_InUse.look.theme][slot % 8]
    return QColor(back), QColor(front)


def px(size: float) -> int:
    """A size of the design at the font scale in use, in whole pixels."""
    return round(size * _InUse.look.scale)


def space(step: int) -> int:
    """Spacing by its step, 1 to 10: 2 4 8 12 16 20 24 32 40 56 at 100 %."""
    return px(_TOKENS["space"][str(step)])


def radius(name: str) -> int:
    """Corner radius: chip, control, card, sheet. Not scaled."""
    return int(_TOKENS["radius"][name])


def row(name: str = "") -> int:
    """Row height: compact, comfortable, two-line, option, header; without a name the one of the chosen density."""
    return px(_TOKENS["rows"][name or ("compact" if _InUse.look.is_compact else "comfortable")])


def control(name: str = "normal") -> int:
    """Control height: small, normal, large, min-target."""
    return px(_TOKENS["controls"][name])


def icon_size(name: str = "normal") -> int:
    """Icon size: small, normal, large, hero."""
    return px(_TOKENS["icons"][name])


def icon_stroke() -> float:
    """Stroke width of an icon in its own 24 pixel grid."""
    return float(_TOKENS["icons"]["stroke"])


def frame(name: str) -> int:
    """Sizes of the window's parts ("sidebar", "topbar", "gutter" …)."""
    return px(_TOKENS["frame"][name])


def frame_unscaled(name: str) -> int:
    """Window widths at which the frame changes ("collapse-sidebar-below"), and the sheet's margin. Not scaled."""
    return int(_TOKENS["frame"][name])


def focus_width() -> int:
    """Width of the focus ring, and its distance from what it surrounds. Not scaled."""
    return int(_TOKENS["focus"]["width"])


def shadow_blur() -> tuple[int, int]:
    """Blur radius and downward offset of the one shadow."""
    return px(_TOKENS["shadow"]["blur"]), px(_TOKENS["shadow"]["dy"])


def motion(name: str) -> int:
    """Milliseconds of a movement: quick, normal, slow, toast-stays; 0 where motion is reduced (not for staying)."""
    if _InUse.look.is_motion_reduced and name != "toast-stays":
        return 0
    return int(_TOKENS["motion"][name])


def line(role: str) -> int:
    """Line height of a type role; Arabic scripts get taller lines."""
    factor = _TOKENS["type"]["arabic-line-factor"] if _InUse.look.is_arabic else 1
    return px(_TOKENS["type"][role]["line"] * factor)


@cache
def font(role: str = "body", *, tabular: bool = False, weight: int = 0, size: float = 0) -> QFont:
    """The font of a type role: display, sentence, title, section, body, strong, small, micro, figure, mono.

    tabular: figures of equal width, for columns of amounts. weight: 400, 500 or 600 instead of the role's own.
    size: pixels at 100 % instead of the role's own (monograms, card headlines). Don't change the value.
    """
    kinds = _TOKENS["type"]
    is_mono = role == "mono"
    kind = kinds["small" if is_mono else role]
    made = QFont()
    made.setFamilies(kinds["mono" if is_mono else "family"])
    made.setPixelSize(px(size or kind["size"]))
    made.setWeight(QFont.Weight(weight or kind["weight"]))
    # without hinting, letters stand where the drawing puts them: the same widths at every scale and ratio
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if kind["tracking"] and not _InUse.look.is_arabic:
        spacing = kind["tracking"] * _InUse.look.scale
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made
