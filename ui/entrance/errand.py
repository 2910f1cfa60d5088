"""Work that needs the vault closed, alone on the sheet: how far it is, then what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QProgressBar, QWidget

from hub.domain.errors import HubError
from hub.domain.progress import Progress
from ui import icons
from ui.locale import N_, _
from ui.parts.bars import ProblemBar
from ui.parts.boxes import column, holding, row, scrolled
from ui.parts.buttons import button
from ui.parts.pictures import Drawn
from ui.parts.texts import Paragraph, label
from ui.screen import Errand, Report
from ui.style import tokens
from ui.tasks import Job, Tasks

_STEPS: Mapping[str, str] = {
    "copying": N_("Copying"),
    "verifying": N_("Another program reads all of it"),
    "attachments": N_("Reading receipts"),
}
"""Notes of `Progress` in words."""


class ErrandPage(QWidget):
    """Begins with `begin`; on_done: the person has read the report."""

    def __init__(self, errand: Errand, tasks: Tasks, on_done: Callable[[], object]) -> None:
        super().__init__()
        self._errand, self._tasks = errand, tasks
        self._job: Job | None = None
        self._report: Report | None = None
        self.headline = Paragraph(errand.title, "sentence", "text")
        self.note = Paragraph(errand.note)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(_("Progress"))
        self.step = label("", "small", "text-2")
        self.problem = ProblemBar()
        self.lines = column(gap=3)
        self.done = button(_("Go on"), on_done, kind="primary", grade="large")
        self.done.hide()
        self.cancel = button(_("Cancel"), self._cancel, grade="large")
        self.cancel.setVisible(errand.may_cancel)
        inner = QWidget()
        inner.setFixedWidth(tokens.px(520))
        brand = row(Drawn(_logo), label(_("Coffer"), "sentence", weight=600), 0, gap=4)
        parts = (self.headline, self.note, self.bar, self.step, self.problem, holding(self.lines))
        column(brand, *parts, row(self.done, self.cancel, 0), gap=5, parent=inner)
        content = holding(column(1, row(1, inner, 1), 2))
        column(scrolled(content), parent=self)
        tasks.changed.connect(self._watch)

    def begin(self) -> None:
        """Start the work."""
        self._job = self._tasks.run(
            self._work, self.show_report, owner=self, failed=self.show_problem, ended=self._look_after_cancelling
        )

    def _work(self, progress: Progress) -> Report:
        self._report = self._errand.work(progress)
        return self._report

    def _cancel(self) -> None:
        if self._job is not None:
            self.cancel.setEnabled(False)
            self.step.setText(_("Stopping…"))
            self._job.cancel()

    def _look_after_cancelling(self) -> None:
        """Cancelled work hands nothing over; it may have come to its end all the same."""
        if self._job is None or not self._job.is_cancelled:
            return
        if self._report is not None:
            self.show_report(self._report)
            self.lines.addWidget(Paragraph(_("It could not be cancelled any more.")))
        else:
            self.headline.say(_("Cancelled. Everything is as it was."))
            self._end()

    def show_report(self, report: Report) -> None:
        """Say what came of it."""
        self.headline.say(report.words)
        for line in report.lines:
            self.lines.addWidget(Paragraph(line))
        self._end()

    def show_problem(self, error: HubError) -> None:
        """Say why it was not done."""
        self.headline.say(_("This was not done."))
        self.problem.show_error(error)
        self._end()

    def _end(self) -> None:
        for one in (self.note, self.bar, self.step, self.cancel):
            one.hide()
        self.done.show()
        self.done.setFocus()

    def _watch(self, job: Job) -> None:
        if job is not self._job or job.is_over or job.is_cancelled:
            return
        self.bar.setRange(0, 1000 if job.total else 0)
        if job.total:
            self.bar.setValue(job.done * 1000 // job.total)
        self.step.setText(_(_STEPS[job.note]) if job.note in _STEPS else "")


def _logo(ratio: float) -> QPixmap:
    return icons.logo(tokens.px(34), ratio)
