"""The strength of a new passphrase: four steps that fill, and what the judgement means."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hub.services import strength as service
from hub.services.strength import Strength
from ui.entrance import strength
from ui.fields import PassphraseField
from ui.locale import _, text
from ui.parts.boxes import column
from ui.parts.texts import Paragraph, is_mirrored, set_tone
from ui.style import tokens
from ui.tasks import Tasks

_STEPS = 4


class Meter(QWidget):
    """Judges what is typed into a field, as it is typed; says nothing about an empty one."""

    def __init__(self, field: PassphraseField, tasks: Tasks) -> None:
        super().__init__()
        self._field = field
        self._tasks = tasks
        self.steps = _Steps()
        self.words = Paragraph(role="small")
        column(self.steps, self.words, gap=2, parent=self)
        field.changed.connect(self.weigh)
        self.weigh()

    def weigh(self) -> None:
        """Judge what is in the field now."""
        typed = self._field.entry.text()
        self.steps.show_score(None)
        if typed:
            self._tasks.run(
                lambda _progress: service.strength(typed), self._say, owner=self, key=f"strength {id(self)}"
            )
        else:
            self._forget()

    def _say(self, judged: Strength) -> None:
        if not self._field.entry.text():
            self._forget()
            return
        self.steps.show_score(judged)
        self.words.say(strength.words(judged))
        set_tone(self.words, strength.tone(judged))

    def _forget(self) -> None:
        self.words.say("")
        set_tone(self.words, "text-2")


class _Steps(QWidget):
    """Four short bars; as many are filled as the score says."""

    def __init__(self) -> None:
        super().__init__()
        self._judged: Strength | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_score(None)

    def show_score(self, judged: Strength | None) -> None:
        """Show a judgement, or none."""
        self._judged = judged
        name = _("Strength of the passphrase")
        if judged is not None:
            template = _("Strength of the passphrase: {score} of {most}")
            name = template.format(score=text.count(judged.score), most=text.count(_STEPS))
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as a bar of progress."""
        return QSize(tokens.px(200), tokens.px(6))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The bars, from the leading side."""
        gap, score = tokens.px(4), 0 if self._judged is None else self._judged.score
        width = (self.width() - (_STEPS - 1) * gap) / _STEPS
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for at in range(_STEPS):
                tone = strength.tone(self._judged) if self._judged is not None and at < max(score, 1) else "border"
                x = at * (width + gap)
                left = self.width() - x - width if is_mirrored() else x
                painter.setBrush(tokens.color(tone))
                painter.drawRoundedRect(QRectF(left, 0, width, self.height()), 3, 3)
