"""What a screen says in a bar above its content: a problem with its next step, or work under way with a way out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from hub.domain.errors import HubError
from ui.locale import _
from ui.parts.boxes import column, inset, row
from ui.parts.buttons import button, icon_button
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph, label, set_property
from ui.tasks import Job

_AFTER_MS = 1000
"""Work shows a bar only when it takes longer than this."""
_ICONS = {"": ("circle-alert", "negative"), "warning": ("triangle-alert", "warning"), "info": ("info", "info")}


class ProblemBar(QFrame):
    """What went wrong, where, and what to do now; hidden until there is something to say.

    on_retry: offered as "Try again".
    """

    def __init__(self, on_retry: Callable[[], object] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._icon = Picture(*_ICONS[""])
        self.words = Paragraph(tone="text")
        self.retry = button(_("Try again"), on_retry, grade="small")
        if on_retry is None:
            self.retry.hide()
        self._may_retry = on_retry is not None
        self.close_button = icon_button("x", _("Close this message"), self.hide, grade="small")
        layout = row(self._icon, self.words, self.retry, self.close_button, gap=4, parent=self)
        inset(layout, 4, 3)
        layout.setStretchFactor(self.words, 1)
        self.hide()

    def show_error(self, error: HubError) -> None:
        """Say what an error means: place, sentence, next step."""
        from ui.locale import wording  # the tables take long to import: not before a window shows

        self.say(str(wording.error(error)))

    def say(self, words: str, state: str = "", *, may_retry: bool = True) -> None:
        """Show a sentence. state: "" (trouble), warning, info."""
        set_property(self, "state", state)
        self._icon.show_icon(*_ICONS[state])
        self.words.say(words)
        self.retry.setVisible(self._may_retry and may_retry)
        self.setAccessibleName(words)
        self.show()


class WorkBar(QFrame):
    """Work under way: a sentence with counts, the bar, Cancel; appears after a second, goes when the work is over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._job: Job | None = None
        self.words = label("", "body")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self.note = label("", "small", "text-2")
        self.cancel = button(_("Cancel"), self._cancel, grade="small")
        layout = column(row(self.words, 1, self.cancel), self.bar, self.note, gap=3, parent=self)
        inset(layout, 4)
        self.hide()

    def watch(self, job: Job, words: str, note: str = "") -> None:
        """Follow a job; call `refresh` when `Tasks.changed` names it."""
        self._job = job
        self.words.setText(words)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.refresh(job)
        QTimer.singleShot(_AFTER_MS, self, lambda: self.setVisible(self._is_wanted(job)))

    def refresh(self, job: Job, words: str = "") -> None:
        """Show how far the job is; hides when it is over."""
        if job is not self._job:
            return
        self.bar.setRange(0, 1000 if job.total else 0)
        if job.total:
            self.bar.setValue(job.done * 1000 // job.total)
        if words:
            self.words.setText(words)
        if not self._is_wanted(job):
            self.hide()

    def _is_wanted(self, job: Job) -> bool:
        return job is self._job and not job.is_over and not job.is_cancelled

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.hide()
