"""Keeps what is being typed while the vault is locked: into the vault before it, back into the forms after it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from hub.domain.draft import Draft
from hub.domain.errors import HubError
from hub.domain.progress import Progress
from ui.locale import _, ngettext, text

if TYPE_CHECKING:
    from hub.services.vaults import Vault
    from ui.window import MainWindow

_log = logging.getLogger(__name__)


def typed(window: MainWindow) -> list[Draft]:
    """What is being typed in the window now."""
    if window.inside is None:
        return []
    from ui import drafting

    return drafting.collect(window)


def keep(vault: Vault, drafts: Sequence[Draft]) -> None:
    """Put it into the vault; where that fails, the vault is locked all the same."""
    from hub.services import drafts as kept

    if not drafts:
        return
    try:
        kept.keep(vault, drafts)
    except HubError as error:
        _log.warning("drafts could not be kept: %s", error.code)


def bring_back(vault: Vault, window: MainWindow, then: Callable[[], None] | None = None) -> None:
    """Open again what was being typed when the vault was locked, and say so; then() in any case, after it."""

    def work(_progress: Progress) -> list[Draft]:
        from hub.services import drafts as kept

        return kept.take(vault)

    def back(drafts: list[Draft]) -> None:
        if not drafts or window.inside is None:
            return
        from ui import drafting

        count = drafting.resume(window.inside.context, drafts)
        template = ngettext(
            "What you were typing when it was locked is back.",
            "{count} things that you were typing when it was locked are back.",
            count,
        )
        words = [template.format(count=text.count(count))] if count else []
        if count < len(drafts):
            words.append(_("What you were typing is kept: open the same form again, and it stands there."))
        window.inside.toast(" ".join(words))

    window.tasks.run(work, back, ended=then)
