"""The one gate: everything that leaves the computer or the vault passes here, and nowhere else.

`send` transmits a request over the network, `write_file` writes an export. Both journal a disclosure in the
hash-chained log before the bytes go out. Only this module imports a network client.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from hub.domain.errors import ConsentNeeded, HubError, NetworkError
from hub.domain.outgoing import KEPT_BODY, PURPOSES, Disclosure, Grant, Outgoing, canonical, covers
from storage import privacy, settings
from storage.vault import Vault

GRANT_DAYS = 90
TIMEOUT_SECONDS = 20
_FIRST = "0" * 64


def request(purpose: str, address: str) -> Outgoing:
    """The exact bytes of a plain GET request: no cookie, no identifier, no referrer, the same for everybody."""
    parts = urlsplit(address)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise NetworkError("bad_address", where={"address": address}, next_step="check_settings")
    if parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise NetworkError("not_encrypted", where={"address": address}, next_step="use_https")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = parts.netloc.rpartition("@")[2]
    body = f"GET {target} HTTP/1.1\r\nHost: {host}\r\nAccept: */*\r\nConnection: close\r\n\r\n".encode("ascii")
    return Outgoing(purpose, parts.hostname, dict(PURPOSES[purpose].fields), body, address)


def send(vault: Vault, outgoing: Outgoing, now: datetime | None = None) -> bytes:
    """Send a request that a grant covers and return the reply's body.

    Raises `ConsentNeeded` when no grant in force covers it, `NetworkError` when the exchange fails, is redirected,
    or the reply is larger than the purpose declares.
    """
    moment = now or datetime.now(UTC)
    grant = _grant_for(vault, outgoing, moment)
    if grant is None:
        raise ConsentNeeded(outgoing)
    record = _append(vault, outgoing, grant, "network", "sent", moment)
    try:
        return _transmit(outgoing)
    except NetworkError as error:
        _append(vault, replace(outgoing, body=b""), grant, "network", f"failed:{error.code}:{record.id}", moment)
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
        record = _append(vault, outgoing, None, "file", "written", moment, keeps_body=keeps_body)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise HubError(
            "cannot_write", where={"file": str(path)}, next_step="choose_another_place", reason=error.strerror or ""
        ) from error
    return record


def note_print(vault: Vault, outgoing: Outgoing, now: datetime | None = None) -> Disclosure:
    """Journal what the person just had printed, by size and SHA-256."""
    return _append(vault, outgoing, None, "print", "written", now or datetime.now(UTC), keeps_body=False)


def note_copy(vault: Vault, outgoing: Outgoing, now: datetime | None = None) -> Disclosure:
    """Journal what the person just put on the clipboard, where every program can read it."""
    return _append(vault, outgoing, None, "clipboard", "written", now or datetime.now(UTC))


def grant(vault: Vault, outgoing: Outgoing, *, once: bool = False, now: datetime | None = None) -> Grant:
    """Store the person's yes to exactly this purpose, recipient and fields, for 90 days or once."""
    moment = now or datetime.now(UTC)
    value = Grant(
        0, outgoing.purpose, outgoing.recipient, outgoing.fields, moment, moment + timedelta(days=GRANT_DAYS), once
    )
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


def disclosures(vault: Vault) -> list[Disclosure]:
    """The log, oldest first."""
    with vault.read() as connection:
        return privacy.all_disclosures(connection)


def sent_today(vault: Vault, now: datetime | None = None) -> tuple[int, int]:
    """(bytes, recipients) that left over the network today by this computer's clock; failed tries count too."""
    day = (now or datetime.now(UTC)).astimezone().date()
    sent = [one for one in disclosures(vault) if one.channel == "network" and one.at.astimezone().date() == day]
    return sum(one.size for one in sent), len({one.recipient for one in sent})


def verify(vault: Vault) -> list[int]:
    """Ids of records of the log that were changed, removed or moved since they were written; empty = all whole.

    A removed record shows at the one that follows it.
    """
    bad: list[int] = []
    previous, expected_id = _FIRST, 1
    for record in disclosures(vault):
        digest = None if record.body is None else hashlib.sha256(record.body).hexdigest()
        whole = (
            record.previous_hash == previous
            and record.id == expected_id
            and digest in (None, record.sha256)
            and hmac.compare_digest(record.hash, _hash(vault, record))
        )
        if not whole:
            bad.append(record.id)
        previous, expected_id = record.hash, record.id + 1
    return bad


def _grant_for(vault: Vault, outgoing: Outgoing, moment: datetime) -> Grant | None:
    """The grant that covers an outgoing; one given once counts until a disclosure names it."""
    with vault.read() as connection:
        if settings.load(connection).is_everything_off:
            raise NetworkError("everything_off", next_step="privacy_settings")
        used = {record.grant_id for record in privacy.all_disclosures(connection)}
        return next(
            (
                one
                for one in privacy.all_grants(connection)
                if covers(one, outgoing, moment) and not (one.once and one.id in used)
            ),
            None,
        )


def _append(
    vault: Vault,
    outgoing: Outgoing,
    grant: Grant | None,
    channel: str,
    result: str,
    moment: datetime,
    *,
    keeps_body: bool = True,
) -> Disclosure:
    with vault.write(
        "disclosure", values={"recipient": outgoing.recipient}, topics=("privacy",), undoable=False
    ) as write:
        last = privacy.last_disclosure(write.connection)
        record = Disclosure(
            id=1 if last is None else last.id + 1,
            at=moment if last is None else max(moment, last.at),
            purpose=outgoing.purpose,
            recipient=outgoing.recipient,
            fields=outgoing.fields,
            body=outgoing.body if keeps_body and len(outgoing.body) <= KEPT_BODY else None,
            size=len(outgoing.body),
            sha256=hashlib.sha256(outgoing.body).hexdigest(),
            grant_id=None if grant is None else grant.id,
            channel=channel,
            result=result,
            previous_hash=_FIRST if last is None else last.hash,
            hash="",
        )
        record = replace(record, hash=_hash(vault, record))
        privacy.append_disclosure(write.connection, record)
        return record


def _hash(vault: Vault, record: Disclosure) -> str:
    return hmac.new(vault.subkey("chain"), canonical(record), hashlib.sha256).hexdigest()


def _transmit(outgoing: Outgoing) -> bytes:
    """Exchange the approved bytes for a reply over the transport alone: no redirects, cookies or proxies."""
    import httpx  # here, because it takes 0.1 s and most people never send anything

    head, *lines = outgoing.body.decode("ascii").rstrip("\r\n").split("\r\n")
    method, _, _ = head.split(" ")
    headers = [(name, value) for name, _, value in (line.partition(": ") for line in lines)]
    limit = PURPOSES[outgoing.purpose].largest_reply
    asked = httpx.Request(
        method, outgoing.address, headers=headers, extensions={"timeout": httpx.Timeout(TIMEOUT_SECONDS).as_dict()}
    )
    where = {"address": outgoing.address}
    try:
        with (
            httpx.HTTPTransport(retries=0, trust_env=False) as transport,
            closing(transport.handle_request(asked)) as reply,
        ):
            if reply.is_redirect:
                raise NetworkError("redirect_refused", where=where, to=reply.headers.get("location", ""))
            if reply.status_code != httpx.codes.OK:
                raise NetworkError("server_refused", where=where, status=reply.status_code, next_step="try_later")
            received = bytearray()
            for part in reply.iter_bytes():
                received += part
                if len(received) > limit:
                    raise NetworkError("reply_too_large", where=where, limit=limit)
            return bytes(received)
    except httpx.HTTPError as error:
        raise NetworkError(
            "no_answer", where=where, next_step="check_connection", reason=type(error).__name__
        ) from error
