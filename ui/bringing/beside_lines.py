"""What stands beside the lines of a part: the inspector of its file, made anew only when another part is shown."""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QWidget

from ui.bringing import changing
from ui.bringing.changing import Place
from ui.bringing.reading import Brought
from ui.bringing.reckoned import Reckoned
from ui.bringing.recognised import Changes, FileInspector
from ui.painted import after_painting
from ui.screen import Context

_WIDTH = 272


class BesideLines:
    """Keeps the inspector that is shown."""

    def __init__(self, context: Context, owner: QWidget, changes: Changes) -> None:
        self._context, self._owner, self._changes = context, owner, changes
        self._about: object = None
        self._shown: FileInspector | None = None

    def show(self, brought: Brought, place: Place, found: Reckoned, fresh: int) -> None:
        """The file of a part, with what follows from adding its lines as they are ticked now. fresh: lines to sort
        that all files bring."""
        part, file = changing.part_at(brought.preview, place), brought.preview.files[place[0]]
        to_sort = (brought.to_sort, brought.to_sort + fresh)
        about = (part.statement, part.account)
        if self._about == about and self._shown is not None and shiboken6.isValid(self._shown):
            self._shown.show_after(part, to_sort, found.apart)
            return
        accounts = list(brought.names.accounts.values())
        self._shown = FileInspector(file, part, found, accounts, self._changes, to_sort, self._owner)
        self._about = about
        self._shown.hide()
        after_painting(self._owner, self._put)  # making it takes as long as showing it

    def _put(self) -> None:
        """Show it, unless the person has gone elsewhere."""
        made = self._shown
        if made is None or not shiboken6.isValid(made):
            return
        if self._owner.isVisible():
            self._context.frame.inspect(made, width=_WIDTH)
        else:
            made.deleteLater()
            self._shown = None
