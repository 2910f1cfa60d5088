"""Opens again the bill that was being typed when the vault was locked."""

from __future__ import annotations

from hub.domain.account import Account
from hub.domain.bill import Bill
from hub.domain.draft import Draft
from hub.domain.progress import Progress
from hub.services import accounts, bills
from ui.bills.deeds import Deeds
from ui.bills.entering import enter
from ui.screen import Context


def resume(context: Context, draft: Draft) -> None:
    """Open the dialog as it was left; of a bill that is gone, as a new one."""
    today = context.today()

    def read(_progress: Progress) -> tuple[list[Account], Bill | None]:
        held = [one.account for one in accounts.positions(context.vault) if not one.account.is_archived]
        known = bills.overview(context.vault, today).bills
        return held, next((one for one in known if draft.subject and str(one.id) == draft.subject), None)

    context.frame.navigate("bills")
    context.tasks.run(read, lambda found: enter(context, found[0], found[1], Deeds(context).save, draft.content))
