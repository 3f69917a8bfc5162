"""The site goes over to what is live, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.site import follow
from frontdesk.site.follow import Follower
from frontdesk.store.versions import Version


@dataclass
class Served:
    version: int
    before: object = None


class House:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.number: int | None = 1
        self.running = {1}
        self.broken: set[int] = set()
        self.used: list[int] = []
        self.loaded: list[Path] = []
        self.live: int | None = 1
        self.now = 100.0
        monkeypatch.setattr(follow, "load_served", self.load)
        monkeypatch.setattr(follow, "time", self)
        self.follower = Follower(Path("root"), self, self, Served(1), self.use)  # type: ignore[arg-type]
        self.publishing_fails = False

    def monotonic(self) -> float:
        return self.now

    # Publishing

    def current(self) -> Version | None:
        return None if self.number is None else Version(self.number, 0.0, "", "", "", "", "")

    def folder(self, number: int) -> Path:
        return Path(f"versions/{number}")

    # The router

    def runs(self, version: int) -> bool:
        return version in self.running

    async def forget_stopped(self) -> None:
        """Nothing is connected."""

    def load(self, _root: Path, folder: Path, number: int, before: Served) -> Served:
        self.loaded.append(folder)
        if number in self.broken:
            raise FrontdeskError("broken")
        return Served(number, before)

    def use(self, served: Served) -> None:
        self.used.append(served.version)


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    house = House(monkeypatch)
    # The name is taken by the router's attribute, as both are played by one object here.
    house.follower._publishing = type("Publishing", (), {"live": house.current, "folder": house.folder})
    return house


async def test_nothing_changes_while_the_same_version_is_live(house: House) -> None:
    assert await house.follower.look() is False
    assert (house.loaded, house.used) == ([], [])


async def test_a_new_version_is_used_once_its_rasa_runs(house: House) -> None:
    house.number = 2
    assert await house.follower.look() is False
    house.running.add(2)
    assert await house.follower.look() is True
    assert (house.loaded, house.used, house.live) == ([Path("versions/2")], [2], 2)
    assert await house.follower.look() is False


async def test_going_back_is_the_same(house: House) -> None:
    house.running.add(2)
    for number in (2, 1):
        house.number = number
        assert await house.follower.look() is True
    assert house.used == [2, 1]


async def test_one_that_cannot_be_loaded_leaves_all_as_it_was_and_is_tried_later(house: House) -> None:
    house.number, house.broken = 2, {2}
    house.running.add(2)
    assert await house.follower.look() is False
    house.broken = set()
    assert await house.follower.look() is False
    assert (len(house.loaded), house.used, house.live) == (1, [], 1)
    house.now += 11
    assert await house.follower.look() is True
    assert house.used == [2]


async def test_what_was_served_is_known_to_what_comes(house: House) -> None:
    house.number = 2
    house.running.add(2)
    await house.follower.look()
    assert house.follower._served.before.version == 1  # type: ignore[attr-defined]
