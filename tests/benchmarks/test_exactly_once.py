"""What counts as delivered exactly once, and the stand-in that counts."""

from __future__ import annotations

import json
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from benchmarks.widget.counting_rasa import CountingRasa, answers, counting_rasa
from benchmarks.widget.killed_server import AFTER, BEFORE, SHOWN, Killings, problem_with
from frontdesk.settings import LOOPBACK

TEXTS = ["One?", "Two?"]
ONE, TWO = (["One?", *answers("One?")], ["Two?", *answers("Two?")])


def test_a_conversation_in_order_has_no_problem() -> None:
    assert [problem_with(text, TEXTS, ONE + TWO, 1) for text in TEXTS] == ["", ""]


@pytest.mark.parametrize(("shown", "processed", "problem"), [
    (ONE + TWO, 2, "was processed 2 times"),
    (ONE + TWO, 0, "was processed 0 times"),
    (ONE + TWO + TWO, 1, "is on the page 2 times"),
    ([*ONE, *TWO, TWO[-1]], 1, "is on the page 2 times"),
    (ONE + TWO[:1], 1, "is on the page 0 times"),
    ([*ONE, TWO[0], "It couldn't be sent.", *TWO[1:]], 1, "After “Two?” comes “It couldn't be sent.”"),
    (TWO + ONE, 1, "above an earlier message"),
    (ONE + TWO + ["This conversation has expired."], 1, "there is “This conversation has expired.”"),
])
def test_whatever_else_is_a_problem(shown: list[str], processed: int, problem: str) -> None:
    assert problem in problem_with("Two?", TEXTS, shown, processed)


def test_what_was_shown_before_the_kill_was_not_in_flight() -> None:
    killings = Killings(4)
    killings.hit.update({BEFORE: 1, AFTER: 2, SHOWN: 1})
    assert killings.in_flight == 3


def body(message_id: str | None, text: str = "One?", sender: str = "a") -> dict[str, Any]:
    return {"sender": sender, "message": text, "metadata": {"message_id": message_id} if message_id else {}}


def test_a_message_id_is_processed_once_for_a_sender() -> None:
    rasa = CountingRasa(0.0)
    assert rasa.answer(body("1")) == rasa.answer(body("1"))
    assert len(rasa.of("One?")) == 1
    rasa.answer(body("1", sender="b"))
    assert len(rasa.of("One?")) == 2


def test_without_an_id_every_message_is_processed() -> None:
    rasa = CountingRasa(0.0)
    rasa.answer(body(None))
    rasa.answer(body(None))
    assert len(rasa.of("One?")) == 2


def test_it_speaks_as_the_rest_channel_does_and_waits_for_what_is_being_processed() -> None:
    with counting_rasa(0.05) as rasa:
        def post(_: int) -> Any:
            url = f"http://{LOOPBACK}:{rasa.port}/webhooks/rest/webhook"
            with urllib.request.urlopen(urllib.request.Request(url, json.dumps(body("1")).encode())) as response:
                return json.load(response)

        with ThreadPoolExecutor(2) as threads:
            replies = list(threads.map(post, range(2)))
        assert len(rasa.processed) == 1
        assert rasa.processed[0].done > rasa.processed[0].begun
    assert replies[0] == replies[1]
    assert [message["custom"]["text"] for message in replies[0]] == answers("One?")
