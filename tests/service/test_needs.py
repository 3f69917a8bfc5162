"""Which versions the supervisor runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.service import needs as module
from frontdesk.service.backends import Wanted
from frontdesk.service.needs import Needs
from frontdesk.settings import load_settings
from frontdesk.store.publish_jobs import CHECK, GO_LIVE, Jobs
from frontdesk.store.versions import Versions
from tests.service.stand_in import Clock


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
    job = house.jobs.add("publish", "Robin", "", 2)
    house.jobs.begin(job.id)
    house.jobs.progress(job.id, CHECK, 0.5, None)
    assert house.wanted() == [1]
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
    house.versions.set_model(1, "b")
    assert house.wanted() == [2, 1]


def test_what_is_known_is_not_looked_at_again(house: House) -> None:
    house.versions.release(1, "start", "", "")
    for _ in range(5):
        house.wanted()
    assert house.shelf.asked == [1]


def test_what_cannot_be_started_is_looked_at_once_a_minute(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    house.shelf.there = {2}
    house.versions.release(1, "start", "", "")
    house.versions.release(2, "publish", "", "")
    for _ in range(5):
        house.wanted()
    assert house.shelf.asked == [2, 1]
    house.shelf.there = {1, 2}
    clock.now += 61
    assert house.wanted() == [2, 1]


def test_but_every_time_while_a_job_waits_for_it(house: House) -> None:
    house.versions.release(2, "publish", "", "")
    house.shelf.there = {2}
    job = house.jobs.add("rollback", "Robin", "", 1)
    house.jobs.begin(job.id)
    for _ in range(3):
        assert house.wanted() == [2]
    house.shelf.there = {1, 2}
    assert [(wanted.number, wanted.awaited) for wanted in house.needs.wanted()] == [(2, False), (1, True)]


def test_one_that_was_trained_anew_is_looked_at_anew(house: House) -> None:
    house.versions.release(1, "start", "", "")
    house.wanted()
    house.versions.set_model(1, "b")
    house.wanted()
    house.wanted()
    assert house.shelf.asked == [1, 1]


def test_where_the_live_version_s_files_are_spoilt_what_runs_goes_on(house: House) -> None:
    house.versions.release(1, "start", "", "")
    house.versions.release(2, "publish", "", "")
    assert house.wanted() == [2, 1]
    house.shelf.there = {1}
    house.versions.set_model(2, "b")
    assert house.wanted() == [2, 1]
    job = house.jobs.add("rollback", "Robin", "", 1)
    house.jobs.begin(job.id)
    assert [(wanted.number, wanted.awaited) for wanted in house.needs.wanted()] == [(2, False), (1, True)]


def test_what_runs_already_is_known(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.shelf.there = set()
    house.versions.release(1, "start", "", "")
    needs = Needs(load_settings(tmp_path, {}), house.shelf, Wanted(1, Path(), Path()))  # type: ignore[arg-type]
    assert [wanted.number for wanted in needs.wanted()] == [1]
    assert house.shelf.asked == []
