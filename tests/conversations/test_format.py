"""The conversation files say what they mean."""

import re
from pathlib import Path

import pytest

from frontdesk.evaluation.conversations import ConversationError, disappointments, hold, read_conversation
from tests.conversations.test_conversations import FILES

REPLY = {"kind": "answer", "text": "From our article:", "quotes": [{"text": "the calves tighten up"}],
         "buttons": [{"title": "Why?", "message": "why"}]}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_can_be_read_and_are_named_as_sentences(path: Path) -> None:
    assert read_conversation(path)
    assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+){2,}", path.stem)


@pytest.mark.parametrize("text", [
    "- {user: hello, kinds: answer}", "- {user: hello, kind: poem}", "- {user: hello}", "- {kind: answer}", "[]",
    "user: hello", "- {user: hello, press: Book, kind: answer}", "- hello", "- {user: 5, kind: answer}",
    "- {user: hello, text: {a: b}}", "- {user: hello, text: a, unless_given: weather}",
    "- {user: hello", "- {user: hello, 5: answer, kind: answer}", "- {user: hello, kind: {a: b}}",
    "- {user: hello, kind: [{answer: x}]}", "- {user: hello, kind: [[answer]]}", "- {press: [Book], kind: answer}",
    "- {user: [hello], kind: answer}", "- {user: , kind: answer}", "- {user: 2024-99-99, kind: answer}",
])
def test_mistakes_in_a_file_are_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yml").write_text(text)
    with pytest.raises(ConversationError, match=r"a\.yml"):
        read_conversation(tmp_path / "a.yml")


def test_a_file_that_isnt_there_or_isnt_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "b.yml").write_bytes(b"\xff\xfe\x00")
    for name in ("a.yml", "b.yml"):
        with pytest.raises(ConversationError, match=name):
            read_conversation(tmp_path / name)


@pytest.mark.parametrize("expected", [
    {"kind": "answer"}, {"kind": ["answer"]}, {"quotes": "calves"}, {"text": ["From", "article"]},
    {"not_quotes": "glutes"}, {"buttons": "Why"},
])
def test_what_is_there_is_found(expected: dict[str, object]) -> None:
    assert disappointments(expected, [REPLY]) == []


@pytest.mark.parametrize("expected", [
    {"kind": "choice"}, {"kind": ["answer", "answer"]}, {"quotes": ["calves", "glutes"]}, {"text": "hello"},
    {"not_quotes": ["glutes", "calves"]}, {"buttons": "Book"},
])
def test_what_is_missing_is_noticed(expected: dict[str, object]) -> None:
    assert disappointments(expected, [REPLY])


@pytest.mark.parametrize("replies", [
    [{"kind": "urgent", "text": "Call.", "quotes": [], "buttons": REPLY["buttons"]}],
    [{"kind": "urgent", "text": "Call.", "quotes": REPLY["quotes"], "buttons": []}],
    [{"kind": "urgent", "text": "Call.", "quotes": [], "buttons": []}, REPLY],
])
def test_a_warning_that_doesnt_stand_alone_is_noticed(replies: list[dict[str, object]]) -> None:
    assert disappointments({"text": "Call."}, replies)


async def test_a_conversation_keeps_its_session_and_presses_buttons() -> None:
    sent = []

    async def send(message: str, session: str | None) -> dict[str, object]:
        sent.append((message, session))
        return {"session": "s1", "replies": [REPLY]}

    turns = [{"user": "hello", "kind": "answer"}, {"press": "Why?", "kind": "answer"}]
    assert await hold(turns, send) == ""
    assert sent == [("hello", None), ("why", "s1")]
    assert "turn 2: there is no button 'Book'" in await hold([turns[0], {"press": "Book", "kind": "answer"}], send)
    assert "turn 1, 'hello': expected choice" in await hold([{"user": "hello", "kind": "choice"}], send)


@pytest.mark.parametrize(("facts", "wrong"), [({}, True), ({"hours": ""}, True), ({"hours": "Mon to Fri"}, False)])
async def test_what_a_fact_replaces_is_expected_only_without_it(facts: dict[str, str], wrong: bool) -> None:
    async def send(_message: str, _session: str | None) -> dict[str, object]:
        return {"session": "a", "replies": [{"kind": "clinic", "text": "Open", "quotes": [], "buttons": []}]}

    turn = {"user": "When are you open?", "kind": "clinic", "text": "I don't have", "unless_given": "hours"}
    assert bool(await hold([turn], send, facts)) is wrong
    assert await hold([turn | {"kind": "answer"}], send, facts)
