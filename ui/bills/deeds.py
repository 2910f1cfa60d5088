"""What a person does to bills; each leaves a toast that takes it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hub.domain.bill import DISPUTED, EXPECTED, PAID, SKIPPED, Bill, Series
from hub.domain.errors import HubError
from hub.services import attachments, bills, contracts
from hub.services.bills import Ignored
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

    def dispute(self, bill: Bill) -> None:
        """Say that a bill is not accepted."""
        self._mark(bill, DISPUTED, _("Disputed: {biller}"))

    def attach(self, bill: Bill, path: Path) -> None:
        """Keep a file with a bill."""
        vault = self._context.vault
        words = _("Attached {file}").format(file=text.name(path.name))
        undoing.do(self._context, lambda: attachments.add_to_bill(vault, bills.detail(vault, bill), path), words)

    def bring_back(self, ignored: Ignored) -> None:
        """Show a series again that was ignored."""
        words = _("{payee} is shown again").format(payee=text.name(ignored.payee))
        undoing.do(self._context, lambda: bills.bring_back(self._context.vault, ignored), words)

    def join(self, part: Series, into: Series) -> None:
        """Say that two series are one."""
        words = _("{payee} and {other} are one now").format(payee=text.name(part.payee), other=text.name(into.payee))
        undoing.do(self._context, lambda: bills.merge(self._context.vault, part, into), words)

    def separate(self, one: Series) -> None:
        """Take apart what was joined."""
        words = _("Took apart what was joined with {payee}").format(payee=text.name(one.payee))
        undoing.do(self._context, lambda: bills.separate(self._context.vault, one), words)

    def agree(
        self, one: Series, values: dict[str, Any], then: Callable[[], object], failed: Callable[[HubError], None]
    ) -> None:
        """Keep what was agreed with a payee."""
        words = _("Kept the contract with {payee}").format(payee=text.name(one.payee))
        vault = self._context.vault
        undoing.do(self._context, lambda: contracts.agree(vault, one, **values), words, lambda _none: then(), failed)

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
        self,
        entered: Entered,
        before: Bill | None,
        then: Callable[[], object],
        failed: Callable[[HubError], None],
        path: Path | None = None,
    ) -> None:
        """Add what was typed, or change a typed bill. path: the file that a new one was read from, kept with it."""
        vault, values = self._context.vault, entered.values()
        bill_id = before.id if before is not None else None
        if bill_id is None:
            words = _("Added the bill of {biller}").format(biller=text.name(entered.biller))

            def add() -> None:
                made = bills.add(vault, **values)
                if path is not None:
                    attachments.add_to_bill(vault, made, path)

            undoing.do(self._context, add, words, lambda _made: then(), failed)
            return
        words = _("Changed the bill of {biller}").format(biller=text.name(entered.biller))
        undoing.do(self._context, lambda: bills.change(vault, bill_id, **values), words, lambda _made: then(), failed)

    def _mark(self, bill: Bill, state: str, template: str) -> None:
        words = template.format(biller=text.name(bill.biller))
        undoing.do(self._context, lambda: bills.mark(self._context.vault, bill, state), words)
