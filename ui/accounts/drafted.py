"""Opens again the account that was being typed when the vault was locked."""

from __future__ import annotations

from hub.domain.draft import Draft
from ui.screen import Context


def resume(context: Context, draft: Draft) -> None:
    """Go to the accounts, where the dialog opens as it was left."""
    context.frame.navigate("accounts", draft=draft)
