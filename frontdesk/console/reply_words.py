"""Kinds of reply in words: what a message got."""

from __future__ import annotations

from collections.abc import Mapping

REPLY_WORDS: Mapping[str, str] = {
    "answer": "a passage of your articles",
    "choice": "questions to choose from",
    "no_answer": "“our articles don't cover that”",
    "clinic": "the clinic's own details",
    "contact": "how to reach a person",
    "booking": "ways to book, or the callback form",
    "smalltalk": "a courtesy",
    "urgent": "the urgent text, or a reminder of it",
}
