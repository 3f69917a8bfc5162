"""DELETE /api/chat, with Rasa's own store behind it."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.live


def test_the_topic_is_remembered_until_it_is_erased(visitor) -> None:
    visitor.say("What do my glutes do?")
    assert visitor.say("tell me more")[0]["kind"] == "answer"
    assert visitor.erase().status_code == 204
    forgotten = visitor.say("tell me more")
    assert [reply["kind"] for reply in forgotten] == ["smalltalk"]


def test_what_was_shown_is_forgotten(visitor) -> None:
    first = visitor.say("What do my glutes do?")
    visitor.erase()
    assert visitor.say("What do my glutes do?") == first


def test_other_conversations_stay(visitor, live_site: str) -> None:
    other = type(visitor)(live_site)
    visitor.say("What do my glutes do?")
    other.say("What do my glutes do?")
    other.erase()
    other.http.close()
    assert visitor.say("tell me more")[0]["kind"] == "answer"


def test_erasing_twice_or_nothing_is_fine(visitor) -> None:
    assert visitor.erase().status_code == 204
    visitor.say("hello")
    assert visitor.erase().status_code == 204
    assert visitor.erase().status_code == 204
    assert visitor.is_still_answered()
