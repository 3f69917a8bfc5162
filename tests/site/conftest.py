"""The site in this process, with a stand-in for Rasa behind it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from frontdesk.settings import Settings, load_settings
from frontdesk.site.app import create_app
from frontdesk.site.rasa_client import RasaClient

ROOT = Path(__file__).resolve().parents[2]


class FakeRasa:
    """Rasa's REST channel: repeats what it gets, unless a test gives it something else to do."""

    def __init__(self) -> None:
        self.received: list[str] = []
        self.senders: list[str] = []
        self.at_once = self.most_at_once = 0
        self.answer: Callable[[httpx.Request, str], Awaitable[httpx.Response] | httpx.Response] = self.repeat

    @staticmethod
    def repeat(_request: httpx.Request, text: str) -> httpx.Response:
        reply = {"kind": "answer", "text": text, "buttons": [],
                 "quotes": [{"text": "…", "article": "a", "title": "A", "url": "/articles/a#:~:text=b"}]}
        return httpx.Response(200, json=[{"recipient_id": "x", "text": text}, {"recipient_id": "x", "custom": reply}])

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            answer = self.answer(request, "")
            return answer if isinstance(answer, httpx.Response) else await answer
        body: dict[str, Any] = json.loads(request.content)
        self.received.append(body["message"])
        self.senders.append(body["sender"])
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(0)
            answer = self.answer(request, body["message"])
            return answer if isinstance(answer, httpx.Response) else await answer
        finally:
            self.at_once -= 1


@pytest.fixture
def rasa() -> FakeRasa:
    return FakeRasa()


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A project folder of its own with the clinic's real content."""
    for name in ("FRONTDESK_DATABASE", "FRONTDESK_SECRET"):
        monkeypatch.delenv(name, raising=False)
    for folder in ("content", "widget"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    return load_settings(tmp_path, {"FRONTDESK_PUBLIC_URL": "https://clinic.test"})


@pytest.fixture
async def site(settings: Settings, rasa: FakeRasa) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the site."""
    app = create_app(settings, RasaClient("http://rasa.test", 1.0, httpx.MockTransport(rasa)))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="https://clinic.test") as client:
        yield client


@pytest.fixture
def say(site: httpx.AsyncClient) -> Callable[..., Awaitable[httpx.Response]]:
    """Send one message."""

    async def send(message: Any, session: str | None = None, message_id: str | None = None) -> httpx.Response:
        return await site.post("/api/chat", json={"message": message, "session": session, "message_id": message_id})

    return send
