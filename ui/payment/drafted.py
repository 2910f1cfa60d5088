"""Opens again the purchase or the way to pay that was being typed when the vault was locked."""

from __future__ import annotations

from hub.domain.draft import Draft
from ui.screen import Context


def resume(context: Context, draft: Draft) -> None:
    """Go to the comparison with its line, or to the ways to pay, where the dialog opens as it was left."""
    if draft.form == "purchase":
        context.frame.navigate("payment", line=str(draft.content["line"]))
    else:
        context.frame.navigate("payment", ways=True, draft=draft)
