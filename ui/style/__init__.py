"""How Coffer looks: every colour, size and font comes from `tokens.json` through `ui.style.tokens`.

`tokens` answers "which colour, how many pixels, which font" for the look in use; `style` puts that look on the
application (Qt style, palette, style sheet, fonts) and may be called again at any time; `focus` draws the one
focus ring; `palette` and `sheet` are its two halves that Qt reads. Nothing outside this folder names a colour or
a font: a test searches for `#rrggbb` and for Qt's colour constructor.
"""
