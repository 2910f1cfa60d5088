"""The global options may stand before or after the command; here they are moved to the front."""

from __future__ import annotations

from collections.abc import Sequence

WITH_VALUE = ("--vault", "--passphrase-file", "--lang")
FLAGS = ("--json", "--timings", "--yes")


def hoisted(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """The global options found anywhere, and everything else in its order; what follows `--` is left alone."""
    globals_, rest = [], []
    pending = iter(arguments)
    for argument in pending:
        if argument == "--":
            rest += [argument, *pending]
        elif argument in FLAGS or argument.startswith(tuple(f"{name}=" for name in WITH_VALUE)):
            globals_.append(argument)
        elif argument in WITH_VALUE:
            globals_.append(argument)
            globals_ += [value for value in [next(pending, None)] if value is not None]
        else:
            rest.append(argument)
    return globals_, rest


def value_of(options: Sequence[str], name: str) -> str:
    """The last value of a global option, "" when it was not given."""
    found = ""
    for position, option in enumerate(options):
        if option.startswith(f"{name}="):
            found = option.partition("=")[2]
        elif option == name:
            found = "".join(options[position + 1 : position + 2])
    return found
