"""A visitor of the real three processes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

QUESTION = "Why look at the body as a whole?"
QUOTE = "view the body as a whole"


class Visitor:
    """One conversation."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=30, trust_env=False)
        self.session: str | None = None

    def post(self, message: Any, message_id: str | None = None) -> httpx.Response:
        """Send one message and keep the session."""
        response = self.http.post(
            "/api/chat", json={"message": message, "session": self.session, "message_id": message_id})
        if response.is_success:
            self.session = response.json()["session"]
        return response

    def say(self, message: str) -> list[dict[str, Any]]:
        """The replies to a message that has some."""
        response = self.post(message)
        assert response.status_code == 200, response.text
        return list(response.json()["replies"])

    def erase(self) -> httpx.Response:
        """Delete the conversation."""
        return self.http.request("DELETE", "/api/chat", json={"session": self.session})

    def is_still_answered(self) -> bool:
        """Whether the conversation answers an FAQ."""
        quotes = [quote["text"] for reply in self.say(QUESTION) for quote in reply["quotes"]]
        return any(QUOTE in quote for quote in quotes)


@pytest.fixture
def visitor(live_site: str) -> Iterator[Visitor]:
    visitor = Visitor(live_site)
    yield visitor
    visitor.http.close()
