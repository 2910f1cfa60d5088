"""The locked window is there at once: what it does not show is imported behind it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hub.services import vaults
from storage.keys import FLOOR

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
