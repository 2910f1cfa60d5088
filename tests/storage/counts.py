"""How often the long column of the test plan repeats: the usual number, or what the environment says.

COFFER_SOAK_KILLS=50 make soak: fifty kills of each kind. Names: KILLS, CUTS, FLIPS, MUTATIONS, CANARIES, DRILLS and
OPENINGS (unlocking and locking).
"""

from __future__ import annotations

import os


def times(name: str, usual: int) -> int:
    """The number of repetitions of a row."""
    return int(os.environ.get(f"COFFER_SOAK_{name}") or usual)
