"""The note that goes from a form to the page after it."""

from __future__ import annotations

import json
from http.cookies import SimpleCookie
from urllib.parse import unquote

import pytest
from starlette.datastructures import FormData
from starlette.requests import Request

from frontdesk.accounts.session import Session
from frontdesk.console.rendering import back
from frontdesk.console.visit import Visit

UNDO = "/staff/audit/7/undo"


def sent(note: str) -> tuple[str, list[str]]:
    """The note's cookie, and what is in it."""
    request = Request({"type": "http", "scheme": "https", "server": ("testserver", 443), "path": "/", "headers": []})
    visit = Visit(request, None, Session(1, "Robin", "editor", ""), FormData())  # type: ignore[arg-type]
    header = back(visit, "/staff/faqs", note, UNDO).headers["set-cookie"]
    value = SimpleCookie(header)["frontdesk-note"].value
    return header, json.loads(unquote(value))


@pytest.mark.parametrize("letter", ["a", "é", "α", "漢", "🦵", "\"", "\\", "\n", "\x07", "\ud800"])
def test_a_long_note_is_cut_to_what_browsers_take(letter: str) -> None:
    header, (note, undo) = sent(letter * 2000)
    assert len(header) < 4096
    assert undo == UNDO
    assert len(note) > 300
    assert set(note) <= {letter, "?"}


def test_a_note_that_is_short_enough_is_whole() -> None:
    assert sent("α" * 500)[1] == ["α" * 500, UNDO]
