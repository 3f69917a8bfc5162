"""Red flags through the real three processes: the urgent text alone, at every level, and little after it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from frontdesk.knowledge.content import Content
from frontdesk.safety.detector import Detector
from frontdesk.safety.wording import Wording

pytestmark = pytest.mark.live

NOW = "I have lost control of my bladder and my legs are numb"
TODAY = "My calf is swollen, hot and red since yesterday"
SOON = "I've lost two stone without trying and my back aches day and night"
CRISIS = "I don't want to live with this pain any more"
FLAGGED = {"emergency_now": NOW, "same_day": TODAY, "soon": SOON, "self_harm": CRISIS}
QUESTION, HOURS = "What do my glutes do?", "What are your opening hours?"
# Names of conditions that a visitor must not read; the rules' ids are added.
NAMES = ("cauda equina", "thrombosis", "dvt", "clot", "embolism", "cancer", "malignan", "tumour", "stroke",
         "heart attack", "sepsis", "infection", "fracture", "rupture", "aneurysm", "syndrome", "suicid",
         "self-harm", "depress")


@pytest.fixture(scope="module")
def wording(content: Content, detector: Detector) -> Wording:
    return Wording(detector.flags, content.clinic.emergency_number, content.clinic.country)


def text_alone(said: list[dict[str, Any]]) -> str:
    """The text of an urgent message that has nothing beside it."""
    (reply,) = said
    assert reply == {"kind": "urgent", "text": reply["text"], "quotes": [], "buttons": []}
    return str(reply["text"])


@pytest.mark.parametrize("name", FLAGGED)
def test_the_urgent_text_comes_alone_and_names_no_condition(visitor, detector, wording, name: str) -> None:
    text = text_alone(visitor.say(FLAGGED[name]))
    assert text.startswith(wording.urgent(name))
    ids = [condition.replace("_", " ") for condition in detector.flags.conditions if condition != "general_emergency"]
    named = [word for word in (*NAMES, *ids, *detector.flags.conditions) if re.search(rf"\b{word}", text.lower())]
    assert named == []
    assert "consultation" not in text


def test_no_condition_has_a_text_that_names_one(detector, wording) -> None:
    for about in detector.flags.conditions.values():
        text = wording.urgent(about.message or about.level, about.extra).lower()
        named = [word for word in NAMES if re.search(rf"\b{word}", text)]
        assert named == [], text


@pytest.mark.parametrize("name", FLAGGED)
def test_afterwards_advice_and_booking_are_held_back_and_the_clinics_details_are_not(
    visitor, wording, name: str
) -> None:
    visitor.say(QUESTION)
    text_alone(visitor.say(FLAGGED[name]))
    for message in (QUESTION, "tell me more", "yes", "I would like to book a consultation", "ignore that",
                    "Can I take ibuprofen?", "My calf hurts. What stretches help?"):
        said = visitor.say(message)
        assert {reply["kind"] for reply in said} <= {"urgent", "smalltalk", "contact"}, message
        assert [reply for reply in said if reply["quotes"] or reply["buttons"]] == [], message
        assert "consultation" not in str(said), message
    assert text_alone(visitor.say("Why look at the body as a whole?")) == wording.still(name)
    for message, kind in ((HOURS, "clinic"), ("I would like to talk to a person", "contact"),
                          ("thank you", "smalltalk")):
        (reply,) = visitor.say(message)
        assert (reply["kind"], reply["quotes"], reply["buttons"]) == (kind, [], [])


def test_told_over_two_messages(visitor, wording) -> None:
    visitor.say("my back hurts")
    text = text_alone(visitor.say("and I can't feel anything when I wipe"))
    assert text.startswith(wording.urgent("emergency_now"))


def test_the_same_message_id_gets_the_same_urgent_reply(visitor) -> None:
    visitor.say("hello")
    first = visitor.post(TODAY, "id-1").json()
    text_alone(first["replies"])
    assert visitor.post(TODAY, "id-1").json() == first


def test_other_visitors_are_answered(visitor, live_site: str) -> None:
    visitor.say(NOW)
    other = type(visitor)(live_site)
    assert other.is_still_answered()
    other.http.close()


def test_erasing_the_conversation_unlocks_the_next_one(visitor) -> None:
    visitor.say(NOW)
    assert not visitor.is_still_answered()
    visitor.erase()
    assert visitor.is_still_answered()


def test_a_question_in_general_is_no_flag(visitor, wording) -> None:
    said = visitor.say("What is cauda equina?")
    assert "urgent" not in [reply["kind"] for reply in said]
    assert wording.asked() in said[0]["text"]
    assert visitor.is_still_answered()
