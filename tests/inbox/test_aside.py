"""Work beside the page."""

from __future__ import annotations

import threading

import pytest

from frontdesk.inbox.aside import Aside


def test_it_is_done_once_for_each_key() -> None:
    aside, done = Aside[int]("test"), list[str]()
    for key in ("a", "b", "a", "b"):
        assert aside.get(key, lambda key=key: done.append(key) or len(done), 10) == 1 + (key == "b")  # type: ignore[misc]
    assert done == ["a", "b"]


def test_who_cant_wait_gets_nothing_and_later_what_was_done_meanwhile() -> None:
    aside, go_on = Aside[str]("test"), threading.Event()

    def work() -> str:
        go_on.wait(10)
        return "done"

    assert aside.get("a", work, 0.01) is None
    assert aside.get("a", work, 0) is None
    go_on.set()
    assert aside.get("a", lambda: "never called", 10) == "done"


def test_only_the_last_results_are_kept() -> None:
    aside, done = Aside[int]("test"), list[str]()

    def work(key: str) -> int:
        done.append(key)
        return len(done)

    for key in ("a", "b", "c", "b", "a"):
        aside.get(key, lambda key=key: work(key), 10)  # type: ignore[misc]
    assert done == ["a", "b", "c", "a"]


def test_what_failed_is_tried_again() -> None:
    aside = Aside[int]("test")
    with pytest.raises(ZeroDivisionError):
        aside.get("a", lambda: 1 // 0, 10)
    assert aside.get("a", lambda: 7, 10) == 7


def test_who_waits_for_what_is_let_go_meanwhile_gets_nothing() -> None:
    aside, go_on, asked, got = Aside[str]("test"), threading.Event(), threading.Event(), list[str | None]()

    class Key:
        """Tells that it is looked up."""

        def __hash__(self) -> int:
            asked.set()
            return 1

    def work() -> str:
        go_on.wait(10)
        return "done"

    assert aside.get("a", work, 0) is None  # which keeps the thread busy
    waiting = threading.Thread(target=lambda: got.append(aside.get(Key(), work, 10)))
    waiting.start()
    asked.wait(10)
    for key in ("b", "c"):
        aside.get(key, work, 0)
    waiting.join(5)
    go_on.set()
    assert got == [None]
