"""What evidence in a file can't decide, but the program that made it does: a file with these headings means that.

One line for each program, with its reason. Programs, not banks; and only where a reading would otherwise be a guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from importers.headings import normal

_KNOWN: tuple[tuple[frozenset[str], Mapping[str, str]], ...] = (
    # Mint served the United States and Canada only and wrote m/dd/yyyy everywhere.
    (frozenset(("original description", "transaction type", "account name", "labels")), {"date_order": "mdy"}),
    # Chase, a bank of the United States, in its two layouts.
    (frozenset(("posting date", "check or slip")), {"date_order": "mdy"}),
    # Revolut takes its fee off beside the amount; where only the oldest row has one, no balance before it tells.
    (frozenset(("started date", "completed date", "product", "fee", "state")), {"fee": "beside"}),
    # GnuCash's exports sign amounts from the account's own side and list opening entries as movements.
    (frozenset(("full category path", "amount num.", "reconcile")), {"opening": "movement"}),
)  # fmt: skip


def facts_for(header: Sequence[str]) -> dict[str, str]:
    """The facts that hold for a table with these headings."""
    names = {normal(h) for h in header} | {h.casefold().strip(" #") for h in header}
    found: dict[str, str] = {}
    for needed, facts in _KNOWN:
        if needed <= names:
            found.update(facts)
    return found
