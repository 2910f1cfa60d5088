"""The system's refusals on files and folders, turned into errors that a person can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hub.domain.errors import VaultError

_CODES = {errno.ENOSPC: "disk_full", errno.EDQUOT: "disk_full", errno.EROFS: "not_writable"}


@contextmanager
def reaching(folder: Path) -> Iterator[None]:
    """Turn the system's refusals on a folder into vault errors."""
    try:
        yield
    except OSError as error:
        where = {"path": error.filename or str(folder)}
        code = _CODES.get(error.errno or 0)
        if code is None:
            code = "no_permission" if isinstance(error, PermissionError) else "disk_error"
        raise VaultError(code, where=where, reason=error.strerror) from error
