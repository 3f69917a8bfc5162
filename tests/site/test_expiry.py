"""How long a conversation is known: as the live version says, from the moment it is live."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from frontdesk.knowledge.privacy import Privacy
from frontdesk.publishing.publishing import Publishing
from frontdesk.safety.detector import Detector
from frontdesk.settings import Settings
from frontdesk.site import app as module
from frontdesk.site.app import create_app, forget_forever
from frontdesk.site.served import Served
from frontdesk.store.versions import Versions
from tests.site.test_counting import running

ROOT = Path(__file__).resolve().parents[2]
KEEPERS = ("RaisedFlags", "Conversations", "Answers", "Votes", "RasaRouter")


class Follower:
    """Keeps what it could hand a new version to."""

    made: list[Follower]

    def __init__(self, _root: Path, _publishing: object, _router: object, served: Served,
                 use: Callable[[Served], None]) -> None:
        self.served, self.use = served, use
        self.made.append(self)

    async def forever(self) -> None:
        """Nothing goes live by itself."""


@pytest.fixture
def published(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """With a live version of the real content."""
    versions = Versions(settings.database)
    version = versions.add("Robin", "", "", "f" * 64, "a")
    versions.release(version.number, "publish", "Robin", "")
    folder = Publishing(settings.var, settings.database).folder(version.number)
    folder.mkdir(parents=True)
    (folder / "content").symlink_to(ROOT / "content")
    monkeypatch.setattr(Follower, "made", [], raising=False)
    monkeypatch.setattr(module, "Follower", Follower)
    return settings


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the site is made of, by the names of the classes."""
    found: dict[str, Any] = {}

    def keeping(name: str, make: Callable[..., Any]) -> Callable[..., Any]:
        def new(*arguments: Any, **named: Any) -> Any:
            found[name] = make(*arguments, **named)
            return found[name]

        return new

    for name in (*KEEPERS, "Guard"):
        monkeypatch.setattr(module, name, keeping(name, getattr(module, name)))
    return found


async def test_a_published_expiry_reaches_all_that_know_a_conversation(
    published: Settings, made: dict[str, Any], detector: Detector
) -> None:
    async with running(create_app(published, None, detector)):
        (follower,) = Follower.made
        clinic = follower.served.content.clinic
        assert {made[name].expiry for name in KEEPERS} == {clinic.privacy.conversation_seconds}
        shorter = replace(clinic, privacy=replace(clinic.privacy, conversation_minutes=5))
        follower.use(replace(follower.served, content=replace(follower.served.content, clinic=shorter)))
        assert {made[name].expiry for name in KEEPERS} == {300}
        assert made["Guard"]._expiry == 300


async def test_memory_is_emptied_by_the_expiry_of_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FORGET_INTERVAL", 0.0)
    minutes, seen = iter((30, 5)), []

    class Chat:
        def forget_old(self, expiry: float) -> None:
            seen.append(expiry)
            if len(seen) == 2:
                raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await forget_forever(Chat(), lambda: Privacy(conversation_minutes=next(minutes)))  # type: ignore[arg-type]
    assert seen == [1800, 300]
