"""The dialog that shows a picture of the screen or of a chart with everything personal covered, to save or to copy."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from hub.domain.errors import HubError
from hub.domain.outgoing import PURPOSES, Outgoing
from ui.ask import Dialog
from ui.charts import ChartView
from ui.fields import ChoiceField
from ui.locale import _, ngettext, text
from ui.locale.wording import labels
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.picture import covering
from ui.screen import Context
from ui.style import tokens

if TYPE_CHECKING:
    from hub.services.vaults import Vault

_PURPOSE = "share_picture"
_HIGH = 330


def show(context: Context, view: QWidget, title: str) -> None:
    """Read what must not be seen, then show the picture of a screen and of its charts."""
    vault = context.vault

    def opened(names: frozenset[str]) -> None:
        charts = [one for one in view.findChildren(ChartView) if one.isVisibleTo(view) and one.plot is not None]
        PictureDialog(context, view, title, charts, names).open()

    context.tasks.run(lambda _progress: names_in(vault), opened, owner=view)


def names_in(vault: Vault) -> frozenset[str]:
    """What identifies somebody in a vault; the categories that come with the program are its own words."""
    from hub.services import personal

    return personal.names(vault) - frozenset(labels.TABLES["category"])


class PictureDialog(Dialog):
    """One choice (the screen, or one of its charts), the picture, and what to do with it."""

    def __init__(
        self, context: Context, view: QWidget, title: str, charts: Sequence[ChartView], names: Collection[str]
    ) -> None:
        super().__init__(_("A picture without your data"), context.frame.dialog_parent(), width=720)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._names, self._title = context, names, title
        self._widgets: dict[str, QWidget] = {"screen": view}
        self._widgets |= {f"chart {at}": one for at, one in enumerate(charts)}
        choices = [("screen", _("The screen: {name}").format(name=title))]
        choices += [(f"chart {at}", one.accessibleName() or title) for at, one in enumerate(charts)]
        self.what = ChoiceField(_("Picture of"), choices)
        self.what.committed.connect(self._paint)
        self.shown = QLabel()
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setAccessibleName(_("The picture"))
        self.said = Paragraph("")
        self.what.setVisible(bool(charts))
        self.add(self.what, self.shown, self.said)
        self.copy = button(_("Copy"), self.copy_it, icon="copy")
        self.save = button(_("Save…"), self._ask, icon="download")
        close = button(_("Close"), self.reject)
        self.add_answers(close, self.copy, self.save, safe=close)
        self._paint()

    def copy_it(self) -> None:
        """Put the picture on the clipboard; that is on record."""
        from hub.services import outbound

        vault, leaving = self._context.vault, self._outgoing("clipboard")
        QGuiApplication.clipboard().setImage(self.covered.image)
        self._context.tasks.run(
            lambda _progress: outbound.note_copy(vault, leaving),
            lambda _done: self._context.frame.toast(_("Copied the picture; it is on record")),
        )
        self.accept()

    def write(self, path: Path) -> None:
        """Save the picture; that is on record."""
        from hub.services import outbound

        vault, leaving, context = self._context.vault, self._outgoing(f"file:{path.name}"), self._context

        def failed(error: HubError) -> None:
            context.tasks.show_problem(error)

        context.tasks.run(
            lambda _progress: outbound.write_file(vault, leaving, path),
            lambda _done: context.frame.toast(_("Saved the picture; it is on record")),
            failed=failed,
        )
        self.accept()

    def _paint(self) -> None:
        self.covered = covering.paint(self._widgets[self.what.value()], self._names)
        room = QSize(self.width() - 2 * tokens.space(6), tokens.px(_HIGH))
        ratio = self.devicePixelRatioF()
        fitted = self.covered.image.scaled(
            (room * ratio), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        picture = QPixmap.fromImage(fitted)
        picture.setDevicePixelRatio(ratio)
        self.shown.setPixmap(picture)
        template = ngettext(
            "{count} place is covered: names, amounts, days, every number. Only words of Coffer itself are left; "
            "bars and lines keep their shape.",
            "{count} places are covered: names, amounts, days, every number. Only words of Coffer itself are left; "
            "bars and lines keep their shape.",
            self.covered.count,
        )
        self.said.say(template.format(count=text.count(self.covered.count)))
        self.fit()

    def _outgoing(self, recipient: str) -> Outgoing:
        return Outgoing(_PURPOSE, recipient, dict(PURPOSES[_PURPOSE].fields), covering.png(self.covered.image))

    def _ask(self) -> None:
        suggested = f"coffer-{self._context.today().isoformat()}.png"
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the picture"), suggested, "*.png")
        if chosen:
            self.write(Path(chosen))
