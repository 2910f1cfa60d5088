"""Fuzz a reader: `python -m tests.fuzz READER COUNT [--seed N] [--large N] [--out FOLDER] [--guided]`.

Each input is a damaged sample or corpus file. It must be read or refused within two seconds, never crash, and never
give a sum against the file's own balance unsaid. One input of each kind of finding is kept in the folder. With
--guided, atheris steers the damage by which lines of the readers it reaches.
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
from types import FrameType, FunctionType

from tests.fuzz.forks import in_forks
from tests.fuzz.mutations import large, mutated
from tests.fuzz.seeds import importer_named, seeds_of
from tests.fuzz.verdict import Finding, verdict

_HANG = 20
"""Seconds of work after which an input counts as one that hangs."""


class _Hanging(BaseException):
    """Raised by the alarm inside an input that never ends."""


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


def _alarm(number: int, frame: FrameType | None) -> None:
    raise _Hanging


def tried(reader: str, record: Record) -> Callable[[bytes], None]:
    """The function that judges one input."""
    importer = importer_named(reader)

    def judge(content: bytes) -> None:
        try:
            signal.setitimer(signal.ITIMER_PROF, _HANG)
            finding = verdict(importer, content)
            signal.setitimer(signal.ITIMER_PROF, 0)
        except _Hanging:
            finding = Finding("hang", "")
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
    options.add_argument("--out", type=Path, default=Path("fuzz"))
    options.add_argument("--guided", action="store_true")
    options.add_argument("--minutes", type=int, default=60)
    args = options.parse_args()
    in_forks()
    seeds, record = seeds_of(args.reader), Record(args.out, args.reader)
    signal.signal(signal.SIGPROF, _alarm)
    judge = tried(args.reader, record)
    if args.guided:
        _guided(judge, seeds, args.count, args.seed)
        return
    dice, start = random.Random(args.seed), time.monotonic()  # noqa: S311 - damage, not secrets
    done = 0
    while done < args.count and time.monotonic() - start < 60 * args.minutes:
        judge(mutated(dice, seeds))
        done += 1
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(args.large):
        judge(large(dice, seeds))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kinds = Counter({k: sum(n for f, n in record.found.items() if f.kind == k) for k in {f.kind for f in record.found}})
    told = ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())) or "nothing found"
    print(  # noqa: T201
        f"{args.reader}: {done} inputs, {args.large} of 10 MB, {time.monotonic() - start:.0f} s, "
        f"peak {before >> 10} MB then {peak >> 10} MB: {told}",
        flush=True,
    )


if __name__ == "__main__":
    main()
