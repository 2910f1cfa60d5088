"""Qt calls must not end the program, however many there are: None, True and False outlive them."""

import subprocess
import sys

import pytest

CALLS = """
import ui
from PySide6.QtCore import QObject, Signal
class Thing(QObject):
    said = Signal(bool)
thing = Thing()
thing.said.connect(lambda value: None)
for _round in range(20_000):
    {call}
print("alive")
"""


@pytest.mark.parametrize("call", ['thing.setObjectName("x")', "thing.said.emit(True)", "thing.said.emit(False)"])
def test_twenty_thousand_calls(call: str) -> None:
    program = CALLS.format(call=call)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.strip() == "alive", done.stderr
