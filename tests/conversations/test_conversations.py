"""Whole conversations through the chat API, one YAML file each.

A file is a list of turns. Each has ``user`` (what the visitor says) or ``press``
(the title of a button in the replies before) and what is expected of the replies:

- ``kind``: the kind of the one reply, or a list with the kind of each, in order;
- ``text``: stands in a reply's own words (one text or a list);
- ``quotes``: stands in a quoted passage (one text or a list);
- ``not_quotes``: stands in no quoted passage (one text or a list);
- ``buttons``: stands in a button's title (one text or a list).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
from ruamel.yaml import YAML

FOLDER = Path(__file__).parent
KINDS = {"answer", "choice", "no_answer", "urgent", "booking", "contact", "clinic", "smalltalk"}
EXPECTATIONS = {"kind", "text", "quotes", "not_quotes", "buttons"}
FILES = sorted(FOLDER.glob("*/*.yml"))


def read(path: Path) -> list[dict[str, Any]]:
    """The turns of a file, checked."""
    turns = YAML(typ="safe").load(path)
    assert isinstance(turns, list), "a file is a list of turns"
    assert turns, "a file has at least one turn"
    for turn in turns:
        unknown = set(turn) - EXPECTATIONS - {"user", "press"}
        assert not unknown, f"unknown: {', '.join(sorted(unknown))}"
        assert ("user" in turn) != ("press" in turn), "a turn has either 'user' or 'press'"
        assert set(turn) & EXPECTATIONS, "a turn expects something"
        assert set(_list(turn.get("kind"))) <= KINDS, "an unknown kind"
    return turns


def check(turn: dict[str, Any], replies: list[dict[str, Any]]) -> None:
    """Hold the replies against what is expected."""
    texts = [reply["text"] for reply in replies]
    quotes = [quote["text"] for reply in replies for quote in reply["quotes"]]
    buttons = [button["title"] for reply in replies for button in reply["buttons"]]
    if "kind" in turn:
        assert [reply["kind"] for reply in replies] == _list(turn["kind"]), texts
    for key, found in (("text", texts), ("quotes", quotes), ("buttons", buttons)):
        for wanted in _list(turn.get(key)):
            assert any(wanted in text for text in found), f"{key}: {wanted!r} not in {found}"
    for unwanted in _list(turn.get("not_quotes")):
        assert not any(unwanted in quote for quote in quotes), f"{unwanted!r} is quoted"
    for reply in replies:
        assert (reply["kind"] == "answer") == bool(reply["quotes"]), "an answer quotes, nothing else does"
        assert reply["kind"] != "urgent" or not reply["buttons"], "a warning offers nothing"
        assert reply["kind"] != "urgent" or len(replies) == 1, "a warning stands alone"


def _list(value: Any) -> list[str]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


@pytest.mark.live
@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.stem}" for path in FILES])
def test_conversation(live_site: str, path: Path) -> None:
    session, buttons = None, {}
    for number, turn in enumerate(read(path), start=1):
        if "press" in turn:
            assert turn["press"] in buttons, f"turn {number}: the buttons are {list(buttons)}"
        message = turn.get("user") or buttons[turn["press"]]
        response = httpx.post(f"{live_site}/api/chat", json={"message": message, "session": session}, timeout=20,
                              trust_env=False)
        assert response.status_code == 200, f"turn {number}: {response.text}"
        answer = response.json()
        try:
            check(turn, answer["replies"])
        except AssertionError as error:
            raise AssertionError(f"turn {number}, {message!r}: {error}") from None
        session = answer["session"]
        buttons = {button["title"]: button["message"] for reply in answer["replies"] for button in reply["buttons"]}
