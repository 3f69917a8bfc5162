"""The conversation files say what they mean."""

import re
from pathlib import Path

import pytest

from tests.conversations.test_conversations import FILES, check, read

REPLY = {"kind": "answer", "text": "From our article:", "quotes": [{"text": "the calves tighten up"}],
         "buttons": [{"title": "Why?", "message": "why"}]}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_can_be_read_and_are_named_as_sentences(path: Path) -> None:
    assert read(path)
    assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+){2,}", path.stem)


@pytest.mark.parametrize("text", [
    "- {user: hello, kinds: answer}", "- {user: hello, kind: poem}", "- {user: hello}", "- {kind: answer}", "[]",
    "user: hello", "- {user: hello, press: Book, kind: answer}",
])
def test_mistakes_in_a_file_are_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yml").write_text(text)
    with pytest.raises(AssertionError):
        read(tmp_path / "a.yml")


@pytest.mark.parametrize("expected", [
    {"kind": "answer"}, {"kind": ["answer"]}, {"quotes": "calves"}, {"text": ["From", "article"]},
    {"not_quotes": "glutes"}, {"buttons": "Why"},
])
def test_what_is_there_is_found(expected: dict[str, object]) -> None:
    check(expected, [REPLY])


@pytest.mark.parametrize("expected", [
    {"kind": "choice"}, {"kind": ["answer", "answer"]}, {"quotes": ["calves", "glutes"]}, {"text": "hello"},
    {"not_quotes": ["glutes", "calves"]}, {"buttons": "Book"},
])
def test_what_is_missing_is_noticed(expected: dict[str, object]) -> None:
    with pytest.raises(AssertionError):
        check(expected, [REPLY])


@pytest.mark.parametrize("replies", [
    [{"kind": "urgent", "text": "Call.", "quotes": [], "buttons": REPLY["buttons"]}],
    [{"kind": "urgent", "text": "Call.", "quotes": REPLY["quotes"], "buttons": []}],
    [{"kind": "urgent", "text": "Call.", "quotes": [], "buttons": []}, REPLY],
])
def test_a_warning_that_doesnt_stand_alone_is_noticed(replies: list[dict[str, object]]) -> None:
    with pytest.raises(AssertionError):
        check({"text": "Call."}, replies)
