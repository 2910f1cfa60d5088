"""What matters to this person besides money: six answers that are kept, and what they add to each way to pay."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hub.domain import priorities
from hub.domain.decide.exact import round_money
from hub.domain.decide.model import Option
from hub.domain.decide.periods import closing_date
from hub.domain.errors import HubError
from hub.domain.priorities import Way, Weighed
from hub.services.decide import Compared
from storage import settings
from storage.vault import Vault

_NAME = "paying.priorities"
_MONTH = 30
_LAST = 31
"""Close day of a statement that ends with the month."""


def answers(vault: Vault) -> dict[int, str]:
    """The answers by number of question; a skipped one is missing."""
    with vault.read() as connection:
        kept = settings.get(connection, _NAME) or {}
    return {int(number): answer for number, answer in kept.items()}


def answer(vault: Vault, given: Mapping[int, str]) -> None:
    """Keep the answers, in the place of those before; HubError for one that is none."""
    for number, said in given.items():
        if said not in priorities.ANSWERS or not 0 <= number < len(priorities.QUESTIONS):
            raise HubError("bad_setting", where={"setting": _NAME}, value=said, choices=list(priorities.ANSWERS))
    with vault.write("say_priorities", values={}, topics=("settings",)) as write:
        settings.put(write.connection, _NAME, {str(number): said for number, said in sorted(given.items())})


def weigh(found: Compared, price: Decimal, matters: Mapping[str, int]) -> list[tuple[Option, Weighed]]:
    """The options with all that matters, best first; equal ones as in the ranking by money. price: home money."""
    comparison = found.comparison
    order = {name: at for at, name in enumerate(name for group in comparison.ranking for name in group)}
    made = [(option, _rounded(option, found, price, matters)) for option in comparison.options]
    return sorted(made, key=lambda pair: (-pair[1].total, order[pair[0].id]))


def _rounded(option: Option, found: Compared, price: Decimal, matters: Mapping[str, int]) -> Weighed:
    """Each thing rounded to the minor unit, so that what is shown adds up."""
    exact = priorities.weighed(way_of(option, found), price, matters)
    added = {axis: round_money(worth, found.comparison.currency) for axis, worth in exact.added.items()}
    return Weighed(option.net_expected, added)


def way_of(option: Option, found: Compared) -> Way:
    """What a way to pay is like besides its net."""
    case = found.case
    by_id = {one["id"]: one for one in case["instruments"]}
    products = {one["id"]: one for one in case["terms"]["products"]}
    hops = [by_id[hop] for hop in option.path if hop in by_id]
    wallets = [products.get(hop.get("product"), {}).get("wallet", {}) for hop in hops[:-1]]
    extras = len(option.coupons) + (option.portal is not None) + (option.plan is not None)
    return Way(
        option.net_expected,
        [found.kinds.get(hop["id"], "") for hop in hops],
        _days(option, hops[-1] if hops else {}, found),
        any(wallet.get("type") == "staged" for wallet in wallets),
        extras + sum(flag.startswith("activation_possible") for flag in option.flags),
    )


def _days(option: Option, last: Mapping[str, Any], found: Compared) -> int:
    """Days until the money leaves: a card's until its statement is due, a plan's a month, else none."""
    if option.plan is not None:
        return _MONTH
    if found.kinds.get(str(last.get("id")), "") not in {"credit_card", "charge_card"}:
        return 0
    day, on = last.get("statement_close_day"), found.purchase.on
    if day is None:
        return 0
    return (closing_date(_LAST if day == "eom" else int(day), on) - on).days + int(last.get("payment_due_days", 0))
