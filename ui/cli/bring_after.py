"""What would follow from an import, on the command line: what is expected and not seen yet, receipts without a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hub.domain.money import decimal_text
from ui.cli.tables import table
from ui.locale import _

if TYPE_CHECKING:
    from datetime import date

    from hub.services.awaiting import Waiting
    from hub.services.imports import Preview
    from hub.services.vaults import Vault


def after_of(vault: Vault, shown: Preview, today: date) -> dict[str, Any]:
    """{"expected": {"before", "after", "payments": [...]}, "receipts": {"before", "after", "files": [...]}}: what waits
    in the days of the files, now and after adding; each with the line of a file that answers it, or null."""
    from hub.services import awaiting

    found = awaiting.look(vault, shown, today)
    return {
        "expected": {**_counts(found.payments, shown), "payments": [_payment(one, shown) for one in found.payments]},
        "receipts": {**_counts(found.receipts, shown), "files": [_payment(one, shown) for one in found.receipts]},
    }


def after_text(document: dict[str, Any]) -> str:
    """The same for people; "" where nothing waits."""
    from ui.locale import text

    rows = [
        (name, text.count(found["before"]), "→", text.count(found["after"]))
        for key, name in (("expected", _("Expected, not seen yet")), ("receipts", _("Receipts without a row")))
        if (found := document.get("after", {}).get(key)) and found["before"]
    ]
    if not rows:
        return ""
    return f"{_('After adding')}\n" + table(("", "", "", ""), rows, "<><>", indent="  ")


def _counts(known: Sequence[Waiting], shown: Preview) -> dict[str, int]:
    from hub.services import awaiting

    return {"before": len(known), "after": len(awaiting.left(known, shown))}


def _payment(one: Waiting, shown: Preview) -> dict[str, Any]:
    line = None
    if one.met_by is not None and one.is_met(shown):
        file, part, at = one.met_by
        line = shown.files[file].parts[part].statement.lines[at].line
    return {
        "name": one.name,
        "due_on": one.due_on.isoformat(),
        "amount": decimal_text(one.amount, one.currency),
        "currency": one.currency,
        "transaction": one.row,
        "bill": None if one.bill is None else one.bill.id,
        "line": line,
    }
