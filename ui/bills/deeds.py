"""What a person does to bills; each leaves a toast that takes it back."""

from __future__ import annotations

from collections.abc import Callable

from hub.domain.bill import EXPECTED, PAID, SKIPPED, Bill, Series
from hub.domain.errors import HubError
from hub.services import bills
from ui import undoing
from ui.bills.entering import Entered
from ui.locale import _, text
from ui.screen import Context


class Deeds:
    """The writes of the screen."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def pay(self, bill: Bill) -> None:
        """Say that a bill is paid."""
        self._mark(bill, PAID, _("Paid: {biller}"))

    def skip(self, bill: Bill) -> None:
        """Say that a bill will not be paid this time."""
        self._mark(bill, SKIPPED, _("Skipped: {biller}"))

    def reopen(self, bill: Bill) -> None:
        """Say that a bill is open again."""
        self._mark(bill, EXPECTED, _("Open again: {biller}"))

    def remove(self, bill: Bill) -> None:
        """Remove a bill that was typed."""
        bill_id = bill.id
        if bill_id is not None and not bill.series_key:
            words = _("Removed the bill of {biller}").format(biller=text.name(bill.biller))
            undoing.do(self._context, lambda: bills.remove(self._context.vault, bill_id), words)

    def confirm(self, one: Series) -> None:
        """Say that a series is a bill."""
        words = _("Confirmed {payee}").format(payee=text.name(one.payee))
        undoing.do(self._context, lambda: bills.judge(self._context.vault, one, "confirmed"), words)

    def ignore(self, one: Series) -> None:
        """Say that a series is no bill, for ever."""
        words = _("{payee} will not be shown as a bill again").format(payee=text.name(one.payee))
        undoing.do(self._context, lambda: bills.judge(self._context.vault, one, "ignored"), words)

    def save(
        self, entered: Entered, before: Bill | None, then: Callable[[], object], failed: Callable[[HubError], None]
    ) -> None:
        """Add what was typed, or change a typed bill."""
        vault, values = self._context.vault, entered.values()
        bill_id = before.id if before is not None else None
        if bill_id is None:
            words = _("Added the bill of {biller}").format(biller=text.name(entered.biller))
            undoing.do(self._context, lambda: bills.add(vault, **values), words, lambda _made: then(), failed)
            return
        words = _("Changed the bill of {biller}").format(biller=text.name(entered.biller))
        undoing.do(self._context, lambda: bills.change(vault, bill_id, **values), words, lambda _made: then(), failed)

    def _mark(self, bill: Bill, state: str, template: str) -> None:
        words = template.format(biller=text.name(bill.biller))
        undoing.do(self._context, lambda: bills.mark(self._context.vault, bill, state), words)
