"""The urgent message."""

from __future__ import annotations

from actions.base import AnswerAction


class Urgent(AnswerAction):
    """Points at urgent care, alone."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_urgent"
