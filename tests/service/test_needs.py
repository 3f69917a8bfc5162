"""Which versions the supervisor runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.service.backends import Wanted
from frontdesk.service.run import Needs
from frontdesk.settings import load_settings
from frontdesk.store.publish_jobs import CHECK, GO_LIVE, Jobs
from frontdesk.store.versions import Versions


class Shelf:
    def __init__(self) -> None:
        self.there = {1, 2, 3}
        self.asked: list[int] = []

    def as_it_is(self, number: int) -> Wanted | None:
        self.asked.append(number)
        return Wanted(number, Path(), Path()) if number in self.there else None


class House:
    def __init__(self, root: Path) -> None:
        settings = load_settings(root, {})
        self.versions, self.jobs, self.shelf = Versions(settings.database), Jobs(settings.database), Shelf()
        self.needs = Needs(settings, self.shelf)  # type: ignore[arg-type]
        for _ in range(3):
            self.versions.add("Robin", "", "", "f", "a")

    def wanted(self) -> list[int]:
        return [wanted.number for wanted in self.needs.wanted()]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_the_live_one_and_the_one_before_it(house: House) -> None:
    assert house.wanted() == []
    house.versions.release(1, "start", "", "")
    assert house.wanted() == [1]
    house.versions.release(2, "publish", "", "")
    assert house.wanted() == [2, 1]
    live = house.needs.live()
    assert live is not None
    assert live.number == 2


def test_one_that_is_about_to_go_live(house: House) -> None:
    house.versions.release(1, "start", "", "")
    job = house.jobs.add("publish", "Robin", "")
    house.jobs.begin(job.id)
    house.jobs.progress(job.id, CHECK, 0.5, None)
    assert house.wanted() == [1]
    house.jobs.set_version(job.id, 2)
    house.jobs.progress(job.id, GO_LIVE, 0.9, None)
    assert house.wanted() == [1, 2]
    house.jobs.finish(job.id, "failed", "It didn't start.")
    assert house.wanted() == [1]


def test_one_that_would_have_to_be_trained_is_left_until_it_is(house: House) -> None:
    house.shelf.there = {2}
    house.versions.release(1, "start", "", "")
    house.versions.release(2, "publish", "", "")
    assert house.wanted() == [2]
    house.shelf.there = {1, 2}
    assert house.wanted() == [2, 1]


def test_what_is_known_is_not_looked_at_again(house: House) -> None:
    house.versions.release(1, "start", "", "")
    for _ in range(5):
        house.wanted()
    assert house.shelf.asked == [1]
