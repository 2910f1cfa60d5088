"""Leaving: the whole vault as an open folder or as one encrypted archive, proved by reading it back.

`coffer-leave/1`: `manifest.json` lists every file with its SHA-256; `data/*.jsonl` are the tables as `storage.leaving`
writes them, `receipts/` the files that were attached, and two readable copies stand beside them. The output is read
into a new vault, and every table of that one has to have the hash of the table it came from.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from hub.domain.errors import HubError, VaultDamaged
from hub.domain.outgoing import PURPOSES, Disclosure, Outgoing
from hub.domain.progress import Progress, silent
from hub.services import leaving_words, outbound, parcels
from hub.services.attachments import shown_name
from hub.services.exports import book, journals, tables
from hub.services.parcels import Archive, Entry, Folder, Parcel
from storage import leaving as rows
from storage.keys import Cost
from storage.migrations import VERSION
from storage.rotation import chain_key_name
from storage.vault import Vault

FORMAT = "coffer-leave/1"
MANIFEST = "manifest.json"
_COPIES = {"transactions.csv": tables.csv_file, "ledger.beancount": journals.beancount_file}
_READABLE = "README.md"


@dataclass(frozen=True, slots=True)
class Left:
    """What was taken out, and its proof. tables: rows by table. lost: receipts whose sealed file was missing.

    differing: tables that came back otherwise; empty = every table has the same hash.
    """

    path: Path
    tables: Mapping[str, int]
    receipts: int
    lost: tuple[str, ...]
    size: int
    differing: tuple[str, ...]
    disclosure: Disclosure

    @property
    def is_proved(self) -> bool:
        """Whether everything came back as it was."""
        return not self.differing


def to_folder(vault: Vault, place: Path, progress: Progress = silent, now: datetime | None = None) -> Left:
    """Write everything into a new folder, read it back and compare. HubError when the folder is there already."""
    if place.exists():
        raise HubError("folder_exists", where={"path": str(place)}, next_step="choose_another_place")
    partial = place.with_name(place.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    parcel = Folder(partial)
    try:
        document = _packed(vault, parcel, now or datetime.now(UTC), progress)
        record = outbound.write_file(vault, _outgoing(place, _body(document)), partial / MANIFEST, now)
        differing = prove(parcel, progress)
        partial.rename(place)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        reason = error.strerror or type(error).__name__
        raise HubError("cannot_write", where={"file": str(place)}, reason=reason) from error
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return _left(place, document, differing, record)


def to_archive(
    vault: Vault,
    path: Path,
    passphrase: str = "",
    recipients: Iterable[str] = (),
    progress: Progress = silent,
    now: datetime | None = None,
) -> Left:
    """Write everything into one age file, for a passphrase or for recipients; its content is held in memory meanwhile.

    Read back is what is encrypted; with a passphrase, what was decrypted again.
    """
    parcel = Archive()
    document = _packed(vault, parcel, now or datetime.now(UTC), progress)
    body = _body(document)
    parcel.add(MANIFEST, [body])
    content = parcel.content()
    sealed = parcels.encrypted(content, passphrase, recipients)
    if passphrase:
        content = parcels.decrypted(sealed, passphrase)
    differing = prove(Archive(content), progress)
    record = outbound.write_file(vault, _outgoing(path, sealed), path, now, keeps_body=False)
    return _left(path, document, differing, record)


def prove(parcel: Parcel, progress: Progress = silent) -> tuple[str, ...]:
    """Read a parcel into a new vault that does not last; the tables and receipts that are not what they were."""
    with Vault.in_memory() as fresh:
        document = _taken_in(fresh, parcel, progress)
        wanted = document["tables"]
        chain = _chain(parcel)
        with fresh.read() as connection:
            found = {table.name: rows.digest(connection, table, chain) for table in rows.all_tables()}
    differing = [name for name, digest in found.items() if wanted.get(name, {}).get("sha256") != digest]
    return (*differing, *(name for name in wanted if name not in found), *document.get("not_whole", []))


def opened(place: Path, passphrase: str = "", identity: str = "") -> Parcel:
    """What an earlier leaving wrote: a folder, or an archive that the passphrase or identity opens."""
    if place.is_dir():
        return Folder(place)
    if not parcels.is_archive(place):
        raise HubError("not_a_leave", where={"path": str(place)}, next_step="choose_another_file")
    return Archive(parcels.decrypted(place.read_bytes(), passphrase, identity))


def make_vault(
    parcel: Parcel, folder: Path, passphrase: str, progress: Progress = silent, kdf: Cost | None = None
) -> Mapping[str, int]:
    """A new vault with everything of a parcel, closed again; rows by table. Nothing is left of one that fails."""
    made = Vault.create(folder, passphrase, kdf=kdf)
    try:
        with made:
            document = _taken_in(made, parcel, progress)
        _refuse_broken(document)
    except BaseException:
        made.close()
        with suppress(OSError):
            shutil.rmtree(folder)
        raise
    return {name: int(one["rows"]) for name, one in document["tables"].items()}


def _packed(vault: Vault, parcel: Parcel, at: datetime, progress: Progress) -> dict[str, Any]:
    """Add every file but the manifest; the manifest."""
    chain = vault.subkey("chain")
    listed: dict[str, dict[str, Any]] = {}
    document: dict[str, Any] = {"format": FORMAT, "schema": VERSION, "made_at": at.isoformat(timespec="seconds")}
    with vault.read() as connection:
        wanted = rows.all_tables()
        for number, table in enumerate(wanted):
            progress(number, len(wanted), "exporting")
            name = f"data/{table.name}.jsonl"
            count = [0]
            entry = parcel.add(name, _counted(rows.dump(connection, table, chain), count))
            columns = [column.name for column in table.c]
            listed[table.name] = {"rows": count[0] - 1, "columns": columns, **entry._asdict()}
        files = {f"data/{name}.jsonl": _entry(one) for name, one in listed.items()}
        receipts, lost = _receipts(vault, connection, parcel, files, progress)
        for name, make in _COPIES.items():
            files[name] = parcel.add(name, [make(book.read(connection))])._asdict()
    document |= {"tables": listed, "receipts": receipts, "lost": lost}
    words = leaving_words.readme(document, rows.all_tables())
    files[_READABLE] = parcel.add(_READABLE, [words.encode()])._asdict()
    return document | {"files": files}


def _receipts(
    vault: Vault, connection: Connection, parcel: Parcel, files: dict[str, Any], progress: Progress
) -> tuple[dict[str, str], list[str]]:
    """Add the receipts; their paths by attachment, and the names of those that are lost."""
    places: dict[str, str] = {}
    lost: list[str] = []
    known = rows.receipts(connection)
    for number, one in enumerate(known):
        progress(number, len(known), "exporting")
        safe = "".join("_" if sign in '/\\:*?"<>|' else sign for sign in shown_name(one.name)).strip(". ")
        name = f"receipts/{one.id}-{safe or 'file'}"
        try:
            entry = parcel.add(name, rows.opened(vault.folder, one))
        except VaultDamaged:
            lost.append(one.name)
            continue
        files[name] = entry._asdict()
        places[str(one.id)] = name
    return places, lost


def _taken_in(fresh: Vault, parcel: Parcel, progress: Progress) -> dict[str, Any]:
    """Fill a new vault; the manifest, and under "not_whole" which files were not what it says."""
    document = _manifest(parcel)
    known = {table.name for table in rows.all_tables()}
    contents = {name: parcels.lines(parcel, f"data/{name}.jsonl") for name in document["tables"] if name in known}
    with fresh.aside() as connection:
        rows.load(connection, contents, int(document["schema"]))
        kept = rows.receipts(connection)
    broken = [f"data/{name}.jsonl" for name in sorted(set(document["tables"]) - known)]
    for number, one in enumerate(kept):
        progress(number, len(kept), "sealing")
        place = document["receipts"].get(str(one.id))
        if place is None:
            continue
        with parcel.open(place) as source:
            if not rows.seal(fresh.folder, one, source):
                broken.append(place)
    return document | {"not_whole": [*broken, *_changed(parcel, document)]}


def _refuse_broken(document: Mapping[str, Any]) -> None:
    if document["not_whole"]:
        raise VaultDamaged("leave_damaged", where={"table": document["not_whole"][0]}, reason="hash")


def _changed(parcel: Parcel, document: Mapping[str, Any]) -> list[str]:
    """Tables whose bytes are not those that the manifest lists."""
    found = []
    for name, one in document["tables"].items():
        with parcel.open(f"data/{name}.jsonl") as file:
            if parcels.digest(file) != one["sha256"]:
                found.append(f"data/{name}.jsonl")
    return found


def _manifest(parcel: Parcel) -> dict[str, Any]:
    with parcel.open(MANIFEST) as file:
        raw = file.read()
    try:
        document = json.loads(raw)
        is_ours = document["format"] == FORMAT and isinstance(document["receipts"], dict)
        int(document["schema"]), document["tables"].items()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise HubError("not_a_leave", where={"path": MANIFEST}, next_step="choose_another_file") from error
    if not is_ours:
        raise HubError("not_a_leave", where={"path": MANIFEST}, next_step="choose_another_file")
    return dict(document)


def _chain(parcel: Parcel) -> bytes:
    """The key of the journal's chain, as the parcel brings it."""
    wanted = chain_key_name()
    for line in parcels.lines(parcel, "data/meta.jsonl"):
        row = json.loads(line)
        if row[0] == wanted:
            return bytes.fromhex(row[1])
    return b""


def _counted(parts: Iterable[bytes], count: list[int]) -> Iterable[bytes]:
    for part in parts:
        count[0] += part.count(b"\n")
        yield part


def _entry(one: Mapping[str, Any]) -> dict[str, Any]:
    return Entry(one["size"], one["sha256"])._asdict()


def _body(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _outgoing(path: Path, body: bytes) -> Outgoing:
    return Outgoing("leave", f"file:{path.name}", dict(PURPOSES["leave"].fields), body)


def _left(path: Path, document: Mapping[str, Any], differing: tuple[str, ...], record: Disclosure) -> Left:
    counts = {name: int(one["rows"]) for name, one in document["tables"].items()}
    size = sum(int(one["size"]) for one in document["files"].values())
    return Left(path, counts, len(document["receipts"]), tuple(document["lost"]), size, differing, record)
