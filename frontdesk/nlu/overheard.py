"""Messages on their way through the pipeline, for the channel that hands back what was understood of them.

Rasa's channels get the bot's replies and nothing else; what the pipeline made of a message ends in
the tracker, which the channel never sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from rasa.shared.nlu.training_data.message import Message

_overheard: ContextVar[list[Message] | None] = ContextVar("overheard", default=None)


@contextmanager
def overhearing() -> Iterator[list[Message]]:
    """The messages that the relevance gate reads inside the ``with`` block, which later components may still change."""
    messages: list[Message] = []
    token = _overheard.set(messages)
    try:
        yield messages
    finally:
        _overheard.reset(token)


def overhear(message: Message) -> None:
    """Tell of a message, if anybody listens."""
    messages = _overheard.get()
    if messages is not None:
        messages.append(message)
