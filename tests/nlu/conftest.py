"""Conversations as Rasa keeps them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered

from frontdesk.nlu.tracker_store import ConversationStore

DOMAIN = """
version: "3.1"
intents: [faq, follow_up]
slots:
  memory:
    type: any
    influence_conversation: false
    mappings:
    - type: custom
actions: [action_answer_faq]
"""


@pytest.fixture
def domain() -> Domain:
    return Domain.from_yaml(DOMAIN)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "conversations.db"


@pytest.fixture
def store(domain: Domain, database: Path) -> ConversationStore:
    return ConversationStore(domain, database=str(database))


@pytest.fixture
def turn() -> Callable[..., list[Event]]:
    """The events of one turn."""

    def events(number: int = 0, memory: object = None) -> list[Event]:
        intent = {"name": "faq", "confidence": 0.9}
        return [
            ActionExecuted("action_listen"),
            UserUttered(f"my secret sciatica {number}", intent, parse_data={
                "text": "my secret sciatica", "intent": intent, "entities": [{"entity": "x", "value": "sciatica"}],
                "understood": {"label": "faq/secret"}}),
            ActionExecuted("action_answer_faq"),
            BotUttered("the secret answer", {"custom": {"text": "the secret answer"}}),
            SlotSet("memory", memory or {"topic": "a", "turn": number}),
        ]

    return events
