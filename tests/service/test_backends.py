"""Which versions run: the live one, the one before, one that is to come, and those that somebody still talks to."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.service import backends as module
from frontdesk.service.backend_record import BROKEN, CLOSING, READY, STARTING, BackendRecord
from frontdesk.service.backends import Backends, Wanted
from frontdesk.settings import load_settings


class Process:
    """Stands in for a process."""

    def __init__(self, name: str, version: int | None, events: list[str]) -> None:
        self.name, self.version, self._events = name, version, events
        self.log = Path("a.log")
        self.up, self.code = False, None
        self.starts = self.stops = 0

    def start(self) -> None:
        self.starts, self.code = self.starts + 1, None
        self._events.append(f"start {self.version}")

    def stop(self) -> None:
        self.stops += 1
        self._events.append(f"stop {self.version}")

    def ready(self) -> bool:
        return self.up

    def exit_code(self) -> int | None:
        return self.code


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


class House:
    def __init__(self, tmp_path: Path) -> None:
        self.events: list[str] = []
        self.processes: dict[int, list[Process]] = {}
        self.wanted: list[int] = [1]
        self.talking: dict[int, int] = {}
        self.record = BackendRecord(tmp_path)
        settings = load_settings(tmp_path, {})
        self.backends = Backends(settings, self.record, self._wanted, lambda version: self.talking.get(version, 0))

    def _wanted(self) -> list[Wanted]:
        return [Wanted(number, Path(f"/versions/{number}"), Path("model")) for number in self.wanted]

    def make(self, _settings: object, _model: Path, _folder: Path, _rasa: int, _actions: int, version: int
             ) -> list[Process]:
        self.processes[version] = [Process(name, version, self.events) for name in ("Actions", "Rasa")]
        return self.processes[version]

    def up(self, version: int) -> None:
        for process in self.processes[version]:
            process.up = True

    def states(self) -> dict[int, str]:
        return {number: backend.state for number, backend in self.record.read().items()}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.fixture
def house(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> House:
    house = House(tmp_path)
    monkeypatch.setattr(module, "backend_services", house.make)
    house.backends.adopt(house._wanted()[0], house.make(None, Path(), Path(), 0, 0, 1))  # type: ignore[arg-type]
    return house


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_what_was_started_already_is_known_at_once(house: House) -> None:
    assert house.states() == {1: READY}
    house.backends.look()
    assert house.events == []
    assert house.record.read()[1].rasa_port == 8081


def test_a_version_to_come_is_started_beside_and_told_when_it_is_ready(house: House) -> None:
    house.wanted = [1, 2]
    house.backends.look()
    assert house.events == ["start 2", "start 2"]
    assert house.states() == {1: READY, 2: STARTING}
    house.backends.look()
    assert house.states()[2] == STARTING
    house.up(2)
    house.backends.look()
    assert house.states() == {1: READY, 2: READY}
    ports = [backend.rasa_port for backend in house.record.read().values()]
    assert len(set(ports)) == 2


def test_the_version_before_is_kept_warm(house: House) -> None:
    house.wanted = [2, 1]
    house.backends.look()
    house.up(2)
    for _ in range(3):
        house.backends.look()
    assert house.states() == {1: READY, 2: READY}


def published(house: House, *versions: int) -> None:
    """Publish these after each other, each ready at once."""
    for version in versions:
        house.wanted = [version, house.wanted[0]]
        house.backends.look()
        house.up(version)
        house.backends.look()


def test_one_that_nobody_talks_to_is_asked_no_more_and_then_stopped(house: House, clock: Clock) -> None:
    published(house, 2, 3)
    assert house.states() == {1: CLOSING, 2: READY, 3: READY}
    clock.now += 11
    house.backends.look()
    assert house.states()[1] == CLOSING  # its last answers may be under way
    clock.now += 2
    house.backends.look()
    assert house.states() == {2: READY, 3: READY}
    wait_for(lambda: house.events.count("stop 1") == 2)


def test_one_that_somebody_talks_to_goes_on(house: House, clock: Clock) -> None:
    house.talking[1] = 2
    published(house, 2, 3)
    for _ in range(5):
        clock.now += 60
        house.backends.look()
    assert house.states()[1] == READY
    house.talking[1] = 0
    house.backends.look()
    assert house.states()[1] == CLOSING


def test_but_not_for_ever(house: House, clock: Clock) -> None:
    house.talking[1] = 1
    published(house, 2, 3)
    clock.now += 1801
    house.backends.look()
    assert house.states()[1] == CLOSING


def test_and_not_where_there_are_too_many(house: House) -> None:
    house.talking = {1: 1, 2: 1, 3: 1}
    published(house, 2, 3, 4)
    assert house.states() == {1: CLOSING, 2: READY, 3: READY, 4: READY}


def test_going_back_takes_up_what_was_closing(house: House) -> None:
    published(house, 2, 3)
    house.wanted = [1, 3]
    house.backends.look()
    assert house.states()[1] == READY
    assert "stop 1" not in house.events


def test_one_that_does_not_start_is_told_and_left(house: House, clock: Clock) -> None:
    house.wanted = [1, 2]
    house.backends.look()
    house.processes[2][1].code = 1
    house.backends.look()
    assert house.states() == {1: READY, 2: BROKEN}
    assert "Rasa stopped while starting" in house.record.read()[2].error
    house.wanted = [1]
    house.backends.look()
    assert house.states() == {1: READY}


def test_one_that_never_answers_is_broken_after_a_while(house: House, clock: Clock) -> None:
    house.wanted = [1, 2]
    house.backends.look()
    clock.now += 181
    house.backends.look()
    assert house.states()[2] == BROKEN


def test_what_dies_is_started_again(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    house.processes[1][1].code = -9
    house.backends.look()
    assert house.processes[1][1].starts == 1
    assert "Rasa stopped by itself" in capsys.readouterr().err


def test_the_live_version_that_keeps_dying_ends_everything(house: House) -> None:
    for _ in range(2):
        house.processes[1][1].code = 1
        house.backends.look()
    house.processes[1][1].code = 1
    with pytest.raises(FrontdeskError, match="3rd time"):
        house.backends.look()


def test_another_one_that_keeps_dying_ends_nothing(house: House) -> None:
    published(house, 2)
    for _ in range(3):
        house.processes[1][1].code = 1
        house.backends.look()
    assert house.states() == {1: BROKEN, 2: READY}


def test_in_the_end_all_are_stopped_and_the_record_is_gone(house: House) -> None:
    published(house, 2)
    house.backends.stop()
    assert sorted(house.events[-4:]) == ["stop 1", "stop 1", "stop 2", "stop 2"]
    assert house.states() == {}
