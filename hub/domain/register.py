"""What companies know about the person: the register that only the person keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

KINDS = ("account", "paper", "programme", "marketing", "other")
"""An account, a paper given to prove one's identity, a programme, a consent to advertising, anything else."""
SOON_DAYS = 60
LONG_AGO_DAYS = 3 * 365


@dataclass(frozen=True, slots=True)
class HeldFact:
    """One thing that a company holds or may do. given_on: since when; expires_on: of a paper or a consent; ended_on:
    when it was withdrawn or erased; contact: where to write to."""

    id: int
    company: str
    kind: str
    what: str
    given_on: date | None = None
    expires_on: date | None = None
    ended_on: date | None = None
    contact: str = ""
    notes: str = ""

    def state(self, today: date) -> str:
        """open, soon (expires within 60 days), expired, or ended."""
        if self.ended_on is not None and self.ended_on <= today:
            return "ended"
        if self.expires_on is None or self.expires_on > today + timedelta(days=SOON_DAYS):
            return "open"
        return "soon" if self.expires_on >= today else "expired"


def consents_to_end(facts: Sequence[HeldFact], today: date) -> list[HeldFact]:
    """Consents to advertising that are still open."""
    return [one for one in facts if one.kind == "marketing" and one.state(today) in ("open", "soon")]


def papers_long_held(facts: Sequence[HeldFact], today: date) -> list[HeldFact]:
    """Papers that expired or were given more than three years ago: reason to ask for their erasure."""
    limit = today - timedelta(days=LONG_AGO_DAYS)
    return [
        one
        for one in facts
        if one.kind == "paper"
        and one.state(today) != "ended"
        and (one.state(today) == "expired" or (one.given_on is not None and one.given_on < limit))
    ]
