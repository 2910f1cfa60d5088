"""The status line: what was done with Undo, or the sum of a selection; work under way; the backup at the end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.locale import _
from ui.parts.boxes import key_cap, row
from ui.parts.buttons import button
from ui.parts.pictures import Picture
from ui.parts.texts import Elided, label, set_tone
from ui.style import tokens
from ui.tasks import Job

_AFTER_MS = 1000


class StatusLine(QWidget):
    """One line of words; undone when Undo is clicked."""

    undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._icon = Picture("circle-check", "text-3", "small")
        self.words = Elided("", "small", "text-2")
        self.undo = button(_("Undo"), self.undone.emit, kind="link", grade="small")
        self.ask = button(_("Where from?"), self._explain, kind="link", grade="small")
        self._asked: Callable[[], object] | None = None
        self._key = key_cap("Ctrl Z")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(tokens.px(120))
        self._bar.setAccessibleName(_("Progress"))
        self._cancel = button(_("Cancel"), self._stop, kind="link", grade="small")
        self._end_icon = Picture("database-backup", "text-3", "small")
        self.end = label("", "small", "text-2")
        parts = (
            self._icon,
            self.words,
            self.ask,
            self.undo,
            self._key,
            self._bar,
            self._cancel,
            0,
            self._end_icon,
            self.end,
        )
        layout = row(*parts, gap=5, parent=self)
        layout.setContentsMargins(tokens.space(5), 0, tokens.space(5), 0)
        self.setFixedHeight(tokens.frame("status"))
        for one in (self._icon, self.ask, self.undo, self._key, self._bar, self._cancel, self._end_icon):
            one.hide()

    def say(
        self, words: str, icon: str = "", *, can_undo: bool = False, explain: Callable[[], object] | None = None
    ) -> None:
        """Show a sentence; can_undo: with the way back; explain: says where its numbers come from."""
        self.words.say(words)
        self._asked = explain
        self.ask.setVisible(explain is not None and bool(words))
        self._icon.show_icon(icon or "circle-check", "text-3")
        self._icon.setVisible(bool(words))
        self.undo.setVisible(can_undo)
        self._key.setVisible(can_undo and tokens.look().scale < 1.5)

    def say_at_end(self, words: str, icon: str = "database-backup", *, is_late: bool = False) -> None:
        """Show what stands at the end of the line (the last backup); is_late: it is time for the next."""
        self.end.setText(words)
        set_tone(self.end, "warning" if is_late else "text-2")
        self._end_icon.show_icon(icon, "warning" if is_late else "text-3")
        self._end_icon.setVisible(bool(words))

    def watch(self, job: Job) -> None:
        """Show a job with a title when it takes longer than a second."""
        if job.title and job is not self._job and not job.is_over and self._job is None:
            self._job = job
            QTimer.singleShot(_AFTER_MS, self, lambda: self._refresh(job))
        elif job is self._job:
            self._refresh(job)

    def _refresh(self, job: Job) -> None:
        is_running = job is self._job and not job.is_over and not job.is_cancelled
        for one in (self._bar, self._cancel):
            one.setVisible(is_running)
        if is_running:
            if self.words.words != job.title:
                self.say(job.title, "hourglass")
            self._bar.setRange(0, 1000 if job.total else 0)
            self._bar.setValue(job.done * 1000 // job.total if job.total else 0)
        elif job is self._job:
            if self.words.words == job.title:
                self.say("")
            self._job = None

    def _explain(self) -> None:
        if self._asked is not None:
            self._asked()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._refresh(self._job)
