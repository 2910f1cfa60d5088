"""A purchase that can't be compared: why, and what would help."""

from __future__ import annotations

from collections.abc import Callable

from hub.domain.errors import HubError
from ui.locale import _, wording
from ui.parts.buttons import button
from ui.parts.empty import Empty


def trouble(error: HubError, fetch: Callable[[], object]) -> Empty:
    """The reason with its next step. fetch: gets exchange rates."""
    worded = wording.error(error)
    if error.code == "missing_rate":
        get = button(_("Get exchange rates"), fetch, kind="primary", icon="refresh-cw")
        why = _("The reference rates of the European Central Bank; you see the request before it is sent.")
        return Empty("circle-alert", worded.message, why, get)
    return Empty("circle-alert", worded.message, worded.next_step or _("Say it another way, or change a fact above."))
