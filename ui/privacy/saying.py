"""Who, what and when in words; the sentence of the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtWidgets import QWidget

from ui.locale import N_, _, ngettext, text, wording
from ui.parts.sentence import Figure, Head
from ui.privacy.reading import Shown

_KNOWN = {"www.ecb.europa.eu": N_("European Central Bank")}
"""Hosts with a name that people know."""
_FILE = "file:"


def say(head: Head, shown: Shown, show_last: Callable[[], QWidget | None]) -> None:
    """What may leave and when something last did."""
    left = shown.left
    sub = _("Everything stays in this computer’s encrypted vault; what leaves is asked first and recorded here.")
    if not left:
        sentence = _("Nothing has left this computer.")
        if shown.is_off:
            sentence = _("Everything is off: nothing leaves this computer, and nothing has.")
        head.say(sentence, sub=sub)
        return
    when = Figure(moment(left[0].at, shown.now), show_last)
    count = len({one.recipient for one in shown.in_force})
    if shown.is_off:
        template = _("Everything is off. The last time anything left was {when}.")
    elif count:
        template = ngettext(
            "{count} party may receive something. The last time anything left was {when}.",
            "{count} parties may receive something. The last time anything left was {when}.",
            count,
        )
    else:
        template = _("Nobody may receive anything. The last time anything left was {when}.")
    head.say(template, sub=sub, count=text.count(count), when=when)


def who(recipient: str) -> str:
    """A recipient as people know it: "European Central Bank", "File november.csv"."""
    if recipient.startswith(_FILE):
        return _("File {name}").format(name=text.code(recipient.removeprefix(_FILE)))
    return _(_KNOWN[recipient]) if recipient in _KNOWN else text.code(recipient)


def host(recipient: str) -> str:
    """The host behind a known name; "" where the name is the host."""
    return text.code(recipient) if recipient in _KNOWN else ""


def what(fields: Mapping[str, str]) -> str:
    """The fields that leave."""
    return text.capital(", ".join(wording.label("field", name) for name in fields))


def when(at: datetime) -> str:
    """A moment for a table: "18 Nov 21:04"."""
    local = at.astimezone()
    return _("{day} {time}").format(day=text.day_month_short(local), time=text.clock(local))


def moment(at: datetime, now: datetime) -> str:
    """A moment in a sentence."""
    return text.moment(at.astimezone(), now.astimezone())


def result(written: str) -> str:
    """What became of a request: "sent", "failed"."""
    return wording.label("result", written.partition(":")[0])
