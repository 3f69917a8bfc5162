"""Kept questions, as the site keeps them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.engine import Engine

from frontdesk.store.answers import Answers
from frontdesk.store.inbox import InboxQuestions, Kept
from frontdesk.store.questions import NewQuestion
from frontdesk.store.votes import Votes


def ask(
    engine: Engine, visitor: str, text: str, kind: str = "no_answer", vote: str | None = None,
    reason: str | None = None, version: int | None = None, **understood: Any
) -> None:
    """Have a visitor ask something, and vote on the answer if they like."""
    answers = Answers(engine)
    message_id = f"id of {text} by {visitor}"
    reply = {"kind": kind, "text": "…", "quotes": [], "buttons": []}
    answers.keep(visitor, message_id, [reply], NewQuestion(text, "", kind, understood or None, version))
    if vote:
        assert Votes(engine).add(visitor, message_id, vote, reason)


def grouped(engine: Engine, groups: dict[str, int]) -> list[Kept]:
    """Put questions into groups by their texts, with made-up vectors; gives what is open."""
    questions = InboxQuestions(engine)
    questions.place({one.id: (groups[one.text], one.text.encode()) for one in questions.fresh() if one.text in groups})
    return questions.open()
