"""Processes that are killed: they tell each step when it is done, and are ended by SIGKILL at some instant.

They are forked off a server that has imported everything: a start takes milliseconds, so many can be killed.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from functools import cache
from multiprocessing.context import ForkServerContext
from typing import Any

Tell = Callable[[str], object]
PRELOADED = ["vault_writer", "vault_keeper", "vault_changer"]


@cache
def context() -> ForkServerContext:
    """The server, started once."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(PRELOADED)
    return found


def killed(target: Callable[..., object], *given: Any, steps: int, delay: float) -> list[str]:
    """What a process told that was killed `delay` seconds after its first `steps` steps, or "end" if it came to one.

    target: called with what is given and with how to tell; it first tells "open".
    """
    receiving, sending = context().Pipe(duplex=False)
    process = context().Process(target=target, args=(*given, sending.send))
    process.start()
    sending.close()
    told: list[str] = []
    try:
        while len(told) <= steps:
            told.append(receiving.recv())
        time.sleep(delay)
    except EOFError:
        pass  # it came to its end before
    process.kill()
    process.join()
    while True:
        try:
            told.append(receiving.recv())
        except (EOFError, OSError):
            break
    receiving.close()
    process.close()
    assert told[0] == "open"
    return told[1:]
