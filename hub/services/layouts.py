"""What is known of the layout of one file, before and after it is brought in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hub.domain.statement import FileReading
from hub.services import profiles
from storage import profiles as table
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a file's layout.

    layout: the hash that it goes by. uses: files that came in by it. is_passed_on: only what somebody else answered is
    known. answers: question → choice, those that count for this file. keys: what is stored of it. shareable: those of
    them that can be passed on.
    """

    layout: str
    uses: int = 0
    is_passed_on: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    shareable: tuple[str, ...] = ()


def known(vault: Vault, reading: FileReading, stem: str) -> Known:
    """What is remembered of the layout of a file. stem: of its name."""
    key, anywhere = profiles.layout(reading, stem), profiles.shape(reading)
    with vault.read() as connection:
        own = table.get(connection, key)
        general = None if anywhere is None else table.get(connection, anywhere)
    found = [one for one in (general, own) if one is not None]
    answers = {code: choice for one in found for code, choice in one.answers.items()}
    return Known(
        key,
        0 if own is None else own.uses,
        own is None and general is not None and general.uses == 0,
        {code: choice for code, choice in answers.items() if choice},
        tuple(one.layout for one in found),
        tuple(one.layout for one in found if profiles.is_shareable(one)),
    )
