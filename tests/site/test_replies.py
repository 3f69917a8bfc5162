"""What Rasa says becomes the chat API's replies."""

import httpx

from frontdesk.replies.reply import KINDS


def _rasa_says(rasa, *messages: dict) -> None:
    rasa.answer = lambda _request, _text: httpx.Response(200, json=list(messages))


async def test_an_actions_reply_counts_once(say, rasa) -> None:
    custom = {"kind": "clinic", "text": "We open at nine.", "quotes": [], "buttons": []}
    _rasa_says(rasa, {"recipient_id": "x", "text": "We open at nine."}, {"recipient_id": "x", "custom": custom})
    assert (await say("hello")).json()["replies"] == [custom]


async def test_rasas_own_responses_are_small_talk(say, rasa) -> None:
    _rasa_says(rasa, {"recipient_id": "x", "text": "You're welcome."})
    assert (await say("thanks")).json()["replies"] == [
        {"kind": "smalltalk", "text": "You're welcome.", "quotes": [], "buttons": []}]


async def test_every_kind_is_handed_on(say, rasa) -> None:
    customs = [{"kind": kind, "text": kind, "quotes": [], "buttons": []} for kind in KINDS]
    _rasa_says(rasa, *({"custom": custom} for custom in customs))
    assert (await say("hello")).json()["replies"] == customs
