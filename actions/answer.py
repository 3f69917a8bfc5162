"""Answers quoted from the articles, and what is said when there is none."""

from __future__ import annotations

from actions.base import AnswerAction


class AnswerFaq(AnswerAction):
    """Quotes the passages of the FAQ that was asked."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer_faq"


class Fallback(AnswerAction):
    """Asks which question was meant, quotes what search found, or says that nothing covers it."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_fallback"
