"""The one gate: everything that leaves the computer or the vault passes here, and nowhere else.

`send` transmits a request over the network, `write_file` writes an export. Both journal a disclosure in the
hash-chained log before the bytes go out. Only this module imports a network client.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from hub.domain.errors import ConsentNeeded, HubError, NetworkError
from hub.domain.outgoing import PURPOSES, Disclosure, Grant, Outgoing, covers
from hub.services.disclosing import altered, append, disclosures, verify
from storage import privacy, settings
from storage.vault import Vault

if TYPE_CHECKING:
    import httpx

GRANT_DAYS = 90
TIMEOUT_SECONDS = 20
_NOT_MODIFIED = 304
_BODY_FROM = b"\r\n\r\n"

__all__ = [
    "Address", "Reply", "address_of", "allows_lasting", "altered", "disclosures", "exchange", "grant", "grants",
    "note_copy", "note_print", "request", "revoke", "send", "sent_today", "verify", "write_file",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of a web address; place: host with its port; user and password decoded, "" where there are none."""

    scheme: str
    host: str
    place: str
    path: str
    user: str
    password: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; is_unchanged: nothing newer than the condition of the request asked for."""

    body: bytes
    is_unchanged: bool = False


def address_of(text: str) -> Address:
    """The parts of an address; all of them empty when it is none."""
    try:
        parts = urlsplit(text)
        host, user, password = parts.hostname or "", parts.username or "", parts.password or ""
    except ValueError:
        return Address("", "", "", "", "", "")
    return Address(parts.scheme, host, parts.netloc.rpartition("@")[2], parts.path, unquote(user), unquote(password))


def request(
    purpose: str,
    address: str,
    *,
    method: str = "GET",
    headers: Sequence[tuple[str, str]] = (),
    secrets: Sequence[str] = (),
) -> Outgoing:
    """The exact bytes of a request without content: no cookie, no identifier, no referrer, the same for everybody.

    headers: further ones, as a condition or a key. secrets: parts of it that open something.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("https", "http") or not parts.hostname or not address.isascii() or _is_broken(address):
        raise NetworkError("bad_address", where={"address": address}, next_step="check_settings")
    if parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise NetworkError("not_encrypted", where={"address": address}, next_step="use_https")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = parts.netloc.rpartition("@")[2]
    length = [] if method == "GET" else [("Content-Length", "0")]
    lines = [("Host", host), ("Accept", "*/*"), *headers, *length, ("Connection", "close")]
    head = "".join(f"{name}: {value}\r\n" for name, value in lines)
    body = f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode("ascii")
    bare = f"{parts.scheme}://{host}{target}"
    hidden = tuple(one.encode("ascii") for one in secrets)
    return Outgoing(purpose, parts.hostname, dict(PURPOSES[purpose].fields), body, bare, hidden)


def send(vault: Vault, outgoing: Outgoing, now: datetime | None = None) -> bytes:
    """Send a request that a grant covers and return the reply's body; see `exchange`."""
    return exchange(vault, outgoing, now).body


def exchange(vault: Vault, outgoing: Outgoing, now: datetime | None = None) -> Reply:
    """Send a request that a grant covers; its bytes are on record before the first of them leaves.

    Raises `ConsentNeeded` when no grant in force covers it, `NetworkError` when it names another host than its
    recipient or holds a cookie, when the exchange fails or is redirected, or the reply is larger than the purpose
    declares.
    """
    moment = now or datetime.now(UTC)
    headers = _checked(outgoing)
    grant = _grant_for(vault, outgoing, moment)
    if grant is None:
        raise ConsentNeeded(outgoing)
    record = append(vault, outgoing, grant, "network", "sent", moment)
    try:
        return _transmit(outgoing, headers)
    except NetworkError as error:
        failed = replace(outgoing, body=b"", secrets=())
        append(vault, failed, grant, "network", f"failed:{error.code}:{record.id}", moment)
        raise


def write_file(
    vault: Vault, outgoing: Outgoing, path: Path, now: datetime | None = None, *, keeps_body: bool = True
) -> Disclosure:
    """Write an export the person just asked for, readable by them alone, and journal it as a disclosure.

    keeps_body: False for what opens the vault; of that the journal holds size and SHA-256 only.
    """
    moment = now or datetime.now(UTC)
    partial = path.with_name(path.name + ".partial")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(outgoing.body)
            file.flush()
            os.fsync(file.fileno())
        record = append(vault, outgoing, None, "file", "written", moment, keeps_body=keeps_body)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise HubError(
            "cannot_write", where={"file": str(path)}, next_step="choose_another_place", reason=error.strerror or ""
        ) from error
    return record


def note_print(vault: Vault, outgoing: Outgoing, now: datetime | None = None) -> Disclosure:
    """Journal what the person just had printed, by size and SHA-256."""
    return append(vault, outgoing, None, "print", "written", now or datetime.now(UTC), keeps_body=False)


def note_copy(vault: Vault, outgoing: Outgoing, now: datetime | None = None) -> Disclosure:
    """Journal what the person just put on the clipboard, where every program can read it."""
    return append(vault, outgoing, None, "clipboard", "written", now or datetime.now(UTC))


def grant(
    vault: Vault, outgoing: Outgoing, *, once: bool = False, days: int = GRANT_DAYS, now: datetime | None = None
) -> Grant:
    """Store the person's yes to exactly this purpose, recipient and fields at their levels, for some days or once."""
    moment = now or datetime.now(UTC)
    until = moment + timedelta(days=days)
    value = Grant(0, outgoing.purpose, outgoing.recipient, outgoing.fields, moment, until, once)
    with vault.write("grant", values={"recipient": outgoing.recipient}, topics=("privacy",), undoable=False) as write:
        return replace(value, id=privacy.insert_grant(write.connection, value))


def revoke(vault: Vault, grant_ids: list[int] | None = None, now: datetime | None = None) -> int:
    """End these grants, or all of them ("everything off"); how many were in force."""
    moment = now or datetime.now(UTC)
    with vault.write("revoke", values={}, topics=("privacy",), undoable=False) as write:
        chosen = grant_ids if grant_ids is not None else [g.id for g in privacy.all_grants(write.connection)]
        return privacy.revoke(write.connection, chosen, moment)


def grants(vault: Vault) -> list[Grant]:
    """Every grant, newest first."""
    with vault.read() as connection:
        return privacy.all_grants(connection)


def sent_today(vault: Vault, now: datetime | None = None) -> tuple[int, int]:
    """(bytes, recipients) that left over the network today by this computer's clock; failed tries count too."""
    day = (now or datetime.now(UTC)).astimezone().date()
    sent = [one for one in disclosures(vault) if one.channel == "network" and one.at.astimezone().date() == day]
    return sum(one.size for one in sent), len({one.recipient for one in sent})


def allows_lasting(vault: Vault, outgoing: Outgoing, now: datetime | None = None) -> bool:
    """Whether a grant that is not for once covers an outgoing: what runs by itself sends nothing else."""
    found = _grant_for(vault, outgoing, now or datetime.now(UTC))
    return found is not None and not found.once


def _grant_for(vault: Vault, outgoing: Outgoing, moment: datetime) -> Grant | None:
    """The grant that covers an outgoing, a lasting one first; one given once counts until a disclosure names it.

    A clock that was set back revives nothing: the moment is never before the newest record of the log.
    """
    with vault.read() as connection:
        if settings.load(connection).is_everything_off:
            raise NetworkError("everything_off", next_step="privacy_settings")
        used = privacy.used_grants(connection)
        newest = privacy.last_disclosure(connection)
        at = moment if newest is None else max(moment, newest.at)
        known = sorted(privacy.all_grants(connection), key=lambda one: one.once)
        return next((one for one in known if covers(one, outgoing, at) and not (one.once and one.id in used)), None)


def _is_broken(address: str) -> bool:
    """Whether an address holds what would end its line: it could smuggle in a header."""
    return any(ord(sign) <= ord(" ") or ord(sign) == 127 for sign in address)


def _checked(outgoing: Outgoing) -> list[tuple[str, str]]:
    """The headers of a request that goes where it says and carries nothing it may not."""
    head, mark, content = outgoing.body.partition(_BODY_FROM)
    lines = head.decode("ascii").split("\r\n")[1:]
    headers = [(name, value) for name, _, value in (line.partition(": ") for line in lines)]
    hosts = [value for name, value in headers if name.lower() == "host"]
    parts = urlsplit(outgoing.address)
    where = {"address": outgoing.shown_address}
    if outgoing.purpose not in PURPOSES or parts.hostname != outgoing.recipient or hosts != [parts.netloc]:
        raise NetworkError("other_host_refused", where=where, to=", ".join(hosts))
    if content or not mark or any(name.lower() in ("cookie", "referer", "user-agent") for name, _ in headers):
        raise NetworkError("identifier_refused", where=where)
    return headers


def _transmit(outgoing: Outgoing, headers: Sequence[tuple[str, str]]) -> Reply:
    """Exchange the approved bytes for a reply over the transport alone: no redirects, cookies or proxies.

    A cookie in the reply is dropped with the reply's head, which nothing keeps. SSL_CERT_FILE names other authorities
    than the usual ones, as it does for most programs.
    """
    import httpx  # here, because it takes 0.1 s and most people never send anything

    asked = httpx.Request(
        outgoing.body.split(b" ", 1)[0].decode("ascii"),
        outgoing.address,
        headers=list(headers),
        extensions={"timeout": httpx.Timeout(TIMEOUT_SECONDS).as_dict()},
    )
    where = {"address": outgoing.shown_address}
    try:
        trusted = httpx.create_ssl_context(trust_env=True)  # for SSL_CERT_FILE alone; it knows nothing of proxies
        with (
            httpx.HTTPTransport(verify=trusted, retries=0, trust_env=False) as transport,
            closing(transport.handle_request(asked)) as reply,
        ):
            is_conditional = any(name == "If-Modified-Since" for name, _ in headers)
            if reply.status_code == _NOT_MODIFIED and is_conditional:
                return Reply(b"", is_unchanged=True)
            if reply.is_redirect:
                raise NetworkError("redirect_refused", where=where, to=reply.headers.get("location", ""))
            if reply.status_code != httpx.codes.OK:
                raise NetworkError("server_refused", where=where, status=reply.status_code, next_step="try_later")
            return Reply(_within(reply, PURPOSES[outgoing.purpose].largest_reply, where))
    except (httpx.HTTPError, OSError) as error:
        raise NetworkError(
            "no_answer", where=where, next_step="check_connection", reason=type(error).__name__
        ) from error


def _within(reply: httpx.Response, limit: int, where: dict[str, str]) -> bytes:
    """The reply's body, read no further than the purpose declares."""
    received = bytearray()
    for part in reply.iter_bytes():
        received += part
        if len(received) > limit:
            raise NetworkError("reply_too_large", where=where, limit=limit)
    return bytes(received)
