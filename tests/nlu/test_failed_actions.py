"""A turn in which an action failed is neither answered nor kept."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered

from frontdesk.nlu import failed_actions
from frontdesk.nlu.site_channel import SiteChannel
from frontdesk.nlu.tracker_store import ConversationStore


class ActionServer:
    """Answers, or does what it is told, at each call."""

    def __init__(self) -> None:
        self.calls: list[Exception | None] = []

    async def run(self, *_arguments: Any) -> list[Any]:
        """One call."""
        error = self.calls.pop(0)
        if error is not None:
            raise error
        return [BotUttered("half", {"custom": {"kind": "answer", "text": "half"}})]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> ActionServer:
    server = ActionServer()
    monkeypatch.setattr(failed_actions, "_run", lambda _action, *arguments: server.run(*arguments))
    monkeypatch.setattr(RemoteAction, "run", RemoteAction.run)
    failed_actions.install()
    return server


class Rasa:
    """Runs two actions for each message, and goes on after one that failed, as Rasa does."""

    def __init__(self, store: ConversationStore) -> None:
        self.store, self.channel = store, SiteChannel()

    async def handle(self, message: UserMessage) -> None:
        """As the agent does it."""
        tracker = await self.store.get_or_create_tracker(message.sender_id)
        tracker.update(ActionExecuted("action_listen"))
        tracker.update(UserUttered(message.text, {"name": "book", "confidence": 0.9}, metadata=message.metadata))
        for _ in range(2):
            try:
                events = await RemoteAction("action_offer_booking", None).run(None, None, tracker, None)
            except Exception:
                events = []
            for event in events:
                await message.output_channel.send_response(message.sender_id, event.message())
                tracker.update(event)
        await self.store.save(tracker)

    async def say(self, message_id: str | None = "id-1") -> int:
        """How many replies there are to a message."""
        collector = CollectingOutputChannel()
        metadata = {"message_id": message_id} if message_id else {}
        await self.channel.once(self.handle)(UserMessage("book", collector, "visitor", metadata=metadata))
        return sum("custom" in message for message in collector.messages)

    async def turns(self) -> int:
        """How many messages the kept conversation has."""
        tracker = await self.store.get_or_create_tracker("visitor")
        return sum(isinstance(event, UserUttered) for event in tracker.events)


@pytest.fixture
def rasa(store: ConversationStore, database: Any, server: ActionServer, monkeypatch: pytest.MonkeyPatch) -> Rasa:
    monkeypatch.setenv("FRONTDESK_DATABASE", str(database))
    return Rasa(store)


@pytest.mark.parametrize("calls", [[None, OSError()], [OSError(), None], [OSError(), OSError()]])
@pytest.mark.parametrize("message_id", ["id-1", None])
async def test_half_an_answer_is_none(rasa: Rasa, server: ActionServer, calls: list[Any], message_id: Any) -> None:
    server.calls = list(calls)
    assert await rasa.say(message_id) == 0
    assert await rasa.turns() == 0


async def test_the_message_sent_again_is_processed_as_if_for_the_first_time(rasa: Rasa, server: ActionServer) -> None:
    server.calls = [None, OSError(), None, None]
    assert [await rasa.say(), await rasa.say(), await rasa.say()] == [0, 2, 2]
    assert server.calls == []
    assert await rasa.turns() == 1


async def test_an_action_that_declines_has_not_failed(rasa: Rasa, server: ActionServer) -> None:
    server.calls = [ActionExecutionRejection("action_offer_booking"), None]
    assert await rasa.say() == 1
    assert await rasa.turns() == 1
