"""Rates, catalogues and banks against a real TLS server on loopback."""

from __future__ import annotations

import base64
import hashlib
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from loopback import Server, authority, reply, running
from sqlalchemy import text as sql

from hub.domain.errors import ConsentNeeded, HubError, NetworkError, PackError
from hub.domain.outgoing import Outgoing
from hub.services import banks, imports, outbound, rates, regional, settings, signing
from storage.vault import Vault

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
RATES = b"<E><Cube><Cube time='2026-11-20'><Cube currency='USD' rate='1.0850'/></Cube></Cube></E>"
SAMPLE = Path(__file__).parents[1] / "samples" / "simplefin" / "two_accounts.json"
SECRET = bytes(range(32))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def server(made: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    trusted, served = made
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with running(served) as found:
        yield found


def allow(vault: Vault, leaving: Outgoing) -> None:
    outbound.grant(vault, leaving, now=NOW)


def test_rates_come_over_tls_and_nothing_else_goes(vault: Vault, server: Server) -> None:
    settings.change(vault, rates_address=f"{server.address}/daily.xml")
    server.answer = lambda _request: reply(RATES, "200 OK", "Set-Cookie: id=1; Path=/")
    shown = rates.outgoing(vault)
    allow(vault, shown)
    assert rates.fetch(vault, NOW) == 1
    assert rates.fetch(vault, NOW) == 1
    assert [hashlib.sha256(one).digest() for one in server.requests] == [hashlib.sha256(shown.body).digest()] * 2
    assert b"cookie" not in b"".join(server.requests).lower()


def test_a_server_nobody_vouches_for_gets_nothing(
    vault: Vault, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    settings.change(vault, rates_address=f"{server.address}/daily.xml")
    allow(vault, rates.outgoing(vault))
    with pytest.raises(NetworkError, match="no_answer"):
        rates.fetch(vault, NOW)
    assert server.requests == []


@pytest.mark.parametrize("wrong", ["host", "cookie", "recipient", "agent", "content"])
def test_a_request_for_elsewhere_or_with_an_identifier_is_refused(vault: Vault, server: Server, wrong: str) -> None:
    good = outbound.request("exchange_rates", f"{server.address}/x")
    body = good.body
    changed = {
        "host": body.replace(b"Host: localhost", b"Host: elsewhere.example"),
        "cookie": body.replace(b"Accept:", b"Cookie: id=1\r\nAccept:"),
        "agent": body.replace(b"Accept:", b"User-Agent: me\r\nAccept:"),
        "content": body + b"more",
        "recipient": body,
    }[wrong]
    recipient = "elsewhere.example" if wrong == "recipient" else good.recipient
    bad = Outgoing(good.purpose, recipient, good.fields, changed, good.address)
    allow(vault, bad)
    with pytest.raises(NetworkError, match="refused"):
        outbound.send(vault, bad, NOW)
    assert server.requests == []
    assert outbound.disclosures(vault) == []


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.text("abcXYZ019-._~%/", max_size=30),
    query=st.dictionaries(st.sampled_from(["a", "start-date", "v"]), st.text("az09", max_size=5), max_size=3),
    method=st.sampled_from(["GET", "POST"]),
    value=st.text("abcXYZ 019:,=", max_size=20),
)
def test_what_was_shown_is_what_arrives(
    vault: Vault, server: Server, path: str, query: dict[str, str], method: str, value: str
) -> None:
    asked = "&".join(f"{name}={one}" for name, one in query.items())
    address = f"{server.address}/{path.replace('%', '%20')}" + (f"?{asked}" if asked else "")
    extra = [("X-Test", value.strip())] if value.strip() else []
    shown = outbound.request("catalogue", address, method=method, headers=extra)
    allow(vault, shown)
    server.requests.clear()
    outbound.send(vault, shown, NOW)
    assert server.requests == [shown.body]
    assert outbound.disclosures(vault)[-1].sha256 == hashlib.sha256(shown.body).hexdigest()


def catalogue(version: int = 1, **changed: object) -> bytes:
    document = {
        "catalogue": "offers", "region": "de", "version": version, "issued": "2026-11-20T00:00:00+00:00",
        "expires": "2026-12-20T00:00:00+00:00", "offers": [], **changed,
    }  # fmt: skip
    return json.dumps(signing.sign_with(SECRET, document)).encode()


def ask(vault: Vault, server: Server, now: datetime = NOW) -> regional.CatalogueFile:
    address = f"{server.address}/offers/de.json"
    outbound.grant(vault, regional.outgoing(vault, "offers", "de", address), now=NOW)
    return regional.fetch(vault, "offers", "de", address, now)


def test_a_catalogue_is_whole_signed_newer_and_asked_for_with_a_condition_all_share(
    vault: Vault, server: Server
) -> None:
    server.answer = lambda _request: reply(catalogue(1), "200 OK", 'ETag: "only-you"')
    assert ask(vault, server).version == 1
    server.answer = lambda _request: reply(b"", "304 Not Modified")
    later = NOW + timedelta(days=7)
    assert ask(vault, server, later).checked_at == later
    assert b"If-Modified-Since: Fri, 20 Nov 2026 00:00:00 GMT\r\n" in server.requests[-1]
    assert b"only-you" not in b"".join(server.requests)
    server.answer = lambda _request: reply(catalogue(2))
    assert ask(vault, server).version == 2
    assert regional.due(vault, NOW + timedelta(days=30)) == []
    regional.schedule(vault, "offers", "de", is_scheduled=True)
    assert [one.kind for one in regional.due(vault, NOW + timedelta(days=7))] == ["offers"]
    assert regional.due(vault, NOW + timedelta(days=6)) == []


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("pack_older", lambda: catalogue(4)),
        ("same_version", lambda: catalogue(5, offers=[1])),
        ("catalogue_expired", lambda: catalogue(6, expires="2026-11-21T12:00:00+00:00")),
        ("forged", lambda: catalogue(6).replace(b'"version": 6', b'"version": 7')),
        ("key_changed", lambda: json.dumps(signing.sign_with(b"x" * 32, json.loads(catalogue(6)))).encode()),
        ("signature_missing", lambda: json.dumps({**json.loads(catalogue(6)), "signature": None}).encode()
            .replace(b', "signature": null', b"")),
        ("wrong_catalogue", lambda: catalogue(6, region="fr")),
        ("not_a_catalogue", lambda: b"<html>"),
        ("not_a_catalogue", lambda: catalogue(6, issued="2026-11-20")),
    ],
)  # fmt: skip
def test_a_catalogue_that_may_not_be_is_refused_and_the_old_one_stays(
    vault: Vault, server: Server, code: str, bad: Callable[[], bytes]
) -> None:
    server.answer = lambda _request: reply(catalogue(5))
    ask(vault, server)
    server.answer = lambda _request: reply(bad())
    with pytest.raises(PackError) as caught:
        ask(vault, server)
    assert caught.value.code == code
    assert [(one.version, one.content) for one in regional.held(vault)] == [(5, catalogue(5))]


def test_what_is_due_is_asked_for_under_a_lasting_grant_only_and_a_failure_keeps_the_old_one(
    vault: Vault, server: Server
) -> None:
    address = f"{server.address}/offers/de.json"
    request = regional.outgoing(vault, "offers", "de", address)
    server.answer = lambda _request: reply(catalogue(1))
    outbound.grant(vault, request, once=True, now=NOW)
    regional.fetch(vault, "offers", "de", address, NOW)
    regional.schedule(vault, "offers", "de", is_scheduled=True)
    server.requests.clear()
    week = NOW + regional.EVERY

    def asked(at: datetime) -> list[tuple[str, str]]:
        return [(one.result, one.code) for one in regional.ask_due(vault, at)]

    assert asked(week - timedelta(hours=1)) == []
    conditional = regional.outgoing(vault, "offers", "de", address)
    outbound.grant(vault, conditional, once=True, now=NOW)
    assert asked(week) == [("not_allowed", "")], "a grant for once is for the person's own asking"
    assert (regional.held(vault)[0].trouble, server.requests) == ("not_allowed", [])
    outbound.grant(vault, conditional, now=NOW)
    settings.change(vault, is_everything_off=True)
    assert asked(week) == []
    settings.change(vault, is_everything_off=False)
    server.answer = lambda _request: reply(b"", "500 No")
    assert asked(week) == [("failed", "server_refused")]
    assert asked(week + timedelta(hours=23)) == []
    server.answer = lambda _request: reply(catalogue(2).replace(b'"version": 2', b'"version": 3'))
    assert asked(week + timedelta(days=1)) == [("failed", "forged")]
    (kept,) = regional.held(vault)
    assert (kept.version, kept.content, kept.trouble) == (1, catalogue(1), "forged")
    server.answer = lambda _request: reply(b"", "304 Not Modified")
    assert asked(week + timedelta(days=2)) == [("same", "")]
    (kept,) = regional.held(vault)
    assert (kept.trouble, kept.tried_at, kept.checked_at) == ("", None, week + timedelta(days=2))
    server.answer = lambda _request: reply(catalogue(2))
    assert asked(week + timedelta(days=9)) == [("newer", "")]
    assert server.requests == [conditional.body] * 4, "the same for everybody, whatever failed before"
    outbound.revoke(vault)
    assert asked(week + timedelta(days=30)) == [("not_allowed", "")]
    assert len(server.requests) == 4


def test_a_catalogue_from_a_file_has_nobody_to_be_asked(vault: Vault) -> None:
    regional.accept(vault, "offers", "de", catalogue(1), NOW)
    with pytest.raises(PackError, match="no_such_catalogue"):
        regional.schedule(vault, "offers", "de", is_scheduled=True)


def token(server: Server) -> str:
    return base64.b64encode(f"{server.address}/simplefin/claim/ONE-TIME-CODE".encode()).decode()


def bank(server: Server) -> Callable[[bytes], bytes]:
    """A SimpleFIN server with one user, whose token works once."""
    port = server.server_address[1]
    access = f"https://user:p%40ss@localhost:{port}/simplefin".encode()
    key = base64.b64encode(b"user:p@ss")
    used: list[bytes] = []

    def answer(request: bytes) -> bytes:
        if request.startswith(b"POST /simplefin/claim/ONE-TIME-CODE HTTP/1.1"):
            used.append(request)
            return reply(access) if len(used) == 1 else reply(b"", "403 Forbidden")
        if b"Authorization: Basic " + key in request and request.startswith(b"GET /simplefin/accounts?version=2&"):
            return reply(SAMPLE.read_bytes())
        return reply(b"", "403 Forbidden")

    return answer


def test_a_bank_is_claimed_fetched_previewed_and_forgotten(vault: Vault, server: Server) -> None:
    server.answer = bank(server)
    with pytest.raises(ConsentNeeded):
        banks.claim(vault, token(server), now=NOW)
    assert server.requests == []
    allow(vault, banks.claiming(token(server)))
    connection = banks.claim(vault, token(server), "My bridge", NOW)
    with pytest.raises(ConsentNeeded):
        banks.fetch(vault, connection.id, NOW)
    shown = banks.outgoing(vault, connection.id, NOW)
    allow(vault, shown)
    fetched = banks.fetch(vault, connection.id, NOW)
    assert server.requests[-1] == shown.body
    assert fetched.messages == ("Sign in again at River Bank.",)
    with banks.as_file(fetched) as path:
        preview = imports.preview(vault, [path])
        assert preview.to_add == 3
        imports.accept(vault, preview)
        assert imports.preview(vault, [path]).to_add == 0
    assert not path.exists()
    banks.forget(vault, connection.id)
    assert banks.connections(vault) == []
    assert next(one for one in outbound.grants(vault) if one.purpose == "bank_accounts").revoked


def test_keys_are_sent_but_never_kept_in_the_log(vault: Vault, server: Server) -> None:
    server.answer = bank(server)
    allow(vault, banks.claiming(token(server)))
    connection = banks.claim(vault, token(server), now=NOW)
    allow(vault, banks.outgoing(vault, connection.id, NOW))
    banks.fetch(vault, connection.id, NOW)
    log = outbound.disclosures(vault)
    assert [one.sha256 for one in log] == [hashlib.sha256(one).hexdigest() for one in server.requests]
    kept = b"".join(one.body or b"" for one in log)
    assert b"ONE-TIME-CODE" not in kept
    assert base64.b64encode(b"user:p@ss") not in kept
    assert b"*************" in kept
    assert outbound.verify(vault) == []
    with vault.write("tamper") as write:  # what is blotted out is held by its own hash
        write.connection.execute(sql("UPDATE disclosures SET body = x'41' WHERE id = 2"))
    assert outbound.verify(vault) == [2]


def test_a_token_that_was_used_before_warns_of_a_thief(vault: Vault, server: Server) -> None:
    server.answer = bank(server)
    allow(vault, banks.claiming(token(server)))
    banks.claim(vault, token(server), now=NOW)
    with pytest.raises(NetworkError) as caught:
        banks.claim(vault, token(server), now=NOW)
    assert (caught.value.code, caught.value.next_step) == ("token_claimed", "disable_token")
    said = f"{caught.value.where} {caught.value.__cause__.where}"  # type: ignore[union-attr]  # a NetworkError
    assert "ONE-TIME-CODE" not in said
    assert len(banks.connections(vault)) == 1


@pytest.mark.parametrize("words", ["", "???", base64.b64encode(b"no address").decode(), "é"])
def test_what_is_no_setup_token_is_said_before_anything_leaves(vault: Vault, words: str) -> None:
    with pytest.raises(HubError, match="not_a_setup_token"):
        banks.claim(vault, words)


def test_an_answer_that_is_no_access_url_is_not_kept(vault: Vault, server: Server) -> None:
    allow(vault, banks.claiming(token(server)))
    for body in (b"", b"<html>", b"http://user:pass@elsewhere.example/x"):
        server.answer = lambda _request, body=body: reply(body)  # type: ignore[misc]  # a default binds the loop's value
        with pytest.raises(NetworkError):
            banks.claim(vault, token(server), now=NOW)
    assert banks.connections(vault) == []


def test_no_service_sends_without_a_grant(vault: Vault, server: Server) -> None:
    settings.change(vault, rates_address=f"{server.address}/daily.xml")
    server.answer = bank(server)
    allow(vault, banks.claiming(token(server)))
    connection = banks.claim(vault, token(server), now=NOW)
    server.requests.clear()
    outbound.revoke(vault)
    count = len(outbound.disclosures(vault))
    services: list[Callable[[], object]] = [
        lambda: rates.fetch(vault),
        lambda: regional.fetch(vault, "offers", "de", server.address),
        lambda: regional.fetch(vault, "terms", "de", server.address),
        lambda: banks.claim(vault, token(server)),
        lambda: banks.fetch(vault, connection.id),
    ]
    for service in services:
        with pytest.raises(ConsentNeeded):
            service()
    settings.change(vault, is_everything_off=True)
    for service in services:
        with pytest.raises(NetworkError, match="everything_off"):
            service()
    assert server.requests == []
    assert len(outbound.disclosures(vault)) == count


@pytest.mark.soak
def test_a_thousand_requests_arrive_as_they_were_shown_or_not_at_all(vault: Vault, server: Server) -> None:
    """SECURITY, row G1: bytes shown = bytes on the wire; nothing beyond the levels, after the end or a withdrawal."""
    chance = random.Random(20261121)  # noqa: S311 - chosen cases, no secrets
    expected: list[bytes] = []
    for number in range(1_000):
        purpose = chance.choice(["exchange_rates", "catalogue", "bank_accounts"])
        key = f"key-{number}"
        headers = [("Authorization", key)] if purpose == "bank_accounts" else []
        secrets = [key] if headers else []
        address = f"{server.address}/{purpose}/{number}?q={chance.randrange(10**6)}"
        shown = outbound.request(purpose, address, headers=headers, secrets=secrets)
        state = chance.choice(["granted", "once", "coarser", "withdrawn", "over", "never"])
        asked = shown if state != "coarser" else replace(shown, fields={**shown.fields, "internet_address": "total"})
        given = None
        if state != "never":
            given = outbound.grant(vault, asked, once=state == "once", days=1, now=NOW)
        if given is not None and state == "withdrawn":
            outbound.revoke(vault, [given.id], NOW)
        tries = 2 if state == "once" else 1
        for turn in range(tries):
            if state == "granted" or (state == "once" and turn == 0):
                outbound.send(vault, shown, NOW)
                expected.append(shown.body)
            else:
                with pytest.raises(ConsentNeeded) as caught:
                    outbound.send(vault, shown, NOW + timedelta(days=2 if state == "over" else 0))
                assert caught.value.outgoing == shown
        if given is not None:
            outbound.revoke(vault, [given.id], NOW)
    assert server.requests == expected
    log = outbound.disclosures(vault)
    assert [one.sha256 for one in log] == [hashlib.sha256(one).hexdigest() for one in expected]
    assert outbound.verify(vault) == []
