"""Privacy as a person uses it: see the bytes, say yes or no, withdraw it, export, check the chain, switch all off."""

from __future__ import annotations

import base64
import hashlib
import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from opened import nameless
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import text as sql

from hub.domain.outgoing import Outgoing
from hub.services import accounts, banks, ledger, outbound, rates, register, settings, vaults
from hub.services.vaults import Vault
from ui import consent, locale
from ui.locale import text
from ui.privacy.entering import Typed
from ui.privacy.writing import Letter
from ui.screens.privacy import Privacy
from ui.style import tokens
from ui.tasks import Tasks
from ui.window import MainWindow

TODAY = date(2026, 11, 19)
RATES = b"""<?xml version="1.0"?><e:Envelope xmlns:e="urn:e" xmlns="urn:x"><Cube><Cube time='2026-11-18'>
<Cube currency='USD' rate='1.0850'/><Cube currency='CHF' rate='0.9400'/></Cube></Cube></e:Envelope>"""
Open = Callable[[Vault], Privacy]


class RatesServer(socketserver.TCPServer):
    """Keeps the bytes of each request."""

    allow_reuse_address = True

    def __init__(self) -> None:
        self.requests: list[bytes] = []
        super().__init__(("127.0.0.1", 0), _Answer)


class _Answer(socketserver.BaseRequestHandler):
    server: RatesServer

    def handle(self) -> None:
        received = b""
        while not received.endswith(b"\r\n\r\n") and (part := self.request.recv(4096)):
            received += part
        self.server.requests.append(received)
        self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(RATES), RATES))


@pytest.fixture
def server() -> Iterator[RatesServer]:
    with RatesServer() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def vault(server: RatesServer) -> Iterator[Vault]:
    with Vault.in_memory() as made:
        vaults.prepare(made)
        settings.change(made, rates_address=f"http://127.0.0.1:{server.server_address[1]}/daily.xml")
        yield made


@pytest.fixture
def opened(qtbot: QtBot, dressed: Callable[..., None], tasks: Tasks) -> Iterator[Open]:
    locale.use("en")
    windows: list[MainWindow] = []

    def enter(vault: Vault) -> Privacy:
        window = MainWindow(tasks, {})
        qtbot.addWidget(window)

        def ask(outgoing: Outgoing) -> bool:
            return consent.ask(outgoing, window, lambda one, once: outbound.grant(vault, one, once=once))

        tasks.ask_consent = ask
        window.resize(1366, 860)
        window.enter(vault, "privacy", settings=lambda: settings.load(vault), today=lambda: TODAY)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        windows.append(window)
        view = window.frame.views.view("privacy")
        assert isinstance(view, Privacy)
        settle(qtbot, view)
        return view

    yield enter
    for one in windows:
        one.leave()


def settle(qtbot: QtBot, view: Privacy) -> None:
    qtbot.waitUntil(lambda: not view.context.tasks.running, timeout=20_000)


def answering(words: str, seen: list[str]) -> None:
    """Press a button of the next dialog, and keep what it showed word for word."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            QTimer.singleShot(20, look)
            return
        seen.extend(one.toPlainText() for one in dialog.findChildren(QPlainTextEdit))
        next(one for one in dialog.findChildren(QPushButton) if one.text() == words).click()

    QTimer.singleShot(20, look)


def test_the_bytes_are_shown_before_anything_is_asked(
    qtbot: QtBot, vault: Vault, server: RatesServer, opened: Open
) -> None:
    view = opened(vault)
    assert view.head.sentence.words == "Nothing has left this computer."
    shown = view.request.findChildren(QPlainTextEdit)[0].toPlainText()
    assert shown == rates.outgoing(vault).body.decode().strip().replace("\r\n", "\n")
    assert server.requests == []


def test_a_key_is_shown_as_stars_with_the_hash_of_what_is_sent(qtbot: QtBot, vault: Vault, opened: Open) -> None:
    view, seen = opened(vault), list[str]()
    asked = banks.claiming(base64.b64encode(b"https://bridge.example/claim/ONE-TIME-CODE").decode())
    answering("Don’t send", seen)
    assert not view.context.tasks.ask_consent(asked)
    assert seen[0].startswith("POST /claim/************* HTTP/1.1\nHost: bridge.example")
    assert hashlib.sha256(asked.body).hexdigest() in consent.words(asked)
    assert outbound.grants(vault) == []


def test_a_no_sends_nothing_and_a_yes_sends_exactly_what_was_shown(
    qtbot: QtBot, vault: Vault, server: RatesServer, opened: Open
) -> None:
    view, seen = opened(vault), list[str]()
    answering("Don’t send", seen)
    view.request.fetch.click()
    settle(qtbot, view)
    assert server.requests == []
    assert outbound.disclosures(vault) == []
    assert not view.problem.isVisible()
    answering("Send", seen)
    view.request.fetch.click()
    settle(qtbot, view)
    qtbot.waitUntil(lambda: len(view.shown.disclosures) == 1 if view.shown else False, timeout=20_000)
    assert [one.decode().strip().replace("\r\n", "\n") for one in server.requests] == [seen[1]]
    assert seen[0] == seen[1]
    top = view.window().frame.desk.top  # type: ignore[attr-defined]  # the main window
    said = f"Sent {len(server.requests[0])} B to 1 today"
    qtbot.waitUntil(lambda: top.network.accessibleName().replace(text.NBSP, " ") == said, timeout=20_000)
    assert "CHF" in rates.reference(vault, "EUR", TODAY)
    assert view.head.sentence.words.startswith("1 party may receive something.")
    view.request.fetch.click()  # allowed once, so no dialog comes again
    settle(qtbot, view)
    assert len(server.requests) == 2


def test_a_permission_can_be_withdrawn(qtbot: QtBot, vault: Vault, server: RatesServer, opened: Open) -> None:
    outbound.grant(vault, rates.outgoing(vault))
    view = opened(vault)
    view.granted.table.acted.emit(outbound.grants(vault)[0].id)
    settle(qtbot, view)
    qtbot.waitUntil(lambda: not view.shown.in_force if view.shown else False, timeout=20_000)
    assert view.granted.none.isVisible()
    assert view.granted.ended.text() == "1 ended"
    view.granted.ended.click()
    assert view.granted.table.isVisible()
    seen: list[str] = []
    answering("Don’t send", seen)
    view.request.fetch.click()
    settle(qtbot, view)
    assert server.requests == []


def test_everything_off_ends_what_was_allowed_and_stays_off(
    qtbot: QtBot, vault: Vault, server: RatesServer, opened: Open
) -> None:
    outbound.grant(vault, rates.outgoing(vault))
    view = opened(vault)
    view.off.click()
    settle(qtbot, view)
    qtbot.waitUntil(lambda: bool(view.shown and view.shown.is_off), timeout=20_000)
    assert settings.load(vault).is_everything_off
    assert outbound.grants(vault)[0].revoked is not None
    assert not view.request.fetch.isEnabled()
    view.fetch_rates()
    qtbot.waitUntil(view.problem.isVisible, timeout=20_000)
    assert server.requests == []
    view.off.click()
    settle(qtbot, view)
    qtbot.waitUntil(view.request.fetch.isEnabled, timeout=20_000)


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_an_export_is_on_record_with_its_bytes(
    qtbot: QtBot, vault: Vault, opened: Open, tmp_path: Path, kind: str
) -> None:
    account = accounts.add(vault, "Current", "current", "EUR")
    ledger.add(vault, account, TODAY - timedelta(days=1), -1234, "Bakery")
    view, path = opened(vault), tmp_path / f"all.{kind}"
    view.leaving.write(kind, path)
    qtbot.waitUntil(lambda: bool(view.shown and view.shown.disclosures), timeout=20_000)
    record = outbound.disclosures(vault)[0]
    assert record.body == path.read_bytes()
    if kind == "json":
        assert json.loads(path.read_text())["transactions"][0]["amount"] == "-12.34"
    view.left_list.table.setFocus()
    view.left_list.table.go_to(0)
    pane = view.window().frame.desk.sheet.pane.content  # type: ignore[attr-defined]  # the main window
    assert pane is not None
    shown = pane.findChildren(QPlainTextEdit)[0].toPlainText()
    assert "Bakery" in shown
    words = [one.accessibleName() or one.text() for one in pane.findChildren(QLabel)]
    assert f"File all.{kind}" in words


def test_a_failed_export_says_why_and_leaves_no_record_of_success(
    qtbot: QtBot, vault: Vault, opened: Open, tmp_path: Path
) -> None:
    view = opened(vault)
    view.leaving.write("csv", tmp_path / "missing" / "all.csv")
    qtbot.waitUntil(view.problem.isVisible, timeout=20_000)
    assert outbound.disclosures(vault) == []


def test_a_record_that_was_changed_is_named(qtbot: QtBot, vault: Vault, opened: Open, tmp_path: Path) -> None:
    view = opened(vault)
    for name in ("one.csv", "two.csv"):
        view.leaving.write("csv", tmp_path / name)
        settle(qtbot, view)
    assert view.left_list.chain.text() == "chain unbroken"
    with vault.write("tamper", undoable=False) as write:
        write.connection.execute(sql("UPDATE disclosures SET recipient = 'file:other.csv' WHERE id = 1"))
    view.left_list.check.click()
    qtbot.waitUntil(lambda: view.left_list.chain.text() == "chain broken", timeout=20_000)
    assert view.left_list.broken.isVisible()
    assert ": 1 (changed)." in view.left_list.broken.accessibleName()


def test_an_address_that_can_not_be_used_is_said(qtbot: QtBot, vault: Vault, opened: Open) -> None:
    settings.change(vault, rates_address="http://example.invalid/rates")
    view = opened(vault)
    assert not view.request.fetch.isEnabled()
    assert "encrypted" in view.request.note.accessibleName()


@pytest.mark.parametrize("look", [tokens.Look(scale=2.0), tokens.Look("contrast")])
def test_nothing_is_wider_than_the_sheet(
    qtbot: QtBot, vault: Vault, opened: Open, dressed: Callable[..., None], look: tokens.Look
) -> None:
    outbound.grant(vault, rates.outgoing(vault))
    dressed(look)
    view = opened(vault)
    assert nameless(view) == []
    for part in (view.head, view.granted, view.request, view.left_list, view.leaving, view.keys):
        assert part.minimumSizeHint().width() <= view.width()
        assert part.width() <= view.width()


def test_an_altered_record_is_said_when_the_vault_opens(
    qtbot: QtBot, vault: Vault, opened: Open, tmp_path: Path
) -> None:
    outbound.note_copy(vault, Outgoing("export", "clipboard", {"transactions": "full"}, b"x"))
    with vault.write("tamper", undoable=False) as write:
        write.connection.execute(sql("DELETE FROM disclosures"))
    view = opened(vault)
    settle(qtbot, view)
    words = view.window().frame.desk.top.network.accessibleName()  # type: ignore[attr-defined]  # the main window
    assert words == "The record of what left was altered"
    assert "1 (cut off the end)" in view.left_list.broken.accessibleName()


def test_the_dial_shows_the_bytes_that_the_file_gets(qtbot: QtBot, vault: Vault, opened: Open, tmp_path: Path) -> None:
    account = accounts.add(vault, "Current", "current", "EUR", opening=100_000)
    for number in range(6):
        ledger.add(vault, account, date(2026, 10, 1 + number), -1000 - number, f"Grocer {number}")
    view = opened(vault)
    settle(qtbot, view)
    dial = view.dial
    seen = {}
    for place in range(6):
        dial.dials["spending"].setValue(place)
        settle(qtbot, view)
        seen[dial.levels()["spending"]] = dial.body.toPlainText()
    assert "spending" not in seen["nothing"]
    assert '"EUR": "60"' in seen["total"]
    assert "Grocer" not in seen["amounts"]
    assert "Grocer 5" in seen["full"]
    assert "whom you pay" in dial._learns.accessibleName() or "whom you pay" in dial._learns.text()
    assert dial.leaving is not None
    assert dial.body.toPlainText().encode() == dial.leaving.body
    path = tmp_path / "for-adviser.json"
    dial.write(path)
    settle(qtbot, view)
    assert path.read_bytes() == dial.leaving.body == outbound.disclosures(vault)[-1].body


def test_companies_letters_and_the_check_up(qtbot: QtBot, vault: Vault, opened: Open, tmp_path: Path) -> None:
    view = opened(vault)
    view.segments.choose("knows")
    view.show_part("knows")
    view.companies.add.click()
    dialog = QApplication.activeModalWidget() or QApplication.activeWindow()
    assert isinstance(dialog, Typed)
    dialog.yes.click()
    assert dialog.fields["company"].error()
    dialog.fields["company"].set_value("River Telecom")
    dialog.fields["kind"].set_value("marketing")
    dialog.fields["what"].set_value("newsletter")
    dialog.yes.click()
    qtbot.waitUntil(lambda: bool(view.shown and view.shown.register), timeout=20_000)
    settle(qtbot, view)
    assert register.facts(vault)[0].company == "River Telecom"
    view.segments.choose("check")
    view.show_part("check")
    fix = next(one for one in view.checkup.findChildren(QPushButton) if one.text() == "Withdraw by letter")
    fix.click()
    letter = view.window().findChild(Letter)
    assert letter is not None
    assert "Art. 7(3)" in letter.text.toPlainText()
    assert "newsletter" in letter.text.toPlainText()
    letter.write(tmp_path / "letter.txt")
    settle(qtbot, view)
    assert (tmp_path / "letter.txt").read_text() == letter.text.toPlainText()
    assert outbound.disclosures(vault)[-1].purpose == "letter"
    assert nameless(view) == []


def test_after_a_stop_it_is_said_what_they_hold(qtbot: QtBot, vault: Vault, opened: Open) -> None:
    grant = outbound.grant(vault, rates.outgoing(vault))
    rates.fetch(vault)
    view = opened(vault)
    view.granted.table.acted.emit(grant.id)
    qtbot.waitUntil(lambda: view.window().findChild(Letter) is not None, timeout=20_000)
    letter = view.window().findChild(Letter)
    assert letter is not None
    assert outbound.disclosures(vault)[0].sha256[:16] in letter.text.toPlainText()
    assert "Art. 17" in letter.text.toPlainText()
    view.left_list.search.setText("daily.xml")
    assert [one.id for one in view.left_list.found()] == [1]
    view.left_list.search.setText("nothing like it")
    assert view.left_list.found() == []
