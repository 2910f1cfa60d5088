"""Ways to pay in words: their names, icons, one line of what they bring, and the rows of the ranked list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from hub.domain.decide.model import Comparison, Line, Option
from hub.domain.money import to_minor
from ui.locale import _, text, wording
from ui.parts.netbar import Ranked
from ui.parts.texts import is_mirrored
from ui.payment.reading import Answer

_ICONS = {
    "cash": "banknote",
    "wallet": "wallet",
    "debit_card": "landmark",
    "bank_transfer": "send",
    "direct_debit": "repeat",
    "bnpl": "calendar-days",
    "points": "coins",
    "store_credit": "gift",
}
_CARD, _BENEFIT = "credit-card", "badge-percent"


def icon_of(kind: str) -> str:
    """The icon of a kind of instrument."""
    return _ICONS.get(kind, _CARD)


def chain(path: Iterable[str], names: Mapping[str, str]) -> str:
    """A path by names with arrows: "Lumo Wallet → Aurum Credit"."""
    arrow = " ← " if is_mirrored() else " → "
    return arrow.join(text.name(names.get(hop, hop)) for hop in path)


def extras(option: Option, names: Mapping[str, str]) -> list[str]:
    """What goes with a path: coupons, portal, plan, the shop's exchange rate."""
    found = [text.name(names.get(one, one)) for one in (*option.coupons, *filter(None, (option.portal,)))]
    if option.plan is not None:
        found.append(_("in instalments"))
    if option.dcc:
        found.append(_("at the shop’s exchange rate"))
    return found


def name_of(option: Option, names: Mapping[str, str]) -> str:
    """A way to pay as a row says it."""
    way, with_it = chain(option.path, names), extras(option, names)
    return _("{way} with {extras}").format(way=way, extras=", ".join(with_it)) if with_it else way


def in_sentence(option: Option, names: Mapping[str, str]) -> str:
    """A way to pay inside a sentence: "Lumo Wallet on Aurum Credit"."""
    way = text.name(names.get(option.path[0], option.path[0]))
    for hop in option.path[1:]:
        way = _("{wallet} on {card}").format(wallet=way, card=text.name(names.get(hop, hop)))
    with_it = extras(option, names)
    return _("{way} with {extras}").format(way=way, extras=", ".join(with_it)) if with_it else way


def rows(answer: Answer) -> list[tuple[Option, Ranked]]:
    """Every option with its row, best first; ties share a rank."""
    found = answer.comparison
    rank, shown = 1, []
    for group in found.ranking:
        for name in group:
            option = found.option(name)
            shown.append((option, _row(option, rank, answer)))
        rank += len(group)
    return shown


def money(amount: Decimal, currency: str, *, sign: bool = False) -> str:
    """An amount in whole units as it is written with its currency."""
    return text.money(to_minor(amount, currency), currency, sign=sign)


def signed(amount: Decimal, currency: str) -> str:
    """An amount of a column whose head names the currency, with its sign."""
    return text.amount(to_minor(amount, currency), currency, sign=True)


def zero_of(comparison: Comparison, kinds: Mapping[str, str]) -> Option | None:
    """Paying in cash, which people compare with; None where there is no cash."""
    plain = [one for one in comparison.options if len(one.path) == 1 and not (one.coupons or one.portal)]
    return next((one for one in plain if kinds.get(one.path[0]) == "cash"), None)


def product_of(instrument: str, case: Mapping[str, Any]) -> Mapping[str, Any]:
    """The terms of an instrument in a case; empty without."""
    known: Mapping[str, Any] = next((one for one in case["instruments"] if one["id"] == instrument), {})
    products: list[Mapping[str, Any]] = case["terms"]["products"]
    return next((one for one in products if one["id"] == known.get("product")), {})


def earner_of(line: Line, option: Option, case: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The instrument of a path whose rule made a line, and that rule; the last hop and {} where none did."""
    hops = option.path[:-1] if line.kind == "wallet_reward" and len(option.path) > 1 else option.path[-1:]
    for hop in hops:
        for rule in product_of(hop, case).get("rules", ()):
            if rule["id"] == line.why.source:
                return hop, rule
    return option.path[-1], {}


def kind_of(rule: Mapping[str, Any]) -> str:
    """The kinds of purchase that a rule is for, in words; "" for all."""
    return ", ".join(purchase_kind(one) for one in rule.get("match", {}).get("category", ()))


def purchase_kind(name: str) -> str:
    """A kind of purchase as shown: terms name it in English, small letters."""
    return wording.label_or_empty("purchase_kind", name.casefold()) or text.capital(name)


def share(ratio: Decimal) -> str:
    """A rate in percent with as many decimals as it has, two at most."""
    return text.percent(ratio, min(2, max(0, -int((ratio * 100).normalize().as_tuple().exponent))))


def _row(option: Option, rank: int, answer: Answer) -> Ranked:
    home = answer.comparison.currency
    icons = [icon_of(answer.compared.kinds.get(hop, "")) for hop in option.path]
    if option.portal or option.coupons:
        icons.append(_BENEFIT)
    return Ranked(
        rank=text.count(rank),
        name=name_of(option, answer.names),
        note=_note(option, answer),
        icons=tuple(icons),
        net=to_minor(option.net_expected, home),
        net_text=signed(option.net_expected, home),
    )


def _note(option: Option, answer: Answer) -> str:
    parts = [one for line in option.lines if (one := _short(line, option, answer))]
    said = " · ".join(dict.fromkeys(parts)) if parts else _("No reward, no fee")
    if option.high > option.net_expected:
        high = signed(option.high, answer.comparison.currency)
        return _("{what} · up to {amount}").format(what=said, amount=high)
    return said


def _short(line: Line, option: Option, answer: Answer) -> str:
    """What a line is in a word or two; "" for what a row has no room for."""
    if line.units is not None or line.kind in {"reward", "wallet_reward"}:
        return earned(line, option, answer)
    if line.kind in {"offer_credit", "portal_credit", "coupon"}:
        return signed(line.amount, answer.comparison.currency)
    return "" if line.kind == "float" else wording.comparison_line(line.kind)


def earned(line: Line, option: Option, answer: Answer) -> str:
    """What a reward is: "1 %", "2 % for fuel", "84 Miles & Way"."""
    if line.units is not None:
        programme = text.name(answer.names.get(line.programme or "", line.programme or ""))
        return _("{units} {programme}").format(units=text.number(line.units), programme=programme)
    rate, per = line.why.facts.get("rate"), line.why.facts.get("per")
    if not isinstance(rate, Decimal):
        return signed(line.amount, answer.comparison.currency)
    _hop, rule = earner_of(line, option, answer.compared.case)
    written = share(rate / per if isinstance(per, Decimal) and per else rate)
    kind = kind_of(rule)
    if not kind:
        return written
    template = _("{rate} more for {kind}") if rule.get("kind") == "additive" else _("{rate} for {kind}")
    return template.format(rate=written, kind=kind.lower())
