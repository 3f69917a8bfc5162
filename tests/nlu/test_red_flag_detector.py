"""The Rasa component that reads what didn't come through the site; test_model.py has it in the trained pipeline."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from frontdesk.errors import FrontdeskError
from frontdesk.language.understood import Understood
from frontdesk.nlu import red_flag_detector as module
from frontdesk.nlu.message_keys import METADATA, RED_FLAG, UNDERSTOOD
from frontdesk.nlu.red_flag_detector import RedFlagDetector
from frontdesk.safety.detector import CHECKED, Detector
from frontdesk.safety.red_flags import RedFlags, load_red_flags
from frontdesk.safety.wording import Wording

ROOT = Path(__file__).resolve().parents[2]
NOW = "I have lost control of my bladder and my legs are numb"
TODAY = "My calf is swollen, hot and red since yesterday"
SOON = "I've lost two stone without trying and my back aches day and night"
CRISIS = "I don't want to live with this pain any more"
FLAGGED = {"emergency_now": NOW, "same_day": TODAY, "soon": SOON, "self_harm": CRISIS}
QUESTION, GENERAL = "What do my glutes do?", "What is cauda equina?"
UNREAD = [None, {}, {"channel": "x"}, {CHECKED: False}]


@pytest.fixture(scope="module")
def red_flags() -> RedFlags:
    return load_red_flags(ROOT / "content" / "safety")


@pytest.fixture
def wording(red_flags: RedFlags) -> Wording:
    """The texts, as the clinic's file is now: without a number and a country."""
    return Wording(red_flags)


@pytest.fixture
def create(monkeypatch: pytest.MonkeyPatch) -> Callable[..., RedFlagDetector]:
    """Make the component as Rasa does, with something in the detector's place."""
    monkeypatch.chdir(ROOT)

    def new(load: Callable[[Path], Any]) -> RedFlagDetector:
        monkeypatch.setattr(module, "load_detector", load)
        context = ExecutionContext(graph_schema=None)  # type: ignore[arg-type]
        return RedFlagDetector.create({}, None, Resource("red_flags"), context)  # type: ignore[arg-type]

    return new


@pytest.fixture
def component(create: Callable[..., RedFlagDetector], detector: Detector) -> RedFlagDetector:
    return create(lambda _root: detector)


def understood(text: str, metadata: object = None) -> Message:
    """A message that the components before understood as a question."""
    return Message({
        TEXT: text, METADATA: metadata, INTENT: {"name": "faq", "confidence": 0.9},
        UNDERSTOOD: Understood("faq/what-glutes-do", "answer").as_dict(),
        "response_selector": {"faq": {"response": {"intent_response_key": "faq/what-glutes-do"}}},
    })


def unchanged(message: Message) -> bool:
    return message.data == understood(message.get(TEXT), message.get(METADATA)).data


@pytest.mark.parametrize("metadata", UNREAD, ids=repr)
@pytest.mark.parametrize("name", FLAGGED)
def test_a_flag_overrides_what_was_understood(
    component: RedFlagDetector, wording: Wording, name: str, metadata: object
) -> None:
    (message,) = component.process([understood(FLAGGED[name], metadata)])
    assert message.get(INTENT)["name"] == "urgent"
    assert 0 < message.get(INTENT)["confidence"] <= 1
    assert message.get(UNDERSTOOD) == Understood("urgent", "intent").as_dict()
    assert message.get("response_selector") == {}
    assert message.get(RED_FLAG)["text"].startswith(wording.urgent(name))
    assert message.get(RED_FLAG)["reminder"] == wording.still(name)
    for key in (INTENT, UNDERSTOOD, RED_FLAG, "response_selector"):
        assert key in message.output_properties


@pytest.mark.parametrize("metadata", UNREAD, ids=repr)
@pytest.mark.parametrize("text", [QUESTION, GENERAL, "What are your opening hours?", "hello"])
def test_other_messages_stay_as_they_are(component: RedFlagDetector, text: str, metadata: object) -> None:
    (message,) = component.process([understood(text, metadata)])
    assert unchanged(message)


@pytest.mark.parametrize("name", FLAGGED)
def test_what_the_site_has_read_isnt_read_and_the_detector_isnt_even_loaded(
    create: Callable[..., RedFlagDetector], name: str
) -> None:
    def load(_root: Path) -> Detector:
        raise AssertionError

    (message,) = create(load).process([understood(FLAGGED[name], {CHECKED: True})])
    assert unchanged(message)


def test_messages_are_read_each_by_itself(component: RedFlagDetector) -> None:
    texts = [QUESTION, NOW, QUESTION, TODAY]
    messages = component.process([understood(text) for text in texts])
    assert [message.get(TEXT) for message in messages] == texts
    assert [message.get(RED_FLAG) is not None for message in messages] == [False, True, False, True]


@pytest.mark.parametrize("text", [None, ""])
def test_there_may_be_nothing_to_read(component: RedFlagDetector, text: str | None) -> None:
    (message,) = component.process([Message({TEXT: text})])
    assert message.data == {TEXT: text}


@pytest.mark.parametrize("error", [FrontdeskError(QUESTION), RuntimeError(QUESTION), MemoryError()], ids=repr)
def test_a_detector_that_cant_be_loaded_leads_to_the_notice(
    create: Callable[..., RedFlagDetector], wording: Wording, caplog, error: Exception
) -> None:
    def load(_root: Path) -> Detector:
        raise error

    with caplog.at_level(logging.DEBUG):
        (message,) = create(load).process([understood(QUESTION)])
    assert message.get(INTENT)["name"] == "urgent"
    assert message.get(RED_FLAG) == {"text": wording.failure(), "reminder": ""}  # locks nothing
    assert type(error).__name__ in caplog.text
    assert QUESTION not in caplog.text


def test_one_that_fails_leads_to_the_notice_and_the_next_message_is_read(
    create: Callable[..., RedFlagDetector], detector: Detector, wording: Wording
) -> None:
    class FailsOnce:
        failed = False

        def read(self, text: str) -> Any:
            if not self.failed:
                self.failed = True
                raise RuntimeError
            return detector.read(text)

    failing = FailsOnce()
    first, second, third = create(lambda _root: failing).process(
        [understood(text) for text in (QUESTION, QUESTION, NOW)])
    assert first.get(RED_FLAG)["text"] == wording.failure()
    assert unchanged(second)
    assert third.get(RED_FLAG)["text"].startswith(wording.urgent("emergency_now"))


def test_the_detector_is_loaded_once(create: Callable[..., RedFlagDetector], detector: Detector) -> None:
    loaded: list[Path] = []

    def load(root: Path) -> Detector:
        loaded.append(root)
        return detector

    component = create(load)
    assert loaded == []
    component.process([understood(QUESTION), understood(NOW)])
    component.process([understood(QUESTION)])
    assert loaded == [ROOT]
