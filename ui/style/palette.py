"""The palette: what Qt draws without the style sheet (place holders, links, selections, its own dialogs)."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from ui.style import tokens

_Role = QPalette.ColorRole
_ROLES = {
    _Role.Window: "desk",
    _Role.WindowText: "text",
    _Role.Base: "field",
    _Role.AlternateBase: "raised",
    _Role.Text: "text",
    _Role.Button: "sheet",
    _Role.ButtonText: "text",
    _Role.BrightText: "on-accent",
    _Role.Highlight: "accent",
    _Role.HighlightedText: "on-accent",
    _Role.Accent: "accent",
    _Role.Link: "accent",
    _Role.LinkVisited: "accent",
    _Role.PlaceholderText: "text-3",
    _Role.ToolTipBase: "raised",
    _Role.ToolTipText: "text",
    _Role.Light: "sheet",
    _Role.Midlight: "raised",
    _Role.Mid: "border",
    _Role.Dark: "border-control",
    _Role.Shadow: "text-3",
}
_TEXTS = (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.PlaceholderText)


def palette() -> QPalette:
    """The palette of the look in use."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, tokens.color(name))
    for role in _TEXTS:
        made.setColor(QPalette.ColorGroup.Disabled, role, tokens.color("text-disabled"))
    return made
