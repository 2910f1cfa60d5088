"""Replacing the vault key: for when somebody may know it, or an old passphrase and an old copy of the header.

    backup, verified → header with the new key wrapped under the old (`pending`) → the database under the new key →
    all of it read by the other engine → header with the new slots only

Killed anywhere between, the next opening finds out which key opens the database, and finishes or undoes the rest.
The keys of the journal's chain and of the anchor stay what they were: they are kept inside the database.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import apsw
from sqlalchemy import Connection, select

from hub.domain.errors import Cancelled, VaultDamaged, VaultError
from hub.domain.progress import Progress, silent
from storage import backup, dbapi, engine, keys, second_reader, slots
from storage.access import Access
from storage.bundles import Bundle
from storage.header import Header, Pending, Slot
from storage.keys import Cost
from storage.lock import InstanceLock
from storage.meta import meta
from storage.reaching import reaching

KEPT = ("chain", "anchor")
"""Subkeys that outlive the vault key."""
_NOTE = "key:"


def rotate(
    folder: Path,
    secret: str,
    *,
    slot_type: str = "passphrase",
    new_passphrase: str,
    recovery_code: str = "",
    kdf: Cost | None = None,
    progress: Progress = silent,
) -> Bundle:
    """Give a closed vault a new key, which opens with a new passphrase and recovery code only; the backup made before.

    kdf: cost of a guess; None = that of the passphrase so far. It can be cancelled while the backup is made; what comes
    after is finished, because the next opening would finish it anyway. VaultDamaged "rotation_failed" when the
    rewritten database did not prove to be whole: the backup is.
    """
    with reaching(folder):
        lock = InstanceLock(folder)
        try:
            known = slots.load(folder)
            access = Access(folder, *settled(folder, known, slots.unlock(known, slot_type, secret)))
            new_key = keys.new_vault_key()
            pending = _pending(access, new_key, new_passphrase, recovery_code, kdf)
            made = backup.make_own(access, "rotation", progress)
            _begin(access, pending)
            _rekey(access, new_key)
            _prove(access, new_key, _uninterrupted(progress))
            _finish(folder, access.header, new_key)
            access.forget()
            keys.wipe(new_key)
        finally:
            lock.release()
    return made


def settled(folder: Path, known: Header, vault_key: bytearray) -> tuple[Header, bytearray]:
    """Header and key to go on with: a replacement that was interrupted is finished or undone, by what opens."""
    if known.pending is None:
        return known, vault_key
    wrapping = _wrapping_key(vault_key)
    new_key = keys.unwrap(wrapping, known.pending.nonce, known.pending.wrapped, _bound(known.vault_id))
    if new_key is None:
        raise VaultDamaged("header_altered", where={"path": str(folder / slots.HEADER)})
    if _opens(folder, known, new_key):
        return _finish(folder, known, new_key), new_key
    if not _opens(folder, known, vault_key):  # neither: a key must not be dropped for a database that can't be read
        raise VaultDamaged("database_damaged", where={"path": str(folder / backup.DATABASE)}, reason="rotation")
    undone = replace(known, gen=known.gen + 1, pending=None)
    return slots.store(folder, undone, vault_key, is_final=True), vault_key


def chain_key_name() -> str:
    """The name in `meta` under which the key of the journal's chain is kept."""
    return _NOTE + KEPT[0]


def kept_keys(connection: Connection) -> dict[str, bytes]:
    """The subkeys that were kept from before a replacement, by purpose."""
    names = [_NOTE + purpose for purpose in KEPT]
    rows = connection.execute(select(meta.c.name, meta.c.value).where(meta.c.name.in_(names)))
    return {row.name.removeprefix(_NOTE): bytes.fromhex(row.value) for row in rows}


def _pending(access: Access, new_key: bytearray, passphrase: str, code: str, kdf: Cost | None) -> Pending:
    vault_id = access.header.vault_id
    cost = kdf or next((slot.cost for slot in access.slots if slot.type == "passphrase"), None)
    made: list[Slot] = [slots.new_slot(vault_id, "passphrase", passphrase, new_key, cost, "")]
    if code:
        made.append(slots.new_slot(vault_id, "recovery", code, new_key, None, ""))
    nonce, wrapped = keys.wrap(_wrapping_key(access.key_copy()), new_key, _bound(vault_id))
    return Pending(nonce, wrapped, tuple(made))


def _begin(access: Access, pending: Pending) -> None:
    access.header = replace(access.header, gen=access.header.gen + 1, pending=pending)
    access.store()


def _rekey(access: Access, new_key: bytearray) -> None:
    path = access.folder / backup.DATABASE
    with engine.faults(path):
        connection = engine.connect(path, access.database_key(), writer=True)
        native = connection.native
        try:
            with native:
                for purpose in KEPT:
                    values = (_NOTE + purpose, access.subkey(purpose).hex())
                    native.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO NOTHING", values)
            native.pragma("wal_checkpoint", "TRUNCATE")
            native.pragma("rekey", keys.database_key(new_key, access.header.db_salt))
            native.pragma("wal_checkpoint", "TRUNCATE")
        except apsw.Error as error:
            raise dbapi.translated(error) from None  # apsw notes the statement on its error, and with it the key
        finally:
            connection.close()


def _prove(access: Access, new_key: bytearray, progress: Progress) -> None:
    path = access.folder / backup.DATABASE
    examined = second_reader.examine(path, keys.database_key(new_key, access.header.db_salt), progress)
    if not examined.is_whole:
        raise VaultDamaged("rotation_failed", where={"path": str(path)}, reason=examined.problems[0][0])


def _uninterrupted(progress: Progress) -> Progress:
    def said(done: int, total: int = 0, note: str = "") -> None:
        with suppress(Cancelled):
            progress(done, total, note)

    return said


def _finish(folder: Path, known: Header, new_key: bytearray) -> Header:
    if known.pending is None:
        raise VaultError("header_altered")
    finished = replace(known, gen=known.gen + 1, slots=known.pending.slots, pending=None)
    return slots.store(folder, finished, new_key, is_final=True)


def _opens(folder: Path, known: Header, key: bytearray) -> bool:
    try:
        connection = engine.connect(folder / backup.DATABASE, keys.database_key(key, known.db_salt), writer=False)
    except dbapi.Error:
        return False
    try:
        connection.native.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except apsw.Error:
        return False
    finally:
        connection.close()
    return True


def _wrapping_key(vault_key: bytearray) -> bytearray:
    return bytearray(keys.subkey(vault_key, "rotation"))


def _bound(vault_id: str) -> bytes:
    return b"coffer/1/rotation/" + vault_id.encode()
