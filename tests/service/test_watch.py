"""What is done while Frontdesk runs, with stand-ins for all processes."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from frontdesk.errors import FrontdeskError
from frontdesk.service import deaths
from frontdesk.service import watch as module
from frontdesk.service.backends import Wanted
from frontdesk.service.watch import Watch
from frontdesk.settings import Settings, load_settings
from tests.service.stand_in import Clock, Process


class Backends:
    def __init__(self, events: list[str]) -> None:
        self.looks, self._events = 0, events

    def look(self) -> None:
        self.looks += 1

    def stop(self) -> None:
        self._events.append("stop backends")


class House:
    def __init__(self, root: Path) -> None:
        self.events: list[str] = []
        self.site, self.outbox, self.publisher = (
            Process(name, None, self.events) for name in ("The site", "The outbox", "The publisher"))
        self.backends = Backends(self.events)
        self.number = 1
        self.store_fault: Exception | None = None
        self.outboxes: list[tuple[Path, Path]] = []
        self.watch = Watch(load_settings(root, {}), self.backends, self.live, 1, self.site,  # type: ignore[arg-type]
                           self.outbox, self.publisher)  # type: ignore[arg-type]

    def live(self) -> Wanted | None:
        if self.store_fault is not None:
            raise self.store_fault
        return Wanted(self.number, Path(f"/versions/{self.number}"), Path("model"))

    def outbox_service(self, settings: Settings, folder: Path) -> Process:
        self.outboxes.append((settings.served, folder))
        self.outbox = Process("The outbox", self.number, self.events)
        return self.outbox


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(deaths, "time", Clock())
    house = House(tmp_path)
    monkeypatch.setattr(module, "outbox_service", house.outbox_service)
    return house


def test_the_site_that_keeps_ending_ends_everything(house: House) -> None:
    for _ in range(2):
        house.site.code = 1
        house.watch.look()
    assert house.site.starts == 2
    house.site.code = 1
    with pytest.raises(FrontdeskError, match="The site stopped by itself"):
        house.watch.look()


@pytest.mark.parametrize("name", ["outbox", "publisher"])
def test_others_that_keep_ending_end_nothing(house: House, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(10):
        getattr(house, name).code = 1
        house.watch.look()
    assert house.backends.looks == 10
    assert f"The {name} stopped by itself" in capsys.readouterr().err
    house.site.code = -9
    house.watch.look()
    assert house.site.starts == 1


def test_the_outbox_delivers_by_the_version_that_is_live(house: House) -> None:
    first = house.outbox
    house.watch.look()
    assert house.outboxes == []
    house.number = 2
    house.watch.look()
    house.watch.look()
    assert house.outboxes == [(Path("/versions/2"), Path("/versions/2"))]
    assert (first.stops, house.outbox.starts) == (1, 1)
    house.watch.look()
    assert house.outbox.starts == 1


def test_a_version_with_which_the_outbox_cannot_run_ends_nothing(house: House) -> None:
    house.number = 2
    for _ in range(10):
        house.watch.look()
        house.outbox.code = 1
    assert house.backends.looks == 10
    house.number = 1
    house.watch.look()
    house.watch.look()
    assert (house.outbox.version, house.outbox.starts) == (1, 1)


def test_a_store_that_is_away_ends_nothing(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    house.store_fault = OperationalError("select", {}, Exception("away"))
    house.number = 2
    for _ in range(5):
        house.watch.look()
    assert house.backends.looks == 5
    assert capsys.readouterr().err.count("just now") == 1
    house.store_fault = None
    house.watch.look()
    assert len(house.outboxes) == 1


@pytest.mark.parametrize("name", ["site", "outbox", "publisher"])
def test_a_full_disk_ends_nothing(house: House, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    process = getattr(house, name)
    process.code, process.fault = 1, OSError(28, "No space left on device")
    for _ in range(5):
        house.watch.look()
    assert house.backends.looks == 5
    assert capsys.readouterr().err.count("No space left on device") == 1
    process.fault = None
    house.watch.look()
    assert process.starts == 1


def test_in_the_end_all_are_stopped(house: House) -> None:
    house.number = 2
    house.watch.look()
    house.watch.look()
    house.events.clear()
    house.watch.stop()
    assert house.events[0] == "stop backends"
    assert (house.site.stops, house.outbox.stops, house.publisher.stops) == (1, 1, 1)
