"""What the menus do, by the names in `ui.frame.menus`: with a vault open, and without."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from hub.domain.progress import Progress
from ui.locale import _, ngettext, text

if TYPE_CHECKING:
    from hub.services.history import Operation
    from ui.program.program import Program

_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
_NEXT = 1


class Commands:
    """The commands of the program."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def always(self) -> dict[str, Callable[[], object]]:
        """With or without a vault."""
        program = self._program
        looks = {f"theme_{theme}": self._theme(theme) for theme in ("system", "light", "dark", "contrast")}
        return looks | {
            "new_vault": program.show_welcome,
            "open_vault": self._open_vault,
            "larger": lambda: self._resize(_NEXT),
            "smaller": lambda: self._resize(-_NEXT),
            "normal_size": lambda: program.change_look("font_percent", 100),
            "about": self._about,
            "quit": program.window.close,
        }

    def inside(self) -> dict[str, Callable[[], object]]:
        """With an open vault."""
        found = self.always() | {
            "import": self._import,
            "export": self._export,
            "picture": self._share_picture,
            "add_expense": self._add,
            "lock": self._program.lock,
            "undo": self._undo,
            "redo": self._redo,
            "find_doubles": self._find_doubles,
        }
        if self._program.is_sample:
            found["remove_sample"] = self._remove_sample
        return found

    def _theme(self, theme: str) -> Callable[[], object]:
        return lambda: self._program.change_look("theme", theme)

    def _resize(self, by: int) -> None:
        now = self._program.settings.font_percent
        at = min(range(len(_SIZES)), key=lambda one: abs(_SIZES[one] - now)) + by
        if 0 <= at < len(_SIZES):
            self._program.change_look("font_percent", _SIZES[at])

    def _open_vault(self) -> None:
        program = self._program
        chosen = QFileDialog.getExistingDirectory(program.window, _("Folder of the vault"), str(program.folder.parent))
        if chosen:
            program.move_to(Path(chosen))

    def _import(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileNames(self._program.window, _("Bank files"))
        if chosen:
            self._program.bring([Path(one) for one in chosen])

    def _export(self) -> None:
        from ui.privacy.exporting import ExportDialog

        ExportDialog(self._program.window.frame.context, self._program.tasks.show_problem).open()

    def _share_picture(self) -> None:
        from ui.picture import dialog

        inside = self._program.window.frame
        if inside.travel.here is not None:
            view = inside.views.view(inside.travel.here.place)
            dialog.show(inside.context, view, _(inside.views.place(inside.travel.here.place).title))

    def _add(self) -> None:
        from ui.transactions import adding

        adding.add(self._program.window.frame.context)

    def _find_doubles(self) -> None:
        vault, frame = self._program.vault, self._program.window.frame

        def work(progress: Progress) -> int:
            from hub.services import double_search

            return double_search.look(vault, progress)

        def found(count: int) -> None:
            template = ngettext("Found {count} possible duplicate", "Found {count} possible duplicates", count)
            frame.say(template.format(count=text.count(count)) if count else _("No new possible duplicates"), "info")
            if count:
                frame.navigate("doubles")

        self._program.tasks.run(work, found, title=_("Looking for duplicates"))

    def _undo(self) -> None:
        vault = self._program.vault

        def work(_progress: Progress) -> Operation | None:
            from hub.services import history

            return history.undo_last(vault)

        self._program.tasks.run(work, lambda done: self._say_step(done, _("Taken back: {what}"), _("Nothing to undo")))

    def _redo(self) -> None:
        vault = self._program.vault

        def work(_progress: Progress) -> Operation | None:
            from hub.services import history

            return history.redo(vault)

        self._program.tasks.run(work, lambda done: self._say_step(done, _("Done again: {what}"), _("Nothing to redo")))

    def _say_step(self, done: Operation | None, template: str, nothing: str) -> None:
        from ui.locale import wording

        frame = self._program.window.frame
        if done is None:
            frame.say(nothing, "info")
        else:
            frame.say(template.format(what=wording.operation(done.name, done.values)), "undo-2")

    def _remove_sample(self) -> None:
        from ui.ask import question

        program = self._program
        if program.is_throwaway:
            program.lock()
            return
        yes, no = _("Remove it"), _("Keep it")
        words = _("The sample accounts go with everything in them. Your own accounts stay. This can be undone.")
        if not question(program.window, _("Remove the sample data?"), words, yes, no):
            return
        vault = program.vault

        def work(_progress: Progress) -> bool:
            from hub.services import demo

            return demo.remove(vault)

        program.tasks.run(work, lambda _done: program.window.frame.toast(_("Removed the sample data")))

    def _about(self) -> None:
        from ui.ask import notice
        from ui.program.version import installed

        words = _("Version {version}. Free software under the MIT licence. Everything stays on this computer.")
        notice(self._program.window, _("Coffer"), words.format(version=installed()))


def fixed_today(words: str | None) -> Callable[[], date]:
    """The calendar day; `words` (ISO) stands in for it so that a picture can be repeated."""
    if words:
        fixed = date.fromisoformat(words)
        return lambda: fixed
    return date.today
