"""The exact bytes of a pack, before it is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hub.services.sharing import Draft
from ui.ask import Dialog, verbatim
from ui.locale import _, ngettext, text
from ui.parts.buttons import button
from ui.parts.texts import Paragraph


class PackPreview(Dialog):
    """on_write(): the person said yes to what is shown."""

    def __init__(self, path: Path, made: Draft, on_write: Callable[[], object], parent: QWidget) -> None:
        super().__init__(_("This is what the pack says"), parent, width=720)
        self.body = verbatim(made.body.decode(), lines=16)
        words = _("Terms, programmes and your public key; no name, note, account or amount of yours. Word for word:")
        self.add(Paragraph(words), self.body)
        left = len(made.left_out)
        if left:
            template = ngettext(
                "{count} product stays here, because its conditions name something of yours.",
                "{count} products stay here, because their conditions name something of yours.",
                left,
            )
            self.add(Paragraph(template.format(count=text.count(left)), "small"))
        self.write = button(_("Write {file}").format(file=text.code(path.name)), self.accept, kind="primary")
        no = button(_("Don’t write it"), self.reject)
        self.accepted.connect(on_write)
        self.add_answers(no, self.write, safe=no)
        self.fit()
