"""Versions, and which of them is live."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.store.versions import PUBLISH, ROLLBACK, START, Versions


@pytest.fixture
def versions(engine: Engine) -> Versions:
    return Versions(engine)


def publish(versions: Versions, note: str = "") -> int:
    version = versions.add("Robin", note, "", "f" * 64, "a" * 64)
    versions.release(version.number, PUBLISH, "Robin", note)
    return version.number


def test_at_first_nothing_is_live(versions: Versions) -> None:
    assert versions.live_numbers() == ()
    assert versions.all() == []
    assert versions.find(1) is None


def test_numbers_count_up_and_the_last_release_is_live(versions: Versions) -> None:
    assert [publish(versions), publish(versions), publish(versions)] == [1, 2, 3]
    assert versions.live_numbers() == (3, 2)
    assert [version.number for version in versions.all()] == [3, 2, 1]


def test_a_version_that_was_not_released_is_not_live(versions: Versions) -> None:
    publish(versions)
    versions.add("Robin", "", "", "f", "a")
    assert versions.live_numbers() == (1,)


def test_after_going_back_the_version_left_is_the_one_before(versions: Versions) -> None:
    for _ in range(3):
        publish(versions)
    versions.release(1, ROLLBACK, "Sam", "Wrong passage")
    assert versions.live_numbers() == (1, 3)
    last = versions.releases(10)[0]
    assert (last.version, last.kind, last.by, last.note) == (1, ROLLBACK, "Sam", "Wrong passage")
    versions.release(3, ROLLBACK, "Sam", "")
    assert versions.live_numbers() == (3, 1)


def test_all_that_were_ever_live_come_by_when_that_was_last(versions: Versions) -> None:
    for _ in range(3):
        publish(versions)
    versions.add("Robin", "It never started", "", "f", "a")
    versions.release(2, ROLLBACK, "Sam", "")
    assert versions.once_live() == (2, 3, 1)


def test_the_same_version_started_again_keeps_the_one_before(versions: Versions) -> None:
    publish(versions)
    publish(versions)
    versions.release(2, START, "frontdesk run", "")
    assert versions.live_numbers() == (2, 1)


def test_what_was_said_is_kept(versions: Versions) -> None:
    versions.add("Robin", "New article", "One message", "f" * 64, "a" * 64)
    versions.set_model(1, "b" * 64)
    found = versions.find(1)
    assert found is not None
    assert (found.by, found.note, found.reason, found.files, found.model) == (
        "Robin", "New article", "One message", "f" * 64, "b" * 64)


def test_a_release_needs_its_version(versions: Versions) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        versions.release(7, PUBLISH, "Robin", "")
