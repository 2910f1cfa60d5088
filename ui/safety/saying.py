"""What screens say about ways in: the keyring's state, why it did not open, how slots and backups stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from hub.domain.errors import HubError
from ui.locale import N_, _, ngettext, text

if TYPE_CHECKING:
    from hub.services.backup import Standing  # imports the store: not before the window shows

STATES: Mapping[str, tuple[str, str]] = {
    "ready": ("positive", N_("There is a keyring, and it answers.")),
    "absent": ("text-2", N_("There is no keyring here that keeps secrets encrypted; the passphrase is the way.")),
    "locked": ("warning", N_("The keyring is locked. Unlock it with your login password, then look again.")),
    "hanging": ("warning", N_("The keyring did not answer in five seconds. It may wait for you in another window.")),
    "failing": ("warning", N_("The keyring does not work. The passphrase does.")),
}
"""Tone and sentence of each state."""
_REASONS: Mapping[str, str] = {
    "none": "absent",
    "KeyringLocked": "locked",
    "InitError": "locked",
    "timeout": "hanging",
}
_REFUSED: Mapping[str, str] = {
    "forgotten": N_("The keyring holds nothing for this vault any more."),
    "stale": N_("What the keyring holds does not open this vault any more."),
    "not_kept": N_("The keyring did not keep what it was given."),
}


WARNINGS: Mapping[str, str] = {
    "network": N_(
        "This folder is on a network drive. Locks and writes can't be relied on there: keep the vault on this"
        " computer, and backups on the drive."
    ),
    "synced": N_(
        "A service copies this folder. It may change the vault's file while it is open: keep the vault in another"
        " folder, and backups here."
    ),
}
"""Sentences by the kind of surroundings."""


def state(code: str) -> str:
    """The keyring's state in a sentence."""
    return _(STATES[code][1])


def keyring_refused(error: HubError) -> str:
    """Why the keyring did not open the vault, and what to do."""
    reason = str(error.values.get("reason"))
    sentence = _(_REFUSED[reason]) if reason in _REFUSED else state(_REASONS.get(reason, "failing"))
    step = _("Use the passphrase.")
    return f"{sentence} {step}"


def due(error: HubError) -> str:
    """That the passphrase is asked for again."""
    return _worded(error)


def mistyped() -> str:
    """That a text is no recovery code; says nothing about the vault."""
    return _("This is not a complete code: a sign is missing or wrong. Small letters and hyphens don’t matter.")


def refused_code(error: HubError) -> str:
    """Why a code that was typed from paper does not count."""
    return _worded(error)


def age(made_at: datetime, now: datetime) -> str:
    """How old something is: "today", "3 days ago"."""
    days = max(0, (now.astimezone().date() - made_at.astimezone().date()).days)
    if days == 0:
        return _("today")
    return ngettext("{count} day ago", "{count} days ago", days).format(count=text.count(days))


def standing_words(stands: Standing, now: datetime) -> str:
    """How the vault stands with backups, in a sentence."""
    if stands.problem:
        from ui.locale import wording

        template = _("The last try to back up failed: {why}")
        return template.format(why=wording.error(HubError(stands.problem)).message)
    if stands.last is None:
        return _("There is no backup yet.") if stands.is_old else _("There is nothing to back up yet.")
    when = text.moment(stands.last.made_at.astimezone(), now.astimezone())
    if stands.is_current:
        return _("Backed up {when}; nothing has changed since.").format(when=when)
    if stands.is_old:
        days = max(1, (now - stands.last.made_at).days)
        template = ngettext(
            "The newest backup is {count} day old, and the vault has changed since.",
            "The newest backup is {count} days old, and the vault has changed since.",
            days,
        )
        return template.format(count=text.count(days))
    return _("Backed up {when}.").format(when=when)


def _worded(error: HubError) -> str:
    from ui.locale import wording  # the tables take long to import: not before a window shows

    return str(wording.error(error))
