"""Inputs judged in child processes, some hundred in each: what kills the process is found like all else."""

from __future__ import annotations

import mmap
import os
import pickle
import random
import resource
import signal
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from types import FrameType
from typing import NamedTuple

from importers.base import Importer
from tests.fuzz.forks import in_forks, in_process
from tests.fuzz.mutations import large, mutated
from tests.fuzz.verdict import Finding, judged

SIZE = 500
HANG = 20
"""Seconds of work after which an input counts as one that hangs."""
_MEMORY = 1 << 30


class Batch(NamedTuple):
    """Which inputs: the number of the batch under a seed, how many it holds, how long one is (0: as it comes)."""

    seed: int
    number: int
    count: int = SIZE
    size: int = 0


class Told(NamedTuple):
    """What came of a batch: how many inputs were read and not refused, and the findings with their inputs."""

    read: int
    found: list[tuple[Finding, bytes]]


class Hanging(BaseException):
    """Raised by the alarm inside an input that never ends."""


def alarm(number: int, frame: FrameType | None) -> None:
    """The handler of the signal that `timed` asks for."""
    raise Hanging


def timed(importer: Importer, content: bytes) -> tuple[bool, Finding | None]:
    """What `judged` says; a finding when it takes too long to say it."""
    try:
        signal.setitimer(signal.ITIMER_PROF, HANG)
        found = judged(importer, content)
        signal.setitimer(signal.ITIMER_PROF, 0)
    except Hanging:
        return False, Finding("hang", "")
    return found


def run(importer: Importer, seeds: Sequence[bytes], batch: Batch) -> Told:
    """Judge the inputs of a batch; one that kills the process is judged again, its reader in a fork of its own."""
    total, start, found = 0, 0, list[tuple[Finding, bytes]]()
    while start < batch.count:
        read, reached, some = _in_child(importer, seeds, batch, start, apart=bool(batch.size))
        total, found = total + read, found + some
        start = reached + 1
        if start < batch.count:
            read, after, some = _in_child(importer, seeds, batch, reached, apart=True)
            total, found = total + read, found + some
            if after == reached:
                *_, content = (one for _, one in zip(range(start), _contents(seeds, batch), strict=False))
                found.append((Finding("died", ""), content))
    return Told(total, found)


def _in_child(
    importer: Importer, seeds: Sequence[bytes], batch: Batch, start: int, *, apart: bool
) -> tuple[int, int, list[tuple[Finding, bytes]]]:
    """Inputs from a place on, or only that one: how many were read, the place of the one that killed the child (the
    count of all when none did, the place behind it when the one alone did not), what was found."""
    progress = mmap.mmap(-1, 16)
    read_end, write_end = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(read_end)
            (in_forks if apart else in_process)()
            _limit()
            end = start + 1 if apart else batch.count
            _judge(importer, _contents(seeds, batch), range(start, end), progress, write_end)
        except Exception:  # noqa: BLE001 - a fault of the judge is no finding
            os.write(write_end, pickle.dumps(traceback.format_exc()))
        finally:
            os._exit(0)
    os.close(write_end)
    found = list[tuple[Finding, bytes]]()
    with os.fdopen(read_end, "rb") as pipe, suppress(EOFError, pickle.UnpicklingError):
        while True:
            told = pickle.load(pipe)  # noqa: S301 - written by the child
            if isinstance(told, str):
                raise RuntimeError(told)  # noqa: TRY004 - a fault told by the child
            found.append(told)
    os.waitpid(child, 0)
    return int.from_bytes(progress[8:], "little"), int.from_bytes(progress[:8], "little"), found


def _limit() -> None:
    spent = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))
    signal.signal(signal.SIGPROF, alarm)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (spent + 120, spent + 120))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _contents(seeds: Sequence[bytes], batch: Batch) -> Iterator[bytes]:
    dice = random.Random(f"{batch.seed}/{batch.number}")  # noqa: S311 - damage, not secrets
    for _ in range(batch.count):
        yield large(dice, seeds, batch.size) if batch.size else mutated(dice, seeds)


def _judge(importer: Importer, contents: Iterator[bytes], places: range, progress: mmap.mmap, write_end: int) -> None:
    total = 0
    with os.fdopen(os.dup(write_end), "wb") as pipe:
        for place, content in zip(range(places.stop), contents, strict=False):
            if place < places.start:
                continue
            progress[:8] = place.to_bytes(8, "little")
            read, finding = timed(importer, content)
            total += read
            progress[8:] = total.to_bytes(8, "little")
            if finding:
                pickle.dump((finding, content), pipe)
                pipe.flush()
        progress[:8] = places.stop.to_bytes(8, "little")
