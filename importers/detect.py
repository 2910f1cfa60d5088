"""Which importer a file belongs to, and the one wall where a parser's exceptions become `StatementError`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import importers
from hub.domain.errors import Cancelled, HubError, StatementError
from hub.domain.line_columns import held
from hub.domain.memory import no_collection
from hub.domain.progress import Progress, silent
from hub.domain.statement import FileReading, Statement
from importers.base import Importer, Source
from importers.limits import check

_NO_ANSWERS: Mapping[str, str] = MappingProxyType({})


_ENDS_IN = b"\nIMPORTER = "


@lru_cache(maxsize=1)
def all_importers() -> tuple[Importer, ...]:
    """Every importer of the package, by name; found by folder."""
    found = []
    for module in pkgutil.iter_modules(importers.__path__):
        if not _may_hold_one(module):
            continue
        importer = getattr(importlib.import_module(f"importers.{module.name}"), "IMPORTER", None)
        if isinstance(importer, Importer):
            found.append(importer)
    return tuple(sorted(found, key=lambda i: i.name))


def _may_hold_one(module: pkgutil.ModuleInfo) -> bool:
    """Whether the source of a module names an importer, or isn't there to tell: half of the modules are parts of
    others, and each one that is loaded for nothing makes the first preview wait."""
    source = Path(importers.__file__).with_name(f"{module.name}.py")
    return not source.is_file() or _ENDS_IN in source.read_bytes()


def read(
    name: str, content: bytes, progress: Progress = silent, answers: Mapping[str, str] = _NO_ANSWERS
) -> FileReading:
    """Read a file with the importer that is surest of it.

    Raises `StatementError` with the file's name, a reason code and the line where one is known, when the file is no
    statement, can't be read, or belongs to two importers equally.
    """
    try:
        check(name, content)
        source = Source(name, content, answers)
        with no_collection():
            reading = choose(source).extract(source, progress)
            return replace(reading, statements=tuple(_held(one) for one in reading.statements))
    except (Cancelled, KeyboardInterrupt):
        raise
    except StatementError as error:
        error.where.setdefault("file", name)
        raise
    except HubError:
        raise
    except RecursionError as error:
        raise StatementError("nested_too_deep", where={"file": name}) from error
    except MemoryError as error:
        raise StatementError("too_large", where={"file": name}) from error
    except Exception as error:
        raise StatementError("unreadable", where={"file": name}, reason=type(error).__name__) from error


def _held(statement: Statement) -> Statement:
    lines = held(statement.lines)
    return statement if lines is statement.lines else replace(statement, lines=lines)


def choose(source: Source) -> Importer:
    """The importer that is surest of a file; StatementError when none is, or two are the same."""
    votes = sorted(((i.recognise(source), i.name, i) for i in all_importers()), key=lambda v: (-v[0], v[1]))
    surest = votes[0]
    if not surest[0]:
        raise StatementError("unknown_format", next_step="other_export")
    if len(votes) > 1 and votes[1][0] == surest[0]:
        raise StatementError("ambiguous_format", importers=[surest[1], votes[1][1]])
    return surest[2]
