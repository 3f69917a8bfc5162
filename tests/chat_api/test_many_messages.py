"""Long conversations and impatient visitors."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

pytestmark = pytest.mark.live

_ROUND = ["Is my calf related to my back pain?", "why?", "What do my glutes do?", "/restart", "asdf qwer", "thanks",
          "no, I meant my hamstrings", "Can I take ibuprofen?", "yes", "How much does it cost?"]


def test_200_messages_in_a_row(visitor) -> None:
    for number in range(200):
        response = visitor.post(_ROUND[number % len(_ROUND)])
        assert response.status_code == 200, f"message {number}: {response.text}"
        assert 1 <= len(response.json()["replies"]) <= 3
    assert visitor.is_still_answered()


def test_two_at_once_in_one_conversation(visitor) -> None:
    visitor.say("hello")
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(visitor.post, ["What do my glutes do?", "Is my walking causing my back pain?"]))
    assert [answer.status_code for answer in answers] == [200, 200]
    glutes, walking = (str(answer.json()["replies"]) for answer in answers)
    assert "The glute muscles are huge" in glutes
    assert "the hamstrings begin to get tighter" in walking
    assert visitor.is_still_answered()


def test_twenty_at_once_in_one_conversation(visitor) -> None:
    visitor.say("hello")
    with ThreadPoolExecutor(20) as all_of_them:
        answers = list(all_of_them.map(visitor.post, ["What do my glutes do?"] * 20))
    statuses = {answer.status_code for answer in answers}
    assert 200 in statuses
    assert statuses <= {200, 429}
    assert all("retry-after" in answer.headers for answer in answers if answer.status_code == 429)
    assert visitor.is_still_answered()


def test_the_same_message_id_is_answered_once(visitor) -> None:
    visitor.say("hello")
    first = visitor.post("What do my glutes do?", "id-1").json()
    assert visitor.post("What do my glutes do?", "id-1").json() == first
    assert visitor.post("What do my glutes do?", "id-2").json() != first
