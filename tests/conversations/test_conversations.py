"""Whole conversations through the chat API; frontdesk/evaluation/conversations.py says what a file may hold."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from frontdesk.evaluation.conversations import hold, read_conversation

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*/*.yml"))


@pytest.mark.live
@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.stem}" for path in FILES])
def test_conversation(live_site: str, path: Path) -> None:
    async def send(message: str, session: str | None) -> dict[str, Any]:
        response = httpx.post(f"{live_site}/api/chat", json={"message": message, "session": session}, timeout=20,
                              trust_env=False)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    assert asyncio.run(hold(read_conversation(path), send)) == ""
