"""Qt calls without a result must not end the program, however many there are."""

import subprocess
import sys

CALLS = """
import ui
from PySide6.QtCore import QObject
thing = QObject()
for _round in range(20_000):
    thing.setObjectName("x")
print("alive")
"""


def test_twenty_thousand_calls_without_a_result() -> None:
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.strip() == "alive", done.stderr
