"""The site in this process, with a stand-in for Rasa behind it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from frontdesk.safety.detector import Detector
from frontdesk.safety.red_flags import RedFlags, load_red_flags
from frontdesk.settings import Settings, load_settings
from frontdesk.site.app import create_app
from frontdesk.site.rasa_client import RasaClient

ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., Awaitable[httpx.AsyncClient]]
# As small a widget as the site takes: the real one has tests of its own.
WIDGET = {
    "words.json": json.dumps({
        "loading": "Loading", "notLoaded": "Not loaded", "wrongOrigin": "Not on {origin}", "send": "Send",
        "hours": "A person replies: {hours}", "keep": "Keep for {days} days?", "keepOneDay": "Keep for a day?"}),
    "loader/loader.js": 'import { config } from "./config.js";\nimport { styles } from "./styles.js";\n'
                        "globalThis.loaded = [config, styles];\n",
    "loader/loader.css": "button { color: red; }\n",
    "panel/chat.js": 'import { config } from "./config.js";\nimport { styles } from "./styles.js";\n'
                     'import { shown } from "../shared/shown.js";\nshown(config, styles);\n',
    "panel/panel.css": "p {\n  color: blue;\n}\n",
    "shared/shown.js": "/** What a test can see. */\nexport function shown(...what) {\n  globalThis.shown = what;\n}\n",
}


class FakeRasa:
    """Rasa's REST channel: repeats what it gets, unless a test gives it something else to do."""

    def __init__(self) -> None:
        self.received: list[str] = []
        self.senders: list[str] = []
        self.bodies: list[dict[str, Any]] = []
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
        self.bodies.append(body)
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


def write_widget(root: Path) -> Path:
    """A folder ``widget/`` of one's own."""
    for name, text in WIDGET.items():
        path = root / "widget" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root / "widget"


def own_clinic(settings: Settings, change: Callable[[str], str]) -> None:
    """Give a project folder a ``clinic.yml`` of its own, changed; the rest of the content stays the real one."""
    folder = settings.root / "content"
    if folder.is_symlink():
        original = folder.resolve()
        folder.unlink()
        folder.mkdir()
        for path in original.iterdir():
            (folder / path.name).symlink_to(path)
    path = folder / "clinic.yml"
    told = path.read_text(encoding="utf-8")
    changed = change(told)
    assert changed != told
    path.unlink()
    path.write_text(changed, encoding="utf-8")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A project folder of its own with the clinic's real content and a small widget."""
    for name in ("FRONTDESK_DATABASE", "FRONTDESK_SECRET"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "content").symlink_to(ROOT / "content")
    write_widget(tmp_path)
    return load_settings(tmp_path, {"FRONTDESK_PUBLIC_URL": "https://clinic.test"})


@pytest.fixture
def keeping(settings: Settings) -> Settings:
    """The same with the clinic's setting on that lets visitors have their questions kept."""
    own_clinic(settings, lambda told: told.replace("keep_questions: false", "keep_questions: true"))
    return settings


@pytest.fixture(scope="session")
def red_flags() -> RedFlags:
    """The real content."""
    return load_red_flags(ROOT / "content" / "safety")


@pytest.fixture
async def start(settings: Settings, rasa: FakeRasa, detector: Detector) -> AsyncIterator[Start]:
    """Start the site, anew each time, and get a client of it."""
    async with AsyncExitStack() as clients:

        async def new(other: Any = None) -> httpx.AsyncClient:
            app = create_app(settings, RasaClient("http://rasa.test", 1.0, httpx.MockTransport(rasa)),
                             other or detector)
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            return await clients.enter_async_context(
                httpx.AsyncClient(transport=transport, base_url="https://clinic.test"))

        yield new


@pytest.fixture
async def site(start: Start) -> httpx.AsyncClient:
    """A client of the site."""
    return await start()


@pytest.fixture
def say(site: httpx.AsyncClient) -> Callable[..., Awaitable[httpx.Response]]:
    """Send one message."""

    async def send(
        message: Any, session: str | None = None, message_id: str | None = None, **more: Any
    ) -> httpx.Response:
        body = {"message": message, "session": session, "message_id": message_id, **more}
        return await site.post("/api/chat", json=body)

    return send
