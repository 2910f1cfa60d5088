"""Work beside the GUI thread: delivered once, in order, never when cancelled; errors and consent where they belong."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hub.domain.errors import ConsentNeeded, HubError
from hub.domain.outgoing import Outgoing
from hub.domain.progress import Progress
from ui.tasks import Job, Tasks

OUTGOING = Outgoing("exchange_rates", "rates.example", {"request": "full"}, b"GET /")


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Holds work until it is set."""
    event = threading.Event()
    yield event
    event.set()


def test_work_runs_beside_and_its_value_arrives_on_the_gui_thread(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[object] = []

    def work(_progress: Progress) -> int:
        seen.append(threading.get_ident())
        return 7

    tasks.run(work, lambda value: seen.extend([value, QThread.currentThread()]))
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert seen[0] != threading.get_ident()
    assert seen[1:] == [7, QApplication.instance().thread()]


def test_the_newest_of_two_loads_wins(qtbot: QtBot, tasks: Tasks, gate: threading.Event) -> None:
    seen: list[str] = []

    def slow(_progress: Progress) -> str:
        gate.wait(5)
        return "old"

    older = tasks.run(slow, seen.append, key="load")
    tasks.run(lambda _progress: "new", seen.append, key="load")
    gate.set()
    qtbot.waitUntil(lambda: not tasks.running)
    assert seen == ["new"]
    assert older.is_cancelled


def test_cancelled_work_stops_at_its_next_report_and_is_not_delivered(qtbot: QtBot, tasks: Tasks) -> None:
    steps: list[int] = []
    seen: list[object] = []

    def work(progress: Progress) -> str:
        for step in range(1000):
            steps.append(step)
            progress(step, 1000, "reading")
            time.sleep(0.002)
        return "all"

    job = tasks.run(work, seen.append, failed=seen.append, ended=lambda: seen.append("ended"))
    qtbot.waitUntil(lambda: len(steps) > 2)
    job.cancel()
    qtbot.waitUntil(lambda: not tasks.running)
    assert seen == ["ended"]
    assert len(steps) < 1000


def test_progress_is_told_and_reaches_the_end_of_the_job(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[tuple[int, int, str]] = []
    tasks.changed.connect(lambda job: told.append((job.done, job.total, job.note)))

    def work(progress: Progress) -> None:
        for step in range(4):
            progress(step, 3, "matching")
            time.sleep(0.06)

    tasks.run(work)
    qtbot.waitUntil(lambda: not tasks.running)
    assert (3, 3, "matching") in told


def test_work_of_an_owner_that_is_gone_is_dropped(qtbot: QtBot, tasks: Tasks, gate: threading.Event) -> None:
    owner, seen = QObject(), []

    def work(_progress: Progress) -> int:
        gate.wait(5)
        return 1

    tasks.run(work, seen.append, owner=owner, ended=lambda: seen.append("ended"))
    owner.deleteLater()
    qtbot.wait(20)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.running)
    assert seen == []


def test_a_hub_error_goes_to_whoever_started_the_work_and_else_to_the_program(qtbot: QtBot, tasks: Tasks) -> None:
    here: list[HubError] = []
    program: list[HubError] = []
    tasks.show_problem = program.append

    def work(_progress: Progress) -> None:
        raise HubError("unreadable", where={"line": 20})

    tasks.run(work, failed=here.append)
    tasks.run(work)
    qtbot.waitUntil(lambda: not tasks.running)
    assert [error.code for error in here + program] == ["unreadable", "unreadable"]


def test_a_defect_goes_to_the_crash_report(qtbot: QtBot, tasks: Tasks) -> None:
    crashes: list[BaseException] = []
    problems: list[object] = []
    tasks.show_crash = crashes.append
    tasks.run(lambda _progress: 1 // 0, failed=problems.append)
    qtbot.waitUntil(lambda: not tasks.running)
    assert [type(error) for error in crashes] == [ZeroDivisionError]
    assert problems == []


def test_after_consent_the_same_work_runs_again(qtbot: QtBot, tasks: Tasks) -> None:
    granted: list[Outgoing] = []
    runs: list[int] = []
    seen: list[str] = []

    def ask(outgoing: Outgoing) -> bool:
        assert QThread.currentThread() is QApplication.instance().thread()
        granted.append(outgoing)
        return True

    def work(_progress: Progress) -> str:
        runs.append(1)
        if OUTGOING not in granted:
            raise ConsentNeeded(OUTGOING)
        return "rates"

    tasks.ask_consent = ask
    tasks.run(work, seen.append)
    qtbot.waitUntil(lambda: seen == ["rates"])
    assert granted == [OUTGOING]
    assert len(runs) == 2


def test_after_a_no_nothing_runs_again_and_nothing_is_a_problem(qtbot: QtBot, tasks: Tasks) -> None:
    runs, problems, mine = [], [], []
    tasks.show_problem = problems.append

    def work(_progress: Progress) -> None:
        runs.append(1)
        raise ConsentNeeded(OUTGOING)

    tasks.run(work)
    tasks.run(work, failed=mine.append)
    qtbot.waitUntil(lambda: not tasks.running)
    assert len(runs) == 2
    assert problems == []
    assert [type(error) for error in mine] == [ConsentNeeded]


def test_a_grant_that_does_not_cover_is_a_defect_and_no_endless_dialog(qtbot: QtBot, tasks: Tasks) -> None:
    asked, crashes = [], []
    tasks.ask_consent = lambda outgoing: asked.append(outgoing) or True
    tasks.show_crash = crashes.append

    def work(_progress: Progress) -> None:
        raise ConsentNeeded(OUTGOING)

    tasks.run(work)
    qtbot.waitUntil(lambda: not tasks.running)
    assert len(asked) == 1
    assert len(crashes) == 1


def test_closing_waits_and_delivers_nothing_more(qtbot: QtBot) -> None:
    tasks, seen, done = Tasks(), [], []

    def work(_progress: Progress) -> int:
        time.sleep(0.05)
        done.append(1)
        return 1

    job: Job = tasks.run(work, seen.append)
    qtbot.wait(10)
    tasks.close()
    assert done == [1]
    qtbot.wait(20)
    assert seen == []
    assert job.is_cancelled
    with pytest.raises(RuntimeError):
        tasks.run(work)


def test_cycles_are_collected_on_the_gui_thread_only(qtbot: QtBot) -> None:
    dropped: list[bool] = []

    class Knot:
        def __init__(self) -> None:
            self.self = self

        def __del__(self) -> None:
            dropped.append(threading.current_thread() is threading.main_thread())

    def knots(_progress: Progress) -> int:
        return len([Knot() for _ in range(20_000)])

    was_on = gc.isenabled()
    made = Tasks()
    try:
        made.run(knots)
        qtbot.waitUntil(lambda: len(dropped) == 20_000, timeout=20_000)
    finally:
        made.close()
    assert all(dropped)
    assert gc.isenabled() == was_on
