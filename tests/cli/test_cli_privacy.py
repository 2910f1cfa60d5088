"""Nothing leaves without a yes: consent asked for, given, used, noted and taken back."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from command_run import PASSPHRASE, ROOT, Run

from hub.services import settings, vaults

RATES = b"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<Cube><Cube time="2026-11-20"><Cube currency="USD" rate="1.1000"/><Cube currency="GBP" rate="0.8500"/></Cube></Cube>
</gesmes:Envelope>"""


@pytest.fixture
def server() -> Iterator[tuple[str, list[bytes]]]:
    """A loopback server with reference rates: its address, and the requests it got."""
    asked: list[bytes] = []

    class Rates(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.requestline}\n{self.headers}".encode())
            self.send_response(200)
            self.end_headers()
            self.wfile.write(RATES)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Rates) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/rates.xml", asked
        running.shutdown()


@pytest.fixture
def vault(empty_vault: Path, server: tuple[str, list[bytes]], tmp_path: Path) -> Path:
    """A vault that asks the loopback server for rates."""
    folder = Path(shutil.copytree(empty_vault, tmp_path / "vault"))
    with vaults.open_vault(folder, lambda: PASSPHRASE) as opened:
        settings.change(opened, rates_address=server[0])
    return folder


@pytest.fixture
def in_it(coffer: Run, vault: Path, tmp_path: Path) -> Run:
    return lambda *argv: coffer(*argv, "--vault", vault, "--passphrase-file", tmp_path / "passphrase")


def test_without_a_grant_the_exact_bytes_are_shown_and_nothing_is_sent(
    in_it: Run, server: tuple[str, list[bytes]]
) -> None:
    done = in_it("rates", "fetch", "--json")
    assert (done.code, done.error["code"]) == (3, "consent_needed")
    leaving = done.error["outgoing"]
    assert leaving["bytes"].startswith("GET /rates.xml HTTP/1.1\r\n")
    assert leaving["recipient"] == "127.0.0.1"
    shown = in_it("rates", "fetch", "--yes")
    assert (shown.code, shown.out) == (3, "")
    assert "GET /rates.xml HTTP/1.1" in shown.err
    assert server[1] == []
    assert in_it("privacy", "disclosures", "--json").json == {"disclosures": []}


def test_grant_fetch_log_verify_revoke(in_it: Run, server: tuple[str, list[bytes]]) -> None:
    given = in_it("privacy", "grant", "exchange_rates", "--json").json
    fetched = in_it("rates", "fetch", "--json")
    assert (fetched.code, fetched.json) == (0, {"rates": 2, "source": "127.0.0.1"})
    assert len(server[1]) == 1
    log = in_it("privacy", "disclosures", "--json").json["disclosures"]
    assert [(one["bytes"], one["grant"], one["channel"]) for one in log] == [
        (given["bytes"], given["grant"]["id"], "network")
    ]
    assert in_it("privacy", "verify", "--json").json["whole"] is True
    assert in_it("privacy", "revoke", given["grant"]["id"], "--json").json == {"revoked": 1}
    assert in_it("rates", "fetch", "--json").code == 3
    assert in_it("privacy", "grants", "--json").json["grants"][0]["revoked"]
    assert len(server[1]) == 1


def test_one_switch_ends_everything(in_it: Run, server: tuple[str, list[bytes]]) -> None:
    in_it("privacy", "grant", "exchange_rates")
    assert in_it("privacy", "off", "--json").json == {"everything_off": True}
    refused = in_it("rates", "fetch", "--json")
    assert (refused.code, refused.error["code"]) == (1, "everything_off")
    assert server[1] == []
    in_it("privacy", "on")
    assert in_it("rates", "fetch", "--json").code == 0


def test_revoking_names_what_it_means(in_it: Run) -> None:
    assert in_it("privacy", "revoke").code == 2
    assert in_it("privacy", "revoke", "7", "--json").error["code"] == "no_such_grant"
    assert in_it("privacy", "grant", "selling", "--json").error["code"] == "unknown_purpose"


def test_rates_come_from_a_file_without_any_grant(in_it: Run, tmp_path: Path) -> None:
    path = tmp_path / "rates.xml"
    path.write_bytes(RATES)
    assert in_it("rates", "file", path, "--json").json == {"rates": 2, "source": "rates.xml"}
    assert in_it("rates", "file", tmp_path / "none.xml", "--json").error["code"] == "cannot_read_file"


@pytest.mark.parametrize(("typed", "code", "requests"), [(b"y\n", 0, 1), (b"\n", 3, 0)])
def test_on_a_terminal_the_person_is_asked_and_the_answer_counts(
    vault: Path, server: tuple[str, list[bytes]], tmp_path: Path, typed: bytes, code: int, requests: int
) -> None:
    try:
        person, terminal = pty.openpty()
    except OSError:
        pytest.skip("this system gives no pseudo-terminal")
    os.write(person, typed)
    words = [
        sys.executable, "-m", "hub", "rates", "fetch", "--vault", str(vault), "--passphrase-file",
        str(tmp_path / "passphrase"),
    ]  # fmt: skip
    done = subprocess.run(words, cwd=ROOT, stdin=terminal, capture_output=True, text=True, timeout=60, check=False)
    os.close(terminal)
    os.close(person)
    assert done.returncode == code
    assert "GET /rates.xml HTTP/1.1" in done.stderr
    assert len(server[1]) == requests
