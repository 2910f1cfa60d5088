"""What an importer is: the one interface between bytes and statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from hub.domain.progress import Progress, silent
from hub.domain.statement import FileReading


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a file and its name (for its suffix and for messages only; never for facts about content).

    answers: question code → choice the person made before (a remembered profile).
    """

    name: str
    content: bytes
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def head(self) -> bytes:
        """The first 64 KiB: all that `Importer.recognise` may look at."""
        return self.content[:65536]


@dataclass(frozen=True, slots=True)
class Importer:
    """One kind of file.

    recognise: how sure it is that the file is its own, 0 to 1; looks at `Source.head` only, never raises.
    extract: reads everything; may raise anything, `importers.detect` turns it into `StatementError`.
    """

    name: str
    recognise: Callable[[Source], Decimal]
    extract: Callable[[Source, Progress], FileReading]


__all__ = ["Importer", "Progress", "Source", "silent"]
