"""The words of a notice on the desktop; no amount and no name is in them."""

from __future__ import annotations

from datetime import date

from hub.services.reminders import Reminder
from ui.locale import _, ngettext, text


def notice_words(one: Reminder, today: date) -> tuple[str, str]:
    """The headline and the text of a notice."""
    said = []
    if one.late:
        said.append(
            ngettext("{count} bill is late.", "{count} bills are late.", one.late).format(count=text.count(one.late))
        )
    if one.due:
        words = ngettext("{count} bill waits for you to pay it.", "{count} bills wait for you to pay them.", one.due)
        said.append(words.format(count=text.count(one.due)))
    if one.asked:
        words = ngettext("You wanted to be reminded of {count} bill.", "You wanted to be reminded of {count} bills.",
                         one.asked)  # fmt: skip
        said.append(words.format(count=text.count(one.asked)))
    if one.short_on is not None:
        words = _("An account is expected below zero {day}.")
        said.append(words.format(day=text.on_day(one.short_on, today)))
    return _("Coffer"), " ".join(said)
