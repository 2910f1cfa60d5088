"""Asks before data leaves: the exact bytes, who gets them, and two answers of the same weight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hub.domain.outgoing import Outgoing
from ui.ask import asking
from ui.locale import _, text, wording
from ui.locale.wording.asking import stars


def ask(outgoing: Outgoing, parent: QWidget | None, store: Callable[[Outgoing, bool], object]) -> bool:
    """Show what would leave; after a yes store(outgoing, once) the grant and answer True.

    A key in it is shown as stars, as the log keeps it; the hash that stands beside is of what is sent. The tick
    "Ask again next time" makes it a grant for once.
    """
    dialog, _yes, _no, tick = asking(
        parent,
        _("Send {size} to {recipient}?").format(size=text.size(len(outgoing.body)), recipient=outgoing.recipient),
        words(outgoing),
        _("Send"),
        _("Don’t send"),
        details=outgoing.kept.decode("utf-8", "backslashreplace").strip(),
        tick=_("Ask again next time"),
    )
    if not dialog.is_accepted():
        return False
    store(outgoing, tick is not None and tick.isChecked())
    return True


def words(outgoing: Outgoing) -> str:
    """What it is for, and what the recipient learns from it."""
    learned = [wording.label_or_empty("learns", name) for name, level in outgoing.fields.items() if level != "nothing"]
    template = _("For this purpose: {purpose}. The server learns {learned}. Exactly these bytes leave the computer:")
    said = template.format(
        purpose=wording.label("purpose", outgoing.purpose), learned="; ".join(one for one in learned if one)
    )
    return f"{said} {stars(outgoing)}" if outgoing.secrets else said
