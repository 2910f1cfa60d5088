"""Comparisons, replays and plans in words: rankings and the arithmetic behind them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hub.domain.money import Money
from ui.cli.tables import paragraphs, table
from ui.locale import _, ngettext

if TYPE_CHECKING:
    from hub.domain.decide.model import Comparison, Line, Option
    from hub.services.decide import Purchase

_FROM_TERMS = frozenset(
    "coupon offer_credit offer_share portal_credit reward stored_value_discount voucher_reward wallet_reward".split()
)
"""Kinds of lines that a rule, offer, coupon or voucher of the terms makes."""


def comparison_text(found: Comparison, names: Mapping[str, str]) -> str:
    """A comparison for people: the ranking, then the arithmetic of the best."""
    ranked = [found.option(name) for group in found.ranking for name in group]
    places = {name: str(place) for place, group in enumerate(found.ranking, 1) for name in group}
    if not ranked:
        return _("Nothing can pay this purchase.")
    rows = [
        (
            places[one.id],
            way(one, names),
            _money(one.net_certain, found.currency),
            _money(one.net_expected, found.currency),
        )
        for one in ranked
    ]
    heads = (_("Place"), _("Way to pay"), _("Certain"), _("Expected"))
    rejected = len(found.rejected)
    left_out = ngettext("{count} way is not possible.", "{count} ways are not possible.", rejected) if rejected else ""
    return paragraphs(
        _("Against paying the list price without any reward or fee:"),
        table(heads, rows, "><>>", longest=60),
        arithmetic_text(ranked[0], found.currency, names),
        left_out.format(count=rejected),
    )


def arithmetic_text(option: Option, currency: str, names: Mapping[str, str]) -> str:
    """The lines of one way to pay, with their reasons and their sum."""
    rows = [
        (_kind(line, names), _money(line.amount, currency), _reason(line, currency, names)) for line in option.lines
    ]
    rows.append((_("Together"), _money(option.net_expected, currency), ""))
    notes = (
        [_("Not known: {facts}.").format(facts=", ".join(_unknown(one, names) for one in option.unknowns))]
        if option.unknowns
        else []
    )
    if option.low != option.high:
        low, high = _money(option.low, currency), _money(option.high, currency)
        notes.append(_("Between {low} and {high}, depending on what is not known.").format(low=low, high=high))
    notes += [_flag(one, names, currency) for one in option.flags]
    head = _("{way}:").format(way=way(option, names))
    return "\n".join(
        [head, table(("", "", ""), rows, "<><", longest=60, indent="  "), *(f"  {note}" for note in notes)]
    )


def way(option: Option, names: Mapping[str, str]) -> str:
    """The name of a way to pay: its path, coupons, portal, plan."""
    parts = [" › ".join(names.get(hop, hop) for hop in option.path)]
    parts += [names.get(coupon, coupon) for coupon in option.coupons]
    if option.portal is not None:
        parts.append(names.get(option.portal, option.portal))
    if option.plan is not None:
        parts.append(_("instalments {plan}").format(plan=option.plan))
    if option.dcc:
        parts.append(_("in your currency at the shop's rate"))
    return " + ".join(parts)


def purchase_text(purchase: Purchase) -> str:
    """The situation in one line."""
    from ui.locale import text

    facts = (
        text.money(Money.of(purchase.amount, purchase.currency)),
        purchase.merchant, purchase.category, purchase.country, text.day(purchase.on),
    )  # fmt: skip
    return ", ".join(fact for fact in facts if fact)


def replay_text(found: Mapping[str, Any]) -> str:
    """A replay for people: each purchase as it was, and the best that was possible."""
    code = found["currency"]
    names = ("actual", "fair_best", "hindsight")

    def cell(entry: Mapping[str, str] | None) -> str:
        return "" if entry is None else f"{entry['option']} {_money(Decimal(entry['net']), code)}"

    rows = [(one["id"], *(cell(one.get(name)) for name in names)) for one in found["purchases"]]
    rows.append((_("Together"), *(_money(Decimal(found["totals"][name]), code) for name in names)))
    heads = (_("Purchase"), _("As it was"), _("Best you could know"), _("Best in hindsight (unattainable)"))
    missed = _("Missed: {amount}.").format(amount=_money(Decimal(found["missed"]), code))
    return paragraphs(table(heads, rows, "<>>>", longest=44), missed, _exactness(is_exact=found["exact"]))


def plan_text(found: Mapping[str, Any]) -> str:
    """A plan for people: a way to pay for each purchase."""
    code = found["currency"]
    rows = [(one["id"], one["option"], _money(Decimal(one["net"]), code)) for one in found["assignment"]]
    rows.append((_("Together"), "", _money(Decimal(found["total"]), code)))
    single = _("Each purchase on its own would bring {amount}.").format(
        amount=_money(Decimal(found["myopic_total"]), code)
    )
    heads = (_("Purchase"), _("Way to pay"), _("Net"))
    return paragraphs(table(heads, rows, "<<>", longest=44), single, _exactness(is_exact=found["exact"]))


def _exactness(*, is_exact: bool) -> str:
    return "" if is_exact else _("There are too many combinations to try all; this is the best one found.")


def _money(amount: Decimal, currency: str) -> str:
    from ui.locale import text

    return text.money(Money.of(amount, currency), sign=True)


def _unknown(fact: str, names: Mapping[str, str]) -> str:
    """A fact that nobody stated, in words: "activation:aurum:offer-1"."""
    from ui.locale import wording

    kind, *ids = fact.split(":")
    shown = [names.get(one, one) for one in ids]
    if kind == "activation" and len(shown) == 2:
        return _("whether “{offer}” is activated for {way}").format(offer=shown[1], way=shown[0])
    label = wording.label("unknown_fact", kind)
    return f"{label} ({', '.join(shown)})" if shown else label


def _flag(written: str, names: Mapping[str, str], currency: str) -> str:
    """A note on an option, with names instead of ids."""
    from ui.locale import wording

    name, *values = written.split(":")
    return wording.flag(":".join([name, *(names.get(one, one).replace(":", " ") for one in values)]), currency)


def _kind(line: Line, names: Mapping[str, str]) -> str:
    """What a line is, with the rule, offer, coupon or voucher that it comes from."""
    from ui.locale import wording

    label = wording.comparison_line(line.kind)
    if line.kind in _FROM_TERMS and line.why.source:
        label = _("{line}: {source}").format(line=label, source=names.get(line.why.source, line.why.source))
    return label if line.certain else _("{line} (not certain)").format(line=label)


def _reason(line: Line, currency: str, names: Mapping[str, str]) -> str:
    """The arithmetic of a line."""
    from ui.locale import wording

    values = dict(line.why.facts)
    if line.programme is not None:
        values["programme"] = names.get(line.programme, line.programme)
    return wording.why(line.why.code, values, currency)
