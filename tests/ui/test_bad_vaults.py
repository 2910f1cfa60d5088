"""Vaults that can't be opened, on screen and in the command line: each says what it is; nothing is changed."""

from __future__ import annotations

import json
import os
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kept import PASSPHRASE, Kept
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hub.services import vaults
from storage import header as storage_header
from storage import keys
from storage.keys import FLOOR
from ui import locale
from ui.cli import main

Damage = Callable[[Path], None]


@pytest.fixture
def kept(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, dressed: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Kept]:
    monkeypatch.setattr(keys, "calibrate", lambda: FLOOR)
    made = Kept(qapp, qtbot, tmp_path / "vault")
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    yield made
    made.close()
    locale.use("en")


def header(change: Callable[[bytes], bytes]) -> Damage:
    def damage(folder: Path) -> None:
        path = folder / "vault.hdr"
        path.write_bytes(change(path.read_bytes()))
        (folder / "vault.hdr.1").unlink(missing_ok=True)

    return damage


def other_database(folder: Path) -> None:
    other = folder.with_name("other")
    vaults.create(other, PASSPHRASE, kdf=FLOOR).close()
    shutil.copy(other / "vault.db", folder / "vault.db")
    shutil.rmtree(other)


def without_headers(folder: Path) -> None:
    for name in ("vault.hdr", "vault.hdr.1"):
        (folder / name).unlink(missing_ok=True)


def empty_database(folder: Path) -> None:
    (folder / "vault.db").write_bytes(b"")


def newer(content: bytes) -> bytes:
    document = json.loads(content)
    del document["sum"]
    document["min_reader"] = 9
    document["sum"] = storage_header._sum(document)
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode()


BAD: dict[str, tuple[Damage, str, str]] = {
    "truncated": (header(lambda raw: raw[:100]), "header_truncated", "breaks off after 100\u00a0B"),
    "damaged": (header(lambda raw: raw.replace(b'"gen":1', b'"gen":2')), "header_damaged", "header is damaged"),
    "foreign": (header(lambda _raw: b"%PDF-1.7 not ours"), "header_foreign", "is not Coffer's"),
    "newer": (header(newer), "vault_too_new", "newer Coffer"),
    "empty": (header(lambda _raw: b""), "header_empty", "header is empty"),
    "one byte": (header(lambda _raw: b"{"), "header_truncated", "breaks off after 1\u00a0B"),
    "hostile": (header(lambda _raw: b"[" * 70_000), "header_too_large", "too large"),
    "gone": (without_headers, "header_missing", "header is missing"),
    "no database": (lambda folder: (folder / "vault.db").unlink(), "database_missing", "database is missing"),
    "empty database": (empty_database, "database_empty", "is empty"),
    "other database": (other_database, "database_foreign", "belongs to another vault"),
}  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "vault.lock"}


@pytest.mark.parametrize("name", BAD)
def test_each_bad_vault_says_what_it_is_and_what_to_do(
    kept: Kept, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage, code, said = BAD[name]
    damage(kept.folder)
    before = contents(kept.folder)
    options = ["--vault", str(kept.folder), "--passphrase-file", str(tmp_path / "passphrase"), "--lang", "en", "--json"]
    assert main(["vault", "info", *options]) == 1
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == code
    assert said in error["message"]
    assert error["next_step"]
    kept.start()
    screen = kept.unlock
    screen.passphrase.entry.setText(PASSPHRASE)
    kept.click(screen.open_button)
    kept.until(lambda: screen.problem.isVisibleTo(screen))
    words = screen.problem.words.accessibleName().replace("\u2068", "").replace("\u2069", "")
    assert said in words
    assert error["next_step"] in words
    kept.rest()
    assert contents(kept.folder) == before


def test_a_damaged_header_comes_back_from_its_copy(kept: Kept) -> None:
    (kept.folder / "vault.hdr").write_bytes(b"")
    kept.start()
    screen = kept.unlock
    screen.passphrase.entry.setText(PASSPHRASE)
    kept.click(screen.open_button)
    kept.until(lambda: screen.copy.isVisibleTo(screen))
    kept.click(screen.copy)
    kept.until(lambda: "in its place" in screen.problem.words.accessibleName())
    assert (kept.folder / "vault.hdr.damaged").read_bytes() == b""
    kept.rest()
    kept.click(screen.open_button)
    kept.until(lambda: kept.program.window.inside is not None)


def test_an_old_header_is_said_and_opens_only_on_purpose(kept: Kept) -> None:
    old = (kept.folder / "vault.hdr").read_bytes()
    with vaults.unlock(kept.folder, PASSPHRASE) as vault:
        code = keys.new_recovery_code()
        vault.access.add("recovery", code)
    (kept.folder / "vault.hdr").write_bytes(old)
    kept.start()
    screen = kept.unlock
    screen.passphrase.entry.setText(PASSPHRASE)
    kept.click(screen.open_button)
    kept.until(lambda: screen.anyway.isVisibleTo(screen))
    assert "older than the database" in screen.problem.words.accessibleName()
    kept.rest()
    kept.click(screen.anyway)
    kept.until(lambda: kept.program.window.inside is not None)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_says_so(kept: Kept) -> None:
    kept.folder.chmod(0)
    try:
        kept.start()
        screen = kept.unlock
        screen.passphrase.entry.setText(PASSPHRASE)
        kept.click(screen.open_button)
        kept.until(lambda: screen.problem.isVisibleTo(screen))
        assert "may not read or write" in screen.problem.words.accessibleName()
    finally:
        kept.folder.chmod(0o700)


def test_a_passphrase_of_a_megabyte_is_refused_before_anything_is_done(
    kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.start()
    screen = kept.unlock
    screen.passphrase.entry.setText("x" * 1_000_000)
    kept.click(screen.open_button)
    assert "too long" in screen.passphrase.error()
    (tmp_path / "long").write_text("x" * 1_000_000)
    other = tmp_path / "new"
    options = ["--vault", str(other), "--passphrase-file", str(tmp_path / "long"), "--lang", "en", "--json"]
    assert main(["vault", "create", *options]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "passphrase_too_long"
    assert not other.exists()


def test_persian_in_another_unicode_form_opens_too(
    kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = "آب و هوای خوب ئ"
    composed, taken_apart = unicodedata.normalize("NFC", typed), unicodedata.normalize("NFD", typed)
    assert composed != taken_apart
    shutil.rmtree(kept.folder)
    vaults.create(kept.folder, composed, kdf=FLOOR).close()
    (tmp_path / "apart").write_text(taken_apart, "utf-8")
    options = ["--vault", str(kept.folder), "--passphrase-file", str(tmp_path / "apart"), "--json"]
    assert main(["vault", "info", *options]) == 0
    kept.start()
    kept.unlock.passphrase.entry.setText(taken_apart)
    kept.click(kept.unlock.open_button)
    kept.until(lambda: kept.program.window.inside is not None)
