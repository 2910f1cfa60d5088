"""A day of the agenda in one line."""

from __future__ import annotations

from hub.domain.agenda import Event
from ui.locale import _, text, wording


def event_words(one: Event) -> str:
    """An event in one line, for other calendars and for terminals."""
    kind = wording.label("agenda", one.kind)
    if one.amount is None:
        return _("{kind}: {title}").format(kind=kind, title=one.title)
    amount = text.money(one.amount, one.currency)
    return _("{kind}: {title}, {amount}").format(kind=kind, title=one.title, amount=amount)
