"""Lines through a pipe."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from frontdesk.trial.lines import Lines

Pipe = tuple[Lines, int]


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    reading, writing = os.pipe()
    yield Lines(reading), writing
    os.close(reading)


def test_lines_come_one_by_one_however_they_were_written(pipe: Pipe) -> None:
    lines, writing = pipe
    os.write(writing, b"one\ntw")
    assert lines.next(1) == b"one"
    assert lines.next(0.05) is None
    os.write(writing, b"o\nthree\n")
    assert [lines.next(1), lines.next(1)] == [b"two", b"three"]
    os.close(writing)


def test_waiting_ends_in_time(pipe: Pipe) -> None:
    lines, writing = pipe
    begun = time.monotonic()
    assert lines.next(0.1) is None
    assert 0.09 < time.monotonic() - begun < 5
    os.close(writing)


def test_the_end_is_told(pipe: Pipe) -> None:
    lines, writing = pipe
    os.write(writing, b"last\nhalf")
    os.close(writing)
    assert lines.next(1) == b"last"
    with pytest.raises(EOFError):
        lines.next(1)
