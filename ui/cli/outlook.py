"""The year ahead as `forecast` tells it: bands, the lowest point, what might be done, and past forecasts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hub.domain.money import decimal_text
from hub.domain.outlook import Outlook, mean_off
from ui.cli.shapes import day
from ui.cli.tables import paragraphs, table
from ui.locale import _

if TYPE_CHECKING:
    from hub.services.forecast import Forecast

LEVELS = ("95", "80", "50")


def outlooks_document(found: Forecast, days: int) -> dict[str, Any]:
    """Everybody's outlook as JSON, so many days of each; the first is of all accounts together, with account null."""
    known = [*([found.total] if found.total else []), *found.accounts]
    low = found.alert.below(0) if found.alert is not None else None
    return {
        "alert": None
        if found.alert is None or found.alert.account is None or low is None
        else {"account": found.alert.account.name, "on": day(low.on), "balance": _amount(low.middle, found.alert)},
        "outlooks": [outlook_document(one, days) for one in known],
    }


def outlooks_text(found: Forecast) -> str:
    """Each account's lowest point, and what past forecasts were off by, for people."""
    from ui.locale import text

    known = [*([found.total] if found.total else []), *found.accounts]
    rows = []
    for one in known:
        low, last = one.lowest, one.days[-1] if one.days else None
        if low is None or last is None:
            continue
        band = low.bands[1] if low.bands else None
        rows.append((
            _("All together") if one.account is None else one.account.name,
            text.money(one.balance, one.currency),
            text.money(low.middle, one.currency), text.day(low.on),
            "" if band is None else f"{text.money(band[0], one.currency)} – {text.money(band[1], one.currency)}",
            text.money(mean_off(one.compared), one.currency) if one.compared else "",
        ))  # fmt: skip
    heads = (_("Account"), _("Today"), _("Lowest"), _("on"), _("8 of 10 cases"), _("Wrong by, at 30 days"))
    return paragraphs(table(heads, rows, "<>><<>"), _alert(found)) if rows else ""


def _alert(found: Forecast) -> str:
    from ui.locale import text

    low = found.alert.below(0) if found.alert is not None else None
    if found.alert is None or found.alert.account is None or low is None:
        return ""
    return _("{account} is expected to fall below zero on {day}.").format(
        account=found.alert.account.name, day=text.day(low.on)
    )


def outlook_document(one: Outlook, days: int) -> dict[str, Any]:
    """One outlook as JSON."""
    low = one.lowest
    return {
        "account": None if one.account is None else one.account.name,
        "currency": one.currency,
        "balance": _amount(one.balance, one),
        "lowest": None if low is None else {"on": day(low.on), "balance": _amount(low.middle, one)},
        "wrong_by": _amount(mean_off(one.compared), one) if one.compared else None,
        "days": [
            {
                "on": day(at.on),
                "balance": _amount(at.middle, one),
                "bands": {
                    level: [_amount(limit, one) for limit in band]
                    for level, band in zip(LEVELS, at.bands, strict=False)
                },
            }
            for at in one.days[:days]
        ],
        "past": [
            {
                "made_on": day(at.made_on), "on": day(at.on), "foreseen": _amount(at.foreseen, one),
                "came": _amount(at.came, one), "wrong_by": _amount(at.off, one),
            }
            for at in one.compared
        ],
    }  # fmt: skip


def _amount(minor: int, one: Outlook) -> str:
    return decimal_text(minor, one.currency)
