"""Files that are read while something else is waited for: the passphrase, and the key that is derived from it."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what reads is loaded beside, too
    from hub.services.file_reading import FileRead


class Ahead:
    """Begins to read the files at once, one after the other. answers: codes of questions → choices. today: the day of
    dates without a year.

    Nobody waits for it but `take`: it ends with the process, whatever is left to read.
    """

    def __init__(self, paths: Sequence[Path], answers: Mapping[str, str], today: date) -> None:
        self._answers, self._today = answers, today
        self._reads: dict[Path, Future[FileRead]] = {path: Future() for path in paths}
        threading.Thread(target=self._run, args=(dict(self._reads),), name="reading ahead", daemon=True).start()

    def take(self, path: Path) -> FileRead:
        """Wait for a file, and forget it."""
        return self._reads.pop(path).result()

    def _run(self, reads: Mapping[Path, Future[FileRead]]) -> None:
        for path, read in reads.items():
            try:
                from hub.domain.memory import no_collection
                from hub.services.file_reading import first_answers, read_file

                with no_collection():
                    read.set_result(read_file(path, first_answers(self._answers, self._today)))
            except BaseException as error:  # noqa: BLE001 - it is raised where the file is taken
                read.set_exception(error)
