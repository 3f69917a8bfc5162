"""A turn in which an action failed never happened: nothing of it is said or kept.

Rasa goes on after a failed action with what the turn's other actions said and set. When the
action server dies between two of them, that is half an answer; and the message sent
again would be read as the answer to a question that the visitor has never seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from rasa.core.actions.action import ActionExecutionRejection, RemoteAction


@dataclass
class Turn:
    """One message on its way through Rasa.

    Attributes:
        failed: whether an action failed.
    """

    failed: bool = False


_turn: ContextVar[Turn | None] = ContextVar("turn", default=None)
_run = RemoteAction.run


@contextmanager
def watched_turn() -> Iterator[Turn]:
    """The turn that is processed inside the ``with`` block."""
    turn = Turn()
    token = _turn.set(turn)
    try:
        yield turn
    finally:
        _turn.reset(token)


def turn_failed() -> bool:
    """Whether an action of the turn that is being processed failed."""
    turn = _turn.get()
    return turn is not None and turn.failed


async def _watched_run(self: RemoteAction, *arguments: Any, **more: Any) -> Any:
    try:
        return await _run(self, *arguments, **more)
    except ActionExecutionRejection:
        raise  # an answer
    except Exception:
        turn = _turn.get()
        if turn is not None:
            turn.failed = True
        raise


def install() -> None:
    """Watch every remote action in this process."""
    RemoteAction.run = _watched_run
