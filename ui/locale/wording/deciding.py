"""Words for looking back, planning ahead, promises and what matters besides money."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale import N_
from ui.locale.wording.template import Template

ERRORS: Mapping[str, Template] = {
    "amount_not_positive": N_("The amount must be more than zero."),
    "no_account": N_("No account is named that {instrument} draws on."),
    "no_history": N_("There are no payments between these days that a way to pay of yours made."),
    "no_other_way": N_("There is no way to pay but {instrument}."),
    "no_priorities": N_("You have not said yet what matters to you."),
    "no_such_planned": N_("There is no planned purchase with the number {planned:plain}."),
    "no_such_prediction": N_("The payment with the number {transaction:plain} was not decided here."),
    "not_a_number": N_("“{found}” is not a number."),
    "nothing_planned": N_("Nothing is planned."),
    "unknown_option": N_("{option} is no way to pay for this. Known are: {known}."),
}

NEXT_STEPS: Mapping[str, Template] = {
    "answer_priorities": N_("Answer at least one of the six questions."),
    "plan_a_purchase": N_("Put a purchase on the list."),
}

OPERATIONS: Mapping[str, Template] = {
    "add_planned": N_("Planned {name}"),
    "change_planned": N_("Changed the planned purchase {name}"),
    "expect_payment": N_("Expecting a payment to {payee}"),
    "post_reward": N_("Noted a reward"),
    "put_usage": N_("Typed what is used of {counter}"),
    "remove_planned": N_("Removed a planned purchase"),
    "remove_usage": N_("Derives {counter} from the payments again"),
    "say_priorities": N_("Said what matters"),
    "tick_planned": N_("Ticked a planned purchase"),
}

TABLES: Mapping[str, Mapping[str, Template]] = {
    "priority": {
        "cost": N_("What it costs or brings"),
        "cash_flow": N_("Paying later"),
        "protection": N_("Getting money back in a dispute"),
        "privacy": N_("Few who know"),
        "simplicity": N_("Little to think of"),
        "small_shops": N_("Kind to small shops"),
    },
    "outcome": {
        "waiting": N_("not imported yet"),
        "charged": N_("reward still to come"),
        "came": N_("came"),
        "missed": N_("did not come"),
    },
    "cap_unit": {
        "spend": N_("of spending"),
        "cash": N_("of reward"),
        "units": N_("points"),
        "count": N_("payments"),
    },
}
