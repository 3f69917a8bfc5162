"""Greetings, help, and what the bot is."""

from __future__ import annotations

from actions.base import AnswerAction


class Smalltalk(AnswerAction):
    """Greets, explains what can be asked, and says that it is a bot."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_smalltalk"
