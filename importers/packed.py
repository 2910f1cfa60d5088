"""ZIP and gzip files that hold other readable files: each is read by the importer it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import PurePosixPath

from hub.domain.errors import StatementError
from hub.domain.statement import Fact, FileReading, Problem
from importers.archives import open_zip, read_entry, unpack_gzip
from importers.base import Importer, Progress, Source

_DEPTH = "packed"
_SKIPPED = ("__MACOSX/", ".DS_Store", "Thumbs.db")


def recognise(source: Source) -> Decimal:
    """Fairly sure of any archive; formats that are archives themselves are surer."""
    return Decimal("0.6") if source.head.startswith((b"PK\x03\x04", b"\x1f\x8b", b"PK\x05\x06")) else Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read every file inside; what can't be read is a problem when another one can."""
    if source.answers.get(_DEPTH, "") == "11":
        raise StatementError("nested_too_deep")
    deeper = {**source.answers, _DEPTH: source.answers.get(_DEPTH, "") + "1"}
    if source.content.startswith(b"\x1f\x8b"):
        name = source.name[:-3] if source.name.lower().endswith(".gz") else source.name
        return _inner(Source(name, unpack_gzip(source.content), deeper), progress)
    archive = open_zip(source.content)
    names = [n for n in archive.namelist() if not n.endswith("/") and not any(s in n for s in _SKIPPED)]
    if not names:
        raise StatementError("empty_file")
    readings: list[FileReading] = []
    problems: list[Problem] = []
    for name in sorted(names):
        try:
            readings.append(_inner(Source(PurePosixPath(name).name, read_entry(archive, name), deeper), progress))
        except StatementError as error:
            problems.append(Problem(0, error.code, name[:200], dict(error.values)))
    if not readings:
        raise StatementError(problems[0].code, entry=problems[0].text)
    return _merged(readings, problems)


def _inner(source: Source, progress: Progress) -> FileReading:
    from importers.detect import read

    return read(source.name, source.content, progress, source.answers)


def _merged(readings: Sequence[FileReading], problems: Sequence[Problem]) -> FileReading:
    """The readings of several files as one; the least sure of them decides how sure it is."""
    first = readings[0]
    if len(readings) == 1:
        return replace(first, problems=(*first.problems, *problems))
    questions = {q.code: q for r in readings for q in r.questions}
    return FileReading(
        first.format,
        first.importer,
        min(r.confidence for r in readings),
        tuple(s for r in readings for s in r.statements),
        first.encoding,
        (Fact("files_inside", {"count": len(readings)}), *first.facts),
        tuple(questions.values()),
        (*(p for r in readings for p in r.problems), *problems),
    )


IMPORTER = Importer("packed", recognise, extract)
