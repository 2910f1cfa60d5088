"""The style sheet: `style.qss` with its tokens replaced for the look in use."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from ui.style import tokens

_SIZE = re.compile(r"@(px|in2|in|less)\((\d+)\)")
_NAME = re.compile(r"@([a-z]+(?:-[a-z0-9]+)*)")
_TONES = ("text", "text-2", "text-3", "text-disabled", "accent", "on-accent", "positive", "negative", "warning", "info")
_TAGS = ("positive", "negative", "warning", "info")


def style_sheet() -> str:
    """The whole sheet for `tokens.look()`.

    Sizes: @px(n) scaled; @in(n) scaled, inside a border of 1; @in2(n) inside a border of 2; @less(n) scaled less 1.
    """
    text = _template().replace("@tones", _tones())
    return _NAME.sub(lambda found: _value(found.group(1)), _SIZE.sub(_sized, text))


@cache
def _template() -> str:
    return resources.files("ui.style").joinpath("style.qss").read_text("utf-8")


def _sized(found: re.Match[str]) -> str:
    inset = {"px": 0, "in": 2, "in2": 4, "less": 1}[found.group(1)]
    return str(tokens.px(int(found.group(2))) - inset)


def _value(name: str) -> str:
    is_contrast = tokens.look().theme == "contrast"
    if name == "float-border":
        return "2px" if is_contrast else "1px"
    special = {
        "quiet-hover": "desk-hover" if is_contrast else "row-hover",
        "pressed": "row-selected" if is_contrast else "desk-active",
        "segment-on": "accent" if is_contrast else "accent-tint",
        "segment-text": "on-accent" if is_contrast else "accent",
    }
    return tokens.css_color(special.get(name, name))


def _tones() -> str:
    """Colours of labels by their property `tone`, and of tags by `state`."""
    labels = [f'QLabel[tone="{tone}"] {{ color: @{tone}; }}' for tone in _TONES]
    outline = "1px solid @{0}" if tokens.look().theme == "contrast" else "1px solid @{0}-tint"
    tags = [
        f'QLabel[role="tag"][state="{state}"] {{ background: @{state}-tint; color: @{state};'
        f" border: {outline.format(state)}; }}"
        for state in _TAGS
    ]
    return "\n".join(labels + tags)
