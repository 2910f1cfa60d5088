"""Reading by a foreign library in a child process: what breaks there breaks nothing here.

On hostile files such a library may crash, allocate without bound or never end. The child has limits of memory, time
and files where the system knows them, and dies alone. A packaged program has no interpreter to start and reads in its
own process.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from hub.domain.errors import StatementError

_SECONDS, _LEAST, _STEP = 30, 5, 100_000
"""Seconds of work at most, those of a short file, and the bytes that each further one stands for; the child may wait
three times as long for a machine that has other things to do."""
_MEMORY = 1 << 30
_TIMES_UP = tuple(-getattr(signal, name) for name in ("SIGXCPU", "SIGPROF") if hasattr(signal, name))
_CODE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from {module} import {name} as read; "
_RUN = "from importers.confined import answer; answer(read)"


def confined(read: Callable[[bytes], Any], content: bytes, broken: str) -> Any:
    """What a function of a module says of the bytes, as JSON can carry it.

    broken: code of the StatementError when the child dies; "too_slow" when its time is over.
    """
    if getattr(sys, "frozen", False):
        return read(content)
    code = _CODE.format(module=read.__module__, name=read.__name__) + _RUN
    try:
        # -P: a folder with downloads, if the program was started there, is no place for modules
        child = subprocess.run(  # noqa: S603 - our own interpreter with constant code
            [sys.executable, "-P", "-c", code, json.dumps([p for p in sys.path if p])],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a warning may quote all of a file
            timeout=4 * _SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise StatementError("too_slow", next_step="other_export") from error
    if child.returncode in _TIMES_UP:
        raise StatementError("too_slow", next_step="other_export")
    if child.returncode != 0:
        raise StatementError(broken, next_step="other_export")
    return json.loads(child.stdout)


def answer(read: Callable[[bytes], Any]) -> None:
    """In the child: read from standard input and write JSON to standard output."""
    content = sys.stdin.buffer.read()
    _limit(min(_SECONDS, _LEAST + len(content) // _STEP))
    json.dump(read(content), sys.stdout)


class Steps:
    """The work of a child, told step by step: one step that takes too long ends it, a file of many may take all."""

    limited = False
    """Whether this process is such a child, which may be ended."""

    def __init__(self, longest: int, each: int) -> None:
        """longest: milliseconds of work that the first step may take, and any; each: what a step ended gives back."""
        self._longest, self._each = longest, each
        if self.limited:
            import resource

            most = resource.getrlimit(resource.RLIMIT_CPU)[1]
            resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, most))
            self._allow(longest)

    def ended(self) -> None:
        """A step ended, the next begins."""
        if self.limited:
            left = int(1000 * signal.getitimer(signal.ITIMER_PROF)[0])
            self._allow(min(self._longest, left + self._each))

    def _allow(self, milliseconds: int) -> None:
        signal.setitimer(signal.ITIMER_PROF, milliseconds / 1000)


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:
        return
    for limit, value, most in (
        (resource.RLIMIT_AS, _MEMORY, _MEMORY),
        (resource.RLIMIT_CPU, seconds, _SECONDS + 1),  # the second limit kills without a word
        (resource.RLIMIT_NOFILE, 32, 32),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        resource.setrlimit(limit, (value, most))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    Steps.limited = True
