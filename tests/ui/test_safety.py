"""A vault's safety as a person sees it: ways in, recovery sheet, backups, check-up, a new key, the end."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest
from kept import PASSPHRASE, Kept
from keyring.backend import KeyringBackend
from opened import nameless
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hub.domain.errors import VaultError, WrongPassphrase
from hub.services import access, accounts, backup, outbound, vaults
from storage import keychain, keys
from ui import locale
from ui.parts.texts import Paragraph
from ui.safety import sheet
from ui.safety.checkup import FoundRow
from ui.safety.sheet import Sheet

CODE = keys.new_recovery_code()
NEW = "five other words to keep"


class InMemory(KeyringBackend):
    """A keyring that keeps its secrets in this process."""

    priority = 1  # type: ignore[assignment]  # keyring declares it as a property of the class

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def kept(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    dressed: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Kept]:
    monkeypatch.setattr(keys, "calibrate", lambda: keys.FLOOR)
    monkeypatch.setattr(access, "new_recovery_code", lambda: CODE)
    made = Kept(qapp, qtbot, tmp_path / "vault")
    yield made
    made.close()
    locale.use("en")


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> InMemory:
    made = InMemory()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    monkeypatch.setattr(keychain, "_ALLOWED", frozenset({keychain._class_name(made)}))
    return made


def make_code(kept: Kept) -> None:
    block = kept.settings.security.recovery
    kept.click(block.make)
    dialog = block.dialog
    assert dialog is not None
    kept.click(dialog.yes)
    dialog.pane.field.entry.setText(CODE)
    kept.click(dialog.yes)
    kept.until(lambda: block.has_one)
    kept.rest()


def test_a_code_counts_only_after_it_was_typed_from_paper_and_then_opens(kept: Kept, tmp_path: Path) -> None:
    page = kept.enter().security
    assert "forgotten passphrase would be the end" in page.recovery.words.accessibleName()
    kept.click(page.recovery.make)
    dialog = page.recovery.dialog
    assert dialog is not None
    assert CODE.replace("-", "") in dialog.pane.code.text().replace(" ", "").replace("\n", "")
    assert nameless(dialog) == []
    path = tmp_path / "sheet.pdf"
    dialog.pane.save(path)
    kept.until(dialog.pane.said.accessibleName)
    assert path.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    record = outbound.disclosures(kept.program.vault)[-1]
    assert (record.purpose, record.body) == ("recovery_sheet", None)
    kept.click(dialog.yes)
    assert not dialog.pane.is_shown
    dialog.pane.field.entry.setText(CODE[:-1] + ("0" if CODE[-1] != "0" else "1"))
    kept.click(dialog.yes)
    kept.until(dialog.pane.field.error)
    assert not access.has_recovery_code(kept.program.vault)
    dialog.pane.field.entry.setText(CODE.lower().replace("-", " "))
    kept.qtbot.keyClick(dialog.pane.field.entry, Qt.Key.Key_Return)
    left: list[str] = []
    dialog.finished.connect(lambda _result: left.append(dialog.pane.code.text()))
    kept.until(lambda: page.recovery.has_one)
    assert left == [""]
    kept.lock()
    screen = kept.unlock
    kept.click(screen.other_way)
    screen.code.entry.setText("0000")
    kept.click(screen.open_button)
    kept.until(lambda: "not a complete code" in screen.code.error())
    screen.code.entry.setText(CODE)
    kept.click(screen.open_button)
    kept.until(lambda: kept.program.window.inside is not None)


def test_the_sheet_has_the_code_and_how_to_use_it(qapp: QApplication, dressed: Callable[..., None]) -> None:
    made = Sheet(CODE, "ab" * 16, Path("/home/mira/<vault>"), datetime(2026, 11, 19, tzinfo=UTC).date())
    plain = sheet.document(made).toPlainText()
    assert CODE.replace("-", "") in plain.replace("\n", "")
    assert "/home/mira/<vault>" in plain
    assert len(sheet.pdf(made)) > 2000


def test_the_keyring_opens_until_the_passphrase_is_due(kept: Kept, ring: InMemory) -> None:
    block = kept.enter().security.keyring
    assert "any program that runs as you" in block.honest.accessibleName()
    assert not block.switch.isChecked()
    kept.click(block.switch)
    kept.until(lambda: access.is_keyring_on(kept.program.vault))
    kept.rest()
    kept.lock()
    assert kept.unlock.keyring.isVisibleTo(kept.unlock)
    kept.click(kept.unlock.keyring)
    kept.until(lambda: kept.program.window.inside is not None)
    vaults.note_typed(kept.program.vault, datetime.now(UTC) - timedelta(days=15))
    kept.lock()
    screen = kept.unlock
    kept.click(screen.keyring)
    kept.until(lambda: screen.problem.isVisibleTo(screen))
    assert "14 days" in screen.problem.words.accessibleName()
    ring.kept.clear()
    kept.click(screen.keyring)
    kept.until(lambda: "holds nothing" in screen.problem.words.accessibleName())
    screen.passphrase.entry.setText(PASSPHRASE)
    kept.click(screen.open_button)
    kept.until(lambda: kept.program.window.inside is not None)


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (VaultError("keyring_unavailable", reason="none"), "no keyring here"),
        (VaultError("keyring_unavailable", reason="KeyringLocked"), "is locked"),
        (VaultError("keyring_unavailable", reason="timeout"), "five seconds"),
        (VaultError("keyring_unavailable", reason="PasswordSetError"), "does not work"),
    ],
)
def test_each_state_of_the_keyring_is_said(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, failure: VaultError, said: str
) -> None:
    def fail(_vault_id: str) -> str | None:
        raise failure

    monkeypatch.setattr(keychain, "asked", fail)
    block = kept.enter().security.keyring
    assert said in block.state.accessibleName()
    assert not block.switch.isEnabled()


def test_wrong_passphrases_make_wait_but_not_the_code(kept: Kept) -> None:
    kept.start()
    screen = kept.unlock
    said = set()
    for _try in range(6):
        screen.passphrase.entry.setText("wrong")
        kept.click(screen.open_button)
        kept.until(screen.passphrase.isEnabled)
        said.add(screen.passphrase.error())
        kept.rest()
        if screen.waiting.seconds:
            break
    assert said == {"This does not open the vault. Show it to check what you typed, or paste it."}
    assert screen.waiting.isVisibleTo(screen)
    assert "second" in screen.waiting.words.accessibleName()
    assert not screen.open_button.isEnabled()
    kept.click(screen.other_way)
    assert screen.open_button.isEnabled()
    kept.click(screen.other_way)
    kept.until(screen.open_button.isEnabled)
    assert not screen.waiting.isVisibleTo(screen)


def test_a_backup_is_made_read_again_and_restored(kept: Kept) -> None:
    page = kept.enter("backups").backups
    assert "no backup yet" in page.words.accessibleName()
    kept.click(page.now)
    kept.until(lambda: page.shown is not None and page.shown.bundles)
    kept.rest()
    assert "Made a backup" in kept.toast
    assert "nothing has changed since" in page.words.accessibleName()
    assert not page.check.isEnabled()
    page.table.go_to(0)
    kept.click(page.check)
    kept.until(lambda: page.shown is not None and page.shown.checked)
    accounts.add(kept.program.vault, "Later", "cash", "EUR", opening=500)
    kept.rest()
    page.table.go_to(0)
    kept.click(page.back)
    dialog = page.dialog
    assert dialog is not None
    dialog.passphrase.entry.setText("wrong")
    kept.click(dialog.yes)
    kept.until(dialog.passphrase.error)
    dialog.passphrase.entry.setText(PASSPHRASE)
    kept.click(dialog.yes)
    kept.until(lambda: dialog.changes.isVisibleTo(dialog))
    assert "Later" in [dialog.changes.table.model().index(row, 0).data() for row in range(1)]
    kept.click(dialog.yes)
    kept.until(lambda: kept.errand.done.isVisibleTo(kept.errand))
    assert kept.errand.headline.accessibleName() == "The backup is restored."
    kept.click(kept.errand.done)
    assert kept.again == [kept.folder]
    assert len(list(kept.folder.parent.glob("vault.before-restore-*"))) == 1
    with vaults.unlock(kept.folder, PASSPHRASE) as restored:
        assert [one.account.name for one in accounts.positions(restored)] == ["Current"]


def test_a_damaged_backup_is_said_and_kept(kept: Kept) -> None:
    page = kept.enter("backups").backups
    kept.click(page.now)
    kept.until(lambda: page.shown is not None and page.shown.bundles)
    kept.rest()
    assert page.shown is not None
    database = page.shown.bundles[0].folder / "vault.db"
    content = bytearray(database.read_bytes())
    content[5000] ^= 1
    database.write_bytes(content)
    page.table.go_to(0)
    kept.click(page.check)
    kept.until(lambda: page.problem.isVisibleTo(page))
    assert "not whole" in page.problem.words.accessibleName()
    assert database.read_bytes() == bytes(content)


def test_the_check_up_says_what_is_wrong_and_repairs_it(kept: Kept) -> None:
    page = kept.enter().security
    (kept.folder / "vault.hdr.1").write_bytes(b"noise")
    (kept.folder / "letter.txt").write_text("dear")
    kept.click(page.checkup.look)
    kept.until(lambda: page.checkup.found)
    kept.rest()
    assert page.checkup.found is not None
    assert {"header_copy_damaged", "no_recovery_code", "unknown_file"} <= {one.code for one in page.checkup.found}
    rows = page.checkup.findChildren(FoundRow)
    assert nameless(page) == []
    first = rows[0].act
    assert first is not None
    assert "vault.hdr.1" in first.accessibleName()
    kept.click(first)
    kept.until(lambda: "header_copy_damaged" not in {one.code for one in page.checkup.found or []})
    assert (kept.folder / "vault.hdr.1.damaged").read_bytes() == b"noise"
    assert (kept.folder / "letter.txt").read_text() == "dear"


def test_a_new_key_needs_the_passphrase_and_the_paper(kept: Kept) -> None:
    page = kept.enter().security
    kept.click(page.new_key)
    dialog = page.rotation
    assert dialog is not None
    for field, typed in ((dialog.old, "wrong"), (dialog.new, NEW), (dialog.again, NEW)):
        field.entry.setText(typed)
    kept.click(dialog.yes)
    kept.until(dialog.old.error)
    dialog.old.entry.setText(PASSPHRASE)
    kept.click(dialog.yes)
    kept.until(lambda: dialog.pane.isVisibleTo(dialog))
    kept.click(dialog.yes)
    dialog.pane.field.entry.setText(CODE)
    kept.click(dialog.yes)
    kept.until(lambda: kept.errand.done.isVisibleTo(kept.errand))
    assert kept.errand.headline.accessibleName() == "The vault has a new key."
    kept.click(kept.errand.done)
    with pytest.raises(WrongPassphrase):
        vaults.unlock(kept.folder, PASSPHRASE)
    vaults.unlock(kept.folder, NEW).close()
    vaults.unlock_by_code(kept.folder, CODE).close()


def test_the_end_says_what_no_program_can_reach(kept: Kept, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("ui.faults.log_path", lambda: tmp_path / "faults.log")
    page = kept.enter().security
    make_code(kept)
    kept.click(page.end)
    kept.until(lambda: page.erasing is not None)
    dialog = page.erasing
    assert dialog is not None
    dialog.passphrase.entry.setText("wrong")
    kept.click(dialog.yes)
    kept.until(dialog.passphrase.error)
    assert (kept.folder / "vault.hdr").exists()
    dialog.passphrase.entry.setText(PASSPHRASE)
    kept.click(dialog.yes)
    kept.until(lambda: kept.errand.done.isVisibleTo(kept.errand))
    said = [one.accessibleName() for one in kept.errand.findChildren(Paragraph)]
    assert any("recovery code on paper" in one for one in said)
    assert not kept.folder.exists()


def test_the_status_line_and_today_remind_of_a_backup(kept: Kept) -> None:
    kept.enter()
    frame = kept.program.window.frame
    assert frame.desk.status.end.text() == "No backup yet"
    frame.navigate("today")
    kept.rest()
    words = [one.accessibleName() for one in frame.views.view("today").below.findChildren(Paragraph)]
    assert "There is no backup yet." in words
    backup.make(kept.program.vault)
    frame.changed("backups")
    kept.rest()
    assert frame.desk.status.end.text().startswith("Backed up")


def test_a_vault_in_a_copied_folder_is_warned_of(kept: Kept) -> None:
    synced = kept.folder.parent / "Dropbox"
    synced.mkdir()
    kept.folder = Path(shutil.move(kept.folder, synced / "vault"))
    kept.start()
    assert "A service copies this folder" in kept.unlock.place.words.accessibleName()
