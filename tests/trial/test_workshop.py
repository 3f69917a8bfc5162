"""Assistants for folders, made in the background."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.trial import making, talk
from frontdesk.trial.workshop import Workshop

FILES = ("content/clinic.yml", "content/articles/a.md", "data/nlu.yml", "thresholds.json", "domain.yml")
PATIENCE = 10.0  # seconds


class StandIn:
    """Makes what tells its folder's name and examples; waits where a test says so."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.go.set()
        self.made: list[str] = []
        self.error: Exception | None = None

    def make(self, folder: Path, tell: Callable[[float], None]) -> str:
        tell(0.5)
        assert self.go.wait(PATIENCE)
        if self.error:
            raise self.error
        self.made.append(folder.name)
        return f"{folder.name}: {(folder / 'data/nlu.yml').read_text(encoding='utf-8')}"


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    maker = StandIn()

    class Rehearsal:
        def __init__(self, assistant: str, _guarding: Any) -> None:
            self._assistant = assistant

        def told(self, texts: tuple[str, ...]) -> dict[str, Any]:
            return {"turns": [f"{self._assistant} {text}" for text in texts]}

    monkeypatch.setattr(making, "Maker", lambda: maker)
    monkeypatch.setattr(talk, "Rehearsal", Rehearsal)
    monkeypatch.setattr("frontdesk.safety.detector.load_detector", lambda _root: None)
    return maker


@pytest.fixture
def workshop(maker: StandIn) -> Iterator[Workshop]:
    workshop = Workshop()
    yield workshop
    maker.go.set()
    workshop.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "draft", "draft")


def make_folder(folder: Path, text: str) -> Path:
    for name in FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def finished(workshop: Workshop, folders: dict[str, Path], *texts: str) -> dict[str, dict[str, Any]]:
    """What is told once nothing is being made any more."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        told = workshop.told(folders, folders["draft"], texts)
        if all(side["state"] != "making" for side in told.values()):
            return told
        time.sleep(0.01)
    raise AssertionError("it takes too long")


def test_it_tells_how_far_it_is_and_then_answers(workshop: Workshop, maker: StandIn, folder: Path) -> None:
    maker.go.clear()
    first = workshop.told({"draft": folder}, folder, ("hello",))["draft"]
    assert first["state"] == "making"
    until = time.monotonic() + PATIENCE
    while workshop.told({"draft": folder}, folder, ())["draft"]["share"] != 0.5:
        assert time.monotonic() < until
        time.sleep(0.01)
    maker.go.set()
    told = finished(workshop, {"draft": folder}, "hello")["draft"]
    assert told["turns"] == ["draft: draft hello"]
    assert told["at"] == first["at"]


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_has_it_made_anew(workshop: Workshop, maker: StandIn, folder: Path, name: str) -> None:
    finished(workshop, {"draft": folder})
    finished(workshop, {"draft": folder})
    assert maker.made == ["draft"]
    (folder / name).write_text("longer than before", encoding="utf-8")
    told = finished(workshop, {"draft": folder}, "x")["draft"]
    assert maker.made == ["draft", "draft"]
    assert ("longer than before" in told["turns"][0]) == (name == "data/nlu.yml")


def test_a_new_and_a_removed_article_have_it_made_anew(workshop: Workshop, maker: StandIn, folder: Path) -> None:
    finished(workshop, {"draft": folder})
    (folder / "content/articles/b.md").write_text("b", encoding="utf-8")
    finished(workshop, {"draft": folder})
    (folder / "content/articles/a.md").unlink()
    finished(workshop, {"draft": folder})
    assert maker.made == ["draft"] * 3


def test_both_sides_answer_each_for_itself(workshop: Workshop, folder: Path, tmp_path: Path) -> None:
    live = make_folder(tmp_path / "live", "published")
    told = finished(workshop, {"draft": folder, "live": live}, "hi")
    assert told["draft"]["turns"] == ["draft: draft hi"]
    assert told["live"]["turns"] == ["live: published hi"]


def test_what_isnt_asked_for_any_more_is_forgotten(
    workshop: Workshop, maker: StandIn, folder: Path, tmp_path: Path,
) -> None:
    live = make_folder(tmp_path / "live", "published")
    finished(workshop, {"draft": folder, "live": live})
    finished(workshop, {"draft": folder})
    finished(workshop, {"draft": folder, "live": live})
    assert maker.made == ["draft", "live", "live"]


def test_files_that_change_while_they_wait_are_made_once(
    workshop: Workshop, maker: StandIn, folder: Path, tmp_path: Path,
) -> None:
    live = make_folder(tmp_path / "live", "published")
    maker.go.clear()
    workshop.told({"draft": folder, "live": live}, folder, ())
    for number in range(3):
        (live / "data/nlu.yml").write_text("x" * (20 + number), encoding="utf-8")
        workshop.told({"draft": folder, "live": live}, folder, ())
    maker.go.set()
    finished(workshop, {"draft": folder, "live": live})
    assert maker.made == ["draft", "live"]


def test_what_cant_be_used_is_told_without_the_folders_name_and_tried_again_once_mended(
    workshop: Workshop, maker: StandIn, folder: Path,
) -> None:
    maker.error = FrontdeskError(f"{folder}/content/faqs.yml:3: there is no such thing.")
    told = finished(workshop, {"draft": folder}, "hello")["draft"]
    assert (told["state"], told["problem"]) == ("broken", "content/faqs.yml:3: there is no such thing.")
    maker.error = None
    (folder / "data/nlu.yml").write_text("mended", encoding="utf-8")
    assert finished(workshop, {"draft": folder}, "hello")["draft"]["turns"] == ["draft: mended hello"]


def test_whatever_else_goes_wrong_is_told_too(workshop: Workshop, maker: StandIn, folder: Path) -> None:
    maker.error = ZeroDivisionError("secret words")
    told = finished(workshop, {"draft": folder})["draft"]
    assert told["state"] == "broken"
    assert "ZeroDivisionError" in told["problem"]
    assert "var/logs/trial.log" in told["problem"]
    assert "secret words" not in told["problem"]


@pytest.mark.parametrize("error", [OSError("no space left"), FrontdeskError("It can't be read.")])
def test_what_went_wrong_is_tried_again_after_a_while(
    workshop: Workshop, maker: StandIn, folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    maker.error = error
    assert finished(workshop, {"draft": folder})["draft"]["state"] == "broken"
    maker.error = None
    assert finished(workshop, {"draft": folder})["draft"]["state"] == "broken"
    monkeypatch.setattr("frontdesk.trial.workshop._AGAIN", 0.0)
    assert finished(workshop, {"draft": folder}, "hello")["draft"]["turns"] == ["draft: draft hello"]


def test_another_detector_has_it_made_anew(workshop: Workshop, maker: StandIn, folder: Path, tmp_path: Path) -> None:
    finished(workshop, {"draft": folder})
    workshop.told({"draft": folder}, tmp_path, ())
    until = time.monotonic() + PATIENCE
    while len(maker.made) < 2:
        assert time.monotonic() < until
        time.sleep(0.01)
