"""Notices on the desktop, as the freedesktop notification service of a Linux desktop shows them."""

from __future__ import annotations

import logging
import sys

_PLACE, _NAME = "/org/freedesktop/Notifications", "org.freedesktop.Notifications"
_PATIENCE = 5
"""Seconds that the desktop may take to answer."""
_AS_THE_DESKTOP_LIKES = -1
_log = logging.getLogger(__name__)


def show(headline: str, words: str) -> bool:
    """Show a notice; whether the desktop took it. Waits for the desktop: call it on a worker.

    The service may show marks of HTML in the words, so what looks like one is written out.
    """
    if sys.platform != "linux":
        return False
    try:
        from jeepney import DBusAddress, MessageType, new_method_call
        from jeepney.io.blocking import open_dbus_connection

        plain = words.replace("&", "&amp;").replace("<", "&lt;")
        hints = {"desktop-entry": ("s", "coffer"), "urgency": ("y", 1)}
        actions: list[str] = []
        body = ("Coffer", 0, "coffer", headline, plain, actions, hints, _AS_THE_DESKTOP_LIKES)
        asked = new_method_call(DBusAddress(_PLACE, _NAME, _NAME), "Notify", "susssasa{sv}i", body)
        with open_dbus_connection(bus="SESSION") as connection:
            reply = connection.send_and_get_reply(asked, timeout=_PATIENCE)
    except Exception as error:  # noqa: BLE001 - no bus, no service, no answer: the notice waits on Today all the same
        _log.info("the desktop shows no notices: %s", type(error).__name__)
        return False
    return bool(reply.header.message_type is MessageType.method_return)
