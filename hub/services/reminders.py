"""What is worth a notice on the desktop today: bills to pay by hand, reminders, an account about to run short.

Told once a day. Counts and days only: a notice stays on a screen that others may see, and in its history.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hub.domain.bill import DISPUTED, LATE, PAID, SKIPPED, needs_you
from hub.services import bills, forecast
from storage import settings
from storage.vault import Vault

SOON = timedelta(days=1)
"""How far ahead a bill that nobody else pays is told."""
_TOLD = "reminded_on"


@dataclass(frozen=True, slots=True)
class Reminder:
    """late, due: bills that the person has to pay, overdue or until tomorrow. asked: bills to be reminded of today.

    short_on: the day from which an account is expected below zero, None where none is.
    """

    late: int = 0
    due: int = 0
    asked: int = 0
    short_on: date | None = None

    def __bool__(self) -> bool:
        return bool(self.late or self.due or self.asked or self.short_on)


def look(vault: Vault, today: date) -> Reminder:
    """What there is to remind of on a day."""
    open_ = [one for one in bills.overview(vault, today).bills if one.state not in (PAID, SKIPPED, DISPUTED)]
    mine = [one for one in open_ if needs_you(one)]
    late = [one for one in mine if one.state == LATE]
    due = [one for one in mine if one.state != LATE and one.due_on <= today + SOON]
    told = [one for one in open_ if one.remind_on == today and one not in late and one not in due]
    short = forecast.alert(vault, today)
    low = short.below(0) if short is not None else None
    return Reminder(len(late), len(due), len(told), None if low is None else low.on)


def waiting(vault: Vault, today: date) -> Reminder:
    """What to show on the desktop now: nothing where the person did not switch it on, or where today was told."""
    with vault.read() as connection:
        is_wanted = settings.load(connection).desktop_notices
    if not is_wanted or vault.noted(_TOLD) == today.isoformat():
        return Reminder()
    return look(vault, today)


def told(vault: Vault, today: date) -> None:
    """Note that the day's notice was shown."""
    vault.note(_TOLD, today.isoformat())
