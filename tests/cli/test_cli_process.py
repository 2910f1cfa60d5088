"""Real processes: exit codes, purity of standard output, the passphrase from standard input, speed of the start."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from command_run import PASSPHRASE, ROOT, Run


def test_help_names_the_commands_and_starts_without_heavy_libraries() -> None:
    code = (
        "import sys; from ui.cli import main; main(['--help'])\n"
        "heavy = {'PySide6', 'sqlalchemy', 'httpx', 'babel', 'keyring', 'rich', 'jsonschema', 'cryptography'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    for command in ("inspect", "import", "accounts", "transactions", "decide", "privacy", "undo", "demo"):
        assert f"\n  {command} " in done.stdout


def test_inspecting_a_file_needs_no_store_and_no_window(samples: Path) -> None:
    code = (
        "import sys; from ui.cli import main; code = main(['inspect', '--json', sys.argv[1]])\n"
        "heavy = {'PySide6', 'sqlalchemy', 'httpx', 'babel', 'keyring', 'rich', 'storage.vault'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or code)"
    )
    words = [sys.executable, "-c", code, str(samples / "meridian-card.ofx")]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["files"][0]["format"] == "ofx"


def test_the_passphrase_comes_from_standard_input_and_nothing_else_is_on_standard_output(
    process: Run, full_vault: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(full_vault, tmp_path / "vault")
    done = process(
        "accounts", "--json", "--timings", "--vault", folder, "--passphrase-file", "-", stdin=f"{PASSPHRASE}\n"
    )
    assert done.code == 0
    assert done.out.count("\n") == 1
    assert [one["name"] for one in done.json["accounts"]][:2] == ["Rheinbank Current", "Rheinbank Savings"]
    timings = json.loads(done.err)
    assert {"start", "key_derivation", "open", "total"} <= set(timings)


def test_without_a_terminal_nobody_is_asked_for_the_passphrase(process: Run, full_vault: Path) -> None:
    done = process("accounts", "--json", "--vault", full_vault)
    assert done.code == 1
    assert done.error["code"] == "passphrase_needed"


@pytest.mark.parametrize("argv", [["no-such-command"], ["inspect"], ["undo", "--id", "x"], ["transactions", "--bad"]])
def test_wrong_usage_is_2_and_an_error_document_with_json(coffer: Run, argv: list[str]) -> None:
    shown = coffer(*argv)
    assert (shown.code, shown.out) == (2, "")
    assert "--help" in shown.err
    as_json = coffer(*argv, "--json")
    assert as_json.code == 2
    assert as_json.error["code"] == "wrong_usage"
    assert set(as_json.error) == {"code", "message", "where", "next_step"}


def test_stopping_with_control_c_is_130(full_vault: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    in_background = ["env", "--default-signal=INT"]  # where the tests run in the background, it would be ignored
    words = [sys.executable, "-m", "hub", "accounts", "--vault", str(full_vault), "--passphrase-file", str(pipe)]
    started = subprocess.Popen(
        [*in_background, *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    writer = _open_for_writing(pipe)
    threading.Thread(target=_press_until_ended, args=(started,), daemon=True).start()
    out, err = started.communicate(timeout=60)
    os.close(writer)
    assert (started.returncode, out, err) == (130, "", "")


def _press_until_ended(started: subprocess.Popen[str]) -> None:
    """Control-C as a person presses it: again, where it came in the moment before the command began to wait."""
    while started.poll() is None:
        started.send_signal(signal.SIGINT)
        time.sleep(1)


def _open_for_writing(pipe: Path) -> int:
    """The pipe's other end; it can be opened once the command waits for a passphrase."""
    for _ in range(400):
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.05)
    pytest.fail("the command never asked for the passphrase")


def test_a_reader_that_goes_away_is_no_defect(samples: Path, tmp_path: Path) -> None:
    words = f"{sys.executable} -m hub inspect {samples / 'aurum-card.csv'} | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_coffer_and_python_m_hub_are_the_same(process: Run) -> None:
    done = process("--version", "--json")
    assert done.code == 0
    assert set(done.json) == {"version"}
