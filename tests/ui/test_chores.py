"""What the program does by itself: catalogues that are due, and one notice a day on a desktop that really hears it."""

from __future__ import annotations

import json
import shutil
import socketserver
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from opened import TODAY, Opened, opened
from pytestqt.qtbot import QtBot

from hub.services import accounts, bills, outbound, regional, reminders, settings, signing
from ui.program import notices
from ui.program.chores import Chores, remind

WEEKS_AGO = datetime.now(UTC) - timedelta(days=20)


class Publisher(socketserver.TCPServer):
    """Answers every request with what it is told."""

    def __init__(self) -> None:
        self.requests: list[bytes] = []
        self.reply = b""
        super().__init__(("127.0.0.1", 0), _Answer)


class _Answer(socketserver.BaseRequestHandler):
    server: Publisher

    def handle(self) -> None:
        self.server.requests.append(self.request.recv(65536))
        self.request.sendall(self.server.reply)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def ready(qtbot: QtBot) -> Iterator[Opened]:
    with opened(qtbot) as found:
        yield found


def catalogue(version: int) -> bytes:
    issued, expires = WEEKS_AGO - timedelta(days=1), WEEKS_AGO + timedelta(days=90)
    document = {"catalogue": "offers", "region": "de", "version": version, "issued": issued.isoformat(),
                "expires": expires.isoformat(), "offers": []}  # fmt: skip
    return json.dumps(signing.sign_with(bytes(32), document)).encode()


def answer(body: bytes, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def test_a_round_asks_for_what_is_due_and_says_what_came(ready: Opened, publisher: Publisher) -> None:
    place = f"http://127.0.0.1:{publisher.server_address[1]}/offers/de.json"
    publisher.reply = answer(catalogue(1))
    for _again in range(2):  # the second holds the condition that later requests hold
        outbound.grant(ready.vault, regional.outgoing(ready.vault, "offers", "de", place), now=WEEKS_AGO)
        regional.fetch(ready.vault, "offers", "de", place, WEEKS_AGO)
    regional.schedule(ready.vault, "offers", "de", is_scheduled=True)
    publisher.requests.clear()
    chores = Chores(ready.window, lambda: TODAY)
    chores.do()
    ready.rest()
    assert publisher.requests == [], "no vault is looked after yet"
    chores.begin(ready.vault)
    publisher.reply = answer(b"", "503 Later")
    chores.do()
    ready.rest()
    assert "Offers for DE could not be fetched: the server refused. Those you have stay." in ready.toast
    assert [one.version for one in regional.held(ready.vault)] == [1]
    chores.do()
    ready.rest()
    assert len(publisher.requests) == 1, "it is tried again on another day"
    with ready.vault.aside() as connection:
        connection.exec_driver_sql("UPDATE catalogue_files SET tried_at = NULL, trouble = ''")
    publisher.reply = answer(catalogue(2))
    chores.do()
    ready.rest()
    assert "Offers for DE: version 2 is here." in ready.toast
    chores.stop()


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    """A desktop on a message bus of our own."""
    pytest.importorskip("jeepney")
    if shutil.which("dbus-daemon") is None:
        pytest.skip("not installed: dbus-daemon")
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
        made = Desktop()
        made.start()
        yield made
        daemon.kill()
        made.join()


class Desktop(threading.Thread):
    """The notification service of a desktop, in a thread: keeps what it was asked to show."""

    def __init__(self) -> None:
        from jeepney import message_bus
        from jeepney.io.blocking import Proxy, open_dbus_connection

        super().__init__(daemon=True)
        self.shown: list[tuple[Any, ...]] = []
        self._connection = open_dbus_connection()
        Proxy(message_bus, self._connection).RequestName("org.freedesktop.Notifications")

    def run(self) -> None:
        from jeepney import HeaderFields, MessageType, new_method_return

        while True:
            try:
                message = self._connection.receive()
            except (OSError, EOFError):
                self._connection.close()
                return
            if message.header.message_type is MessageType.method_call:
                assert message.header.fields[HeaderFields.member] == "Notify"
                self.shown.append(message.body)
                self._connection.send(new_method_return(message, "u", (len(self.shown),)))


def test_a_day_has_one_notice_without_amounts_and_names(ready: Opened, desktop: Desktop) -> None:
    account = accounts.add(ready.vault, "Rheinbank Current", "current", "EUR", opening=5_000)
    bills.add(ready.vault, "Dr. Albrecht", TODAY, -6_431, "EUR", account_id=account)
    bills.add(ready.vault, "Stadtwerke", TODAY - timedelta(days=3), -12_345, "EUR")
    bills.add(ready.vault, "Hausrat", TODAY + timedelta(days=20), -2_222, "EUR", remind_on=TODAY)
    assert not remind(ready.vault, TODAY), "off until it is switched on"
    settings.change(ready.vault, desktop_notices=True)
    found = reminders.look(ready.vault, TODAY)
    assert (found.late, found.due, found.asked) == (1, 1, 1)
    assert found.short_on is not None
    chores = Chores(ready.window, lambda: TODAY)
    chores.begin(ready.vault)
    chores.do()
    ready.rest()
    chores.do()
    ready.rest()
    chores.stop()
    ((program, _replaces, _icon, headline, words, *_rest),) = desktop.shown
    assert (program, headline) == ("Coffer", "Coffer")
    assert "1 bill is late. 1 bill waits for you to pay it. You wanted to be reminded of 1 bill." in words
    assert "below zero" in words
    for told in ("Albrecht", "Stadtwerke", "Rheinbank", "64", "123", "50.00"):
        assert told not in words
    assert remind(ready.vault, TODAY + timedelta(days=1)), "another day, another notice"


def test_without_a_desktop_that_shows_notices_nothing_is_told(monkeypatch: pytest.MonkeyPatch, ready: Opened) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    assert not notices.show("Coffer", "1 < 2 & 3")
    bills.add(ready.vault, "Dr. Albrecht", TODAY, -6_431, "EUR")
    settings.change(ready.vault, desktop_notices=True)
    assert not remind(ready.vault, TODAY)
    assert reminders.waiting(ready.vault, TODAY).due == 1, "it waits for a desktop"
