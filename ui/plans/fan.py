"""The forecast as a picture: the last weeks, the fan ahead, and what a change would make of it."""

from __future__ import annotations

from datetime import timedelta

from hub.domain.outlook import Outlook
from ui.charts import Forecast, Line, Point
from ui.locale import _, text


def fan(outlook: Outlook, buffer: int | None, changed: Outlook | None) -> Line:
    """The days ahead of an outlook; buffer: the amount that should stay, minor units."""
    today = outlook.today
    count = len(outlook.past)
    points = [Point(today - timedelta(count - at), value) for at, value in enumerate(outlook.past)]
    points.append(Point(today, outlook.balance))
    kept = points[-max(15, len(outlook.days) // 6) :]
    ahead = tuple(Forecast(one.on, one.middle, one.bands) for one in outlook.days)
    beside = () if changed is None else tuple(Point(one.on, one.middle) for one in changed.days)
    values = [point.value for point in (*kept, *beside)] + [
        limit for one in ahead for band in one.bands for limit in band
    ]
    is_high = 2 * min(values) > max(values)  # far from zero the fan would be a stroke
    name = _("All together") if outlook.account is None else text.name(outlook.account.name)
    return Line(
        name,
        outlook.currency,
        tuple(kept),
        ahead,
        today,
        buffer=None if is_high else buffer,
        names_lowest=True,
        from_zero=not is_high,
        height=260,
        beside=beside,
        beside_name=_("what if") if beside else "",
    )
