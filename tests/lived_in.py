"""The sample household in a vault of its own, brought in once for each day and copied from then on."""

from __future__ import annotations

from datetime import date
from functools import cache

from hub.services import demo, settings, vaults
from storage import database
from storage.vault import Vault


@cache
def _image(today: date) -> bytes:
    with Vault.in_memory() as made:
        vaults.prepare(made)
        settings.change(made, country="DE")
        demo.load(made, today)
        made.settle()
        return (made.folder / database.DATABASE).read_bytes()


def household(today: date) -> Vault:
    """A vault in memory with the household of a day; to be closed."""
    made = Vault.in_memory()
    (made.folder / database.DATABASE).write_bytes(_image(today))  # every vault in memory has the same key
    return made
