"""The two tables of the loyalty wallet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hub.services.vouchers import Voucher
from ui.locale import _, text, wording
from ui.loyalty.reading import Shown
from ui.payment.units import per_unit
from ui.table import Action, Amount, Column, Payee, Row, Words


def programme_columns() -> list[Column]:
    """Heads of the programmes."""
    return [
        Column(_("Programme")), Column(_("Points"), 100, is_trailing=True),
        Column(_("One point"), 110, is_trailing=True),
        Column(_("Worth"), 110, is_trailing=True), Column(_("Runs out"), 150), Column(_("Score"), 70, is_trailing=True),
    ]  # fmt: skip


def programme_rows(shown: Shown) -> list[Row]:
    """A row for each programme, the most worth first."""
    made = []
    for one in shown.programmes:
        first = next((rung for rung in one.rungs if rung.until is not None), None)
        soon = one.expiring(shown.today) > 0
        until = "" if first is None or first.until is None else text.day(first.until)
        some = "" if first is None else _("{count} points").format(count=units(first.units))
        value = (
            Amount(per_unit(one.value, shown.home))
            if one.value is not None
            else Words(_("not said"), tone="text-3", is_trailing=True)
        )
        score = "–" if one.score.points is None else text.count(one.score.points)
        cells = (
            Payee(one.name, key=one.id, sub=one.membership.tier),
            Amount(units(one.units)),
            value,
            Amount(text.money(shown.minor(one.worth), shown.home), "sum"),
            Words(
                until or _("never"), sub=some, tone="warning" if soon else "text-2", icon="hourglass" if soon else ""
            ),
            Words(score, tone="text-2", is_trailing=True),
        )
        made.append(Row(one.id, cells))
    return made


def units(count: Decimal) -> str:
    """Points as people write them, without idle decimals."""
    return text.number(count.normalize() + 0)


def voucher_columns() -> list[Column]:
    """Heads of the vouchers."""
    return [
        Column(_("Voucher")), Column(_("Left"), 120, is_trailing=True), Column(_("Last day"), 150),
        Column("", 130, is_trailing=True),
    ]  # fmt: skip


def voucher_rows(shown: Shown) -> list[Row]:
    """A row for each voucher, soonest to run out first."""
    return [_voucher(one, shown) for one in shown.vouchers]


def usable(found: Sequence[Voucher], shown: Shown) -> list[Voucher]:
    """Those with something left."""
    return [one for one in found if one.is_usable(shown.today)]


def _voucher(one: Voucher, shown: Shown) -> Row:
    is_over = one.expires_on is not None and one.expires_on < shown.today
    state = _("used up") if not one.balance else _("run out") if is_over else ""
    until = _("never") if one.expires_on is None else text.day(one.expires_on)
    cells = (
        Payee(one.name, key=one.merchant or one.name, sub=one.merchant or _("taken anywhere"), icon="gift"),
        Amount(text.money(one.balance, one.currency), "quiet" if state else "sum"),
        Words(state or until, tone="text-3" if state else "text-2"),
        Action(_("Show code"), "qr-code") if one.code else Words(wording.label("symbology", "none"), tone="text-3"),
    )
    return Row(one.id, cells)
