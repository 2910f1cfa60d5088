"""A small dialog of fields with one yes, shared by the parts of the plans screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QWidget

from hub.domain.errors import HubError
from ui.drafting import Drafted
from ui.fields import Field
from ui.locale import _, wording
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.style import tokens


class Asking(QDialog):
    """Fields below each other; on_yes() once all of them can be read."""

    def __init__(
        self, title: str, fields: Sequence[Field], yes: str, on_yes: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.fields = tuple(fields)
        self._on_yes = on_yes
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setFixedWidth(tokens.px(480))
        self.yes = button(yes, self._finish, kind="primary")
        self.yes.setDefault(True)
        no = button(_("Cancel"), self.reject)
        outer = column(Paragraph(title, role="title", tone="text"), *fields, row(0, no, self.yes), gap=5, parent=self)
        outer.setContentsMargins(*[tokens.space(6)] * 4)
        self.finished.connect(self.deleteLater)
        Drafted(self, "dialog", title)
        fields[0].setFocus()

    def refuse(self, error: HubError) -> None:
        """Say why it was not written."""
        self.fields[0].show_error(str(wording.error(error)))
        self.yes.setEnabled(True)

    def _finish(self) -> None:
        wrong = [one for one in self.fields if one.isVisibleTo(self) and not one.check()]
        if wrong:
            wrong[0].setFocus()
            return
        self.yes.setEnabled(False)
        self._on_yes()
