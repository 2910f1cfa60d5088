"""Made-up names of shops."""

from __future__ import annotations

from random import Random

SYLLABLES = "ba de ki lo mu ra se ti vo wa ne pi gu ho zu fe".split()
KINDS = "Bäckerei Café Hotel Auto Optik Mode Bio Taxi Apotheke Bar Studio Garten Sport Elektro Buch".split()


def names_made(dice: Random, count: int) -> list[str]:
    """So many different ones."""
    found: dict[str, None] = {}
    while len(found) < count:
        word = "".join(dice.choices(SYLLABLES, k=dice.choice([2, 3, 3, 4]))).capitalize()
        found[f"{dice.choice(KINDS)} {word}" if dice.random() < 0.6 else word] = None
    return list(found)
