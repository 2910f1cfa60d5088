"""Which version runs."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def installed() -> str:
    """The version of the installed program, "0" from a bare checkout."""
    try:
        return version("coffer-hub")
    except PackageNotFoundError:
        return "0"
