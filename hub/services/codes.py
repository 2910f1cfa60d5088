"""The pictures of codes: QR (ISO/IEC 18004, by segno) and Code 128 (ISO/IEC 15417, by python-barcode) as modules.

A picture is rows of booleans, True = dark, without the quiet zone, which the painter adds (4 modules for QR, 10 for
bars). What can be drawn sharply anywhere is drawn by the user interface.
"""

from __future__ import annotations

from dataclasses import dataclass

from hub.domain.errors import HubError

NONE, QR, CODE128 = "none", "qr", "code128"
SYMBOLOGIES = (NONE, QR, CODE128)
_LONGEST = {QR: 1200, CODE128: 60}


@dataclass(frozen=True, slots=True)
class Picture:
    """A code as modules; bars have one row, to be drawn as high as wanted."""

    rows: tuple[tuple[bool, ...], ...]
    quiet: int

    @property
    def width(self) -> int:
        """Modules from side to side, quiet zones included."""
        return len(self.rows[0]) + 2 * self.quiet


def check(code: str, symbology: str) -> None:
    """HubError when a code can't be shown as this symbology."""
    if symbology not in SYMBOLOGIES:
        raise HubError("unknown_symbology", where={"field": "symbology"}, symbology=symbology)
    if symbology == NONE:
        return
    if not code or len(code) > _LONGEST[symbology] or (symbology == CODE128 and not (code.isascii() and _plain(code))):
        raise HubError("code_not_drawable", where={"field": "code"}, next_step="choose_symbology", symbology=symbology)


def picture(code: str, symbology: str) -> Picture | None:
    """The modules of a code, None when it is shown as text only."""
    check(code, symbology)
    if symbology == NONE:
        return None
    if symbology == QR:
        import segno  # loaded when a code is shown, not at the start

        made = segno.make(code, error="m", micro=False, boost_error=False)
        return Picture(tuple(tuple(bool(module) for module in row) for row in made.matrix), 4)
    from barcode import Code128  # type: ignore[import-untyped]  # it ships no types

    return Picture((tuple(bar == "1" for bar in Code128(code).build()[0]),), 10)


def _plain(code: str) -> bool:
    return all(" " <= sign <= "~" for sign in code)
