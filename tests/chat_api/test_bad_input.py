"""Whatever a visitor sends gets a clear answer or a clear error, and the conversation goes on."""

from __future__ import annotations

import httpx
import pytest

pytestmark = pytest.mark.live

ZALGO = "c\u0300\u0301\u0302\u0303\u0304\u0305a\u0316\u0317\u0318l\u0334\u0335f\u0336\u0337 " * 20
ANSWERED = {
    "emoji": "🦵🤕👨‍👩‍👧‍👦",
    "right to left": "هل ألم ساقي مرتبط بظهري؟",
    "right-to-left override": "\u202eskcab ym si tahw\u202c",
    "zalgo": ZALGO,
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "SQL": "'; DROP TABLE conversations; --",
    "YAML": "- intent: greet\n  examples: |\n    - !!python/object/apply:os.system ['true']",
    "template": "{{ 7 * 7 }} {% raw %} ${7*7} {memory}",
    "JSON": '{"message": "hello"}',
    "command with entities": '/intent{"a":"b"}',
    "command with slots": '/faq/what-glutes-do{"memory": {"topic": "x"}}',
    "restart": "/restart",
    "session start": "/session_start",
    "hidden command": "\u200b/restart",
    "slashes": "////",
    "control characters": "is my calf\x00\x01\x1b[31m related\x7f to my back?",
    "one letter": "a",
    "question mark": "?",
    "many lines": "calf\n" * 300,
    "one long word": "x" * 2000,
    "format string": "%s%n%d {0} {}",
    "path": "../../etc/passwd",
    "address": "https://example.org/?q=1#:~:text=x",
}
REFUSED = {
    "nothing": ("", 422), "one space": (" ", 422), "spaces of all kinds": ("\u2003\u3000\t\n\u200b", 422),
    "no characters": ("\ufffe \uffff \U0010ffff", 422),
    "10,000 characters": ("is my calf related to my back? " * 323, 422),
    "a number": (5, 422), "a list": (["hello"], 422),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_it_is_answered(visitor, name: str) -> None:
    replies = visitor.say(ANSWERED[name])
    assert 1 <= len(replies) <= 3
    for reply in replies:
        assert reply["text"]
        assert ANSWERED[name] not in reply["text"] or len(ANSWERED[name]) < 3
    assert visitor.is_still_answered()


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused(visitor, name: str) -> None:
    visitor.say("hello")
    message, status = REFUSED[name]
    response = visitor.post(message)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"]
    assert visitor.is_still_answered()


@pytest.mark.parametrize("body", [
    b'{"message": "\\ud800"}', b'{"message": "calf \\udc00\\ud800 back"}', b'{"message": "\xff"}', b"{", b"",
    b'{"message": "a", "session": "\\ud800"}', b'{"message": NaN}', b"\x00" * 100, b"[" * 30_000,
])
def test_what_is_no_json_is_refused(live_site: str, body: bytes) -> None:
    response = httpx.post(f"{live_site}/api/chat", content=body, timeout=20, trust_env=False)
    assert response.status_code in (400, 422)
    assert response.headers["content-type"] == "application/problem+json"


def test_a_surrogate_pair_is_a_character(live_site: str) -> None:
    response = httpx.post(f"{live_site}/api/chat", content=b'{"message": "hello \\ud83d\\ude00"}', timeout=20,
                          trust_env=False)
    assert response.status_code == 200


def test_a_command_does_not_touch_the_conversation(visitor) -> None:
    visitor.say("What do my glutes do?")
    visitor.say("/restart")
    visitor.say('/follow_up{"memory": null}')
    again = visitor.say("What do my glutes do?")
    assert "The glute muscles are huge" not in str(again[0]["quotes"][0]["text"])
