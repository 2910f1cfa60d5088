"""The main window. Everything that needs the vault or the settings is a command that the program hands in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from hub.domain.settings import Settings
from ui import icons
from ui.frame import geometry
from ui.frame.alone import Alone
from ui.frame.menus import Menus
from ui.frame.own import OwnCommands
from ui.locale import _, text
from ui.tasks import Tasks

if TYPE_CHECKING:  # what shows an open vault is imported when one is: the locked window is there sooner
    from hub.services.vaults import Vault
    from ui.frame.inside import Inside
    from ui.palette import Source
    from ui.screen import Errand, Place


class MainWindow(QMainWindow):
    """The window. commands: what the program does, by the names in `ui.frame.menus`; memory: what is remembered.

    It starts with `show_alone` (welcome, unlock); `enter` shows the screens of an open vault, `leave` forgets them.
    on_files: what happens with files dropped here. on_asked: with a question from the Ask box. sources: what the
    palette finds besides actions and places. on_errand: with work that needs the vault closed.
    """

    def __init__(
        self,
        tasks: Tasks,
        commands: Mapping[str, Callable[[], object]] | None = None,
        memory: MutableMapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.tasks = tasks
        self.commands = dict(commands or {})
        self.sources: list[Source] = []
        self.on_files: Callable[[list[Path]], object] | None = None
        self.on_asked: Callable[[str], object] | None = None
        self.on_errand: Callable[[Errand], object] | None = None
        self.on_close: Callable[[], object] | None = None
        self.inside: Inside | None = None
        self._memory: MutableMapping[str, str] = {} if memory is None else memory
        self._own = OwnCommands(self)
        self.setWindowIcon(icons.logo(64))
        self.setAcceptDrops(True)
        geometry.restore(self, self._memory)

    @property
    def frame(self) -> Inside:
        """What is inside; there is something only between `enter` and `leave`."""
        if self.inside is None:
            raise RuntimeError("no vault is open")
        return self.inside

    def show_alone(self, content: QWidget, status: str = "") -> Alone:
        """Give the whole sheet to one widget: welcome, unlock."""
        self.leave()
        alone = Alone(content)
        alone.status.say(status, "shield-check")
        self._make_menus()
        self.setCentralWidget(alone)
        self.setWindowTitle(_("Coffer"))
        return alone

    def enter(
        self,
        vault: Vault,
        place: str = "today",
        *,
        settings: Callable[[], Settings] = Settings,
        today: Callable[[], date] = date.today,
    ) -> Inside:
        """Show the screens of an open vault. settings and today are asked whenever they are needed."""
        from ui.frame.inside import Inside

        self.leave()
        self.inside = Inside(self, vault, settings, today)
        self._show_inside(self.inside)
        self.inside.navigate(place)
        return self.inside

    def leave(self) -> None:
        """Forget all screens and what they showed; `show_alone` or `enter` comes next."""
        if self.inside is not None:
            self.inside.leave()
            self.inside = None

    def rebuild(self) -> None:
        """Make everything anew, after a change of language or font size; a change of theme needs nothing."""
        if self.inside is not None:
            self.inside.rebuild()
            self._show_inside(self.inside)
            self.update_menus()

    def hide_amounts(self, *, is_hidden: bool) -> None:
        """Hide all amounts, or show them again."""
        text.hide_amounts(is_hidden)
        self.menus.actions["hide_amounts"].setChecked(is_hidden)
        if self.inside is not None:
            self.inside.views.refill()

    def update_menus(self) -> None:
        """Turn menu items on and off by what can be done now."""
        screen = self.inside.commands if self.inside is not None else {}
        self.menus.enable([*self.commands, *self._own.names()], screen)

    def _show_inside(self, inside: Inside) -> None:
        self._make_menus()
        inside.palette.sources = [self.menus.entries, *self.sources]
        self._own.connect_desk(inside.desk)
        self.setCentralWidget(inside.desk)

    def _make_menus(self) -> None:
        known: Sequence[Place] = ()
        if self.inside is not None:
            from ui import places

            known = places.places()
        self.menus = Menus(self.menuBar(), known, self)
        self.menus.chosen.connect(self._own.run)
        self.update_menus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files when somebody wants them."""
        if self.on_files is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()
            QTimer.singleShot(0, self, self._expect_files)

    def _expect_files(self) -> None:
        """What shows files is built while they still hang at the pointer, so that the drop itself is short."""
        if self.inside is not None:
            self.inside.expect("bring")

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Hand over the files."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files and self.on_files is not None:
            event.acceptProposedAction()
            self.on_files(files)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember the geometry; the program closes what it opened."""
        geometry.remember(self, self._memory)
        if self.on_close is not None:
            self.on_close()
        super().closeEvent(event)
