"""What stands beside the lines of a part: the inspector of its file, made anew only when another part is shown."""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QWidget

from hub.services.imports import FilePreview, Part
from hub.services.layouts import Known
from ui.bringing import changing
from ui.bringing.after import Follows
from ui.bringing.awaited import Stand
from ui.bringing.changing import Place
from ui.bringing.reading import Brought
from ui.bringing.reckoned import Reckoned
from ui.bringing.recognised import Changes, FileInspector, WaitingInspector
from ui.painted import after_painting
from ui.screen import Context

_WIDTH = 272


class BesideLines:
    """Keeps the inspector that is shown."""

    def __init__(self, context: Context, owner: QWidget, changes: Changes) -> None:
        self._context, self._owner, self._changes = context, owner, changes
        self._about: object = None
        self._lines: object = None
        self._shown: FileInspector | None = None
        self._is_put = False
        self._next_time: tuple[FilePreview, Known] | None = None
        self._sums: tuple[Part, Reckoned, Follows] | None = None

    def expect(self, name: str) -> None:
        """Take the place beside the lines while a file is read, so that the lines need not move when it was."""
        self._drop()
        self._about = None
        place = self._context.frame.inspector_parent()
        self._context.frame.inspect(WaitingInspector(name, self._changes.close, place), width=_WIDTH)

    def show(self, brought: Brought, place: Place, found: Reckoned, fresh: int) -> None:
        """The file of a part, with what follows from adding its lines as they are ticked now. fresh: lines to sort
        that all files bring."""
        part, file = changing.part_at(brought.preview, place), brought.preview.files[place[0]]
        reading, accounts = file.reading, list(brought.names.accounts.values())
        how = () if reading is None else (reading.facts, reading.questions, reading.encoding, reading.confidence)
        known = brought.layouts.get(file.path)
        about = (place, file.path, part.account, part.recognised_by, how, accounts, known)
        self._next_time = None if known is None or brought.preview.is_provisional else (file, known)
        waits = [Stand.of(one, brought.preview) for one in (brought.awaited.payments, brought.awaited.receipts)]
        self._sums = part, found, Follows((brought.to_sort, brought.to_sort + fresh), found.apart, *waits)
        if self._about == about and self._is_there():
            if self._shown is not None and self._shown.has_sums:
                self._follow(self._shown, *self._sums)
                self._say_next_time(self._shown)
            return
        self._drop()
        beside = self._context.frame.inspector_parent()
        self._shown, self._is_put = FileInspector(file, part, accounts, known, self._changes, beside), False
        self._shown.hide()
        self._about = about
        after_painting(self._owner, self._finish)

    def close(self) -> None:
        """Show nothing, and nothing that is being made either."""
        self._drop()
        self._context.frame.inspect(None)

    def _is_waiting(self) -> bool:
        """Whether it is being made, and was not shown yet."""
        made = self._shown
        return made is not None and shiboken6.isValid(made) and not self._is_put

    def _is_there(self) -> bool:
        """Whether it is being made or shown; what was closed is not, though it may not be deleted yet."""
        made = self._shown
        return self._is_waiting() or (made is not None and shiboken6.isValid(made) and made.isVisible())

    def _drop(self) -> None:
        if self._shown is not None and self._is_waiting():
            self._shown.deleteLater()
        self._shown = None

    def _follow(self, shown: FileInspector, part: Part, found: Reckoned, follows: Follows) -> None:
        if self._lines is part.statement:
            shown.show_after(part, follows)
        else:
            shown.show_lines(part, found, follows)
        self._lines = part.statement

    def _say_next_time(self, shown: FileInspector) -> None:
        """Once the whole file is read."""
        if self._next_time is not None and shown.next_time is None:
            shown.add_next_time(*self._next_time)

    def _finish(self) -> None:
        """Making it takes as long as showing it, and each half of it as long as the window may stand still."""
        made = self._shown
        if made is None or self._sums is None or not self._is_waiting() or made.has_sums:
            return
        made.add_sums(*self._sums)
        self._lines = self._sums[0].statement
        self._say_next_time(made)
        after_painting(self._owner, self._dress)

    def _dress(self) -> None:
        """Give everything in it its style before it is seen."""
        made = self._shown
        if made is None or not self._is_waiting():
            return
        for one in made.findChildren(QWidget):
            one.ensurePolished()
        after_painting(self._owner, self._put)

    def _put(self) -> None:
        """Show it, unless the person has gone elsewhere."""
        made = self._shown
        if made is None or not self._is_waiting() or not made.has_sums:
            return
        if self._owner.isVisible():
            self._is_put = True
            self._context.frame.inspect(made, width=_WIDTH)
        else:
            self._drop()
