"""A second start gives its files to the first window and ends; nobody else can, and no file name stays behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hub.services import vaults
from storage.keys import FLOOR
from ui.program import handover
from ui.program.listening import Listening, raise_window

ROOT = Path(__file__).parents[2]
PASSPHRASE = "three green apples"
FIRST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ui import app
from ui.program import listening, program

class Watched(program.Program):
    def start(self, *given, **named):
        super().start(*given, **named)
        self.said = set()
        self.timer = QTimer(self, interval=20)
        self.timer.timeout.connect(self.tell)
        self.timer.start()

    def tell(self):
        if self.window.inside is None:
            return
        self.say("open")
        view = self.window.frame.views.view("bring")
        if view.brought is not None and view.brought.preview.files:
            self.say(f"previews {view.brought.preview.files[0].path} {view.brought.preview.to_add}")

    def say(self, words):
        if words not in self.said:
            self.said.add(words)
            print(words, flush=True)

raised = program.raise_window
program.raise_window = lambda window, token: (raised(window, token), print("raised", token, flush=True))
program.Program = Watched
app.open_window(app.Options(Path(sys.argv[1]), [], sys.stdin.readline().rstrip()))
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    found = handover.box(tmp_path / "vault", tmp_path / "runtime")
    assert found is not None
    return found


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def world(tmp_path: Path) -> dict[str, str]:
    names = ("XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME")
    for name in names:
        (tmp_path / name).mkdir(mode=0o700)
    own = {name: str(tmp_path / name) for name in names}
    return {**os.environ, **own, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture
def first(tmp_path: Path, world: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    vaults.create(tmp_path / "vault", PASSPHRASE, kdf=FLOOR).close()
    command = [sys.executable, "-c", FIRST, str(tmp_path / "vault")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=world) as process:
        assert process.stdin is not None
        process.stdin.write(PASSPHRASE + "\n")
        process.stdin.flush()
        yield process
        process.kill()


def test_a_second_start_hands_its_files_to_the_first_window(
    tmp_path: Path, world: dict[str, str], first: subprocess.Popen[str]
) -> None:
    assert first.stdout is not None
    assert first.stdout.readline() == "open\n"
    statement = tmp_path / "kanarienvogel.csv"
    statement.write_text("date,amount,payee\n2026-01-02,-3.50,Bakery\n2026-01-03,-4.50,Bakery\n")
    command = [sys.executable, "-m", "ui.app", "--vault", str(tmp_path / "vault"), statement.name]
    second = subprocess.run(
        command, env=world | {"XDG_ACTIVATION_TOKEN": "xyz"}, cwd=tmp_path, capture_output=True, text=True, timeout=30,
        check=False,
    )  # fmt: skip
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert first.stdout.readline() == "raised xyz\n"
    assert first.stdout.readline() == f"previews {statement} 2\n"
    assert b"kanarien" not in everything_in(Path(world["XDG_RUNTIME_DIR"]))
    assert [path.name for path in Path(world["XDG_RUNTIME_DIR"]).rglob("*") if path.is_file()] == ["vault.lock"]


def test_a_claim_is_for_one_vault_and_ends_with_its_holder(tmp_path: Path, place: Path) -> None:
    lock = handover.claim(place)
    assert lock is not None
    assert handover.claim(place) is None
    other = handover.box(tmp_path / "other", tmp_path / "runtime")
    assert other is not None
    for_other = handover.claim(other)
    assert for_other is not None
    for_other.release()
    lock.release()
    again = handover.claim(place)
    assert again is not None
    again.release()


def test_a_window_that_does_not_answer_is_not_waited_for(place: Path) -> None:
    assert not handover.hand_over(place, [Path("/somewhere/kanarienvogel.csv")], patience=0.1)
    assert everything_in(place) == b""


@pytest.mark.parametrize("harm", ["open to all", "a link", "a file", "not ours"])
def test_a_folder_that_others_could_use_is_refused(tmp_path: Path, harm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = tmp_path / "runtime"
    if harm == "a link":
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        parent.symlink_to(tmp_path / "elsewhere")
    elif harm == "a file":
        parent.write_bytes(b"")
    else:
        parent.mkdir(mode=0o700)
    if harm == "open to all":
        parent.chmod(0o777)
    if harm == "not ours":
        owner = os.getuid()
        monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    assert handover.box(tmp_path / "vault", parent) is None


def test_what_is_no_request_is_wiped_and_not_followed(tmp_path: Path, place: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b'{"files": ["/a"], "token": ""}')
    (place / "1.request").symlink_to(precious)
    contents = [
        b"", b"{", b"[]", b"null", b'{"files": "/a", "token": ""}', b'{"files": ["relative"], "token": ""}',
        b'{"files": [1], "token": ""}', b'{"files": ["/a"], "token": 5}', b'{"files": ["/a\\u0000"], "token": ""}',
        b'{"files": []}', b"[" * 100_000, b"x" * 1_000_001,
        b'{"files": [' + b",".join([b'"/a"'] * 1001) + b'], "token": ""}',
    ]  # fmt: skip
    for number, content in enumerate(contents):
        (place / f"{number + 2}.request").write_bytes(content)
    (place / "9.request-new").write_bytes(b"half written")
    (place / "99.request").write_bytes(b'{"files": ["/b c/d.csv"], "token": "t"}')
    assert handover.taken(place) == [handover.Request((Path("/b c/d.csv"),), "t")]
    assert precious.read_bytes().startswith(b'{"files"'), "a link is removed, what it points to is not touched"
    assert [path.name for path in place.iterdir()] == ["9.request-new"]
    os.utime(place / "9.request-new", (0, 0))
    assert handover.taken(place) == []
    assert list(place.iterdir()) == []


def test_requests_are_heard_in_their_order_and_only_while_listening(qtbot: QtBot, tmp_path: Path, place: Path) -> None:
    heard: list[list[Path]] = []
    parent = QObject()
    listening = Listening(parent, lambda files, _token: heard.append(files), tmp_path / "runtime")
    listening.at(tmp_path / "vault")
    assert handover.claim(place) is None
    files = [tmp_path / f"{number}.csv" for number in range(20)]
    answers: list[bool] = []
    asking = threading.Thread(target=lambda: answers.extend(handover.hand_over(place, [one]) for one in files))
    asking.start()
    qtbot.waitUntil(lambda: len(heard) == len(files), timeout=10_000)
    asking.join()
    assert answers == [True] * len(files)
    assert heard == [[one] for one in files]
    listening.at(tmp_path / "other")
    free = handover.claim(place)
    assert free is not None
    free.release()
    listening.stop()


def test_a_window_that_was_small_comes_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    raise_window(window, "")
    assert not window.windowState() & Qt.WindowState.WindowMinimized
    assert window.isVisible()
