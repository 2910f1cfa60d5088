"""Why a line is marked as it is, in words; for the window and the command line."""

from __future__ import annotations

from hub.domain.marks import NEW
from ui.locale import N_, _

FRESH = "not_seen_before"
_WHYS = {
    "equal_line": N_("Equal line that day: charged twice?"),
    "possible_duplicate": N_("Same day and amount as a row you have"),
    "possible_match": N_("Could be one that you typed or expected"),
    "bank_id": N_("Already there, with the bank’s own number"),
    "same_line": N_("Already there"),
    "shared_day": N_("Already there, or a further one like it"),
    "further_row": N_("A further one like a row of that day"),
    "other_format": N_("Already there, from another format"),
    "repeated_in_file": N_("Stands twice in the file"),
    "already_booked": N_("Already there, booked"),
    "deleted_before": N_("You deleted it before"),
    "pending_booked": N_("Was pending, now booked"),
    "typed_by_hand": N_("You typed it; the bank confirms it"),
    "expected": N_("Was expected"),
    "other_currency": N_("In another currency than the account"),
    "amount_too_large": N_("The amount is too large to be true"),
}


def marked(kind: str, why: str) -> str:
    """The reason of a mark; "" for a line that is simply new."""
    return "" if kind == NEW and why == FRESH else _(_WHYS.get(why, why))
