"""Which version is served at the start, and that only what was published ever is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.publishing import prepare
from frontdesk.publishing.prepare import Shelf, version_at_start
from frontdesk.publishing.publishing import Publishing
from frontdesk.service.model import model_path
from frontdesk.settings import Settings, load_settings
from frontdesk.store.versions import PUBLISH, ROLLBACK, Versions


class House:
    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("config.yml", "content/faqs.yml", "content/articles/calf.md", "content/clinic.yml", "data/nlu.yml",
                     "data/rules.yml"):
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"this is {name}\n")
        self.root, self.trained = root, 0
        self.settings = load_settings(root, {})
        self.publishing = Publishing(self.settings.var, self.settings.database)
        self.versions, self.shelf = Versions(self.settings.database), Shelf(self.settings, self.publishing)
        monkeypatch.setattr(prepare, "ensure_models", self.ensure_models)
        monkeypatch.setattr(prepare, "lend_models", lambda _source, _folder: None)

    def ensure_models(self, settings: Settings, step: Callable[[str], object]) -> Path:
        path = model_path(settings.served)
        if not path.is_file():
            self.trained += 1
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"model {self.trained}")
        return path

    def start(self, edited_by_staff: bool = False) -> tuple[int, bool]:
        begun = version_at_start(self.settings, self.publishing, self.shelf, edited_by_staff)
        return begun.live.number, begun.unpublished

    def edit(self) -> None:
        with (self.root / "data/nlu.yml").open("a") as file:
            file.write("one more example\n")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(tmp_path, monkeypatch)


def test_the_first_start_publishes_the_files(house: House) -> None:
    assert house.start() == (1, False)
    live = house.publishing.live()
    assert live is not None
    assert (live.number, live.by) == (1, "frontdesk run")
    assert (house.publishing.folder(1) / "data/nlu.yml").read_text() == "this is data/nlu.yml\n"


def test_the_next_start_serves_it_without_training(house: House) -> None:
    house.start()
    assert house.start() == (1, False)
    assert (house.start(edited_by_staff=True), house.trained) == ((1, False), 1)


def test_a_developer_who_edits_and_starts_sees_the_edit(house: House) -> None:
    house.start()
    house.edit()
    assert house.start() == (2, False)
    assert "one more" in (house.publishing.folder(2) / "data/nlu.yml").read_text()


def test_what_staff_have_not_published_stays_unpublished(house: House) -> None:
    house.start()
    house.edit()
    assert house.start(edited_by_staff=True) == (1, True)
    assert "one more" not in (house.publishing.folder(1) / "data/nlu.yml").read_text()


def test_after_going_back_the_old_version_is_served(house: House) -> None:
    house.start()
    house.edit()
    house.start()
    house.versions.release(1, ROLLBACK, "Robin", "")
    assert house.start(edited_by_staff=True) == (1, True)


def test_what_was_gone_back_from_is_not_published_again_by_a_start(house: House) -> None:
    house.start()
    house.edit()
    house.start()
    house.versions.release(1, ROLLBACK, "Robin", "")
    assert house.start() == (1, True)
    house.edit()
    assert house.start() == (3, False)


@pytest.mark.parametrize("how", ["gone", "changed"])
def test_a_version_whose_files_are_not_its_own_is_replaced_by_the_files_that_are_there(house: House, how: str) -> None:
    house.start()
    path = house.publishing.folder(1) / "content/faqs.yml"
    path.unlink() if how == "gone" else path.write_text("tampered with\n")
    assert house.start(edited_by_staff=True) == (2, False)


def test_an_update_of_frontdesk_trains_the_live_version_anew(house: House) -> None:
    house.start()
    before = house.publishing.live()
    (house.root / "config.yml").write_text("of a newer Frontdesk\n")
    assert house.start(edited_by_staff=True) == (1, False)
    after = house.publishing.live()
    assert before is not None
    assert after is not None
    assert (house.trained, before.files == after.files, before.model == after.model) == (2, True, False)
    assert house.start(edited_by_staff=True) == (1, False)
    assert house.trained == 2


def test_a_model_that_is_not_the_one_we_trained_is_never_loaded(house: House) -> None:
    house.start()
    model_path(house.publishing.folder(1)).write_text("somebody else's")
    with pytest.raises(FrontdeskError, match="isn't the model that was published"):
        house.start(edited_by_staff=True)
    assert house.shelf.as_it_is(1) is None


def test_what_would_have_to_be_trained_first_cannot_be_started_as_it_is(house: House) -> None:
    house.start()
    assert house.shelf.as_it_is(1) is not None
    assert house.shelf.as_it_is(2) is None
    model_path(house.publishing.folder(1)).unlink()
    assert house.shelf.as_it_is(1) is None


def test_going_back_is_refused_where_it_cannot_be(house: House) -> None:
    house.start()
    with pytest.raises(FrontdeskError, match="live already"):
        house.publishing.roll_back("Robin", 1, "")
    with pytest.raises(FrontdeskError, match="no version 7"):
        house.publishing.roll_back("Robin", 7, "")


def test_the_files_of_very_old_versions_are_removed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "_KEPT", 2)
    for _ in range(4):
        house.edit()
        house.start()
    assert [house.publishing.folder(number).is_dir() for number in (1, 2, 3, 4)] == [False, False, True, True]
    assert len(house.publishing.versions()) == 4


def test_two_stores_never_share_a_version_s_folder(house: House) -> None:
    house.start()
    other = Publishing(house.settings.var, str(house.root / "other.db"))
    version = Versions(str(house.root / "other.db")).add("Robin", "", "", "e" * 64, "a" * 64)
    Versions(str(house.root / "other.db")).release(version.number, PUBLISH, "Robin", "")
    assert other.folder(1) != house.publishing.folder(1)
