"""Learning the examples that what is typed is compared with."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from frontdesk.console.second_look import SecondLook


def test_after_a_failure_it_is_tried_again_and_else_only_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look, tried = SecondLook(tmp_path), list[int]()

    def learn(*_: object) -> None:
        tried.append(len(tried))
        if len(tried) == 1:
            raise OSError("the disk is full")

    monkeypatch.setattr(look._likeness, "learn", learn)
    for _ in range(3):
        look.prepare({"greet": ("hello",)})
        for thread in threading.enumerate():
            if thread.name == "examples":
                thread.join(10)
    assert tried == [0, 1]
