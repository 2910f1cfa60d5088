"""Import: what files say, line by line with the reason for each, before anything is in the vault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog

from hub.domain.draft import Draft
from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.services.awaiting import Awaited
from hub.services.choosing import Choices
from hub.services.imports import Preview
from ui.bringing import drafted, letters, reading
from ui.bringing.accepting import accept
from ui.bringing.beside_lines import BesideLines
from ui.bringing.changing import Place
from ui.bringing.deeds import Deeds
from ui.bringing.grouping import Grouping
from ui.bringing.line_table import LineTable
from ui.bringing.loading import Loading, title
from ui.bringing.next_time import Learning
from ui.bringing.page import Page
from ui.bringing.pasted import Pasted
from ui.bringing.reading import Brought, places
from ui.bringing.reckoned import Reckoned
from ui.bringing.recognised import Changes
from ui.bringing.unseen import draw_unseen
from ui.drafting import Content, Drafted
from ui.locale import N_, _
from ui.painted import after_painting
from ui.parts.buttons import button, icon_button
from ui.screen import Context, Screen, View

_SOON_MS = 150
"""Within which usual files are read."""


class Bring(View[Brought]):
    """The preview of files, changed until it is right, then accepted in one step."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, scrolls=False)
        self.paths: tuple[Path, ...] = ()
        self.choices = Choices()
        self.brought: Brought | None = None
        self.place: Place = (0, 0)
        self._draft: Draft | None = None
        self._grouping = Grouping()
        self._pasted = Pasted()
        cancel = button(_("Cancel"), self.leave, kind="quiet")
        self.about = icon_button("info", _("About the file"), self._tell_of_file)
        if not letters.are_large():
            self.about.hide()
        self.add = button(_("Add"), self.accept, kind="primary", icon="check")
        self.deeds = Deeds(
            context, self, self, on_change=self._change, on_ticked=self._show_ticked, on_choose=self._choose
        )
        self.table = LineTable(self.deeds.tick, self.deeds.tick_many)
        self.table.clicked.connect(self.deeds.clicked)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self.deeds.ask_about_line)
        self.page = Page(self, self.table, self.choose, self.about, cancel, self.add)
        self.head, self.files, self.segments = self.page.head, self.page.files, self.page.segments
        self.files.picked.connect(self._pick)
        self.segments.chosen.connect(lambda _key: self._show_lines())
        close = partial(context.frame.inspect, None)
        learning = Learning(context, self.reload)
        changes = Changes(self.deeds.choose_account, self.deeds.name_account, close, learning, context.frame.navigate)
        self.beside = BesideLines(context, self, changes)
        self._loading = Loading(
            context, self, self.load, on_first=self.fill, on_whole=self._read, failed=self.show_problem
        )
        paste = QShortcut(QKeySequence.StandardKey.Paste, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        self.page.lay_out(self.body)
        self.setFocusProxy(self.table)
        draw_unseen(self, self.table.draw_unseen)
        Drafted(self, "import", read=self._typed, is_shown_only=False)

    def open(self, arguments: Mapping[str, object]) -> None:
        """Come with `paths`, texts of paths; with `content` and `name`, what a bank answered; with `choose`, to ask
        for files; with `draft`, kept over a lock."""
        paths, draft = arguments.get("paths"), arguments.get("draft")
        content = arguments.get("content")
        if isinstance(draft, Draft):
            self.take(drafted.paths_of(draft.content))
            self.choices, self._draft = drafted.choices_of(draft.content), draft
        elif isinstance(content, bytes):
            self.take([self._pasted.keep(str(arguments.get("name")), content)])
        elif isinstance(paths, tuple):
            files = [Path(str(one)) for one in paths]
            if self._draft is None:
                self.take(files)
            else:  # what was looked at before the lock is still to be read
                self.paths = tuple(dict.fromkeys((*self.paths, *files)))
        elif arguments.get("choose"):
            QTimer.singleShot(0, self, self.choose)
        if self.brought is None:
            self.reload()
        else:
            self.fill(self.brought)

    def take(self, paths: list[Path]) -> None:
        """Look at these files; what was changed of others is forgotten."""
        self.paths, self.choices, self.brought, self.place = tuple(paths), Choices(), None, (0, 0)
        self._grouping.forget()

    def _typed(self) -> Content:
        return drafted.content_of(self.paths, self.choices, None if self.brought is None else self.brought.preview)

    def choose(self) -> None:
        """Ask for files."""
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("Bank files"))
        if chosen:
            self.take([Path(one) for one in chosen])
            self.reload()

    def paste(self) -> None:
        """Look at a table that was copied on a web page or in a spreadsheet, or at copied files."""
        found = self._pasted.take(QGuiApplication.clipboard().mimeData())
        if found:
            self.take(found)
            self.reload()
        else:
            self.context.frame.say(_("There is no table to paste"), "circle-alert")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as many segments as there is room for."""
        super().resizeEvent(event)
        self.segments.fit(event.size().width())

    def load(self, progress: Progress) -> Brought:
        """Read the files; nothing is written."""
        return reading.read(self.context.vault, self.paths, self.choices, self.context.today(), progress)

    def reload(self) -> None:
        """Read the files again; the status line shows how far it is and can stop it."""
        self.is_stale = False
        self.problem.hide()
        paths, count = self.paths, len(self.paths)
        if self.brought is None:
            self.head.say(f"{title(count)}…" if count else _("Which files shall be brought in?"))
            self._say_empty()
        if self.brought is None and count:
            QTimer.singleShot(_SOON_MS, self, self._expect)
            self._loading.read_anew(paths, self.choices, lambda: self.paths == paths)
        else:
            self._loading.read(count)

    def fill(self, value: Brought) -> None:
        """Show the preview."""
        if self._draft is not None and not value.preview.is_provisional:
            value = replace(value, preview=drafted.applied(value.preview, self._draft.content))
            self._value, self._draft = value, None
        self.brought = value
        known = places(value.preview)
        if not known:
            self._say_empty()
            return
        if self.place not in known:
            self.place = known[0]
        self.page.show_files(value, self.place, self._grouping.all(value))
        self._show_part()

    def _read(self, value: Brought) -> None:
        """All is read: show it, then look what waited for it."""
        self._loaded(value)
        vault, today, preview = self.context.vault, self.context.today(), value.preview
        self.context.tasks.run(
            lambda progress: reading.awaited(vault, preview, today, progress),
            self._await,
            owner=self,
            key=f"awaited {id(self)}",
        )

    def _await(self, found: Awaited) -> None:
        if self.brought is not None and not self.brought.preview.is_provisional and found != self.brought.awaited:
            self.brought = self._value = replace(self.brought, awaited=found)
            if not letters.are_large():
                self._tell_of_file()

    def accept(self) -> None:
        """Add what is ticked: one step that one click takes back."""
        if self.brought is not None and not self.brought.preview.is_provisional:
            self.add.setEnabled(False)
            accept(
                self.context,
                self.brought.preview,
                self,
                done=self._forget,
                failed=self.show_problem,
                ended=lambda: self.add.setEnabled(True),
            )

    def leave(self) -> None:
        """Forget the files and go back to the transactions."""
        self.context.tasks.cancel(self)
        self._forget()
        self.context.frame.navigate("transactions")

    def _forget(self) -> None:
        self.take([])
        self._pasted.forget()

    def show_problem(self, error: HubError) -> None:
        """Say what went wrong; nothing is known of the file."""
        self.beside.close()
        super().show_problem(error)

    def _expect(self) -> None:
        """A large file is still being read: take the room that what is known of it will need."""
        if self.brought is None and self.paths and self.isVisible() and not letters.are_large():
            self.beside.expect(self.paths[0].name)

    def _say_empty(self) -> None:
        self.page.show_empty(is_waiting=bool(self.paths))
        self.beside.close()

    def _show_part(self) -> None:
        if self.brought is None:
            return
        has_lines = self.page.show_part(self.brought, self.place, self._grouping.all(self.brought))
        self.page.ask(self.brought, self.place, self.deeds.answer)
        if not has_lines:
            self.beside.close()
            return
        self._show_lines()
        after_painting(self, self._inspect)  # each part of it stays short

    def _show_lines(self) -> None:
        if self.brought is not None and self.place[1] >= 0:
            self.page.show_lines(self.brought, self.place, self.reckoned())

    def _inspect(self) -> None:
        if not letters.are_large():
            self._tell_of_file()

    def _tell_of_file(self) -> None:
        """How the file was read and what follows from adding it."""
        if self.brought is not None and self.place[1] >= 0 and self.isVisible():
            fresh = sum(one.sums.to_sort for one in self._grouping.all(self.brought))
            self.beside.show(self.brought, self.place, self._grouping.of(self.brought, self.place), fresh)

    def _choose(self, choices: Choices) -> None:
        self.choices = choices
        self._grouping.forget()
        self.reload()

    def _pick(self, key: object) -> None:
        if isinstance(key, tuple) and key != self.place and self.brought is not None:
            self.place = key
            self._show_part()

    def reckoned(self) -> Reckoned:
        """What is derived from the lines that are shown."""
        if self.brought is None:
            raise ValueError("nothing is shown")
        return self._grouping.of(self.brought, self.place)

    def _show_ticked(self, preview: Preview, made: Reckoned) -> None:
        self._grouping.keep(self.place, made)
        self._change(preview, None)

    def _change(self, preview: Preview, line: int | None) -> None:
        if self.brought is not None:
            self.choices, before = preview.choices, self.brought
            self.brought = self._value = replace(before, preview=preview)
            if line is not None:
                self._grouping.follow(before, self.brought, self.place, line)
            self.fill(self.brought)


SCREEN = Screen(
    name="bring",
    title=N_("Import"),
    group="",
    order=10,
    icon="file-down",
    build=Bring,
)
