"""The site killed while a message is under way: each message is delivered exactly once all the same."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from benchmarks.widget.killed_server import kill_again_and_again

pytestmark = [pytest.mark.browser, pytest.mark.live]

KILLS = 5


def test_each_message_is_delivered_exactly_once(browser: Browser) -> None:
    said: list[str] = []
    found = kill_again_and_again(browser, KILLS, said.append)
    assert found.problems == [], "\n".join(said)
    assert found.once == KILLS
    assert found.in_flight > 0
    assert found.first > 0
