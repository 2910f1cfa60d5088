"""The command line as a person or a script uses it: in this process, or as a real one."""

from __future__ import annotations

import functools
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from command_run import PASSPHRASE, ROOT, TODAY, Result, Run

from hub.services import demo, sample, vaults
from storage import keys
from ui import locale
from ui.cli import main


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample household's files and packs in a folder."""
    folder = tmp_path_factory.mktemp("samples")
    for name, content in sample.sample_files(TODAY).items():
        (folder / name).write_bytes(content)
    (folder / "terms.json").write_text(json.dumps(sample.sample_terms(TODAY)))
    (folder / "offers.json").write_text(json.dumps(sample.sample_catalogue(TODAY)))
    return folder


@pytest.fixture(scope="session")
def empty_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault that was just made; copies of it are used."""
    folder = tmp_path_factory.mktemp("empty") / "vault"
    vaults.create(folder, PASSPHRASE, kdf=keys.FLOOR).close()
    return folder


@pytest.fixture(scope="session")
def full_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with the sample household; copies of it are used."""
    folder = tmp_path_factory.mktemp("full") / "vault"
    with vaults.create(folder, PASSPHRASE, kdf=keys.FLOOR) as made:
        demo.load(made, TODAY)
    return folder


@pytest.fixture(autouse=True, scope="session")
def _derived_once() -> Iterator[None]:
    """A key that was derived from a passphrase is not derived again: a hundred commands open a vault here."""
    derive = keys.passphrase_key
    known = functools.cache(lambda *given: bytes(derive(*given)))

    def once(text: str, salt: bytes, cost: keys.Cost) -> bytearray:
        return bytearray(known(text, salt, cost)) if cost == keys.FLOOR else derive(text, salt, cost)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "passphrase_key", once)
        yield


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test sees or touches the person's own folders, language or day."""
    for name in [name for name in os.environ if name.startswith(("COFFER_", "XDG_", "LC_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("COFFER_TODAY", TODAY.isoformat())
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n")
    yield
    locale.use("en")


@pytest.fixture
def coffer(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in this process."""

    def run(*argv: object, stdin: str = "") -> Result:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        capsys.readouterr()
        code = main([str(one) for one in argv])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run


@pytest.fixture
def process() -> Run:
    """Run a command line as a process of its own."""

    def run(*argv: object, stdin: str = "", under: Sequence[str] = ()) -> Result:
        words = [*under, sys.executable, "-m", "hub", *(str(one) for one in argv)]
        done = subprocess.run(words, cwd=ROOT, input=stdin, capture_output=True, text=True, timeout=60, check=False)
        return Result(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def in_vault(coffer: Run, empty_vault: Path, tmp_path: Path) -> Run:
    """Run a command line on a new vault."""
    return _on(coffer, empty_vault, tmp_path)


@pytest.fixture
def in_household(coffer: Run, full_vault: Path, tmp_path: Path) -> Run:
    """Run a command line on a vault with the sample household."""
    return _on(coffer, full_vault, tmp_path)


def _on(coffer: Run, vault: Path, tmp_path: Path) -> Run:
    folder = shutil.copytree(vault, tmp_path / "vault")
    options = ("--vault", folder, "--passphrase-file", tmp_path / "passphrase")
    return lambda *argv, stdin="": coffer(*argv, *options, stdin=stdin)
