"""Files that can't be read: each says what and where, and the vault is as before."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from hub.domain.errors import HubError, VaultError
from hub.services import accounts, imports, ledger, vaults
from storage import keys
from storage.vault import Vault
from ui.locale import wording

TODAY = date(2026, 11, 21)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89" * 20
GOOD = [f"2026-11-{day:02},SHOP {day},-{day}.50" for day in range(1, 29)]


def csv_file(folder: Path, rows: list[str]) -> Path:
    path = folder / "bank.csv"
    path.write_text("Date,Description,Amount\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def refusal(vault: Vault, path: Path) -> HubError:
    shown = imports.preview(vault, [path])
    assert shown.files[0].parts == ()
    assert imports.accept(vault, shown) == []
    assert accounts.positions(vault) == []
    error = shown.files[0].error
    assert error is not None
    said = wording.error(error)
    assert said.message
    assert said.message != error.code
    return error


def test_an_empty_file(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.touch()
    assert refusal(vault, path).code == "empty_file"


def test_a_picture(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "statement.csv"
    path.write_bytes(PNG)
    assert refusal(vault, path).where["file"] == "statement.csv"


def test_a_line_of_200_megabytes(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.write(b"Date,Description,Amount\n2026-11-01,")
        for _ in range(200):
            file.write(b"x" * 1_000_000)
    error = refusal(vault, path)
    assert error.where["file"] == "long.csv"
    assert error.where["line"] == 2


def test_a_broken_quote_on_line_20(vault: Vault, tmp_path: Path) -> None:
    """The damaged line is reported with its place; every other line is read."""
    rows = [*GOOD]
    rows[18] = '2026-11-19,"SHOP 19,-19.50'
    shown = imports.preview(vault, [csv_file(tmp_path, rows)])
    reading = shown.files[0].reading
    assert reading is not None
    assert [problem.line for problem in reading.problems] == [20]
    assert "SHOP 19" in reading.problems[0].text
    assert wording.problem(reading.problems[0])
    imports.accept(vault, shown)
    assert len(ledger.find(vault, "", TODAY)) == len(GOOD) - 1


@contextmanager
def nobody() -> Iterator[None]:
    """Without root's right to read everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_without_read_permission(vault: Vault, tmp_path: Path) -> None:
    path = csv_file(tmp_path, GOOD)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & 0o005 != 0o005 and folder.is_relative_to("/tmp"):  # noqa: S108 - where tests live
            folder.chmod(0o755)
    path.chmod(0)
    with nobody():
        shown = imports.preview(vault, [path]).files[0]
    assert shown.error is not None
    assert shown.error.code == "cannot_read_file"
    assert wording.error(shown.error).next_step


def test_a_disk_that_is_full_while_importing(tmp_path: Path) -> None:
    """A child process whose files may not grow: the import fails as a whole, the vault opens as it was."""
    folder = tmp_path / "vault"
    with Vault.create(folder, "full", kdf=keys.FLOOR) as vault:
        vaults.prepare(vault)
        account = accounts.add(vault, "Current", "current", "EUR")
        ledger.add(vault, account, TODAY, -100, "Before")
    rows = [f"2026-{1 + n % 12:02}-{1 + n % 28:02},SHOP {n} {'long text ' * 20},-{n}.50" for n in range(6_000)]
    path = csv_file(tmp_path, rows)
    child = os.fork()
    if child == 0:
        os._exit(_import_with_little_room(folder, path))
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    with Vault.open(folder, "full") as vault:
        assert [one.payee for one in ledger.load(vault, ledger.find(vault, "", TODAY))] == ["Before"]
        assert imports.history(vault) == []


def _import_with_little_room(folder: Path, path: Path) -> int:
    """0 when the import was refused with a message and the vault still answered."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with Vault.open(folder, "full") as vault:
        shown = imports.preview(vault, [path])
        limit = (folder / "vault.db").stat().st_size + 400_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            imports.accept(vault, shown)
        except VaultError as error:
            said = wording.error(error)
            rows = ledger.find(vault, "", TODAY)
            return 0 if said.message and said.next_step and len(rows) == 1 else 3
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return 4
