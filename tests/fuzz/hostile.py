"""Files of 10 MB made to be slow: `python -m tests.fuzz.hostile [READER …] [--size N] [--pairs N] [--seconds S]`.

Each is the beginning of a real file of a format and then one piece, or two or three pieces after each other, repeated
up to the size. What costs more than its share in a short file is read again at full size, in a process of its own
whose seconds of work and memory above the start are told.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import signal
import tempfile
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from hub.domain.errors import StatementError
from importers import detect

SIZE = 10_000_000
SHORT = 80_000
"""Bytes of the short files on which slow repetition is looked for."""

_PIECES = Path(__file__).with_name("hostile_pieces.txt")
_TIMES = re.compile(r"(.+)×([0-9]+)")


class Case(NamedTuple):
    """A file to be made: the reader it aims at, its beginning, the piece that is repeated."""

    reader: str
    beginning: bytes
    piece: bytes

    def content(self, size: int) -> bytes:
        """The file, about as large as a size."""
        return self.beginning + self.piece * max(1, (size - len(self.beginning)) // len(self.piece))


class Cost(NamedTuple):
    """What a reader said, its seconds of work, MB above the start."""

    said: str
    seconds: float
    megabytes: int


@lru_cache(maxsize=1)
def kinds() -> dict[str, tuple[list[bytes], list[bytes]]]:
    """Reader → how its files begin, and what is repeated in them; "any": what is repeated in those of all."""
    found: dict[str, tuple[list[bytes], list[bytes]]] = {}
    begin, own = list[bytes](), list[bytes]()
    for line in _PIECES.read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and " " not in line:
            begin, own = found.setdefault(line[1:-1], ([], []))
        elif line.startswith("="):
            begin.append(_bytes(line[2:]))
        elif line and not line.startswith("# "):
            own += map(_bytes, line.split())
    return found


def _bytes(written: str) -> bytes:
    times = _TIMES.fullmatch(written)
    if times:
        return _bytes(times[1]) * int(times[2])
    return written.replace("\\s", " ").encode().decode("unicode_escape").encode("latin-1")


def cases(reader: str, pairs: int, seed: int) -> Iterator[Case]:
    """Each piece alone, as a line, then some made of two or three; a text table is tried with all that is shared."""
    beginnings, own = kinds()[reader]
    shared, dice = kinds()["any"][1], random.Random(seed)  # noqa: S311 - damage, not secrets
    if len(own) > 5 and reader != "csvfile":
        shared = dice.sample(shared, 25)
    for beginning in beginnings:
        for one in (*own, *shared):
            yield Case(reader, beginning, one)
            yield Case(reader, beginning, one + b"\n")
    for _ in range(pairs):
        some = dice.choices(own, k=1) + dice.choices([*own, *shared], k=dice.choice((1, 2)))
        dice.shuffle(some)
        yield Case(reader, dice.choice(beginnings), b"".join(some))


def cost(case: Case, size: int, seconds: int = 60) -> Cost:
    """Read a file of a case in a child process; "hang" after some seconds of work."""
    read_end, write_end = os.pipe()
    with tempfile.NamedTemporaryFile(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as file:  # noqa: S108
        _made(case, size, file.name)
        child = os.fork()
        if not child:
            _read(file.name, write_end, seconds)
        os.close(write_end)
        with os.fdopen(read_end, "rb") as pipe:
            answer = pipe.read()
        _, status = os.waitpid(child, 0)
    if not answer:
        return Cost("hang" if os.WIFSIGNALED(status) else f"status {status}", float(seconds), 0)
    return Cost(*json.loads(answer))


def _made(case: Case, size: int, name: str) -> None:
    """Write the file in a child, so that its bytes are no memory of the process that is measured."""
    child = os.fork()
    if not child:
        Path(name).write_bytes(case.content(size))
        os._exit(0)
    os.waitpid(child, 0)


def _read(name: str, write_end: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        content = Path(name).read_bytes()
        try:
            reading = detect.read("input", content)
            said = f"read {sum(len(s.lines) for s in reading.statements)}, {len(reading.problems)} problems"
            said = f"{reading.importer}: {said}"
        except StatementError as error:
            said = f"{error.code} {error.values.get('reason', '')}".strip()
        who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        spent = time.process_time() - start + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
        peak = max(resource.getrusage(one).ru_maxrss for one in who)
        os.write(write_end, json.dumps([said, spent, (peak - before) >> 10]).encode())
    finally:
        os._exit(0)


def main() -> None:
    """Look for slow repetition, then measure what was found at full size; one line for each that is too slow."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("readers", nargs="*", default=[name for name in kinds() if name != "any"])
    options.add_argument("--size", type=int, default=SIZE)
    options.add_argument("--pairs", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seconds", type=float, default=2.0, help="seconds of work that are too many")
    args = options.parse_args()
    detect.all_importers()
    for reader in args.readers:
        share = args.seconds * SHORT / args.size
        tried, slow = 0, dict[bytes, tuple[Case, Cost]]()
        for case in cases(reader, args.pairs, args.seed):
            tried += 1
            found = cost(case, SHORT)
            if found.seconds > max(share, 0.02) + 0.02 or found.said.startswith(("hang", "status", "unreadable")):
                slow[case.piece] = max((case, found), slow.get(case.piece, (case, found)), key=lambda s: s[1].seconds)
        worst: list[tuple[Cost, Case]] = []
        for case, _ in sorted(slow.values(), key=lambda s: -s[1].seconds)[:40]:
            worst.append((cost(case, args.size), case))
        bad = [(c, k) for c, k in worst if c.seconds > args.seconds or c.megabytes > 500 or "unreadable" in c.said]
        for found, case in sorted(bad, key=lambda w: -w[0].seconds):
            piece = f"{case.beginning[:12]!r} {case.piece[:90]!r}"
            print(f"  {found.seconds:6.1f} s {found.megabytes:5} MB  {found.said}: {piece}")  # noqa: T201
        most = max((c.seconds for c, _ in worst), default=0.0)
        print(f"{reader}: {tried} tried, {len(slow)} looked at, {len(bad)} too slow, worst {most:.1f} s", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
