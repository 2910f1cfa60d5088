"""What is known of a file's layout, and what adding it teaches for the next one; can be forgotten and passed on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from hub.domain.statement import FileReading
from hub.services import profiles
from hub.services.imports import FilePreview
from hub.services.layouts import Known
from ui import undoing
from ui.locale import _, ngettext, pgettext, text, wording
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph, label
from ui.screen import Context

_LOOSE = frozenset({"csvfile", "spreadsheet", "sheet_xml", "html_table", "pdf", "qif"})
"""Importers of files in which banks state names and balances as they like."""


def used(known: Known) -> str:
    """How well a layout is known, in a few words."""
    if known.uses:
        return ngettext("known, used {count} time", "known, used {count} times", known.uses).format(
            count=text.count(known.uses)
        )
    return _("passed on to you") if known.is_passed_on else pgettext("a layout", "new")


class NextTime(QWidget):
    """The block below the sums. forget and share are None where there is nothing to forget or to pass on."""

    def __init__(self, file: FilePreview, known: Known, learning: Learning) -> None:
        super().__init__()
        head = row(Picture("lightbulb"), label(_("For next time"), "section"), 0, gap=3)
        told = column(*(Paragraph(words, role="small") for words in _told(file, known)), gap=2)
        self.forget: QPushButton | None = None
        self.share: QPushButton | None = None
        links = []
        if known.keys:
            self.forget = button(_("Forget"), lambda: learning.forget(known), kind="link", grade="small")
            self.forget.setAccessibleName(_("Forget this layout"))
            links.append(self.forget)
        if known.shareable:
            self.share = button(_("Pass on…"), lambda: learning.share(self, known), kind="link", grade="small")
            self.share.setToolTip(_("Write the answers to a file that holds nothing personal."))
            links.append(self.share)
        column(head, told, *([row(*links, 0, gap=5)] if links else []), gap=3, parent=self)


class Learning:
    """What can be done with a known layout; then(): the files are looked at again."""

    def __init__(self, context: Context, then: Callable[[], object]) -> None:
        self._context, self._then = context, then

    def forget(self, known: Known) -> None:
        """Forget it, with a way back."""
        vault = self._context.vault
        words = _("Forgot a layout of files")
        undoing.do(self._context, lambda: profiles.remove(vault, *known.keys), words, lambda _done: self._then())

    def share(self, parent: QWidget, known: Known) -> None:
        """Write its answers to a file that holds nothing personal."""
        chosen, _kind = QFileDialog.getSaveFileName(parent, _("Pass on a layout"), "coffer-layout.json", "*.json")
        if chosen:
            vault, path = self._context.vault, Path(chosen)
            words = _("Written to {file}").format(file=text.code(path.name))
            self._context.tasks.run(
                lambda _progress: profiles.write_out(vault, path, known.shareable),
                lambda _record: self._context.frame.say(words, "check"),
            )


def _told(file: FilePreview, known: Known) -> list[str]:
    """What was learned, what will be, and what would make it easier."""
    reading = file.reading
    if reading is None:
        return []
    is_one = len(file.parts) == 1
    account = text.name(file.parts[0].account.name) if file.parts else ""
    if not known.uses:
        goes = _("Adding this file remembers how it is laid out: the next one like it goes to {account}.")
        read = _("Adding this file remembers how it is laid out: the next one like it is read the same way.")
    else:
        goes = _("The next file laid out like this one goes to {account}.")
        read = _("The next file laid out like this one is read the same way.")
    told = [goes.format(account=account) if is_one else read]
    answers = {**known.answers, **_answered(reading)}
    if answers:
        choices = ", ".join(wording.choice(one) for one in answers.values())
        told.append(_("It is not asked again: {answers}.").format(answers=choices))
    if tip := _tip(file, reading):
        told.append(tip)
    return told


def _answered(reading: FileReading) -> dict[str, str]:
    """The answers that adding the file remembers."""
    asked = [one for one in reading.questions if one.is_answered and one.code not in profiles.OF_ITS_TIME]
    return {one.code: one.assumed for one in asked}


def _tip(file: FilePreview, reading: FileReading) -> str:
    """Another format would leave less open, where this one leaves something open."""
    is_open = bool(reading.questions) or any(part.statement.balances_agree is None for part in file.parts)
    if reading.importer not in _LOOSE or not is_open:
        return ""
    return _("If your bank offers CAMT.053 or OFX too, take that: it states names and balances, and leaves less open.")
