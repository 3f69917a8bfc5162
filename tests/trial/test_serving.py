"""Answering requests over pipes, until they end."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from frontdesk.trial.__main__ import serve
from frontdesk.trial.lines import Lines


class Echo:
    """A workshop that says back what it is asked."""

    def told(self, folders: Mapping[str, Path], detector: Path, texts: Sequence[str]) -> dict[str, Any]:
        if texts == ["fail"]:
            raise ZeroDivisionError("secret words")
        return {name: {"texts": list(texts), "detector": str(detector)} for name in folders}


class Served:
    """The other ends of the pipes."""

    def __init__(self, idle: float) -> None:
        requests, self._asking = os.pipe()
        self._answers, answers = os.pipe()
        self._requests = requests
        self._lines = Lines(self._answers)
        self.thread = threading.Thread(target=serve, args=(Echo(), requests, answers, idle))
        self.thread.start()

    def ask(self, line: bytes) -> Any:
        os.write(self._asking, line + b"\n")
        answer = self._lines.next(10)
        assert answer is not None
        return json.loads(answer)

    def hang_up(self) -> None:
        if self._asking >= 0:
            os.close(self._asking)
        self._asking = -1

    def close(self) -> None:
        self.hang_up()
        self.thread.join(10)
        os.close(self._answers)
        os.close(self._requests)


@pytest.fixture
def served() -> Iterator[Served]:
    served = Served(idle=60)
    yield served
    served.close()


def request(*texts: str) -> bytes:
    return json.dumps({"folders": {"draft": "/a"}, "detector": "/b", "texts": texts}).encode()


def test_every_request_gets_one_answer(served: Served) -> None:
    assert served.ask(request("one")) == {"sides": {"draft": {"texts": ["one"], "detector": "/b"}}}
    assert served.ask(request("two"))["sides"]["draft"]["texts"] == ["two"]


@pytest.mark.parametrize("line", [b"nonsense", b"{}", b"[]", request("fail")])
def test_a_request_that_fails_says_what_kind_and_the_next_is_answered(served: Served, line: bytes) -> None:
    answer = served.ask(line)
    assert set(answer) == {"error"}
    assert "secret" not in answer["error"]
    assert "sides" in served.ask(request("two"))


def test_it_ends_when_nobody_can_ask_any_more(served: Served) -> None:
    served.ask(request("one"))
    served.hang_up()
    served.thread.join(10)
    assert not served.thread.is_alive()


def test_it_ends_after_a_while_in_which_nobody_asked() -> None:
    served = Served(idle=0.2)
    begun = time.monotonic()
    served.thread.join(10)
    assert not served.thread.is_alive()
    assert time.monotonic() - begun >= 0.19
    served.close()
