"""Words of a comparison: names of lines, their arithmetic, flags, and why something is left out (DECIDE)."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale import N_
from ui.locale.wording.template import Template

LINES: Mapping[str, Template] = {
    "coupon": N_("Coupon"),
    "stored_value_discount": N_("Gift card or voucher"),
    "voucher_reward": N_("Reward for buying the voucher"),
    "breakage": N_("Risk that the voucher is not used up"),
    "surcharge": N_("Surcharge of the shop"),
    "cash_discount": N_("Discount for cash"),
    "wallet_fee": N_("Fee of the wallet"),
    "fx_spread": N_("Margin in the exchange rate"),
    "fx_fee": N_("Fee for foreign currency"),
    "offer_credit": N_("Offer"),
    "offer_share": N_("Share of an offer"),
    "reward": N_("Reward"),
    "portal_credit": N_("Cashback of the portal"),
    "wallet_reward": N_("Reward of the wallet"),
    "benefit_credit": N_("Credit of the card"),
    "float": N_("Interest you keep by paying later"),
    "interest": N_("Interest on the card"),
    "plan_cost": N_("Cost of the instalments"),
    "late_fee": N_("Late fees, as often as you paid late before"),
    "sign_up_share": N_("Share of the sign-up bonus"),
    "return_risk": N_("Risk that you return it"),
}

WHYS: Mapping[str, Template] = {
    "rule": N_("{rate:percent} of {base:money}"),
    "rule_units": N_("{units} for {base:money}"),
    "base": N_("{rate:percent} of {base:money}"),
    "base_units": N_("{units} for {base:money}"),
    "overflow": N_("{rate:percent} of {base:money}, above the cap"),
    "overflow_units": N_("{units} for {base:money}, above the cap"),
    "benefit_credit": N_("{used:money} of {left_before:money} left"),
    "breakage": N_("{probability:percent} of {face:money}"),
    "coupon": N_("taken off the price"),
    "float": N_("{yield:percent} a year for {days} days on {base:money}"),
    "fx_fee": N_("{fee:money} on {base:money}"),
    "fx_spread": N_("{billed:money} instead of the rate in the middle"),
    "interest": N_("{apr:percent} a year for {days} days on {base:money}"),
    "late_fee": N_("{missed} times {fee:money}"),
    "offer": N_("{credit:money} for {billed:money}"),
    "plan_cost": N_("{count} payments of together {payments:money}, fee {fee:money}"),
    "plan_float": N_("{yield:percent} a year on what you pay later"),
    "portal": N_("{credit:money} for {price:money}"),
    "return_risk": N_("{probability:percent} of what would be taken back"),
    "sign_up": N_("{spend:money} towards the bonus"),
    "stored_value_bought": N_("{face:money} for {price:money}"),
    "stored_value_owned": N_("{used:money} of it used"),
    "surcharge": N_("added by the shop"),
    "cash_discount": N_("taken off by the shop"),
    "wallet_fee": N_("{rate:percent} of {base:money}"),
}

FLAGS: Mapping[str, Template] = {
    "acceptance_unknown": N_("It is not known whether the shop takes it."),
    "activation_possible": N_("Activate {value} first and it counts."),
    "availability_unknown": N_("It is not sure that {value} applies."),
    "coupon_short": N_("{rest:money} more and the coupon {value} applies."),
    "eu_apr_percent": N_("The instalments cost {value} % a year."),
    "late_fee_max": N_("Late fees can reach {value:money}."),
    "leftover_balance": N_("{value:money} stay on the voucher."),
    "no_value": N_("Nobody has said what a unit of {value} is worth; it counts as nothing."),
    "offer_infeasible": N_("You are not likely to spend enough for {value}."),
    "offer_short": N_("{rest:money} short of the offer {value}."),
    "posting_date_assumed": N_("The booking day is assumed to be the day of purchase."),
    "sign_up_completes": N_("This completes step {value} of the sign-up bonus."),
    "sign_up_infeasible": N_("You are not likely to reach step {value} of the sign-up bonus."),
}

REJECTIONS: Mapping[str, Template] = {
    "amount_limits": N_("not for this amount"),
    "no_terms": N_("no terms for this day"),
    "not_accepted": N_("not accepted there"),
    "not_open": N_("not open on this day"),
    "over_available": N_("not enough available"),
}
