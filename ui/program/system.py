"""What the system must give: a display."""

from __future__ import annotations

import ctypes
import os
import sys

_HEADLESS = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


def display_problem() -> str:
    """Why no window can be shown: "no_display", "display_refused", "library:<name>", or "" when one can.

    Qt would end the process without a word that helps.
    """
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "").startswith(_HEADLESS):
        return ""
    if os.environ.get("WAYLAND_DISPLAY"):
        return ""
    if not os.environ.get("DISPLAY"):
        return "no_display"
    for name in ("libxcb.so.1", "libxcb-cursor.so.0", "libxkbcommon-x11.so.0"):
        try:
            ctypes.CDLL(name)
        except OSError:
            return f"library:{name}"
    return "" if _answers() else "display_refused"


def _answers() -> bool:
    """Whether the X server that DISPLAY names lets us in."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    is_refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not is_refused
