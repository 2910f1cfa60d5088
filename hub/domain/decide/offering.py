"""Options as they are shown: lines with their reasons, units, break-even values (DECIDE 6.5, 9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from hub.domain.decide.calculate import Payment
from hub.domain.decide.casebook import Casebook
from hub.domain.decide.choices import CouponSet, Portal
from hub.domain.decide.exact import ZERO, round_money
from hub.domain.decide.model import Line, Option, Units, Why
from hub.domain.decide.outcome import Explored, Frame, outcome
from hub.domain.decide.situation import Purchase
from hub.domain.decide.tally import Entry

_MICRO = Decimal("0.000001")


class Doing(NamedTuple):
    """An option but for the portal: the id so far, the path, what is calculated, flags known beforehand."""

    title: str
    path: tuple[str, ...]
    coupons: CouponSet
    payment: Payment
    flags: tuple[str, ...] = ()
    dcc: bool = False


def make_option(
    book: Casebook, purchase: Purchase, doing: Doing, worlds: Explored, portal: Portal | None, rate: Decimal
) -> Option:
    """One option with all its numbers but the break-even values. rate is ρ(p)."""
    before = [
        _line("coupon", round_money(off * rate, book.home), name, {"discount": off})
        for name, off in doing.coupons.discounts.taken
    ]
    outside = sum((line.amount for line in before), ZERO)
    frame = Frame(outside, portal.worth if portal else (ZERO,) * 3, purchase.return_probability, book.home)
    found = outcome(worlds, frame)
    lines = [line for line in before if line.amount]
    lines.extend(_shown(entry) for entry in found.reported.entries if entry.amount or entry.units)
    flags = {*doing.flags, *doing.coupons.flags, *found.reported.flags}
    if portal is not None:
        flags.update(portal.flags)
        units = portal.credit if portal.programme is not None else None
        facts = {"price": doing.coupons.discounts.price, "value": portal.offer.value, "credit": portal.credit}
        lines.append(
            Line("portal_credit", portal.worth[0], True, Why("portal", portal.id, facts), portal.programme, units)
        )
    if found.risk:
        why = Why("return_risk", "", {"probability": purchase.return_probability})
        lines.append(Line("return_risk", found.risk, False, why))
    name = "+".join((doing.title, *doing.coupons.ids)) + (f"@{portal.id}" if portal else "")
    return Option(
        id=name,
        path=doing.path,
        net_certain=found.certain,
        net_expected=found.expected,
        low=found.low,
        high=found.high,
        lines=tuple(lines),
        units=_units(lines),
        flags=tuple(sorted(flags)),
        unknowns=found.unknowns,
        coupons=doing.coupons.ids,
        portal=portal.id if portal else None,
        plan=doing.payment.plan.id if doing.payment.plan else None,
        dcc=doing.dcc,
    )


def _line(kind: str, amount: Decimal, source: str, facts: dict[str, object]) -> Line:
    return Line(kind, amount, True, Why(kind, source, facts))


def _shown(entry: Entry) -> Line:
    why = Why(entry.why, entry.source, entry.facts)
    return Line(entry.kind, entry.amount, entry.certain, why, entry.programme, entry.units if entry.programme else None)


def _units(lines: Sequence[Line]) -> tuple[Units, ...]:
    """Units per programme in the certain lines; the break-even value comes when all options are known."""
    totals: dict[str, Decimal] = {}
    for line in lines:
        if line.certain and line.programme is not None and line.units is not None:
            totals[line.programme] = totals.get(line.programme, ZERO) + line.units
    return tuple(Units(name, total, None) for name, total in sorted(totals.items()) if total)


def break_even(options: Sequence[Option]) -> list[Option]:
    """The options with the unit value below which the best option without the programme is better."""
    rivals: dict[str, Decimal | None] = {}
    for name in {units.programme for option in options for units in option.units}:
        nets = [o.net_expected for o in options if all(units.programme != name for units in o.units)]
        rivals[name] = max(nets, default=None)
    return [
        replace(option, units=tuple(_break_even(option, units, rivals[units.programme]) for units in option.units))
        if option.units
        else option
        for option in options
    ]


def _break_even(option: Option, units: Units, rival: Decimal | None) -> Units:
    if rival is None or units.units < ZERO:
        return units
    worth = sum((line.amount for line in option.lines if line.certain and line.programme == units.programme), ZERO)
    value = (rival - (option.net_expected - worth)) / units.units
    return Units(units.programme, units.units, max(ZERO, value).quantize(_MICRO))
