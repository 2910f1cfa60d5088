"""Opens the dialog that adds a transaction by hand, from any screen."""

from __future__ import annotations

from collections.abc import Callable

from hub.domain.account import KINDS, Account
from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.domain.transaction import Transaction
from hub.services import accounts, ledger
from ui.drafting import Content, Drafted, fill
from ui.locale import _, wording
from ui.screen import Context
from ui.transactions.deeds import Deeds
from ui.transactions.entering import Entered, EntryDialog
from ui.transactions.looking import known_payees
from ui.transactions.reading import Names, names

_CASH = "cash"


def add(context: Context, then: Callable[[int], object] | None = None, draft: Content | None = None) -> None:
    """Ask for a new transaction; then(id) when it is in the vault. Without any account, one for cash is made.

    draft: what was typed before a lock.
    """

    def prepare(_progress: Progress) -> Names:
        found = names(context.vault)
        if not _usable(found):
            accounts.add(context.vault, _("Cash"), _CASH, context.settings().home_currency)
            found = names(context.vault)
        return found

    context.tasks.run(prepare, lambda found: _open(context, found, None, then, draft))


def edit(
    context: Context,
    transaction_id: int,
    then: Callable[[int], object] | None = None,
    draft: Content | None = None,
) -> None:
    """Ask for changes of a transaction; draft: what was typed before a lock."""

    def prepare(_progress: Progress) -> tuple[Names, Transaction]:
        return names(context.vault), ledger.detail(context.vault, transaction_id).transaction

    context.tasks.run(prepare, lambda found: _open(context, found[0], found[1], then, draft))


def _open(
    context: Context,
    found: Names,
    before: Transaction | None,
    then: Callable[[int], object] | None,
    draft: Content | None,
) -> None:
    deeds = Deeds(context)

    def written(made: int) -> None:
        dialog.accept()
        if then is not None:
            then(made if before is None else before.id)

    def refused(error: HubError) -> None:
        dialog.refuse(str(wording.error(error)))

    def done(entered: Entered) -> None:
        if before is None:
            deeds.add(entered, written, refused)
            return
        changed = _changes(before, entered)
        category = entered.category_id
        if category != before.category_id:
            deeds.categorise([before.id], category, lambda _correction: None)
        if changed:
            deeds.edit(before.id, changed, written, refused)
        else:
            written(before.id)

    dialog = EntryDialog(
        _usable(found, before),
        list(found.categories.values()),
        context.today(),
        done,
        context.frame.dialog_parent(),
        before=before,
        usual=_usual(found),
    )
    dialog.finished.connect(dialog.deleteLater)
    Drafted(dialog, "transaction", None if before is None else before.id)
    if draft is not None:
        fill(dialog, draft)
    today = context.today()
    context.tasks.run(lambda _progress: known_payees(context.vault, today), dialog.offer_payees, owner=dialog)
    dialog.open()


def _usable(found: Names, before: Transaction | None = None) -> list[Account]:
    kept = None if before is None else before.account_id
    return [one for one in found.accounts.values() if not one.is_archived or one.id == kept]


def _usual(found: Names) -> int | None:
    """Cash first: what is typed by hand is mostly what no bank writes down."""
    usable = _usable(found)
    by_kind = sorted(usable, key=lambda one: (one.kind != _CASH, KINDS.index(one.kind)))
    return by_kind[0].id if by_kind else None


def _changes(before: Transaction, entered: Entered) -> dict[str, object]:
    wanted = {
        "account_id": entered.account_id,
        "booked_on": entered.booked_on,
        "amount": entered.amount,
        "payee": entered.payee,
        "notes": entered.notes,
        "status": entered.status,
        "channel": entered.channel,
        "original_amount": entered.original_amount,
        "original_currency": entered.original_currency,
    }
    return {name: value for name, value in wanted.items() if getattr(before, name) != value}
