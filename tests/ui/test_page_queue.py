"""Which pages of the table are read: the newest wanted first, and none that were scrolled past."""

from __future__ import annotations

from ui.transactions.page_queue import PageQueue


def test_the_newest_page_comes_first_and_what_was_scrolled_past_is_dropped() -> None:
    started: list[int] = []
    dropped: list[int] = []
    queue = PageQueue(started.append, dropped.append)
    for page in range(10):
        queue.want(page)
    assert started == [0, 1]
    assert dropped == [2, 3, 4, 5]
    assert not queue.is_idle
    for _read in range(4):
        queue.done()
    assert started == [0, 1, 9, 8, 7, 6]
    assert queue.is_idle


def test_other_rows_forget_what_waits() -> None:
    started: list[int] = []
    queue = PageQueue(started.append, lambda _page: None)
    for page in range(4):
        queue.want(page)
    queue.forget()
    queue.done()
    queue.done()
    assert started == [0, 1]
    queue.want(7)
    assert started == [0, 1, 7]
