"""Files that are read while something else is waited for: the passphrase, and the key that is derived from it."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:  # what reads is loaded beside, too
    from hub.services.file_reading import FileRead
    from hub.services.reading_apart import ReadApart


class Ahead:
    """Begins to read the files at once, one after the other, large ones in a process of their own.

    answers: codes of questions → choices. today: the day of dates without a year. Nobody waits for it but `take`: what
    is left to read at the end is left.
    """

    def __init__(self, paths: Sequence[Path], answers: Mapping[str, str], today: date) -> None:
        self._answers, self._today = answers, today
        self._reads: dict[Path, Future[FileRead]] = {path: Future() for path in paths}
        self._apart: ReadApart | None = None
        threading.Thread(target=self._run, args=(dict(self._reads),), name="reading ahead", daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._apart is not None:
            self._apart.stop()

    def take(self, path: Path) -> FileRead:
        """Wait for a file, and forget it."""
        return self._reads.pop(path).result()

    def _run(self, reads: Mapping[Path, Future[FileRead]]) -> None:
        try:
            from hub.domain.memory import no_collection
            from hub.domain.progress import silent
            from hub.services.choosing import Choices
            from hub.services.file_reading import read_file
            from hub.services.reading_apart import read_apart

            choices = Choices(answers={str(path): self._answers for path in reads}, today=self._today)
            with read_apart(list(reads), choices, silent) as apart:
                self._apart = apart
                for path, read in reads.items():
                    with no_collection():
                        read.set_result(
                            apart.take(path) if apart else read_file(path, choices.first_answers(path), silent)
                        )
        except BaseException as error:  # noqa: BLE001 - it is raised where a file is taken
            for read in reads.values():
                if not read.done():
                    read.set_exception(error)
