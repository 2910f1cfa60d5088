"""What a person does to accounts; each leaves a toast that takes it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hub.domain.account import Account
from hub.domain.errors import HubError
from hub.services import accounts, rates
from ui import undoing
from ui.accounts.entering import Entered
from ui.locale import _, ngettext, text
from ui.screen import Context


class Deeds:
    """The writes of the screen."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def save(
        self,
        entered: Entered,
        before: Account | None,
        then: Callable[[int], object],
        failed: Callable[[HubError], None],
    ) -> None:
        """Add an account, or change one; then(its id)."""
        vault, context = self._context.vault, self._context
        name = text.name(entered.name)
        if before is None:
            words = _("Added the account {account}").format(account=name)
            undoing.do(context, lambda: accounts.add(vault, **entered.values()), words, then, failed)
            return
        account_id, changed = before.id, entered.changes(before)
        if not changed:
            then(account_id)
            return
        words = _("Changed the account {account}").format(account=name)
        undoing.do(
            context,
            lambda: accounts.change(vault, account_id, **changed),
            words,
            lambda _none: then(account_id),
            failed,
        )

    def archive(self, account: Account) -> None:
        """Put an account away, or bring it back."""
        vault, will = self._context.vault, not account.is_archived
        template = _("Archived {account}") if will else _("Brought back {account}")
        words = template.format(account=text.name(account.name))
        undoing.do(self._context, lambda: accounts.change(vault, account.id, is_archived=will), words)

    def remove(self, account: Account, transactions: int) -> None:
        """Remove an account with its transactions."""
        vault = self._context.vault
        template = ngettext(
            "Removed {account} and its {count} transaction", "Removed {account} and its {count} transactions",
            transactions,
        )  # fmt: skip
        words = template if transactions else _("Removed {account}")
        words = words.format(account=text.name(account.name), count=text.count(transactions))
        undoing.do(self._context, lambda: accounts.remove(vault, account.id), words)

    def arrange(self, account_ids: list[int]) -> None:
        """Put the accounts in this order."""
        vault = self._context.vault
        undoing.do(self._context, lambda: accounts.arrange(vault, account_ids), _("Put the accounts in order"))

    def read_rates(self, path: Path, failed: Callable[[HubError], None]) -> None:
        """Take over reference rates from a file; nothing leaves."""
        vault = self._context.vault
        words = _("Took over exchange rates from {file}").format(file=text.code(path.name))
        self._context.tasks.run(
            lambda _progress: rates.read_file(vault, path),
            lambda _count: self._context.frame.toast(words),
            failed=failed,
        )

    def get_rates(self) -> None:
        """Fetch reference rates through the gate: the window asks first, with the exact request."""
        vault, frame = self._context.vault, self._context.frame

        def stored(count: int) -> None:
            words = ngettext("Took over {count} exchange rate", "Took over {count} exchange rates", count)
            frame.toast(words.format(count=text.count(count)))

        self._context.tasks.run(lambda _progress: rates.fetch(vault), stored, title=_("Fetching reference rates"))
