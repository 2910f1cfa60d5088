"""A dialog of a few fields: asked for once, refused at the field, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QWidget

from hub.domain.errors import HubError
from ui.drafting import Drafted
from ui.fields import ChoiceField, Field
from ui.locale import _, wording
from ui.parts.boxes import column, holding, row, scrolled
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.style import tokens


class FieldsDialog(QDialog):
    """Fields in rows; on_done(values by name) when all can be read. extra: below the fields. columns: of fields.

    subject: what it is about, where the title does not say it.
    """

    def __init__(
        self,
        title: str,
        fields: Mapping[str, Field],
        yes: str,
        on_done: Callable[[dict[str, Any]], object],
        parent: QWidget,
        *,
        comment: str = "",
        extra: QWidget | None = None,
        columns: int = 1,
        subject: object = "",
    ) -> None:
        super().__init__(parent)
        self.fields, self._on_done = dict(fields), on_done
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setFixedWidth(tokens.px(400))
        self.yes = button(yes, self._finish, kind="primary")
        self.yes.setDefault(True)
        inner = QGridLayout()
        inner.setSpacing(tokens.space(4))
        for at, field in enumerate(self.fields.values()):
            if isinstance(field, ChoiceField):
                field.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            inner.addWidget(field, at // columns, at % columns)
        inner.setContentsMargins(tokens.px(3), tokens.px(3), tokens.space(4), tokens.px(3))
        held = holding(inner)
        area = scrolled(held)
        parts = [Paragraph(title, "title", "text")]
        if comment:
            parts.append(Paragraph(comment))
        below = [extra] if extra is not None else []
        outer = column(*parts, area, *below, row(0, button(_("Cancel"), self.reject), self.yes), gap=5, parent=self)
        outer.setContentsMargins(*[tokens.space(6)] * 4)
        area.setFixedHeight(max(tokens.px(80), min(held.sizeHint().height(), parent.height() - tokens.px(220))))
        self.finished.connect(self.deleteLater)
        Drafted(self, "dialog", f"{title} {subject}".rstrip())
        next(iter(self.fields.values())).setFocus()

    def refuse(self, error: HubError) -> None:
        """Say at its field why it was not done."""
        field = self.fields.get(str(error.where.get("field", "")), next(iter(self.fields.values())))
        field.show_error(str(wording.error(error)))
        field.setFocus()
        self.yes.setEnabled(True)

    def _finish(self) -> None:
        wrong = [field for field in self.fields.values() if not field.check()]
        if wrong:
            wrong[0].setFocus()
            return
        self.yes.setEnabled(False)
        self._on_done({name: field.value() for name, field in self.fields.items()})
