"""What visitors of the trial ask, before anybody of the staff signs in."""

from __future__ import annotations

import re
from typing import Any

import httpx

# For each round of the trial one; asked most often, so that they stand on the inbox's first page.
TO_TEACH = ("landing on my toes when running, good or bad?", "one hip feels higher when i stand",
            "belly muscles weak since back trouble")
TO_MAKE = ("how do I keep fit for life with a bad back?", "should I wear a belt when I lift boxes at work?",
           "is swimming any good when your back keeps seizing up?")
TO_DISMISS = ("whats the difference between a chiropractor and an osteopath", "do you sell foam rollers",
              "who designed your website")
_OTHERS = (
    "do you have a car park",
    "is calf linked with back",
    "my back goes funny when i walk far and then my calf too, related??",
    "why the stretch only help for like an hour",
    "what about my knee, it clicks",
    "I am 34 weeks pregnant. Would you see me?",
    "hamstring always tight",
    "how many sessions will I need",
    "My husband leans to the left when he stands up. Should we worry?",
    "do u treat kids",
    "will a new mattress do something about my stiff mornings?",
    "can i get a sick note",
    "glutes",
    "Is it normal to feel sore after an adjustment?",
    "back pain since moving house three weeks ago, rest or move?",
)


_PATIENCE = 60.0  # seconds
_TRIES = 5


def let_visitors_ask(url: str) -> None:
    """Ask all of them, each in a conversation of its own and with its visitor's agreement to keep it.

    Args:
        url: the site's base address.
    """
    often = [(text, 3) for text in (*TO_TEACH, *TO_MAKE)] + [(text, 2) for text in TO_DISMISS]
    for text, visitors in [*often, *((text, 1) for text in _OTHERS)]:
        for _ in range(visitors):
            ask(url, text)


def ask(url: str, text: str) -> list[dict[str, Any]]:
    """The replies to one message of a new visitor, who lets the clinic keep it.

    None of them is an emergency: a warning means that a busy machine couldn't look at the message in time.

    Raises:
        AssertionError: it never could.
    """
    for _ in range(_TRIES):
        replies = _say(url, text, None)[1]
        if all(reply["kind"] != "urgent" for reply in replies):
            return replies
    raise AssertionError(f"“{text}” is answered with a warning")


def book_a_call(url: str) -> str:
    """Ask to be called, as a visitor does.

    Returns:
        The request's reference.
    """
    session, replies = None, list[dict[str, Any]]()
    for text in ("I'd like to book an appointment", "Priya Nair", "+44 7700 900123", "Tuesday morning", "yes"):
        session, replies = _say(url, text, session)
    saved = re.search(r"its reference is ([\w-]+)", replies[-1]["text"])
    assert saved, replies
    return saved[1]


def _say(url: str, text: str, session: str | None) -> tuple[str, list[dict[str, Any]]]:
    answer = httpx.post(f"{url}/api/chat", json={"message": text, "session": session, "may_keep": True},
                        timeout=_PATIENCE, trust_env=False)
    answer.raise_for_status()
    told = answer.json()
    return told["session"], told["replies"]
