"""Which versions run: the live one, the one before, one that is to come, and those that somebody still talks to."""

from __future__ import annotations

import dataclasses
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from frontdesk.errors import FrontdeskError
from frontdesk.service import backends as module
from frontdesk.service import deaths
from frontdesk.service.backend_record import BROKEN, CLOSING, READY, STARTING, BackendRecord
from frontdesk.service.backends import Backends, Wanted
from frontdesk.settings import Settings, load_settings
from tests.service.stand_in import Clock, Process


class House:
    def __init__(self, tmp_path: Path) -> None:
        self.events: list[str] = []
        self.processes: dict[int, list[Process]] = {}
        self.wanted: list[int] = [1]
        self.awaited: int | None = None
        self.models: dict[int, str] = {}
        self.store_fault: Exception | None = None
        self.start_fault: Exception | None = None
        self.talking: dict[int, int] = {}
        self.record = BackendRecord(tmp_path)
        self.settings = load_settings(tmp_path, {})
        self.backends = Backends(self.settings, self.record, self._wanted, self._talking)

    def _talking(self, version: int) -> int:
        if self.store_fault is not None:
            raise self.store_fault
        return self.talking.get(version, 0)

    def _wanted(self) -> list[Wanted]:
        if self.store_fault is not None:
            raise self.store_fault
        return [Wanted(number, Path(f"/versions/{number}"), Path(self.models.get(number, "model")),
                       number == self.awaited) for number in self.wanted]

    def make(self, _settings: object, _model: Path, _folder: Path, _rasa: int, _actions: int, version: int
             ) -> list[Process]:
        if isinstance(self.start_fault, FrontdeskError):
            raise self.start_fault
        self.processes[version] = [Process(name, version, self.events) for name in ("Actions", "Rasa")]
        for process in self.processes[version]:
            process.fault = self.start_fault
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
    monkeypatch.setattr(deaths, "time", clock)
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
    house.wanted, house.awaited = [1, 2], 2
    house.backends.look()
    house.processes[2][1].code = 1
    house.backends.look()
    assert house.states() == {1: READY, 2: BROKEN}
    wait_for(lambda: house.events.count("stop 2") == 2)
    assert "Rasa stopped while starting" in house.record.read()[2].error
    house.wanted = [1]
    house.backends.look()
    assert house.states() == {1: READY}


def test_one_that_never_answers_is_broken_after_a_while(house: House, clock: Clock) -> None:
    house.wanted, house.awaited = [1, 2], 2
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
    broken(house, 1)
    assert house.states() == {1: STARTING, 2: READY}
    assert "3rd time" in house.record.read()[1].error
    wait_for(lambda: house.events.count("stop 1") == 4)  # two of them before it was started again


def broken(house: House, version: int) -> None:
    """Have a version's Rasa end too often."""
    for _ in range(3):
        house.processes[version][1].code = 1
        house.backends.look()


def test_the_ends_of_one_version_do_not_count_for_another(house: House) -> None:
    published(house, 2)
    for _ in range(2):
        house.processes[1][1].code = 1
        house.backends.look()
    house.processes[2][1].code = 1
    house.backends.look()
    assert house.states() == {1: READY, 2: READY}
    assert house.processes[2][1].starts == 2


def test_what_was_broken_is_tried_again_after_a_while(house: House, clock: Clock) -> None:
    published(house, 2)
    broken(house, 1)
    first = house.processes[1]
    clock.now += 59
    house.backends.look()
    assert house.processes[1] is first
    clock.now += 2
    house.backends.look()
    assert house.processes[1] is not first
    house.up(1)
    house.backends.look()
    assert house.states() == {1: READY, 2: READY}
    assert house.record.read()[1].error == ""


def test_or_at_once_when_a_job_waits_for_it(house: House, clock: Clock) -> None:
    published(house, 2)
    broken(house, 1)
    house.awaited = 1
    house.backends.look()
    assert house.states() == {1: STARTING, 2: READY}
    house.up(1)
    house.backends.look()
    assert house.states() == {1: READY, 2: READY}


def test_that_job_is_told_how_it_ends_and_so_is_the_next_one(house: House, clock: Clock) -> None:
    published(house, 2)
    broken(house, 1)
    for _ in range(2):
        house.awaited = 1
        house.backends.look()
        assert house.states()[1] == STARTING
        house.processes[1][0].code = 1
        house.backends.look()
        assert house.states()[1] == BROKEN
        house.awaited = None
        house.backends.look()
        assert house.states()[1] == STARTING


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), FrontdeskError("endpoints.yml is broken")])
def test_one_that_cannot_be_started_ends_nothing_and_is_tried_again(
    house: House, clock: Clock, fault: Exception
) -> None:
    house.wanted, house.awaited, house.start_fault = [1, 2], 2, fault
    house.backends.look()
    assert house.states() == {1: READY, 2: BROKEN}
    assert str(fault) in house.record.read()[2].error
    house.start_fault = None
    clock.now += 61
    house.backends.look()
    assert house.states() == {1: READY, 2: STARTING}


def test_one_that_was_trained_anew_is_started_anew_but_not_the_live_one(house: House) -> None:
    published(house, 2)
    house.models = {1: "newer", 2: "newer"}
    house.backends.look()
    assert house.states() == {1: STARTING, 2: READY}
    house.up(1)
    for _ in range(3):
        house.backends.look()
    assert house.states() == {1: READY, 2: READY}
    assert house.events.count("start 1") == 2


@pytest.mark.parametrize("fault", [
    OperationalError("select", {}, Exception("away")), sqlite3.OperationalError("database is locked"),
    OSError(5, "Input/output error")])
def test_while_the_store_is_away_all_goes_on(
    house: House, clock: Clock, capsys: pytest.CaptureFixture[str], fault: Exception
) -> None:
    house.talking[1] = 1
    published(house, 2, 3)
    capsys.readouterr()
    house.store_fault = fault
    house.processes[3][1].code = -9
    for _ in range(3):
        house.backends.look()
    assert house.processes[3][1].starts == 2
    assert house.states() == {1: READY, 2: READY, 3: READY}
    assert capsys.readouterr().err.count("read from the store which versions are to run") == 1
    house.store_fault = None
    house.backends.look()
    assert "It works again" in capsys.readouterr().err


def test_while_a_process_cannot_be_started_again_that_counts_as_no_end(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    rasa = house.processes[1][1]
    rasa.code, rasa.fault = -9, OSError(28, "No space left on device")
    for _ in range(5):
        house.backends.look()
    assert capsys.readouterr().err.count("No space left on device") == 1
    rasa.fault = None
    house.backends.look()
    assert (rasa.starts, rasa.code) == (1, None)


def test_what_cannot_be_written_down_is_written_later(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(BackendRecord, "write", full)
        house.wanted = [1, 2]
        house.backends.look()
    assert house.states() == {1: READY}
    house.backends.look()
    assert house.states() == {1: READY, 2: STARTING}


def test_the_address_of_an_action_server_is_removed_with_it(
    house: House, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(settings: Settings, *more: object) -> list[Process]:
        path = settings.var / f"endpoints-{more[3]}.yml"
        path.parent.mkdir(exist_ok=True)
        path.touch()
        return house.make(settings, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "backend_services", make)
    house.wanted = [1, 2]
    house.backends.look()
    assert len(list(house.settings.var.glob("endpoints-*.yml"))) == 1
    house.wanted = [1]
    house.backends.look()
    assert list(house.settings.var.glob("endpoints-*.yml")) == []


def test_last_answers_are_waited_for_as_long_as_they_may_take(house: House, clock: Clock) -> None:
    house.backends._settings = dataclasses.replace(house.settings, rasa_timeout=60.0)
    published(house, 2, 3)
    clock.now += 61
    house.backends.look()
    assert house.states()[1] == CLOSING
    clock.now += 2
    house.backends.look()
    assert 1 not in house.states()


def test_in_the_end_all_are_stopped_and_the_record_is_gone(house: House) -> None:
    published(house, 2)
    house.backends.stop()
    assert sorted(house.events[-4:]) == ["stop 1", "stop 1", "stop 2", "stop 2"]
    assert house.states() == {}
