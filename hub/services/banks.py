"""Banks that are asked through a SimpleFIN server: claim a setup token once, then fetch accounts and transactions.

The access URL is the key to the data and lives in the vault alone; what arrives goes through the ordinary import
preview. SimpleFIN protocol, version 2 (https://www.simplefin.org/protocol.html).
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hub.domain.errors import HubError, NetworkError, StatementError
from hub.domain.outgoing import Outgoing
from hub.services import outbound
from importers.simplefin import messages
from storage import sharing
from storage.sharing import BankConnection
from storage.vault import Vault

__all__ = [
    "BankConnection",
    "Fetched",
    "as_file",
    "claim",
    "claiming",
    "connections",
    "fetch",
    "forget",
    "host_of",
    "outgoing",
]

FIRST_DAYS = 90
OVERLAP_DAYS = 7
"""Days before the last fetch that are asked for again: banks book late, and known rows are not added twice."""
_FORBIDDEN = 403
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made inside, readable by the person alone


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered: the name of a file for the import preview, its bytes, and what it says went wrong."""

    name: str
    content: bytes
    messages: tuple[str, ...]


def connections(vault: Vault) -> list[BankConnection]:
    """The servers that may be asked, oldest first."""
    with vault.read() as connection:
        return sharing.connections(connection)


def host_of(known: BankConnection) -> str:
    """The server that a connection asks."""
    return outbound.address_of(known.access_url).host


def claiming(token: str) -> Outgoing:
    """The exact request that claims a setup token; HubError when it is no setup token."""
    try:
        address = base64.b64decode("".join(token.split()), validate=True).decode("ascii")
    except (ValueError, binascii.Error, UnicodeDecodeError) as error:
        raise HubError("not_a_setup_token", where={"field": "token"}, next_step="copy_token_again") from error
    parts = outbound.address_of(address)
    if parts.scheme not in ("https", "http"):
        raise HubError("not_a_setup_token", where={"field": "token"}, next_step="copy_token_again")
    secret = parts.path.rpartition("/")[2]
    return outbound.request("bank_claim", address, method="POST", secrets=[secret] if secret else [])


def claim(vault: Vault, token: str, name: str = "", now: datetime | None = None) -> BankConnection:
    """Exchange a setup token for the access URL and keep it; raises `ConsentNeeded` first.

    NetworkError "token_claimed": the token is used up or was never valid, perhaps because somebody else used it.
    """
    asked, moment = claiming(token), now or datetime.now(UTC)
    try:
        reply = outbound.send(vault, asked, moment)
    except NetworkError as error:
        if error.values.get("status") == _FORBIDDEN:
            where = {"recipient": asked.recipient}
            raise NetworkError("token_claimed", where=where, next_step="disable_token") from error
        raise
    url = reply.decode("ascii", "replace").strip()
    parts = outbound.address_of(url)
    if not (parts.host and parts.user and parts.password) or parts.scheme not in ("https", "http"):
        raise NetworkError("not_an_access_url", where={"recipient": asked.recipient}, next_step="copy_token_again")
    _asking(BankConnection(0, "", url, moment, None), moment)  # an address that may not be asked is not kept
    with vault.write("connect_bank", values={"name": name or parts.host}, topics=("privacy",), undoable=False) as w:
        return sharing.add_connection(w.connection, name or parts.host, url, moment)


def outgoing(vault: Vault, connection_id: int, now: datetime | None = None) -> Outgoing:
    """The exact request that `fetch` sends."""
    return _asking(_connection(vault, connection_id), now or datetime.now(UTC))


def fetch(vault: Vault, connection_id: int, now: datetime | None = None) -> Fetched:
    """Ask for accounts and transactions since a week before the last time; raises `ConsentNeeded` first.

    NetworkError "access_withdrawn" when the server no longer accepts the access URL.
    """
    moment, known = now or datetime.now(UTC), _connection(vault, connection_id)
    try:
        content = outbound.send(vault, _asking(known, moment), moment)
    except NetworkError as error:
        if error.values.get("status") == _FORBIDDEN:
            raise NetworkError("access_withdrawn", where={"name": known.name}, next_step="new_token") from error
        raise
    try:
        said = tuple(messages(json.loads(content)))
    except (ValueError, AttributeError, RecursionError) as error:
        raise StatementError("not_an_account_set", where={"name": known.name}, next_step="try_later") from error
    with vault.write("fetch_bank", values={"name": known.name}, topics=("privacy",), undoable=False) as write:
        sharing.note_fetch(write.connection, known.id, moment)
    return Fetched(f"{known.name}.json".replace("/", "-"), content, said)


def forget(vault: Vault, connection_id: int) -> None:
    """Remove a connection with its key; the permission to ask it ends too."""
    known = _connection(vault, connection_id)
    host = host_of(known)
    ended = [one.id for one in outbound.grants(vault) if (one.purpose, one.recipient) == ("bank_accounts", host)]
    if ended:
        outbound.revoke(vault, ended)
    with vault.write("forget_bank", values={"name": known.name}, topics=("privacy",), undoable=False) as write:
        sharing.remove_connection(write.connection, known.id)


@contextmanager
def as_file(fetched: Fetched) -> Iterator[Path]:
    """What arrived as a file for the import preview, in memory where the system can, gone afterwards."""
    place = _IN_MEMORY if _IN_MEMORY.is_dir() else None
    with TemporaryDirectory(prefix="coffer-", dir=place) as folder:
        path = Path(folder, fetched.name)
        path.write_bytes(fetched.content)
        yield path


def _connection(vault: Vault, connection_id: int) -> BankConnection:
    found = next((one for one in connections(vault) if one.id == connection_id), None)
    if found is None:
        raise HubError("no_such_connection", where={"connection": connection_id})
    return found


def _asking(known: BankConnection, now: datetime) -> Outgoing:
    parts = outbound.address_of(known.access_url)
    last = known.fetched_at
    since = now - timedelta(days=FIRST_DAYS) if last is None else last - timedelta(days=OVERLAP_DAYS)
    start = int(since.replace(hour=0, minute=0, second=0, microsecond=0).timestamp())
    address = f"{parts.scheme}://{parts.place}{parts.path.rstrip('/')}/accounts?version=2&start-date={start}&pending=1"
    pair = f"{parts.user}:{parts.password}".encode()
    key = base64.b64encode(pair).decode("ascii")
    return outbound.request("bank_accounts", address, headers=[("Authorization", f"Basic {key}")], secrets=[key])
