"""Where Rasa keeps conversations: one small row each, and only what the next turn needs."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker

from frontdesk.knowledge.clinic import load_clinic
from frontdesk.nlu import action_validation, failed_actions
from frontdesk.settings import load_settings
from frontdesk.store.conversations import Conversations
from frontdesk.store.last_turns import MESSAGE_ID, add_turn

_LOGGER = logging.getLogger(__name__)
# The longest story looks back over two visitor turns; three leave room to spare.
KEPT_TURNS = 3
_POLICY_EVENTS = (UserUttered, ActionExecuted, SessionStarted, ActiveLoop)


class ConversationStore(TrackerStore):  # type: ignore[misc]
    """A tracker store of bounded size.

    A row holds the last :data:`KEPT_TURNS` turns' intents and actions and the
    slots; never what the visitor or the bot wrote, but for the details of a callback
    request while its form is being filled. So a turn costs the same late
    in a conversation as early, and there is little to leak. What the bot said to
    the last messages is kept beside it, and written with it: a message has either
    been processed and has its replies there, or can be processed anew.

    Args:
        domain: the bot's domain.
        event_broker: as for any Rasa tracker store.
        database: see :class:`~frontdesk.store.conversations.Conversations`.
        expiry: seconds without a message after which a conversation is gone; the
            clinic's setting when ``None``.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        database: str | None = None,
        expiry: float | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        # Every way of running Rasa with actions opens its tracker store once.
        action_validation.install()
        failed_actions.install()
        self._rows = Conversations(database, clinics_expiry() if expiry is None else expiry,
                                   load_settings().version)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the conversation's row; where that fails, the conversation isn't remembered.

        Nothing is written of a turn in which an action failed: its message is sent again.
        The failure is logged, not raised: Rasa would fall back to a store in memory
        that holds all that was written, doesn't expire and can't be erased from.
        """
        if failed_actions.turn_failed():
            return
        try:
            await self.stream_events(tracker)
            state = {
                "events": [_without_text(event) for event in recent_events(tracker)],
                "slots": {name: slot.value for name, slot in tracker.slots.items()
                          if slot.value != slot.initial_value},
            }
            message_id, replies = await last_turn(tracker)
            turn = None
            if message_id is not None and replies:  # a turn without a reply has failed, and may be tried again
                turn = partial(add_turn, sender_id=tracker.sender_id, message_id=message_id, messages=replies)
            self._rows.save(tracker.sender_id, state, turn)
        except Exception as error:
            _LOGGER.error("A conversation could not be saved (%s).", type(error).__name__)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as last saved, or ``None``."""
        state = self._rows.load(sender_id)
        if state is None:
            return None
        tracker = self.init_tracker(sender_id)
        for event in deserialise_events(state["events"]):
            tracker.update(event)
        for name, value in state["slots"].items():
            if name in tracker.slots:
                tracker.update(SlotSet(name, value))
        return tracker

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations held."""
        return self._rows.sender_ids()


def clinics_expiry() -> float:
    """Seconds without a message after which a conversation is gone, as the clinic has set it."""
    return float(load_clinic(load_settings().root / "content" / "clinic.yml").privacy.conversation_seconds)


async def last_turn(tracker: DialogueStateTracker) -> tuple[str | None, list[dict[str, Any]]]:
    """The id of the visitor's last message, if it came with one, and what the bot said to it.

    Returns:
        The bot's messages as the REST channel returns them.
    """
    events = list(tracker.events)
    asked = max((at for at, event in enumerate(events) if isinstance(event, UserUttered)), default=len(events))
    message_id = events[asked].metadata.get(MESSAGE_ID) if events[asked:] else None
    collector = CollectingOutputChannel()
    for event in events[asked:]:
        if isinstance(event, BotUttered):
            await collector.send_response(tracker.sender_id, event.message())
    return message_id if isinstance(message_id, str) else None, collector.messages


def recent_events(tracker: DialogueStateTracker) -> list[Event]:
    """The events of the last :data:`KEPT_TURNS` turns that policies look at.

    A turn starts where the bot listens, so the cut is made at an
    ``action_listen``: what is left is a whole conversation to every policy. A form
    that began before the cut is still the one that is going on.
    """
    events = [event for event in tracker.applied_events() if isinstance(event, _POLICY_EVENTS)]
    listens = [
        index for index, event in enumerate(events)
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME
    ]
    start = listens[-KEPT_TURNS - 1] if len(listens) > KEPT_TURNS else 0
    forms = [event for event in events[:start] if isinstance(event, ActiveLoop)]
    return [*forms[-1:], *events[start:]]


def _without_text(event: Event) -> dict[str, Any]:
    """The event as stored: a user's turn keeps its intent alone."""
    if isinstance(event, UserUttered):
        intent = {"name": event.intent_name, "confidence": event.intent.get("confidence")}
        event = UserUttered(text=None, intent=intent, timestamp=event.timestamp,
                            input_channel=event.input_channel)
    return dict(event.as_dict())
