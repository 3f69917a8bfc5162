"""Processes that end by themselves."""

from __future__ import annotations

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.service import deaths as module
from frontdesk.service.deaths import Deaths, Dispensable
from tests.service.stand_in import Clock, Process


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.fixture
def outbox() -> Process:
    return Process("The outbox", None, [])


def test_three_ends_in_two_minutes_are_too_many(clock: Clock, outbox: Process) -> None:
    deaths = Deaths()
    assert deaths.look(outbox) is False  # type: ignore[arg-type]
    for _ in range(2):
        outbox.code = 1
        assert deaths.look(outbox) is True  # type: ignore[arg-type]
    outbox.code = 1
    with pytest.raises(FrontdeskError, match="stopped by itself \\(exit code 1\\) for the 3rd time in 120 s"):
        deaths.look(outbox)  # type: ignore[arg-type]
    clock.now += 121
    assert deaths.look(outbox) is True  # type: ignore[arg-type]


def ends(dispensable: Dispensable, outbox: Process, times: int) -> None:
    for _ in range(times):
        outbox.code = 1
        dispensable.look()


def test_what_can_be_done_without_is_tried_again_every_minute(
    clock: Clock, outbox: Process, capsys: pytest.CaptureFixture[str]
) -> None:
    dispensable = Dispensable(outbox)  # type: ignore[arg-type]
    dispensable.look()
    ends(dispensable, outbox, 2)
    assert outbox.starts == 2
    assert capsys.readouterr().err.count("Starting it again") == 2
    ends(dispensable, outbox, 1)
    assert "for the 3rd time: frontdesk: no secret. Everything else goes on" in capsys.readouterr().err
    for _ in range(59):
        clock.now += 1
        dispensable.look()
    assert outbox.starts == 2
    clock.now += 1
    dispensable.look()
    assert outbox.starts == 3
    for _ in range(10):
        ends(dispensable, outbox, 1)
        clock.now += 60
        dispensable.look()
    assert outbox.starts == 13
    assert capsys.readouterr().err == ""  # it was said


def test_one_that_has_run_for_a_while_begins_anew(
    clock: Clock, outbox: Process, capsys: pytest.CaptureFixture[str]
) -> None:
    dispensable = Dispensable(outbox)  # type: ignore[arg-type]
    ends(dispensable, outbox, 3)
    clock.now += 60
    dispensable.look()
    clock.now += 121
    capsys.readouterr()
    ends(dispensable, outbox, 1)
    assert outbox.starts == 4
    assert "Starting it again" in capsys.readouterr().err


def test_one_that_cannot_be_started_is_tried_at_the_next_look(clock: Clock, outbox: Process) -> None:
    dispensable = Dispensable(outbox)  # type: ignore[arg-type]
    outbox.fault = OSError(28, "No space left on device")
    outbox.code = 1
    for _ in range(5):
        with pytest.raises(OSError, match="No space"):
            dispensable.look()
    outbox.fault = None
    dispensable.look()
    assert (outbox.starts, outbox.stops) == (1, 1)


def test_another_one_takes_its_place(clock: Clock, outbox: Process) -> None:
    dispensable = Dispensable(outbox)  # type: ignore[arg-type]
    ends(dispensable, outbox, 3)
    other = Process("The outbox", None, [])
    dispensable.replace(other)  # type: ignore[arg-type]
    dispensable.look()
    assert (dispensable.service, other.starts) == (other, 1)
