"""Power cuts while small files are written: header, anchor, backup and receipt are the old or the new, never between.

Every call that changes the disk is recorded. An image holds what was synced before the cut; of the rest, each sector
of a file's content and each change of a folder (a new name, a rename, a removal) may be there or not, the changes of
one folder in their order. A writer that syncs nothing must be seen to lose: a test that can't fail proves nothing.
"""

from __future__ import annotations

import io
import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from counts import times

from hub.domain.errors import VaultError
from storage import anchor, atomic, attachments, backup, bundles, keys, slots
from storage.vault import Vault

Event = tuple[Any, ...]
SECTOR = 512


class Disk:
    """Records what a process does to the files of a folder.

    Events: ("sync", path, content), ("content", path, content) of a file that is renamed next, ("rename", from, to),
    ("folder", path) when a folder was synced, ("mark", number).
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.events: list[Event] = []

    def _name(self, path: object) -> str | None:
        whole = Path(os.fsdecode(path))  # type: ignore[arg-type]  # what os.open takes
        return str(whole.relative_to(self.root)) if whole.is_relative_to(self.root) else None

    @contextmanager
    def recording(self) -> Iterator[None]:
        real = {name: getattr(os, name) for name in ("fsync", "rename", "replace")}

        def synced(descriptor: int) -> None:
            real["fsync"](descriptor)
            path = self._path(descriptor)
            if path is not None and path.is_dir():
                self.events.append(("folder", str(path.relative_to(self.root))))
            elif path is not None:
                self.events.append(("sync", str(path.relative_to(self.root)), path.read_bytes()))

        def moved(name: str) -> Callable[..., None]:
            def move(source: Any, target: Any, **named: Any) -> None:
                before, after = self._name(source), self._name(target)
                if before is not None and after is not None:
                    if (self.root / before).is_file():
                        self.events.append(("content", before, (self.root / before).read_bytes()))
                    self.events.append(("rename", before, after))
                real[name](source, target, **named)

            return move

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fsync", synced)
            for name in ("rename", "replace"):
                patch.setattr(os, name, moved(name))
            yield

    def _path(self, descriptor: int) -> Path | None:
        found = Path(f"/proc/self/fd/{descriptor}").readlink()
        return found if found.is_relative_to(self.root) else None


def image(start: Path, events: list[Event], cut: int, chance: random.Random, place: Path) -> int:
    """Write a disk as it may be after a cut before event number `cut`; the last number that was marked."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(start, place)
    synced: dict[str, bytes] = {}
    written: dict[str, bytes] = {}
    waiting: list[Event] = []
    marked = 0
    for event in events[:cut]:
        match event[0]:
            case "mark":
                marked = event[1]
            case "sync" | "content":
                written[event[1]] = event[2]
                if event[0] == "sync":
                    synced[event[1]] = event[2]
            case "rename":
                _kind, before, after = event
                waiting.append((before, after, synced.pop(before, None), written.pop(before, b"")))
            case "folder":
                for one in [one for one in waiting if str(Path(one[1]).parent) == event[1]]:
                    settle(place, one, chance)
                    waiting.remove(one)
    for one in waiting[: chance.randrange(len(waiting) + 1)]:
        settle(place, one, chance)
    for name, content in written.items():  # not renamed yet: a file of which any part may be there
        if chance.random() < 0.5:
            (place / name).parent.mkdir(exist_ok=True)
            (place / name).write_bytes(synced.get(name) or torn(content, chance))
    return marked


def settle(place: Path, renamed: Event, chance: random.Random) -> None:
    """A rename reaches the disk; the content of what was not synced may be torn."""
    _before, after, whole, content = renamed
    (place / after).parent.mkdir(exist_ok=True)
    (place / after).write_bytes(whole if whole is not None else torn(content, chance))


def torn(content: bytes, chance: random.Random) -> bytes:
    """Some sectors of a file, zeros for the others, perhaps cut."""
    pieces = [content[at : at + SECTOR] for at in range(0, len(content), SECTOR)]
    kept = [piece if chance.random() < 0.5 else bytes(len(piece)) for piece in pieces]
    return b"".join(kept)[: chance.randrange(len(content) + 1) if chance.random() < 0.5 else None]


def cut_while_writing(opened: Vault, place: Path, images: int) -> dict[str, int]:
    """Headers, anchors, a receipt: what an image of the disk says of them."""
    folder, key = opened.folder, opened.subkey("anchor")
    start = Path(shutil.copytree(folder, place / "start"))
    disk = Disk(folder)
    slots_at = [{slot.id for slot in opened.access.slots}]
    kept: list[attachments.Stored] = []
    with disk.recording():
        for number in range(1, 6):
            added = opened.access.add("recovery", keys.new_recovery_code())
            slots_at.append(slots_at[-1] | {added.id})
            anchor.remember(folder, opened.id, anchor.Anchor(number, bytes([number]) * 32), key)
            kept.append(attachments.keep(folder, io.BytesIO(bytes([number]) * 5000)))
            disk.events.append(("mark", number))
    chance = random.Random(images)  # noqa: S311 - the same images every time
    ended = {"whole": 0}
    for _ in range(images):
        marked = image(start, disk.events, chance.randrange(1, len(disk.events) + 1), chance, place / "image")
        known = slots.load(place / "image")
        assert opened.access.is_authentic(known)
        found = slots_at.index({slot.id for slot in known.slots})
        assert marked <= found <= marked + 1
        memory = anchor.remembered(place / "image", opened.id, key)
        assert memory is not None
        assert marked <= memory.seq <= marked + 1 or (marked == 0 and memory.seq < 100)
        for stored in kept[:marked]:
            path = place / "image" / "attachments" / stored.file
            assert path.read_bytes() == (folder / "attachments" / stored.file).read_bytes()
        ended["whole"] += 1
    return ended


def test_power_cuts_while_header_anchor_and_receipts_are_written(opened: Vault, tmp_path: Path) -> None:
    assert cut_while_writing(opened, tmp_path / "place", 100)["whole"] == 100


def test_without_syncing_the_same_cuts_do_harm(opened: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    monkeypatch.setattr(atomic, "sync_folder", lambda _folder: None)
    with pytest.raises((VaultError, AssertionError, ValueError, OSError)):
        cut_while_writing(opened, tmp_path / "place", 100)


@pytest.mark.soak
def test_many_power_cuts_while_header_anchor_and_receipts_are_written(opened: Vault, tmp_path: Path) -> None:
    images = times("CUTS", 2000)
    assert cut_while_writing(opened, tmp_path / "place", images)["whole"] == images


def test_a_backup_gets_its_name_when_all_of_it_is_on_the_disk(opened: Vault) -> None:
    (opened.folder / "backups").mkdir(exist_ok=True)
    disk = Disk(opened.folder)
    with disk.recording():
        made = backup.make(opened.access, opened.folder / "backups" / "made", "hand")
    partial, named = f"backups/made{bundles.PARTIAL}", "backups/made"
    at = disk.events.index(("rename", partial, named))
    before = [event for event in disk.events[:at] if event[0] in {"sync", "rename", "folder"}]
    settled = {event[1]: event[2] for event in before if event[0] == "sync"}
    for kind, source, *rest in before:
        if kind == "rename":
            settled[rest[0]] = settled.pop(source)
    contents = {f"{partial}/{path.name}": path.read_bytes() for path in made.folder.iterdir() if path.is_file()}
    assert settled == contents
    assert before[-1] == ("folder", partial)
    assert disk.events[at + 1] == ("folder", "backups")
