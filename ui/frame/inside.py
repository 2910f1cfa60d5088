"""The window while a vault is open: what screens ask of it (`ui.screen.Frame`), where the person is and was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from hub.domain.progress import Progress
from hub.domain.settings import Settings
from ui import places
from ui.frame.desk import Desk
from ui.frame.travel import Stop, Travel
from ui.frame.views import Views
from ui.locale import _, ngettext, text
from ui.palette import Palette
from ui.screen import Context, Errand
from ui.tasks import Job

if TYPE_CHECKING:
    from hub.services.backup import Standing
    from hub.services.vaults import Vault
    from ui.window import MainWindow


class Inside(QObject):
    """The desk, the screens, and the way through them. What a commit to the vault concerns loads again."""

    _committed = Signal(frozenset)

    def __init__(
        self, window: MainWindow, vault: Vault, settings: Callable[[], Settings], today: Callable[[], date]
    ) -> None:
        super().__init__(window)
        self._window = window
        self.context = Context(vault, window.tasks, self, settings, today)
        self.travel = Travel()
        self._undo: Callable[[], object] | None = None
        self._badges: dict[str, tuple[int, bool]] = {}
        self._build()
        self._committed.connect(lambda topics: self.changed(*topics))
        self._say_what_left()
        self._say_backup()
        self._unsubscribe = vault.subscribe(self._committed.emit) if vault is not None else lambda: None
        window.tasks.changed.connect(self._watch)

    def leave(self) -> None:
        """Forget all screens and what they showed."""
        self._unsubscribe()
        self._window.tasks.changed.disconnect(self._watch)
        self.views.drop()
        self.deleteLater()

    def rebuild(self) -> None:
        """Make everything anew in the look and the language in use, at the same place."""
        self.views.drop()
        self._build()
        self._say_what_left()
        self._say_backup()
        if self.travel.here is not None:
            self._show(self.travel.here)

    @property
    def commands(self) -> dict[str, Callable[[], object]]:
        """What the current screen can do."""
        here = self.travel.here
        return self.views.view(here.place).commands if here is not None else {}

    def navigate(self, place: str, **arguments: object) -> None:
        """Show a screen."""
        stop = Stop(place, arguments)
        self.travel.arrive(stop)
        self._show(stop)

    def move(self, by: int) -> None:
        """Go back (-1) or forward (1)."""
        stop = self.travel.move(by)
        if stop is not None:
            self._show(stop)

    def reload(self) -> None:
        """Load the current screen again."""
        if self.travel.here is not None:
            self.views.view(self.travel.here.place).reload()

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was done, with a way back; it stays in the status line."""
        self._undo = undo
        self.desk.sheet.toast.show_words(words, self.take_back if undo else None)
        self.desk.status.say(words, can_undo=undo is not None)

    def refuse(self, words: str) -> None:
        """Say why something was not done, where the sums of a selection don't take its place."""
        self.desk.sheet.toast.show_words(words, is_refusal=True)
        self.desk.status.say(words, "circle-alert")

    def take_back(self) -> None:
        """Undo what the last toast said."""
        undo, self._undo = self._undo, None
        self.desk.status.say("")
        self.desk.sheet.toast.hide()
        if undo is not None:
            undo()

    def say(self, words: str, icon: str = "", explain: Callable[[], object] | None = None) -> None:
        """Show a sentence in the status line; explain: says where its numbers come from."""
        self.desk.status.say(words, icon, explain=explain)

    def badge(self, place: str, count: int, *, is_due: bool = False) -> None:
        """Put a number beside a place; 0 takes it away."""
        self._badges[place] = (count, is_due)
        self.desk.sidebar.set_badge(place, count, is_due=is_due)

    def inspect(self, widget: QWidget | None, *, width: int = 0) -> None:
        """Show a widget in the inspector; None closes it."""
        self.desk.sheet.inspect(widget, width)

    def inspector_parent(self) -> QWidget:
        """What holds the inspector."""
        return self.desk.sheet.pane

    def expect(self, place: str) -> None:
        """Build a screen that is about to be shown, and dress it in a turn of its own."""
        view = self.views.view(place)
        QTimer.singleShot(0, view, lambda: self.desk.sheet.prepare(view))

    def changed(self, *topics: str) -> None:
        """Let screens that care about these topics load again."""
        if self.travel.here is not None:
            self.views.changed(topics, self.travel.here.place)
        if "privacy" in topics:
            self._say_what_left()
        if "backups" in topics:
            self._say_backup()

    def close_for(self, errand: Errand) -> None:
        """Close the vault and do work that needs it closed."""
        if self._window.on_errand is not None:
            self._window.on_errand(errand)

    def dialog_parent(self) -> QWidget:
        """The window."""
        return self._window

    def _build(self) -> None:
        self.views = Views(self.context)
        self.desk = Desk(places.places(), self.context.settings().household)
        self.palette = Palette(self.desk.top.ask, self._window)
        for name, (count, is_due) in self._badges.items():
            self.desk.sidebar.set_badge(name, count, is_due=is_due)
        self.desk.sidebar.chosen.connect(self.navigate)
        self.desk.status.undone.connect(self.take_back)

    def _say_what_left(self) -> None:
        """The badge on top: how much left this computer today, and to how many; or that the record was altered."""
        vault = self.context.vault

        def look(_progress: Progress) -> tuple[int, int, int]:
            from hub.services import outbound  # after the window shows

            return (*outbound.sent_today(vault), len(outbound.verify(vault)))

        if vault is not None:
            self._window.tasks.run(look, self._show_what_left, owner=self, key="what left")

    def _show_what_left(self, sent: tuple[int, int, int]) -> None:
        size, recipients, altered = sent
        if altered or "privacy" in self._badges:
            self.badge("privacy", altered, is_due=True)
        if altered:
            self.desk.top.show_network(_("The record of what left was altered"), _("Altered"), "asking")
            return
        if not recipients:
            self.desk.top.show_network(_("Offline · nothing sent today"), _("Offline"), "offline")
            return
        words = ngettext("Sent {size} to {count} today", "Sent {size} to {count} today", recipients)
        said = words.format(size=text.size(size), count=text.count(recipients))
        self.desk.top.show_network(said, _("Sent"), "sent")

    def _say_backup(self) -> None:
        """The end of the status line: the newest backup, and a reminder when it is old."""
        vault = self.context.vault

        def look(_progress: Progress) -> Standing | None:
            from hub.services import backup  # after the window shows

            return backup.standing(vault) if vault.is_lasting else None

        if vault is not None:
            self._window.tasks.run(look, self._show_backup, owner=self, key="backup")

    def _show_backup(self, stands: Standing | None) -> None:
        if stands is None:
            return
        is_late = stands.is_old or bool(stands.problem)
        if stands.last is not None:
            now = datetime.now().astimezone()
            words = _("Backed up {when}").format(when=text.moment(stands.last.made_at.astimezone(), now))
        else:
            words = _("No backup yet") if is_late else ""
        self.desk.status.say_at_end(words, "triangle-alert" if is_late else "database-backup", is_late=is_late)
        if is_late or "settings" in self._badges:
            self.badge("settings", int(is_late), is_due=True)

    def _show(self, stop: Stop) -> None:
        view = self.views.view(stop.place)
        self.desk.sheet.show_screen(view)
        self.desk.sidebar.show_place(stop.place)
        self.desk.top.back_button.setEnabled(self.travel.can_go_back)
        self.desk.top.forward_button.setEnabled(self.travel.can_go_forward)
        self._window.setWindowTitle(f"{_(self.views.place(stop.place).title)} · {_('Coffer')}")
        view.open(stop.arguments)
        self._window.update_menus()

    def _watch(self, job: Job) -> None:
        self.desk.status.watch(job)
