"""The letter to the source of an offer whose credit did not come, in the person's language."""

from __future__ import annotations

from hub.domain.offer_life import Use
from ui.locale import _, text


def letter(use: Use, paid: int | None) -> str:
    """The facts of a missing credit. paid: what was paid, minor units of the offer's currency; None = not known."""
    credit = text.money(use.expected, use.currency)
    values = {"offer": use.title, "shop": use.merchant, "day": text.day(use.used_on)}
    if paid is None:
        used = _("I used your offer “{offer}” at {shop} on {day}.").format(**values)
    else:
        used = _("I used your offer “{offer}” at {shop} with a payment of {amount} on {day}.").format(
            **values, amount=text.money(paid, use.currency)
        )
    due = _("The credit of {amount} was due by {day}; it is not on my account.")
    return "\n".join(
        [
            _("To: {name}").format(name=use.source or use.merchant),
            "",
            _("Subject: Credit of {amount} that has not arrived").format(amount=credit),
            "",
            used,
            due.format(amount=credit, day=text.day(use.due_on)),
            _("Please credit it, or tell me which condition you think was not met."),
        ]
    )
