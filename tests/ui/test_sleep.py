"""The vault is locked before the computer sleeps and when its screen is locked; only then."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ui.program.sleep import Sleep

jeepney = pytest.importorskip("jeepney")

SIGNALS = [
    ("org.freedesktop.login1.Manager", "PrepareForSleep", "b", (True,), True),
    ("org.freedesktop.login1.Manager", "PrepareForSleep", "b", (False,), False),
    ("org.freedesktop.login1.Session", "Lock", None, (), True),
    ("org.freedesktop.login1.Session", "Unlock", None, (), False),
    ("org.freedesktop.ScreenSaver", "ActiveChanged", "b", (True,), True),
    ("org.gnome.ScreenSaver", "ActiveChanged", "b", (False,), False),
    ("org.gnome.ScreenSaver", "ActiveChanged", "b", (True,), True),
]


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A message bus of our own, in the place of both."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("not installed: dbus-daemon")
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
            monkeypatch.setenv(name, address)
        yield address
        daemon.kill()


def connection() -> Any:
    from jeepney.io.blocking import open_dbus_connection

    return open_dbus_connection()


def send(interface: str, member: str, signature: str | None, body: tuple[object, ...]) -> None:
    from jeepney import DBusAddress, new_signal

    with connection() as sender:
        sender.send(new_signal(DBusAddress("/somewhere", interface=interface), member, signature, body))


def test_sleep_and_locked_screens_are_noticed(qtbot: QtBot, bus: str) -> None:
    heard: list[int] = []
    sleep = Sleep()
    sleep.coming.connect(lambda: heard.append(1))
    sleep.watch()
    sleep.watch()
    qtbot.waitUntil(lambda: len(sleep._connections) == 2)
    time.sleep(0.3)  # until both have said what they want to hear
    for interface, member, signature, body, is_call in SIGNALS:
        heard.clear()
        send(interface, member, signature, body)
        if is_call:
            qtbot.waitUntil(lambda: len(heard) > 0, timeout=3000)
        else:
            qtbot.wait(100)
            assert heard == []
    sleep.stop()
    sleep.stop()
    heard.clear()
    send(*SIGNALS[0][:4])
    qtbot.wait(100)
    assert heard == []


def test_without_a_bus_nothing_happens(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, "unix:path=/nonexistent/bus")
    sleep = Sleep()
    sleep.watch()
    qtbot.wait(100)
    sleep.stop()
    assert sleep._connections == []
