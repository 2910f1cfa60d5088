"""Global options may stand anywhere."""

from __future__ import annotations

import pytest

from ui.cli import MODULES, command_tree
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


def test_each_command_is_made_by_the_module_that_is_said_to_have_it() -> None:
    promised = {word for words in MODULES.values() for word in words.split()}
    assert set(command_tree().commands) == promised
    for words in MODULES.values():
        assert set(command_tree(words.split()[0]).commands) == set(words.split())
    assert set(command_tree("unknown").commands) == promised
