"""What to mind about a way to pay that its net does not say, or says only in part."""

from __future__ import annotations

from decimal import Decimal

from hub.domain.decide.model import Option
from hub.domain.money import to_decimal
from ui.locale import _, text
from ui.payment import taking
from ui.payment.ranking import money, product_of, share
from ui.payment.reading import Answer, Ground

USED = Decimal("0.30")
"""Share of a limit above which those who rate credit look twice."""

_LARGE = Decimal(100)
"""Of the home currency: from here on a dispute is worth the trouble."""

_BARE = frozenset({"cash", "bank_transfer"})
_REWARDS = frozenset({"reward", "wallet_reward", "offer_credit", "benefit_credit"})


def minded(option: Option, answer: Answer, ground: Ground) -> list[str]:
    """Sentences, the dearest first."""
    found = [_interest(option, answer), _rate(option, answer), _utilisation(option, answer, ground)]
    shop = ground.known.shop(answer.situation.merchant)
    habits = "" if shop is None else taking.habits(shop.listing)
    return [one for one in (*found, _protection(option, answer), habits) if one]


def _interest(option: Option, answer: Answer) -> str:
    home = answer.comparison.currency
    interest = -sum((line.amount for line in option.lines if line.kind == "interest"), Decimal(0))
    reward = sum((line.amount for line in option.lines if line.kind in _REWARDS), Decimal(0))
    if interest <= 0:
        return ""
    values = {"interest": money(interest, home), "reward": money(reward, home)}
    if interest > reward:
        return _("Interest of {interest} eats the reward of {reward}.").format(**values)
    return _("Interest of {interest} takes a part of the reward of {reward}.").format(**values)


def _rate(option: Option, answer: Answer) -> str:
    """The yearly rate of instalments; lines already hold what it costs."""
    if option.plan is None:
        return ""
    rate = next((flag.partition(":")[2] for flag in option.flags if flag.startswith("eu_apr_percent:")), "")
    if not rate or not Decimal(rate):
        return ""
    plan = text.name(answer.names.get(option.plan, option.plan))
    return _("{plan} is a loan at {rate} a year.").format(plan=plan, rate=share(Decimal(rate) / 100))


def _utilisation(option: Option, answer: Answer, ground: Ground) -> str:
    account = ground.account_of(option.path[-1])
    if account is None or account.kind != "card" or not account.limit or answer.price is None:
        return ""
    if account.currency != answer.comparison.currency:
        return ""
    owed = -min(0, ground.balances.get(account.id, 0)) + answer.price
    used = Decimal(owed) / account.limit
    if used <= USED:
        return ""
    return _("After this, {share} of the limit of {card} is used.").format(
        share=text.percent(used, 0), card=text.name(account.name)
    )


def _protection(option: Option, answer: Answer) -> str:
    case, kinds = answer.compared.case, answer.compared.kinds
    for hop in option.path[:-1]:
        if product_of(hop, case).get("wallet", {}).get("type") == "staged":
            return _("{wallet} pays the shop itself: the card’s protection may not reach so far.").format(
                wallet=text.name(answer.names.get(hop, hop))
            )
    large = answer.price is not None and to_decimal(answer.price, answer.comparison.currency) >= _LARGE
    if large and kinds.get(option.path[-1]) in _BARE:
        return _("Money paid this way is hard to get back in a dispute.")
    return ""
