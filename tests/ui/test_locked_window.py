"""The locked window is there at once: what it does not show is imported behind it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hub.domain.errors import VaultDamaged
from hub.services import vaults
from storage.keys import FLOOR
from ui.screens import unlock
from ui.style import tokens
from ui.tasks import Tasks

ROOT = Path(__file__).parents[2]
HEAVY = (
    "sqlalchemy", "apsw", "cryptography", "numpy", "babel.dates", "babel.numbers", "storage.vault",
    "hub.services.vaults", "hub.domain.outgoing", "hub.domain.statement", "ui.ask", "ui.consent", "ui.drafting",
    "ui.fields.forms", "ui.frame.desk", "ui.frame.inside", "ui.locale.wording", "ui.palette", "ui.places", "ui.screen",
    "ui.screens.today", "ui.screens.welcome", "ui.table",
)  # fmt: skip
START = f"""
import json, sys
from pathlib import Path
from ui import app

def painted(_started):
    print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]), flush=True)

app._say_timings = painted
app.open_window(app.Options(Path(sys.argv[1]), shows_timings=True))
"""


@pytest.fixture
def vault_folder(tmp_path: Path) -> Path:
    vaults.create(tmp_path / "vault", "three green apples", kdf=FLOOR).close()
    return tmp_path / "vault"


def test_large_type_scrolls_and_clips_nothing(
    vault_folder: Path, qtbot: QtBot, dressed: Callable[..., None], tasks: Tasks
) -> None:
    dressed(tokens.Look(scale=2.0))
    ways = unlock.Ways(print, print, print, print, lambda: None, lambda: None, tasks)
    screen = unlock.Unlock(vault_folder, ways)
    qtbot.addWidget(screen)
    screen.resize(1366, 640)
    screen.show()
    screen.show_problem(VaultDamaged("older_than_remembered", where={"path": str(vault_folder)}))
    qtbot.waitUntil(screen.problem.isVisible)
    qtbot.waitUntil(lambda: not tasks.running)
    for part in (screen.passphrase, screen.problem, screen.anyway, screen.open_button, screen.other_way):
        assert part.height() >= part.minimumSizeHint().height()
    assert screen.passphrase.height() >= screen.passphrase.sizeHint().height()


def test_the_locked_window_imports_only_what_it_shows(vault_folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    own = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"), str(home))
    environment = os.environ | own | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", START, str(vault_folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            assert json.loads(process.stdout.readline()) == []
        finally:
            process.kill()
