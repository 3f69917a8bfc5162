"""The assistant without Rasa says what the real three processes say."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from frontdesk.evaluation.datasets import load_cases
from frontdesk.replies.reply import Reply
from frontdesk.safety.detector import Detector
from frontdesk.trial.assistant import Assistant
from frontdesk.trial.guarding import Guarding
from frontdesk.trial.making import Maker
from frontdesk.trial.talk import Talk, say

ROOT = Path(__file__).resolve().parents[2]
MESSAGES = 60
# Turns that lean on what was said before.
DIALOGUE = ("hello", "Why do I lean or walk to one side when my back hurts?", "and then?", "yes", "do you have parking",
            "no", "thanks", "i cant feel between my legs and i cant pee", "what do my glutes do", "where are you")

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def assistant(model: Path) -> Assistant:
    """As it is made from the very files that the model was trained from."""
    assert model.is_file()
    return Maker().make(ROOT, lambda _share: None)


def by_the_assistant(assistant: Assistant, detector: Detector, *texts: str) -> list[list[Any]]:
    talk = Talk()
    for text in texts:
        talk = say(assistant, Guarding(detector), talk, text)
    return [said([reply.as_dict() for reply in turn.replies]) for turn in talk.turns]


def by_rasa(site: str, *texts: str) -> list[list[Any]]:
    session, found = None, []
    with httpx.Client(base_url=site, timeout=60, trust_env=False) as client:
        for text in texts:
            answer = client.post("/api/chat", json={"message": text, "session": session, "message_id": str(uuid4())})
            answer.raise_for_status()
            session = answer.json()["session"]
            found.append(said(answer.json()["replies"]))
    return found


def said(replies: list[dict[str, Any]]) -> list[Any]:
    """All that a visitor reads but the addresses, which hold the site's."""
    return [(reply.kind, reply.text, [quote.text for quote in reply.quotes], reply.buttons, reply.links)
            for reply in map(Reply.from_dict, replies)]


def test_sixty_messages_get_the_same_replies(live_site: str, assistant: Assistant, detector: Detector) -> None:
    cases = load_cases(ROOT / "tests" / "eval" / "development.tsv")
    texts = [case.text for case in cases[:: len(cases) // MESSAGES][:MESSAGES]]
    differ = [text for text in texts if by_rasa(live_site, text) != by_the_assistant(assistant, detector, text)]
    assert len(texts) == MESSAGES
    assert differ == []


def test_a_whole_conversation_is_the_same(live_site: str, assistant: Assistant, detector: Detector) -> None:
    ours, theirs = by_the_assistant(assistant, detector, *DIALOGUE), by_rasa(live_site, *DIALOGUE)
    for text, mine, other in zip(DIALOGUE, ours, theirs):
        assert mine == other, text
