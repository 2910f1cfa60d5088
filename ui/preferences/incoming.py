"""How files come in: the watched folder, "open with Coffer", and what is remembered of their layouts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from hub.domain.errors import HubError
from hub.services import desktop_entry, profiles, watching
from hub.services.profiles import Profile
from ui import undoing
from ui.locale import _, ngettext, text, wording
from ui.parts.boxes import column, heading, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.payment.short import ShortTable
from ui.screen import Context
from ui.table import Amount, Column, Row, Rows, Words

_HEADINGS = 4


class Incoming(QWidget):
    """Below the imports. on_setting(name, value) sets a setting; failed(error) says what went wrong."""

    def __init__(
        self, context: Context, on_setting: Callable[[str, object], object], failed: Callable[[HubError], None]
    ) -> None:
        super().__init__()
        self._context, self._set, self._failed = context, on_setting, failed
        self._accounts: Mapping[int, str] = {}
        self._folder = ""
        self._profiles: dict[str, Profile] = {}
        self._rows = Rows(4)
        columns = [
            Column(_("Layout")), Column(_("Account"), 180), Column(_("Answers"), 220),
            Column(_("Files"), 80, is_trailing=True),
        ]  # fmt: skip
        self.table = ShortTable(_("Remembered layouts"), columns, self._rows, height="two-line")
        self.table.picked.connect(lambda _key: self._enable())
        self.none = Paragraph(_("Nothing is remembered yet."))
        self.forget = button(_("Forget this layout"), self.forget_layout, icon="trash-2")
        self.write = button(_("Export…"), self.export_layouts, icon="upload")
        self.read = button(_("Import…"), self.import_layouts, icon="file-down")
        self.watched = Paragraph("")
        self.watch = button("", self.turn_watching, icon="folder-open")
        self.opens = Paragraph("")
        self.open_with = button("", self.turn_entry, icon="file-text")
        column(
            heading(_("Files that wait")), self.watched, row(self.watch, 0),
            self.opens, row(self.open_with, 0),
            heading(_("Remembered layouts")), self.table, self.none, row(self.forget, self.write, self.read, 0, gap=3),
            gap=4, parent=self,
        )  # fmt: skip

    def show_incoming(self, known: Sequence[Profile], accounts: Mapping[int, str], folder: str) -> None:
        """Show what is remembered, and which folder is watched."""
        self._folder, self._accounts = folder, accounts
        self._profiles = {one.layout: one for one in known}
        self._rows.show([_row(one, accounts) for one in known])
        self.table.fit_rows()
        self.table.setVisible(bool(known))
        self.forget.setVisible(bool(known))
        self.none.setVisible(not known)
        self.write.setEnabled(any(one.account_id is None and any(one.answers.values()) for one in known))
        watched = _("New files of your accounts in {folder} are offered on Today.").format(folder=text.code(folder))
        self.watched.say(watched if folder else _("No folder is watched. Nothing is ever added unasked."))
        self.watch.setText(f" {_('Stop watching') if folder else _('Watch the downloads')}")
        is_there = desktop_entry.is_installed()
        offers = _("Your file manager offers Coffer for bank files.")
        self.opens.say(offers if is_there else _("Your file manager can offer Coffer for bank files."))
        self.open_with.setText(f" {_('Stop offering Coffer') if is_there else _('Offer Coffer for bank files')}")
        self.opens.setVisible(desktop_entry.is_possible())
        self.open_with.setVisible(desktop_entry.is_possible())
        self._enable()

    def turn_watching(self) -> None:
        """Watch the folder of downloads, or no folder."""
        self._set("watch_folder", "" if self._folder else str(watching.downloads()))

    def turn_entry(self) -> None:
        """Write the entry for the file manager, or remove it."""
        try:
            if desktop_entry.is_installed():
                desktop_entry.remove()
            else:
                desktop_entry.install()
        except HubError as error:
            self._failed(error)
        self.show_incoming(list(self._profiles.values()), self._accounts, self._folder)

    def forget_layout(self) -> None:
        """Forget the layout of the current row."""
        key = self.table.current()
        if isinstance(key, str):
            vault = self._context.vault
            undoing.do(
                self._context, lambda: profiles.remove(vault, key), _("Forgot a layout of files"), failed=self._failed
            )

    def export_layouts(self) -> None:
        """Write the answers to a file that holds nothing personal."""
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Remembered layouts"), "coffer-layouts.json", "*.json")
        if chosen:
            vault, path = self._context.vault, Path(chosen)
            words = _("Written to {file}").format(file=text.code(path.name))
            self._context.tasks.run(
                lambda _progress: profiles.write_out(vault, path),
                lambda _record: self._context.frame.say(words, "check"),
                failed=self._failed,
            )

    def import_layouts(self) -> None:
        """Take over the answers of a file."""
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Remembered layouts"), "", "*.json")
        if chosen:
            vault, path = self._context.vault, Path(chosen)

            def done(count: int) -> None:
                words = ngettext("Took over {count} layout of files", "Took over {count} layouts of files", count)
                self._context.frame.say(words.format(count=text.count(count)), "check")

            self._context.tasks.run(lambda _progress: profiles.take_in(vault, path), done, failed=self._failed)

    def _enable(self) -> None:
        self.forget.setEnabled(self.table.current() in self._profiles)


def _row(one: Profile, accounts: Mapping[int, str]) -> Row:
    columns = [str(name) for name in one.about.get("columns", ())]
    told = ", ".join(columns[:_HEADINGS]) + ("…" if len(columns) > _HEADINGS else "")
    kind = str(one.about.get("format", "")).upper()
    answers = ", ".join(wording.choice(choice) for choice in one.answers.values() if choice)
    account = _("any account") if one.account_id is None else accounts.get(one.account_id, _("removed"))
    cells = (
        Words(kind or _("Layout"), sub=told),
        Words(account),
        Words(answers or _("none were needed"), tone="text-2"),
        Amount(text.count(one.uses), "quiet"),
    )
    return Row(one.layout, cells)
