"""What is said when a message may describe an emergency: this alone, and what stays allowed after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.replies.reply import BOOK, PERSON, Reply

FLAGGED = "red_flag_stands"  # in the metadata of a message, where the site has raised one in its conversation
# The clinic's own details stay answerable; advice, booking and offers don't.
_STILL_ALLOWED = ("clinic", "contact", "smalltalk", "urgent")
_TELLS_OF_HEALTH = ("answer", "choice", "no_answer")


def urgent_reply(text: str) -> Reply:
    """A reply of nothing but this text: no article, no button, no booking."""
    return Reply("urgent", text)


def after_a_flag(replies: Sequence[Reply], reminder: str) -> list[Reply]:
    """What of these replies a visitor still gets in a conversation in which a flag was raised.

    Args:
        replies: to a later message.
        reminder: said in place of those that are held back.
    """
    kept = [replace(reply, quotes=(), buttons=()) for reply in replies if _passes(reply)]
    return kept or [urgent_reply(reminder)]


def _passes(reply: Reply) -> bool:
    """Whether a reply says nothing but the clinic's details or a courtesy; one that suggests topics doesn't."""
    return reply.kind in _STILL_ALLOWED and set(reply.buttons) <= {BOOK, PERSON}


def with_general_line(replies: Sequence[Reply], line: str) -> list[Reply]:
    """The replies to a question asked in general about an emergency, with a line on when to seek help.

    Args:
        replies: the ordinary ones.
        line: put before the first of them that is about health.
    """
    found = list(replies)
    for index, reply in enumerate(found):
        if reply.kind in _TELLS_OF_HEALTH:
            found[index] = replace(reply, text=f"{line}\n{reply.text}")
            break
    return found
