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
                     "data/rules.yml", "content/safety/spellings.yml"):
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"this is {name}\n")
        self.root, self.trained = root, 0
        self.settings = load_settings(root, {})
        self.publishing = Publishing(self.settings.var, self.settings.database)
        self.versions, self.shelf = Versions(self.settings.database), Shelf(self.settings, self.publishing)
        monkeypatch.setattr(prepare, "ensure_models", self.ensure_models)

    def ensure_models(self, settings: Settings, force: bool, step: Callable[[str], object]) -> Path:
        path = model_path(settings.served)
        if force or not path.is_file():
            self.trained += 1
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)  # a new file in its place: the old one may be lent to others
            path.write_text(f"model {self.trained}")
        return path

    def start(self, edited_by_staff: bool = False) -> tuple[int, bool]:
        begun = version_at_start(self.settings, self.publishing, self.shelf, edited_by_staff)
        return begun.live.number, begun.unpublished

    def edit(self, name: str = "data/nlu.yml") -> None:
        with (self.root / name).open("a") as file:
            file.write("one more example\n")

    def model(self, number: int) -> str:
        return model_path(self.publishing.folder(number)).read_text()

    def damage(self, number: int) -> None:
        (self.publishing.folder(number) / "content/faqs.yml~").write_text("what an editor left\n")


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
    assert house.start() == (2, False)


def test_with_accounts_a_damaged_version_is_replaced_by_the_one_that_was_live_before(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        house.start()
        house.edit()
    house.versions.release(1, ROLLBACK, "Robin", "")
    house.versions.release(3, ROLLBACK, "Robin", "")
    house.damage(3)
    assert house.start(edited_by_staff=True) == (1, True)
    assert house.publishing.releases()[0].version == 1
    assert "Version 1 is live instead" in capsys.readouterr().err
    house.damage(1)
    assert house.start(edited_by_staff=True) == (2, True)


def test_with_accounts_a_start_publishes_no_draft_whatever_is_damaged(house: House) -> None:
    house.start()
    house.edit()
    house.damage(1)
    with pytest.raises(FrontdeskError, match="backup"):
        house.start(edited_by_staff=True)
    assert len(house.publishing.versions()) == 1


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


def test_going_back_to_the_frontdesk_before_an_update_trains_anew(house: House) -> None:
    house.start()
    for config, trained in (("of a newer Frontdesk\n", 2), ("this is config.yml\n", 3)):
        (house.root / "config.yml").write_text(config)
        assert house.start(edited_by_staff=True) == (1, False)
        assert house.trained == trained
    assert house.shelf.as_it_is(1) is not None


@pytest.mark.parametrize("removed", [False, True])
def test_a_model_that_is_not_the_one_we_trained_is_never_loaded(house: House, removed: bool) -> None:
    house.start()
    model = model_path(house.publishing.folder(1))
    model.write_text("somebody else's")
    assert (house.root / "models" / model.name).read_text() == "somebody else's"  # the same file
    assert house.shelf.as_it_is(1) is None
    if removed:
        model.unlink()
    assert house.start(edited_by_staff=True) == (1, False)
    assert (house.model(1), house.trained) == ("model 2", 2)
    assert house.shelf.as_it_is(1) is not None
    assert (house.root / "models" / model.name).read_text() == "model 2"


def test_a_new_version_is_not_lent_a_model_that_was_changed(house: House) -> None:
    house.start()
    model_path(house.publishing.folder(1)).write_text("somebody else's")
    house.edit("content/clinic.yml")  # which nothing is trained on
    assert house.start() == (2, False)
    assert (house.model(2), house.trained) == ("model 2", 2)


def test_a_candidate_that_waited_over_an_update_is_to_be_made_again(house: House) -> None:
    house.start()
    folder = house.publishing.folder(1)
    assert house.shelf.digests(folder)[1] == house.publishing.versions()[0].model
    (folder / "config.yml").write_text("of a newer Frontdesk\n")
    with pytest.raises(FrontdeskError, match="Publish again"):
        house.shelf.digests(folder)


def test_what_was_trained_for_the_files_as_they_are_is_taken(house: House) -> None:
    path = model_path(house.root)
    path.parent.mkdir()
    path.write_text("by 'frontdesk train'")
    house.start()
    assert (house.model(1), house.trained) == ("by 'frontdesk train'", 0)
    house.edit("content/clinic.yml")
    house.start()
    assert (house.model(2), house.trained) == ("by 'frontdesk train'", 0)


def test_what_would_have_to_be_trained_first_cannot_be_started_as_it_is(house: House) -> None:
    house.start()
    assert house.shelf.as_it_is(1) is not None
    assert house.shelf.as_it_is(2) is None
    model_path(house.publishing.folder(1)).unlink()
    assert house.shelf.as_it_is(1) is None


def test_a_version_is_started_with_what_belongs_to_this_frontdesk(house: House) -> None:
    house.start()
    (house.root / "data/rules.yml").write_text("of a newer Frontdesk\n")
    assert house.shelf.as_it_is(1) is None  # it must be trained for these rules first
    assert (house.publishing.folder(1) / "data/rules.yml").read_text() == "of a newer Frontdesk\n"


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


def test_the_files_of_the_live_version_are_never_removed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "_KEPT", 2)
    for _ in range(2):
        house.edit()
        house.start()
    house.versions.release(1, ROLLBACK, "Robin", "")
    house.edit()
    house.start()
    assert [house.publishing.folder(number).is_dir() for number in (1, 2, 3)] == [True, True, True]


def test_a_version_that_never_went_live_is_not_listed_and_not_gone_back_to(house: House) -> None:
    house.start()
    version = house.versions.add("Robin", "It didn't start", "", "e" * 64, "a" * 64)
    house.publishing.folder(version.number).mkdir()
    assert [found.number for found in house.publishing.versions()] == [1]
    with pytest.raises(FrontdeskError, match="no version 2"):
        house.publishing.roll_back("Robin", 2, "")


def test_two_stores_never_share_a_version_s_folder(house: House) -> None:
    house.start()
    other = Publishing(house.settings.var, str(house.root / "other.db"))
    version = Versions(str(house.root / "other.db")).add("Robin", "", "", "e" * 64, "a" * 64)
    Versions(str(house.root / "other.db")).release(version.number, PUBLISH, "Robin", "")
    assert other.folder(1) != house.publishing.folder(1)
