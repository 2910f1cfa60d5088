"""How long to wait after wrong passphrases, second by second."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.locale import _, ngettext, text
from ui.parts.boxes import row
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph


class Waiting(QWidget):
    """A sentence that counts down; on_change: called whenever `seconds` is another number."""

    def __init__(self, on_change: Callable[[], object]) -> None:
        super().__init__()
        self.seconds = 0
        self._on_change = on_change
        self.words = Paragraph(tone="text")
        row(Picture("hourglass", "warning"), self.words, gap=3, parent=self).setStretch(1, 1)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._tick)
        self.hide()

    def start(self, seconds: int) -> None:
        """Wait so long from now on."""
        self.seconds = seconds
        self._timer.start()
        self._say()

    def _tick(self) -> None:
        self.seconds -= 1
        self._say()

    def _say(self) -> None:
        if self.seconds <= 0:
            self.seconds = 0
            self._timer.stop()
        template = ngettext(
            "Too many wrong tries. The next one in {count} second.",
            "Too many wrong tries. The next one in {count} seconds.",
            self.seconds,
        )
        self.words.say(template.format(count=text.count(self.seconds)) if self.seconds else _("You may try again."))
        self.setVisible(self.seconds > 0)
        self._on_change()
