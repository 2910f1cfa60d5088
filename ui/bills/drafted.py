"""Opens again the bill that was being typed when the vault was locked."""

from __future__ import annotations

from hub.domain.account import Account
from hub.domain.bill import Bill
from hub.domain.draft import Draft
from hub.domain.progress import Progress
from hub.services import accounts, bills, terms
from ui.bills.deeds import Deeds
from ui.bills.entering import enter
from ui.screen import Context


def resume(context: Context, draft: Draft) -> None:
    """Open the dialog as it was left; of a bill that is gone, as a new one."""
    today = context.today()

    def read(_progress: Progress) -> tuple[list[Account], Bill | None, list[tuple[str, str]]]:
        held = [one.account for one in accounts.positions(context.vault) if not one.account.is_archived]
        known = bills.overview(context.vault, today).bills
        ways = [(one.id, one.name) for one in terms.instruments(context.vault, today)]
        return held, next((one for one in known if draft.subject and str(one.id) == draft.subject), None), ways

    context.frame.navigate("bills")

    def opened(found: tuple[list[Account], Bill | None, list[tuple[str, str]]]) -> None:
        enter(context, found[0], found[1], Deeds(context).save, draft.content, instruments=found[2])

    context.tasks.run(read, opened)
