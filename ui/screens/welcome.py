"""Welcome: why, in one sentence; a new vault, the sample household, or a vault that is there already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from hub.domain.errors import HubError
from ui import icons, locale
from ui.entrance.choices import BigChoice
from ui.entrance.dial import DropDial
from ui.entrance.passphrases import NewVaultForm
from ui.locale import _, ngettext, text
from ui.parts.boxes import column, holding, row, scrolled
from ui.parts.buttons import button
from ui.parts.pictures import Drawn
from ui.parts.segmented import Choice, Segmented
from ui.parts.texts import Paragraph, label
from ui.style import tokens
from ui.tasks import Tasks

_THEMES = (("system", "monitor"), ("light", "sun"), ("dark", "moon"), ("contrast", "contrast"))
_TEXT = 504
_BESIDE_FROM = 1040


@dataclass(frozen=True, slots=True)
class Ways:
    """What the program does for this screen.

    create(passphrase, folder), sample(), open_folder(folder); look(setting, value): language, theme or font_percent;
    restore(): put a backup in place; tasks: its pool of work.
    """

    create: Callable[[str, Path], object]
    sample: Callable[[], object]
    open_folder: Callable[[Path], object]
    look: Callable[[str, object], object]
    restore: Callable[[], object]
    tasks: Tasks


class Welcome(QWidget):
    """The first thing a person sees; files that are dropped wait until the vault is made."""

    def __init__(self, folder: Path, ways: Ways, language: str, theme: str, font_percent: int) -> None:
        super().__init__()
        self.files: list[Path] = []
        self.form: NewVaultForm | None = None
        self._folder, self._ways, self._font_percent = folder, ways, font_percent
        self.start = BigChoice(
            "plus", _("Start"), _("A new vault; first insights in about two minutes"), self.show_form, is_primary=True
        )
        sample = BigChoice(
            "flask-conical",
            _("Look around with sample data"),
            _("Two made-up years of Mira Keller; thrown away when you start"),
            ways.sample,
        )
        other = BigChoice(
            "folder-open", _("Open a vault"), _("One you have already, in another folder"), self._choose_vault
        )
        self.sample, self.other = sample, other
        self.restore = button(_("Restore a backup…"), ways.restore, kind="link", icon="archive-restore")
        headline = Paragraph(_("All your money in one place that only you can open."), role="display", tone="text")
        why = _("Nothing leaves this computer unless you say so. No account, no e-mail, no connection.")
        brand = row(Drawn(_logo), label(_("Coffer"), "sentence", weight=600), 0, gap=4)
        front = column(1, brand, gap=0)
        front.addSpacing(tokens.space(9))
        front.addWidget(headline)
        front.addSpacing(tokens.space(3))
        front.addWidget(Paragraph(why, role="body", tone="text-2"))
        front.addSpacing(tokens.space(7))
        front.addLayout(column(self.start, sample, other, row(self.restore, 0), gap=4))
        front.addSpacing(tokens.space(8))
        front.addWidget(self._looks(language, theme))
        front.addStretch(2)
        self.stack = QStackedWidget()
        self.stack.addWidget(holding(front))
        self.stack.setMaximumWidth(tokens.px(_TEXT))
        self.dial = DropDial(self.take_files, self._choose_files)
        left = row(self.stack, 0)
        left.setStretch(0, 1000)
        left.setContentsMargins(tokens.px(72), tokens.space(7), tokens.space(6), tokens.space(6))
        layout = row(scrolled(holding(left)), self.dial, gap=0, parent=self)
        layout.setStretch(0, 1)
        layout.setStretch(1, 1)
        self.setFocusProxy(self.start)

    def take_files(self, files: list[Path]) -> None:
        """Keep files for after the vault is made, and begin with it."""
        self.files = files
        self.show_form()

    def show_form(self) -> None:
        """Ask for the new passphrase."""
        self.show_front()
        count = len(self.files)
        note = (
            ngettext("After that, {count} file is read.", "After that, {count} files are read.", count) if count else ""
        )
        said = note.format(count=text.count(count))
        self.form = NewVaultForm(self._folder, self._ways.tasks, self._create, self.show_front, said)
        self.stack.addWidget(self.form)
        self.stack.setCurrentWidget(self.form)
        self.form.setFocus()

    def show_front(self) -> None:
        """Back to the three ways."""
        if self.form is not None:
            self.stack.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None

    def show_problem(self, error: HubError) -> None:
        """The vault could not be made; the form stays."""
        if self.form is not None:
            self.form.set_busy(is_busy=False)
            self.form.problem.show_error(error)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The dial gives way in a narrow window."""
        super().resizeEvent(event)
        self.dial.setVisible(self.width() >= tokens.px(_BESIDE_FROM))

    def _create(self, passphrase: str, folder: Path) -> None:
        if self.form is not None:
            self.form.set_busy(is_busy=True)
        self._ways.create(passphrase, folder)

    def _looks(self, language: str, theme: str) -> QWidget:
        languages = Segmented(_("Language"), [Choice(code, name) for code, name in locale.LANGUAGES.items()], language)
        names = {"system": _("System"), "light": _("Light"), "dark": _("Dark"), "contrast": _("High contrast")}
        themes = Segmented(_("Look"), [Choice(key, names[key], icon=icon) for key, icon in _THEMES], theme)
        languages.chosen.connect(lambda code: self._ways.look("language", code))
        themes.chosen.connect(lambda key: self._ways.look("theme", key))
        smaller = button("A", lambda: self._resize(-1), grade="small", hint=_("Smaller text"))
        larger = button("A", lambda: self._resize(1), hint=_("Larger text"))
        for one, name in ((smaller, _("Smaller text")), (larger, _("Larger text"))):
            one.setAccessibleName(name)
        lines = []
        for name, part in (
            (_("Language"), languages),
            (_("Look"), themes),
            (_("Text size"), holding(row(smaller, larger, gap=2))),
        ):
            head = label(name, "small", "text-2")
            head.setMinimumWidth(tokens.px(78))
            lines.append(row(head, part, 0, gap=2))
        return holding(column(*lines, gap=3))

    def _resize(self, by: int) -> None:
        steps = (80, 90, 100, 110, 125, 150, 175, 200)
        at = min(range(len(steps)), key=lambda one: abs(steps[one] - self._font_percent)) + by
        if 0 <= at < len(steps):
            self._ways.look("font_percent", steps[at])

    def _choose_vault(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder of the vault"), str(self._folder.parent))
        if chosen:
            self._ways.open_folder(Path(chosen))

    def _choose_files(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("Bank files"))
        if chosen:
            self.take_files([Path(one) for one in chosen])


def _logo(ratio: float) -> QPixmap:
    return icons.logo(tokens.px(34), ratio)
