"""Opens again what was being typed about transactions when the vault was locked."""

from __future__ import annotations

from hub.domain.draft import Draft
from ui.screen import Context
from ui.transactions import adding


def resume(context: Context, draft: Draft) -> None:
    """Open the dialog of a new or a changed transaction as it was left."""
    context.frame.navigate("transactions")
    if draft.subject:
        adding.edit(context, int(draft.subject), draft=draft.content)
    else:
        adding.add(context, draft=draft.content)
