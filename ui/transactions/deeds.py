"""What a person does to transactions: each write runs off the GUI thread and leaves a toast that takes it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from hub.domain.errors import HubError
from hub.domain.transaction import Split
from hub.services import bulk, ledger, reconcile, rules, transfers
from hub.services.bulk import Edit
from hub.services.ledger import Correction
from ui import undoing
from ui.locale import _, ngettext, text
from ui.screen import Context
from ui.transactions.entering import Entered

_MEETS = frozenset({"amount", "booked_on", "account_id", "status"})
"""Fields by which a transaction meets a statement."""


class Deeds:
    """The writes of the screen; a write that has begun is done, whatever becomes of the screen."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def categorise(self, ids: Sequence[int], category_id: int | None, then: Callable[[Correction], object]) -> None:
        """Set a category by hand; then(correction) when there is a rule to offer."""
        today = self._context.today()

        def offered(correction: Correction | None) -> None:
            if correction is not None:
                then(correction)

        template = ngettext("Sorted {count} transaction", "Sorted {count} transactions", len(ids))
        words = template.format(count=text.count(len(ids)))
        undoing.do(
            self._context, lambda: ledger.set_category(self._context.vault, ids, category_id, today), words, offered
        )

    def make_rule(self, correction: Correction) -> None:
        """Keep a correction as a rule, also for what is there."""
        today, vault = self._context.today(), self._context.vault
        count = correction.others
        template = ngettext(
            "Made a rule and sorted {count} transaction", "Made a rule and sorted {count} transactions", count
        )
        words = template.format(count=text.count(count)) if count else _("Made a rule")
        undoing.do(
            self._context,
            lambda: rules.decide(vault, correction.query, correction.category_id, today),
            words,
        )

    def remove_rule(self, rule_id: int) -> None:
        """Remove a rule; what it sorted stays as it is."""
        undoing.do(self._context, lambda: rules.remove(self._context.vault, rule_id), _("Removed the rule"))

    def split(self, transaction_id: int, parts: list[Split]) -> None:
        """Split into parts, or take the parts away."""
        words = ngettext("Split into {count} part", "Split into {count} parts", len(parts))
        words = words.format(count=text.count(len(parts))) if parts else _("Took the parts away")
        undoing.do(self._context, lambda: ledger.split(self._context.vault, transaction_id, parts), words)

    def tag(self, transaction_id: int, names: list[str]) -> None:
        """Give exactly these tags."""
        undoing.do(self._context, lambda: ledger.tag(self._context.vault, transaction_id, names), _("Changed the tags"))

    def note(self, transaction_id: int, notes: str) -> None:
        """Change the notes."""
        undoing.do(
            self._context,
            lambda: ledger.change(self._context.vault, [transaction_id], notes=notes),
            _("Changed the notes"),
        )

    def edit_many(self, ids: Sequence[int], edit: Edit) -> None:
        """Change many transactions in the same way."""
        vault = self._context.vault
        template = ngettext("Edited {count} transaction", "Edited {count} transactions", len(ids))
        undoing.do(self._context, lambda: bulk.apply(vault, ids, edit), template.format(count=text.count(len(ids))))

    def link(self, ids: Sequence[int], failed: Callable[[HubError], None]) -> None:
        """Make rows one move between own accounts."""
        vault = self._context.vault
        undoing.do(self._context, lambda: transfers.link(vault, ids), _("Linked a transfer"), failed=failed)

    def remove(self, ids: Sequence[int]) -> None:
        """Delete transactions."""
        template = ngettext("Deleted {count} transaction", "Deleted {count} transactions", len(ids))
        words = template.format(count=text.count(len(ids)))
        undoing.do(self._context, lambda: ledger.remove(self._context.vault, ids), words)

    def add(self, entered: Entered, then: Callable[[int], object], failed: Callable[[HubError], None]) -> None:
        """Add what was typed; then(id)."""
        vault = self._context.vault
        names = ("category_id", "notes", "status", "channel", "original_amount", "original_currency")
        details = {name: getattr(entered, name) for name in names}
        words = _("Added {payee}").format(payee=text.name(entered.payee))
        undoing.do(
            self._context,
            lambda: ledger.add(vault, entered.account_id, entered.booked_on, entered.amount, entered.payee, **details),
            words,
            then,
            failed,
        )

    def edit(
        self,
        transaction_id: int,
        changed: dict[str, object],
        then: Callable[[int], object],
        failed: Callable[[HubError], None],
    ) -> None:
        """Change fields of one transaction."""
        vault = self._context.vault
        words = _("Changed the transaction")

        def change() -> tuple[int, date | None]:
            met = reconcile.guarded(vault, [transaction_id]) if _MEETS & set(changed) else {}
            return ledger.change(vault, [transaction_id], **changed), met.get(transaction_id)

        def done(made: tuple[int, date | None]) -> None:
            then(made[0])
            if made[1] is not None:
                warning = _("This was on the reconciled statement of {day}, which no longer fits.")
                self._context.frame.say(warning.format(day=text.day(made[1])), "triangle-alert")

        undoing.do(self._context, change, words, done, failed)
