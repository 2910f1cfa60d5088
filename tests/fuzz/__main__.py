"""Fuzz a reader: `python -m tests.fuzz READER COUNT [--seed N] [--large N] [--apart N] [--out FOLDER] [--guided]`.

Each input is a damaged sample or corpus file, mostly cut to a few records. It must be read or refused within two
seconds, never crash, and never give a sum against the file's own balance unsaid. One input of each kind of finding is
kept in the folder. With --apart some more inputs are read with the child process that a reader starts as it is used.
A run that is terminated ends with its batch and tells what it found. With --guided, atheris steers the damage by which
lines of the readers it reaches.
"""

from __future__ import annotations

import argparse
import random
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FunctionType

from tests.fuzz.batches import SIZE, Batch, alarm, run, timed
from tests.fuzz.forks import in_forks
from tests.fuzz.mutations import mutated
from tests.fuzz.seeds import importer_named, weighted_seeds_of
from tests.fuzz.verdict import Finding

_LARGE = 10_000_000
_LARGE_BATCH = 1_000_000
"""Number of the first batch of large inputs, behind those of all others."""


class Record:
    """Counts findings, and keeps the first input of each."""

    def __init__(self, folder: Path, reader: str) -> None:
        self.folder = folder / reader
        self.found = Counter[Finding]()

    def add(self, finding: Finding, content: bytes) -> None:
        """Count a finding; an input that shows a new one is written down."""
        key = Finding(finding.kind, finding.place if finding.kind != "slow" else "")
        self.found[key] += 1
        if self.found[key] == 1:
            self.folder.mkdir(parents=True, exist_ok=True)
            name = f"{finding.kind}-{len(self.found):03}"
            (self.folder / name).write_bytes(content)
            print(f"  {self.folder.name} {name}: {finding.place}", flush=True)  # noqa: T201

    def told(self) -> str:
        """The counts of the kinds in words."""
        kinds = Counter[str]()
        for finding, count in self.found.items():
            kinds[finding.kind] += count
        return ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())) or "nothing found"


def tried(reader: str, record: Record) -> Callable[[bytes], None]:
    """The function that judges one input in this process."""
    importer = importer_named(reader)

    def judge(content: bytes) -> None:
        _, finding = timed(importer, content)
        if finding:
            record.add(finding, content)

    return judge


def _guided(judge: Callable[[bytes], None], seeds: list[bytes], count: int, seed: int) -> None:
    """Let atheris choose what to damage next; ends the process."""
    import atheris

    def custom(content: bytes, most: int, number: int) -> bytes:
        dice = random.Random(number)  # noqa: S311 - damage, not secrets
        return mutated(dice, [content or b"0", *dice.sample(seeds, min(3, len(seeds)))])[:most]

    for name, module in list(sys.modules.items()):
        if name.startswith("importers."):
            for function in vars(module).values():
                if isinstance(function, FunctionType) and function.__module__ == name:
                    atheris.instrument_func(function)
    atheris.Setup(
        [sys.argv[0], f"-runs={count}", f"-seed={seed}", "-max_len=60000", "-rss_limit_mb=4096"],
        judge,
        custom_mutator=custom,
    )
    atheris.Fuzz()


def main() -> None:
    """Run the inputs and print one line of result."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("reader")
    options.add_argument("count", type=int)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--large", type=int, default=8, help="inputs of 10 MB among them")
    options.add_argument("--apart", type=int, default=0, help="inputs read with the reader's own child process")
    options.add_argument("--out", type=Path, default=Path("fuzz"))
    options.add_argument("--guided", action="store_true")
    options.add_argument("--minutes", type=int, default=60)
    args = options.parse_args()
    seeds, record = weighted_seeds_of(args.reader), Record(args.out, args.reader)
    signal.signal(signal.SIGPROF, alarm)
    if args.guided:
        in_forks()
        _guided(tried(args.reader, record), seeds, args.count, args.seed)
        return
    print(_unguided(args, seeds, record), flush=True)  # noqa: T201


def _unguided(args: argparse.Namespace, seeds: list[bytes], record: Record) -> str:
    importer, start = importer_named(args.reader), time.monotonic()
    done = read = 0
    ended = list[int]()
    signal.signal(signal.SIGTERM, lambda number, _: ended.append(number))
    while done < args.count and not ended and time.monotonic() - start < 60 * args.minutes:
        batch = Batch(args.seed, done // SIZE, min(SIZE, args.count - done))
        told = run(importer, seeds, batch)
        done, read = done + batch.count, read + told.read
        for finding, content in told.found:
            record.add(finding, content)
    judge, dice = tried(args.reader, record), random.Random(args.seed)  # noqa: S311 - damage, not secrets
    for _ in range(args.apart):
        judge(mutated(dice, seeds))
    spent = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    for number in range(args.large):
        for finding, content in run(importer, seeds, Batch(args.seed, _LARGE_BATCH + number, 1, _LARGE)).found:
            record.add(finding, content)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (
        f"{args.reader}: {done} inputs ({100 * read // max(done, 1)} % read), {args.apart} apart, "
        f"{args.large} of 10 MB, {spent:.0f} s, peak {before >> 10} MB then {peak >> 10} MB: {record.told()}"
    )


if __name__ == "__main__":
    main()
