"""Global options may stand anywhere."""

from __future__ import annotations

import pytest

from ui.cli.arguments import hoisted, value_of


@pytest.mark.parametrize(
    ("argv", "options", "rest"),
    [
        (["inspect", "--json", "a.csv"], ["--json"], ["inspect", "a.csv"]),
        (["--vault", "v", "accounts"], ["--vault", "v"], ["accounts"]),
        (["accounts", "--vault=v", "--yes"], ["--vault=v", "--yes"], ["accounts"]),
        (["undo", "--id", "3", "--lang", "fr"], ["--lang", "fr"], ["undo", "--id", "3"]),
        (["transactions", "--", "--json"], [], ["transactions", "--", "--json"]),
        (["accounts", "--vault"], ["--vault"], ["accounts"]),
        (["--passphrase-file", "-", "vault", "info"], ["--passphrase-file", "-"], ["vault", "info"]),
    ],
)
def test_global_options_are_moved_to_the_front(argv: list[str], options: list[str], rest: list[str]) -> None:
    assert hoisted(argv) == (options, rest)


def test_the_last_value_counts() -> None:
    assert value_of(["--lang", "en", "--json", "--lang=fr"], "--lang") == "fr"
    assert value_of(["--lang"], "--lang") == ""
    assert value_of(["--json"], "--lang") == ""
