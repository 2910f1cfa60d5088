"""The gate against a real server on loopback: what is shown is what is sent, and nothing leaves unasked."""

from __future__ import annotations

import hashlib
import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from hub.domain.errors import ConsentNeeded, HubError, NetworkError, StatementError
from hub.services import export, outbound, rates, settings
from storage.vault import Vault

RATES = b"""<?xml version="1.0"?><e:Envelope xmlns:e="urn:e" xmlns="urn:x"><Cube><Cube time='2026-11-20'>
<Cube currency='USD' rate='1.0850'/><Cube currency='JPY' rate='165.20'/></Cube></Cube></e:Envelope>"""
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Server(socketserver.TCPServer):
    """Keeps the bytes of each request and answers what it is told."""

    allow_reuse_address = True

    def __init__(self) -> None:
        self.requests: list[bytes] = []
        self.reply = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(RATES), RATES)
        super().__init__(("127.0.0.1", 0), _Answer)


class _Answer(socketserver.BaseRequestHandler):
    server: Server

    def handle(self) -> None:
        received = b""
        while not received.endswith(b"\r\n\r\n"):
            part = self.request.recv(4096)
            if not part:
                break
            received += part
        self.server.requests.append(received)
        self.request.sendall(self.server.reply)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def asking(vault: Vault, server: Server) -> Vault:
    settings.change(vault, rates_address=f"http://127.0.0.1:{server.server_address[1]}/daily.xml?x=1")
    return vault


def test_nothing_leaves_without_a_grant(asking: Vault, server: Server) -> None:
    with pytest.raises(ConsentNeeded) as caught:
        rates.fetch(asking, NOW)
    assert caught.value.outgoing.body.startswith(b"GET /daily.xml?x=1 HTTP/1.1\r\nHost: 127.0.0.1:")
    assert server.requests == []
    assert outbound.disclosures(asking) == []


def test_what_was_shown_is_what_was_sent_word_for_word(asking: Vault, server: Server) -> None:
    shown = rates.outgoing(asking)
    outbound.grant(asking, shown, now=NOW)
    assert rates.fetch(asking, NOW) == 2
    assert server.requests == [shown.body]
    record = outbound.disclosures(asking)[-1]
    assert (record.body, record.sha256) == (shown.body, hashlib.sha256(shown.body).hexdigest())
    assert outbound.verify(asking) == []


def test_a_grant_ends_by_revoking_by_time_and_after_once(asking: Vault, server: Server) -> None:
    grant = outbound.grant(asking, rates.outgoing(asking), now=NOW)
    with pytest.raises(ConsentNeeded):
        rates.fetch(asking, NOW + timedelta(days=90))
    with pytest.raises(ConsentNeeded):
        rates.fetch(asking, NOW - timedelta(seconds=1))
    assert outbound.revoke(asking, [grant.id], NOW) == 1
    with pytest.raises(ConsentNeeded):
        rates.fetch(asking, NOW)
    outbound.grant(asking, rates.outgoing(asking), once=True, now=NOW)
    rates.fetch(asking, NOW)
    with pytest.raises(ConsentNeeded):
        rates.fetch(asking, NOW)
    assert len(server.requests) == 1


def test_another_address_needs_another_grant(asking: Vault, server: Server) -> None:
    outbound.grant(asking, rates.outgoing(asking), now=NOW)
    settings.change(asking, rates_address=f"http://localhost:{server.server_address[1]}/daily.xml")
    with pytest.raises(ConsentNeeded):
        rates.fetch(asking, NOW)


def test_everything_off_wins_over_grants(asking: Vault, server: Server) -> None:
    outbound.grant(asking, rates.outgoing(asking), now=NOW)
    settings.change(asking, is_everything_off=True)
    with pytest.raises(NetworkError, match="everything_off"):
        rates.fetch(asking, NOW)
    assert server.requests == []


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n", "redirect_refused"),
        (b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", "server_refused"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2000001\r\n\r\n" + b"x" * 2_000_001, "reply_too_large"),
        (b"nonsense", "no_answer"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "not_reference_rates"),
    ],
)
def test_bad_replies_are_refused_and_on_record(asking: Vault, server: Server, reply: bytes, code: str) -> None:
    server.reply = reply
    outbound.grant(asking, rates.outgoing(asking), now=NOW)
    with pytest.raises((NetworkError, StatementError)) as caught:
        rates.fetch(asking, NOW)
    assert caught.value.code == code
    assert len(outbound.disclosures(asking)) >= 1
    assert outbound.verify(asking) == []


@pytest.mark.parametrize("address", ["http://example.org/x", "ftp://127.0.0.1/x", "nonsense"])
def test_addresses_that_would_leak_are_refused(vault: Vault, address: str) -> None:
    settings.change(vault, rates_address=address)
    with pytest.raises(NetworkError):
        rates.fetch(vault, NOW)


def test_an_export_is_on_record_and_only_for_its_owner(vault: Vault, current: int, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    written = export.write(vault, "csv", target)
    assert target.stat().st_mode & 0o777 == 0o600
    record = outbound.disclosures(vault)[-1]
    assert record.channel == "file"
    assert record.sha256 == hashlib.sha256(target.read_bytes()).hexdigest() == written.disclosure.sha256


def test_an_export_that_cannot_be_written_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(HubError) as caught:
        export.write(vault, "json", tmp_path / "missing" / "out.json")
    assert caught.value.code == "cannot_write"
    assert outbound.disclosures(vault) == []


@pytest.mark.parametrize("position", [1, 2, 3])
@pytest.mark.parametrize(
    "change", ["recipient = 'x'", "result = 'y'", "body = x'00'", "at = '2020-01-01T00:00:00+00:00'"]
)
def test_a_changed_record_is_found(vault: Vault, tmp_path: Path, position: int, change: str) -> None:
    for number in range(3):
        export.write(vault, "json", tmp_path / f"{number}.json")
    with vault.write("tamper") as write:
        write.connection.execute(text(f"UPDATE disclosures SET {change} WHERE id = {position}"))  # noqa: S608 - constants
    assert outbound.verify(vault) == [position]


def test_a_removed_record_shows_at_the_next_one(vault: Vault, tmp_path: Path) -> None:
    for number in range(3):
        export.write(vault, "json", tmp_path / f"{number}.json")
    with vault.write("tamper") as write:
        write.connection.execute(text("DELETE FROM disclosures WHERE id = 2"))
    assert outbound.verify(vault) == [3]
