"""A process that others can't look into."""

from __future__ import annotations

import contextlib
import ctypes
import sys

_DUMPABLE = 4
"""PR_SET_DUMPABLE of prctl(2)."""


def harden() -> None:
    """Let no other process of the same person read this one's memory, and leave no core file (SECURITY, T2 and T12)."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DUMPABLE, 0, 0, 0, 0)
