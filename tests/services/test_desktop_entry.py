"""The entry for file managers: written for the user alone, valid, removed again; odd paths stay one argument."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from hub.services import desktop_entry


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    return tmp_path


def test_it_is_written_and_removed(home: Path) -> None:
    path = desktop_entry.install()
    assert path == home / "applications" / "coffer.desktop"
    assert desktop_entry.is_installed()
    text = path.read_text(encoding="utf-8")
    assert "MimeType=text/csv;" in text
    assert text.count("%F") == 1
    if shutil.which("desktop-file-validate"):
        found = subprocess.run(["desktop-file-validate", str(path)], capture_output=True, text=True, check=False)
        assert (found.returncode, found.stdout) == (0, "")
    assert desktop_entry.remove()
    assert not desktop_entry.remove()


def test_a_path_with_blanks_quotes_and_percents_is_one_argument(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = home / 'my "50 %" $tools'
    odd.mkdir()
    (odd / "coffer-desktop").touch()
    monkeypatch.setattr("sys.executable", str(odd / "python"))
    line = next(one for one in desktop_entry.content().splitlines() if one.startswith("Exec="))
    assert line.endswith('/my \\\\"50 %%\\\\" \\\\$tools/coffer-desktop" %F')
