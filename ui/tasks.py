"""Work off the GUI thread: one pool, one long-lived object, one queued signal.

Anything over 50 ms runs here. A piece of work takes `progress`; calling it reports how far the work is and raises
`Cancelled` when the person stopped it. Results come back on the GUI thread, and only those that are still wanted:
cancelled work is never delivered, and of two jobs with the same key only the newer one is. When work meets the
gate (`ConsentNeeded`), the person is asked here, on the GUI thread, and the same work runs again after a yes; no
worker ever waits for a dialog.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from hub.domain.errors import Cancelled, ConsentNeeded, HubError
from hub.domain.progress import Progress
from ui.collecting import Collector

if TYPE_CHECKING:
    from hub.domain.outgoing import Outgoing

T = TypeVar("T")
_REPORT_EVERY = 0.05
"""Seconds between two reports that reach the GUI thread."""


@dataclass(eq=False, slots=True)
class Job:
    """A piece of work under way: title is what the person sees; done, total and note are its last report.

    started: monotonic seconds. is_over: delivered, failed or dropped.
    """

    title: str
    key: str
    owner: QObject | None
    work: Callable[[Progress], Any]
    then: Callable[[Any], None] | None
    failed: Callable[[HubError], None] | None
    ended: Callable[[], None] | None
    announce: Callable[[Job], None]
    done: int = 0
    total: int = 0
    note: str = ""
    started: float = field(default_factory=time.monotonic)
    is_over: bool = False
    granted: Outgoing | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _reported: float = 0.0

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody stopped it, or its owner is gone."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Stop it at its next report; its result is not delivered in any case."""
        self._stop.set()

    def report(self, done: int, total: int = 0, note: str = "") -> None:
        """The `Progress` that the work gets; called on the worker's thread."""
        if self.is_cancelled:
            raise Cancelled
        self.done, self.total, self.note = done, total, note
        now = time.monotonic()
        if now - self._reported >= _REPORT_EVERY:
            self._reported = now
            self.announce(self)


@dataclass(frozen=True, slots=True)
class _Arrival:
    job: Job
    is_end: bool
    value: object = None
    error: BaseException | None = None


def _refuse(_outgoing: Outgoing) -> bool:
    return False


def _let_it_fall(error: BaseException) -> None:
    raise error


class Tasks(QObject):
    """Runs work for screens.

    ask_consent: shows the exact bytes, stores the grant, answers whether the work may go on; nothing is sent without
    it. show_problem: for errors of work whose caller has no `failed`. show_crash: for everything that is not a
    `HubError`.
    """

    changed = Signal(object)
    """A `Job` began, moved on, or ended."""
    _arrived = Signal(object)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        ask_consent: Callable[[Outgoing], bool] = _refuse,
        show_problem: Callable[[HubError], None] = _let_it_fall,
        show_crash: Callable[[BaseException], None] = _let_it_fall,
        workers: int = 4,
    ) -> None:
        super().__init__(parent)
        self.ask_consent = ask_consent
        self.show_problem = show_problem
        self.show_crash = show_crash
        self.running: list[Job] = []
        self._newest: dict[str, Job] = {}
        self._collector = Collector(self)
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="work")
        self._is_closed = False
        self._arrived.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], None] | None = None,
        *,
        owner: QObject | None = None,
        key: str = "",
        title: str = "",
        failed: Callable[[HubError], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> Job:
        """Run work on the pool and hand its value to `then` on the GUI thread.

        owner: when it is gone, the result is dropped. key: a newer job with the same key cancels the older one.
        title: what the status line says while it runs ("Reading statement.csv"). failed: gets a `HubError`, also the
        `ConsentNeeded` that was declined. ended: called last, whatever happened, unless the owner is gone.
        """
        if self._is_closed:
            raise RuntimeError("no work after closing")
        job = Job(
            title, key, owner, work, then, failed, ended, lambda one: self._arrived.emit(_Arrival(one, is_end=False))
        )
        if key:
            older = self._newest.get(key)
            if older is not None:
                older.cancel()
            self._newest[key] = job
        self.running.append(job)
        self._collector.work()
        self._pool.submit(self._work, job)
        self.changed.emit(job)
        return job

    def cancel(self, owner: QObject) -> None:
        """Cancel all jobs of an owner."""
        for job in self.running:
            if job.owner is owner:
                job.cancel()

    def close(self) -> None:
        """Cancel everything and wait until the workers have stopped; nothing is delivered any more."""
        self._is_closed = True
        for job in self.running:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._collector.release()

    def _work(self, job: Job) -> None:
        try:
            job.report(0)
            arrival = _Arrival(job, is_end=True, value=job.work(job.report))
        except BaseException as error:  # noqa: BLE001 - every outcome goes to the GUI thread, none ends a worker
            arrival = _Arrival(job, is_end=True, error=error)
        self._arrived.emit(arrival)

    def _arrive(self, arrival: _Arrival) -> None:
        job = arrival.job
        if job.owner is not None and not shiboken6.isValid(job.owner):
            job.cancel()
            job.ended = None
        if not arrival.is_end:
            if not job.is_over:
                self.changed.emit(job)
        elif not self._runs_again(arrival):
            self._finish(job)
            self._deliver(job, arrival)

    def _runs_again(self, arrival: _Arrival) -> bool:
        """Ask for consent where the gate wants it, and start the same work again after a yes."""
        job, error = arrival.job, arrival.error
        if job.is_cancelled or not isinstance(error, ConsentNeeded) or job.granted == error.outgoing:
            return False
        if not self.ask_consent(error.outgoing) or self._is_closed:
            return False
        job.granted = error.outgoing
        self._pool.submit(self._work, job)
        return True

    def _finish(self, job: Job) -> None:
        job.is_over = True
        if job in self.running:
            self.running.remove(job)
            if not self.running:
                self._collector.rest()
        if self._newest.get(job.key) is job:
            del self._newest[job.key]
        self.changed.emit(job)

    def _deliver(self, job: Job, arrival: _Arrival) -> None:
        try:
            if not job.is_cancelled:
                self._hand_over(job, arrival.value, arrival.error)
        finally:
            if job.ended is not None and not self._is_closed:
                job.ended()

    def _hand_over(self, job: Job, value: object, error: BaseException | None) -> None:
        if error is None:
            if job.then is not None:
                job.then(value)
        elif isinstance(error, ConsentNeeded) and job.granted == error.outgoing:
            self.show_crash(error)  # the grant that was just stored does not cover what it was made for
        elif isinstance(error, HubError):
            if job.failed is not None:
                job.failed(error)
            elif not isinstance(error, ConsentNeeded):  # a no is an answer, not a problem
                self.show_problem(error)
        elif not isinstance(error, Cancelled):
            self.show_crash(error)
