"""Receipts of a transaction: attach, look at, save a copy, take off; pictures and text are shown, others exported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLayout, QScrollArea, QWidget

from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.services import attachments
from hub.services.attachments import Attachment
from ui import undoing
from ui.ask import verbatim
from ui.locale import _, ngettext, text, wording
from ui.parts.boxes import column, heading, row
from ui.parts.buttons import button, icon_button
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph, label
from ui.screen import Context
from ui.style import tokens

_SHOWN = 200_000
"""Characters of a text that are shown."""
_LARGEST_IMAGE = 64 * 1024 * 1024
_ICONS = {"image": "file-image", "text": "file-text"}


def can_be_shown(one: Attachment) -> bool:
    """Whether there is a viewer for a file: pictures of a usual size, and text."""
    kind = one.media_type.partition("/")[0]
    return kind == "text" or (kind == "image" and one.size <= _LARGEST_IMAGE)


class Receipts(QWidget):
    """The block of the inspector. attach(paths), show(file), save(file), remove(file)."""

    def __init__(
        self,
        files: Sequence[Attachment],
        attach: Callable[[Sequence[Path]], object],
        show: Callable[[Attachment], object],
        save: Callable[[Attachment], object],
        remove: Callable[[Attachment], object],
    ) -> None:
        super().__init__()
        self._attach = attach
        head = heading(_("Receipts"))
        self.add = button(_("Attach"), self._choose, kind="link", grade="small")
        self.add.setAccessibleName(_("Attach a file"))
        head.addWidget(self.add)
        lines = column(head, gap=2, parent=self)
        for one in files:
            lines.addLayout(self._line(one, show, save, remove))
        if not files:
            lines.addWidget(Paragraph(_("Drop a file on the row, or attach one. It is kept encrypted."), "small"))

    def _line(
        self,
        one: Attachment,
        show: Callable[[Attachment], object],
        save: Callable[[Attachment], object],
        remove: Callable[[Attachment], object],
    ) -> QLayout:
        icon = Picture(_ICONS.get(one.media_type.partition("/")[0], "paperclip"), "text-2", "small")
        name = button(one.name, lambda: show(one), kind="link", grade="small")
        name.setAccessibleName(_("Look at {file}").format(file=one.name))
        name.setMaximumWidth(tokens.px(170))
        size = label(text.size(one.size), "small", "text-3")
        copy = icon_button(
            "download", _("Save a copy of {file}").format(file=one.name), lambda: save(one), grade="small"
        )
        gone = icon_button("x", _("Take {file} off").format(file=one.name), lambda: remove(one), grade="small")
        return row(icon, name, size, 0, copy, gone, gap=2)

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileNames(self.window(), _("Attach files"))
        if chosen:
            self._attach([Path(one) for one in chosen])


class Files:
    """The writes and the viewer."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.viewer: Viewer | None = None

    def attach(self, transaction_id: int, paths: Sequence[Path], then: Callable[[int], object]) -> None:
        """Keep files with a transaction, encrypted; then(its id)."""
        vault = self._context.vault
        template = ngettext("Attached {count} file", "Attached {count} files", len(paths))

        def work() -> None:
            attachments.refuse_large(path for path in paths if path.exists())
            for path in paths:
                attachments.add(vault, transaction_id, path)

        words = template.format(count=text.count(len(paths)))
        undoing.do(self._context, work, words, lambda _none: then(transaction_id), self._refused)

    def _refused(self, error: HubError) -> None:
        self._context.frame.say(str(wording.error(error)), "circle-alert")

    def show(self, one: Attachment) -> None:
        """Show a picture or a text; another kind of file is saved to be opened elsewhere."""
        if not can_be_shown(one):
            self.save(one)
            return
        vault = self._context.vault

        def opened(content: bytes) -> None:
            self.viewer = Viewer(one, content, lambda: self.save(one), self._context.frame.dialog_parent())
            self.viewer.finished.connect(self.viewer.deleteLater)
            self.viewer.open()

        self._context.tasks.run(lambda _progress: attachments.content(vault, one.id), opened)

    def save(self, one: Attachment) -> None:
        """Write a readable copy outside of the vault; recorded as what left."""
        parent = self._context.frame.dialog_parent()
        chosen, _kind = QFileDialog.getSaveFileName(parent, _("Save a copy"), str(Path.home() / one.name))
        if chosen:
            self.write(one, Path(chosen))

    def write(self, one: Attachment, path: Path) -> None:
        """The same to a known place."""
        vault, frame = self._context.vault, self._context.frame

        def work(_progress: Progress) -> None:
            attachments.save(vault, one.id, path)

        words = _("Saved {file}; recorded under Privacy").format(file=text.code(path.name))
        self._context.tasks.run(work, lambda _none: frame.toast(words))

    def remove(self, one: Attachment) -> None:
        """Take a file off its transaction."""
        words = _("Took {file} off").format(file=text.code(one.name))
        undoing.do(self._context, lambda: attachments.remove(self._context.vault, one.id), words)


class Viewer(QDialog):
    """One file, as large as the window allows."""

    def __init__(self, one: Attachment, content: bytes, save: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(one.name)
        self.resize(tokens.px(720), tokens.px(560))
        facts = f"{text.code(one.name)} · {text.size(one.size)}"
        self.content = _shown(one, content)
        close = button(_("Close"), self.accept)
        copy = button(_("Save a copy…"), save, icon="download")
        outer = column(label(facts, "body", "text-2"), self.content, row(copy, 0, close), gap=4, parent=self)
        outer.setStretchFactor(self.content, 1)
        margin = tokens.space(5)
        outer.setContentsMargins(margin, margin, margin, margin)


def _shown(one: Attachment, content: bytes) -> QWidget:
    if one.media_type.startswith("text/"):
        words = content.decode("utf-8", "replace")
        shown = verbatim(words[:_SHOWN], lines=24)
        shown.setMaximumHeight(16_777_215)  # Qt's own largest: the dialog decides
        return shown
    image = QImage.fromData(content)
    if image.isNull():
        return Paragraph(_("This picture can't be shown. Save a copy and open it elsewhere."))
    area, picture = QScrollArea(), QLabel()
    room = QSize(tokens.px(660), 100_000)
    wide = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    picture.setPixmap(QPixmap.fromImage(wide if image.width() > room.width() else image))
    picture.setAccessibleName(_("Picture {file}").format(file=one.name))
    area.setWidget(picture)
    area.setAccessibleName(one.name)
    area.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return area
