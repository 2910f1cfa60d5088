"""The tokens keep what the design promises: contrast in every theme, scaled sizes, shipped fonts, one source."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from hub.domain.settings import Settings
from ui import icons
from ui.style import sheet, style, tokens

ROOT = Path(__file__).parents[2]
LEVELS = ("sheet", "raised", "desk", "row-hover", "row-selected", "field")
TEXTS = ("text", "text-2", "text-3")
TINTED = ("positive", "negative", "warning", "info")


def ink(image: QImage, columns: range) -> int:
    return sum(image.pixelColor(x, y).alpha() for x in columns for y in range(16))


def luminance(color: QColor) -> float:
    parts = [value / 255 for value in (color.red(), color.green(), color.blue())]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(front: QColor, back: QColor) -> float:
    light, dark = sorted((luminance(front), luminance(back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", tokens.THEMES)
def test_text_has_enough_contrast_on_every_level(theme: str) -> None:
    for level, text in product(LEVELS, TEXTS):
        ratio = contrast(tokens.color(text, theme), tokens.color(level, theme))
        assert ratio >= 4.5, f"{text} on {level}: {ratio:.2f}"


@pytest.mark.parametrize("theme", tokens.THEMES)
def test_colours_of_meaning_can_be_read_on_their_tint(theme: str) -> None:
    pairs = [(name, f"{name}-tint") for name in TINTED] + [("on-accent", "accent"), ("accent", "accent-tint")]
    for front, back in pairs:
        assert contrast(tokens.color(front, theme), tokens.color(back, theme)) >= 4.5, front


@pytest.mark.parametrize("theme", tokens.THEMES)
def test_shapes_and_the_ring_stand_out(theme: str) -> None:
    for name, level in product(("border-control", "focus", "axis"), ("sheet", "raised", "desk", "field")):
        assert contrast(tokens.color(name, theme), tokens.color(level, theme)) >= 3, f"{name} on {level}"


def test_all_themes_have_the_same_colours() -> None:
    for name, theme in product(tokens.color_names(), tokens.THEMES):
        assert tokens.color(name, theme).isValid(), name


def test_the_font_scale_multiplies_sizes_but_not_corners_and_rings(dressed: Callable[..., None]) -> None:
    small = (tokens.row("comfortable"), tokens.space(5), tokens.font("body").pixelSize(), tokens.frame("sidebar"))
    corner, ring = tokens.radius("control"), tokens.focus_width()
    dressed(tokens.Look(scale=2.0))
    large = (tokens.row("comfortable"), tokens.space(5), tokens.font("body").pixelSize(), tokens.frame("sidebar"))
    assert large == tuple(2 * size for size in small)
    assert (tokens.radius("control"), tokens.focus_width()) == (corner, ring)


@pytest.mark.parametrize(("theme", "scale"), [("sepia", 1.0), ("light", 2.5), ("light", 0.5)])
def test_a_look_outside_of_the_design_is_refused(theme: str, scale: float) -> None:
    with pytest.raises(ValueError, match=r"theme|scale"):
        tokens.Look(theme, scale)


def test_settings_choose_the_look() -> None:
    system = Settings(theme="system", font_percent=150, density="compact", reduced_motion=True)
    assert style.look_of(system, is_dark=True) == tokens.Look("dark", 1.5, is_compact=True, is_motion_reduced=True)
    assert style.look_of(system, is_dark=False).theme == "light"
    assert style.look_of(Settings(theme="contrast"), is_dark=False).theme == "contrast"


def test_reduced_motion_stands_still_but_the_toast_stays(dressed: Callable[..., None]) -> None:
    dressed(tokens.Look(is_motion_reduced=True))
    assert tokens.motion("normal") == 0
    assert tokens.motion("toast-stays") == 8000


def test_the_shipped_fonts_are_used_in_three_weights(dressed: Callable[..., None]) -> None:
    assert {"Inter", "Vazirmatn UI NL"} <= set(QFontDatabase.families())
    for weight in (400, 500, 600):
        found = QFontInfo(tokens.font("body", weight=weight))
        assert (found.family(), int(found.weight())) == ("Inter", weight)


def test_figures_of_a_column_have_one_width(dressed: Callable[..., None]) -> None:
    tabular = tokens.font("strong", tabular=True)
    assert QFont.Tag("tnum") in tabular.featureTags()
    assert tokens.font("sentence").featureTags() == []


def test_the_fonts_are_small_and_come_with_their_licences() -> None:
    folder = ROOT / "ui/style/fonts"
    assert sum(file.stat().st_size for file in folder.iterdir()) < 2_000_000
    licences = {file.name: file.read_text("utf-8") for file in folder.glob("*.txt")}
    assert set(licences) == {"Inter-OFL.txt", "Vazirmatn-OFL.txt"}
    assert all("SIL Open Font License" in text for text in licences.values())


def test_no_colour_is_named_outside_of_the_style() -> None:
    named = re.compile(r"#[0-9a-fA-F]{6}\b|\bQColor\(|Qt\.GlobalColor\.(?!transparent)")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "ui").rglob("*.py")
        if "style" not in path.relative_to(ROOT).parts
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if named.search(line)
    ]
    assert not found


@pytest.mark.parametrize("theme", tokens.THEMES)
def test_the_style_sheet_leaves_no_token_and_qt_understands_it(
    theme: str, qtbot: QtBot, dressed: Callable[..., None], capfd: pytest.CaptureFixture[str]
) -> None:
    dressed(tokens.Look(theme))
    without_comments = re.sub(r"/\*.*?\*/", "", sheet.style_sheet(), flags=re.DOTALL)
    assert "@" not in without_comments
    button = QPushButton("Undo")
    qtbot.addWidget(button)
    button.show()
    assert "parse stylesheet" not in capfd.readouterr().err


def test_the_theme_changes_while_the_window_is_open(
    qapp: QApplication, qtbot: QtBot, dressed: Callable[..., None]
) -> None:
    button = QPushButton("Add 22")
    button.setProperty("kind", "primary")
    qtbot.addWidget(button)
    button.resize(120, 32)
    button.show()
    seen = []
    for theme in tokens.THEMES:
        dressed(tokens.Look(theme))
        qapp.processEvents()
        seen.append(button.grab().toImage().pixelColor(8, 16))
        assert seen[-1] == tokens.color("accent", theme)
    assert len({color.name() for color in seen}) == 3


def test_icons_exist_and_follow_the_theme(qapp: QApplication, dressed: Callable[..., None]) -> None:
    icon = icons.icon("check", "accent")
    light = icon.pixmap(16, 16).toImage()
    dressed(tokens.Look("dark"))
    assert icon.pixmap(16, 16).toImage() != light
    assert icon.pixmap(16, 16).width() == 16


def test_icons_that_point_turn_round_and_others_do_not(dressed: Callable[..., None]) -> None:
    arrow, clock = icons.pixmap("arrow-left").toImage(), icons.pixmap("clock").toImage()
    dressed(is_mirrored=True)
    turned = icons.pixmap("arrow-left").toImage()
    assert ink(turned, range(8, 16)) == pytest.approx(ink(arrow, range(8)), rel=0.05)
    assert ink(arrow, range(8)) > 1.3 * ink(arrow, range(8, 16))
    assert icons.pixmap("clock").toImage() == clock


def test_every_icon_that_the_code_names_is_there() -> None:
    known = icons.names()
    asked = re.compile(r"""(?:icon|icons|Picture|pixmap|paint)\(?=?\(?\s*["']([a-z]+(?:-[a-z0-9]+)+)["']""")
    found = {
        name
        for path in (ROOT / "ui").rglob("*.py")
        for name in asked.findall(path.read_text("utf-8"))
        if name not in tokens.color_names()
    }
    assert found
    assert found <= known, found - known
