"""What can be done with the bill that is told about, each with who does it."""

from __future__ import annotations

from collections.abc import Callable

from hub.domain.bill import Bill
from ui.bills import agreeing, paysheet
from ui.bills.about import Acts
from ui.bills.deeds import Deeds
from ui.bills.files import Files
from ui.screen import Context


def acts(
    context: Context,
    deeds: Deeds,
    files: Files,
    edit: Callable[[Bill | None], None],
) -> Acts:
    """The deeds of the screen."""
    go = context.frame.navigate

    return Acts(
        pay=deeds.pay,
        skip=deeds.skip,
        reopen=deeds.reopen,
        edit=edit,
        remove=deeds.remove,
        confirm=deeds.confirm,
        ignore=deeds.ignore,
        show_payment=lambda one: go("transactions", transaction=one),
        show_all=lambda payee: go("transactions", payee=payee),
        pay_sheet=lambda bill: paysheet.show(context, bill, lambda: deeds.pay(bill)),
        dispute=deeds.dispute,
        attach=files.attach,
        agree=lambda found: agreeing.agree(
            context, found.series, found.contract, lambda *said: deeds.agree(found.series, *said)
        ),
        join=lambda part: agreeing.join(context, part, lambda into: deeds.join(part, into)),
        separate=deeds.separate,
    )
