"""Whole conversations through the chat API, one YAML file each.

A file is a list of turns. Each has ``user`` (what the visitor says) or ``press``
(the title of a button in the replies before) and what is expected of the replies:

- ``kind``: the kind of the one reply, or a list with the kind of each, in order;
- ``text``: stands in a reply's own words (one text or a list);
- ``quotes``: stands in a quoted passage (one text or a list);
- ``not_quotes``: stands in no quoted passage (one text or a list);
- ``buttons``: stands in a button's title (one text or a list).

A turn with ``unless_given: hours`` expects its ``text`` only of a clinic that hasn't given that fact.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from frontdesk.errors import FrontdeskError
from frontdesk.knowledge.clinic import FACTS
from frontdesk.replies.reply import KINDS

EXPECTATIONS = ("kind", "text", "quotes", "not_quotes", "buttons")

Turn = Mapping[str, Any]
# Sends a message in a conversation (``None`` begins one), and gives the chat API's answer.
Send = Callable[[str, str | None], Awaitable[dict[str, Any]]]


class ConversationError(FrontdeskError):
    """A file of a conversation doesn't say what it must; the text says where and why."""


def read_conversation(path: Path) -> list[dict[str, Any]]:
    """The turns of a file, checked.

    Raises:
        ConversationError: it can't be used.
    """
    try:
        turns = YAML(typ="safe").load(path)
    except (OSError, ValueError, YAMLError) as error:  # also a date that there isn't, or what is no UTF-8
        raise ConversationError(f"{path} can't be read: {error}") from None
    if not isinstance(turns, list) or not turns:
        raise ConversationError(f"{path}: write a list of at least one turn.")
    for number, turn in enumerate(turns, start=1):
        for wrong in _mistakes(turn):
            raise ConversationError(f"{path}, turn {number}: {wrong}.")
    return turns


def _mistakes(turn: Any) -> Iterator[str]:
    if not isinstance(turn, dict):
        yield "it has to be a mapping"
        return
    # First: what isn't a text can't be compared with what is allowed.
    if any(not isinstance(text, str) for value in turn.values() for text in _list(value)):
        yield "only texts and lists of texts can stand here"
        return
    unknown = set(turn) - {*EXPECTATIONS, "user", "press", "unless_given"}
    if unknown:
        yield f"unknown: {', '.join(sorted(map(str, unknown)))}"
    if ("user" in turn) == ("press" in turn):
        yield "it has either 'user' or 'press'"
    elif not isinstance(turn.get("user", turn.get("press")), str):
        yield "'user' and 'press' each take one text"
    if not set(turn) & set(EXPECTATIONS):
        yield "it has to expect something"
    if not set(_list(turn.get("kind"))) <= set(KINDS):
        yield f"the kinds are {', '.join(KINDS)}"
    if turn.get("unless_given", FACTS[0]) not in FACTS:
        yield f"'unless_given' is one of {', '.join(FACTS)}"


def disappointments(turn: Turn, replies: Sequence[Mapping[str, Any]]) -> list[str]:
    """What isn't as expected in the replies to one turn, and what never may be in any."""
    texts = [reply["text"] for reply in replies]
    quotes = [quote["text"] for reply in replies for quote in reply["quotes"]]
    buttons = [button["title"] for reply in replies for button in reply["buttons"]]
    kinds = [reply["kind"] for reply in replies]
    found: list[str] = []
    if "kind" in turn and kinds != _list(turn["kind"]):
        found.append(f"expected {', '.join(_list(turn['kind']))}, got {', '.join(kinds)}: {texts}")
    for key, there in (("text", texts), ("quotes", quotes), ("buttons", buttons)):
        found += [f"{key}: {wanted!r} isn't in {there}" for wanted in _list(turn.get(key))
                  if not any(wanted in text for text in there)]
    found += [f"{unwanted!r} is quoted" for unwanted in _list(turn.get("not_quotes"))
              if any(unwanted in quote for quote in quotes)]
    for reply in replies:
        if (reply["kind"] == "answer") != bool(reply["quotes"]):
            found.append("an answer quotes, nothing else does")
        if reply["kind"] == "urgent" and (reply["buttons"] or len(replies) > 1):
            found.append("a warning stands alone and offers nothing")
    return found


def _expected(turn: Turn, facts: Mapping[str, str]) -> Turn:
    given = facts.get(turn.get("unless_given", ""), "")
    return {key: value for key, value in turn.items() if key != "text"} if given else turn


async def hold(turns: Sequence[Turn], send: Send, facts: Mapping[str, str] | None = None) -> str:
    """Have a conversation.

    Args:
        turns: as :func:`read_conversation` gives them.
        send: to the chat API.
        facts: that the clinic gives; none when ``None``.

    Returns:
        What first wasn't as expected, with its turn; ``""`` when all was.
    """
    session: str | None = None
    offered: dict[str, str] = {}
    for number, turn in enumerate(turns, start=1):
        if "press" in turn and turn["press"] not in offered:
            return f"turn {number}: there is no button {turn['press']!r}, but {list(offered)}"
        message = offered[turn["press"]] if "press" in turn else turn["user"]
        answer = await send(message, session)
        wrong = disappointments(_expected(turn, facts or {}), answer["replies"])
        if wrong:
            return f"turn {number}, {message!r}: {wrong[0]}"
        session = answer["session"]
        offered = {button["title"]: button["message"] for reply in answer["replies"] for button in reply["buttons"]}
    return ""


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
