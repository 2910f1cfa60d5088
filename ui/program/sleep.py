"""Notices that the computer goes to sleep or its screen is locked, so that the vault is locked before.

Asks the two message buses of a Linux desktop: logind tells of sleep and of locked sessions, the screen savers of
locked screens. Sleep waits for us for some seconds (a delay inhibitor). Where there is no bus, nothing happens.
"""

from __future__ import annotations

import logging
import sys
import threading
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, Signal

_LOGIN = "org.freedesktop.login1"
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.mate.ScreenSaver", "org.cinnamon.ScreenSaver")
_BREAK = 2
"""Both directions of a socket, for shutdown(2)."""
_log = logging.getLogger(__name__)


class Sleep(QObject):
    """coming(): the computer is about to sleep, or its screen was locked."""

    coming = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connections: list[Any] = []
        self._inhibitor: Any = None
        self._is_watching = False

    def watch(self) -> None:
        """Begin to listen, in threads of its own: a bus may take its time to answer."""
        if self._is_watching or sys.platform != "linux":
            return
        self._is_watching = True
        for bus in ("SYSTEM", "SESSION"):
            threading.Thread(target=self._listen, args=(bus,), name=f"bus {bus}", daemon=True).start()

    def stop(self) -> None:
        """Listen no longer, and let the computer sleep."""
        self._is_watching = False
        if self._inhibitor is not None:
            self._inhibitor.close()
            self._inhibitor = None
        while self._connections:
            with suppress(OSError):
                self._connections.pop().sock.shutdown(_BREAK)

    def _listen(self, bus: str) -> None:
        try:
            from jeepney.io.blocking import open_dbus_connection

            with open_dbus_connection(bus=bus, enable_fds=bus == "SYSTEM") as connection:
                self._connections.append(connection)
                self._subscribe(connection, bus)
                if bus == "SYSTEM":
                    self._inhibitor = _inhibitor(connection)
                while self._is_watching:
                    if _is_call(connection.receive()):
                        self.coming.emit()
        except Exception as error:  # noqa: BLE001 - no bus, no service, a closed window: the idle clock still locks
            if self._is_watching:
                _log.info("the %s bus tells nothing: %s", bus.lower(), type(error).__name__)

    def _subscribe(self, connection: Any, bus: str) -> None:
        from jeepney import MatchRule, message_bus
        from jeepney.io.blocking import Proxy

        wanted = [(saver, "ActiveChanged") for saver in _SAVERS]
        if bus == "SYSTEM":
            wanted = [(f"{_LOGIN}.Manager", "PrepareForSleep"), (f"{_LOGIN}.Session", "Lock")]
        proxy = Proxy(message_bus, connection)
        for interface, member in wanted:
            proxy.AddMatch(MatchRule(type="signal", interface=interface, member=member))


def _inhibitor(connection: Any) -> Any:
    """A file that, until it is closed, makes the computer wait some seconds before it sleeps; None where refused."""
    from jeepney import DBusAddress, new_method_call

    manager = DBusAddress("/org/freedesktop/login1", _LOGIN, f"{_LOGIN}.Manager")
    asked = new_method_call(manager, "Inhibit", "ssss", ("sleep", "Coffer", "locking the vault", "delay"))
    try:
        reply = connection.send_and_get_reply(asked, timeout=5)
        return reply.body[0] if reply.header.message_type.name == "method_return" else None
    except Exception:  # noqa: BLE001 - without it the vault is locked on waking at the latest
        return None


def _is_call(message: Any) -> bool:
    """Whether a message says that it is time to lock: going to sleep, not waking; locked, not unlocked."""
    from jeepney import HeaderFields

    member = message.header.fields.get(HeaderFields.member)
    if member in {"PrepareForSleep", "ActiveChanged"}:
        return bool(message.body and message.body[0] is True)
    return bool(member == "Lock")
