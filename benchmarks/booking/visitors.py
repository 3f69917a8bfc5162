"""Visitors who ask to be called back: what they type, what they should be told, and what they were told."""

from __future__ import annotations

import random
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from frontdesk.booking.request import CallbackRequest

ONE_BY_ONE, AT_ONCE, CORRECTING, CHANGING, WITHDRAWING = (
    "one by one", "at once", "corrected at the summary", "changed after it was saved", "withdrawn")
_SHARES = {ONE_BY_ONE: 30, AT_ONCE: 25, CORRECTING: 15, CHANGING: 15, WITHDRAWING: 15}
MOST = 500  # visitors, each with two of the thousand numbers that are nobody's
_FIRST = ("Anna", "Ben", "Clara", "David", "Emma", "Frank", "Grace", "Harry", "Irene", "James", "Karen", "Liam",
          "Maria", "Nathan", "Olivia", "Peter", "Rachel", "Simon", "Tessa", "Victor", "Wendy", "Yusuf", "Zoe")
_LAST = ("Baker", "Carter", "Dixon", "Evans", "Fisher", "Graham", "Hughes", "Ingram", "Jensen", "Kowalska", "Lawson",
         "Murphy", "Nolan", "Osborne", "Parker", "Quinn", "Roberts", "Sutton", "Turner", "Vaughan", "Walker", "Young")
_WHENS = ("any morning", "tomorrow evening", "Thursday after 5", "any time", "next week", "friday afternoon")
_YESES = ("yes", "Yes, send it", "yes please", "yep", "correct")
_SAVED = "Your request is saved"
_REFERENCE = re.compile(r"\b[0-9A-Z]{3}-[0-9A-Z]{3}\b")
_SECOND_THOUGHTS = 0.5  # of those who withdraw
_THINKING = (0.0, 0.4)  # seconds between an answer and the next message
_AGAIN = 0.3  # seconds before a message is sent again
_PATIENCE = 180.0  # seconds with the same message
_CLIENT_TIMEOUT = 20.0  # seconds


@dataclass(frozen=True)
class Turn:
    """A message, and what its answer says among other things.

    Attributes:
        says: the message.
        expects: each of these is in the answer.
    """

    says: str
    expects: tuple[str, ...]


@dataclass(frozen=True)
class Script:
    """One visitor's part.

    Attributes:
        kind: of the dialogue.
        name: nobody else's.
        phone: as it is to be in the end, as ``+44…``; nobody else's.
        turns: in order.
        version: of the request in the end.
    """

    kind: str
    name: str
    phone: str
    turns: tuple[Turn, ...]
    version: int


@dataclass
class Visit:
    """What became of a visitor.

    Attributes:
        script: what they were to say.
        confirmed: whether they said yes to a summary.
        told: references that they were told are saved, changed or withdrawn.
        unstored: of them, those that weren't in the store at that moment.
        needed: messages until they were told that it is saved; 0 if never.
        repeated: messages that were sent again for want of an answer.
        problem: how the dialogue went another way; empty if it didn't.
    """

    script: Script
    confirmed: bool = False
    told: list[str] = field(default_factory=list)
    unstored: list[str] = field(default_factory=list)
    needed: int = 0
    repeated: int = 0
    problem: str = ""


@dataclass
class Progress:
    """How far all visitors are.

    Attributes:
        answered: messages so far.
        waiting: messages that wait for their answers now.
    """

    answered: int = 0
    waiting: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def message(self) -> Iterator[None]:
        """Counts a message that waits for its answer inside the ``with`` block."""
        with self._lock:
            self.waiting += 1
        try:
            yield
        finally:
            with self._lock:
                self.waiting -= 1
                self.answered += 1


def scripts(count: int, seed: int) -> list[Script]:
    """So many visitors' parts, of all kinds in a random order.

    Args:
        count: at most :data:`MOST`.
        seed: of names, kinds and words.
    """
    rng = random.Random(seed)
    names = rng.sample([f"{first} {last}" for first in _FIRST for last in _LAST], count)
    # In their shares however few there are, at least one of each first.
    kinds = [kind for at in range(max(_SHARES.values())) for kind, share in _SHARES.items() if at < share]
    chosen = [*_SHARES, *rng.choices(kinds, k=count)][:count]
    rng.shuffle(chosen)
    return [_script(kind, name, number, rng) for number, (kind, name) in enumerate(zip(chosen, names))]


def _script(kind: str, name: str, number: int, rng: random.Random) -> Script:
    digits, other = f"900{number:03d}", f"900{number + MOST:03d}"
    typed = f"{rng.choice(('+44 7700 ', '07700 '))}{digits}"
    when, yes = rng.choice(_WHENS), rng.choice(_YESES)
    consent = "you agree that"
    at_once = Turn(f"I'm {name}, {typed}, {when}, could you ring me", (f"Name: {name}", digits, consent))
    save = Turn(yes, (_SAVED,))
    correct = Turn(f"actually my number is 07700 {other}", (f"Name: {name}", other, consent))
    turns: tuple[Turn, ...]
    if kind == ONE_BY_ONE:
        turns = (Turn("I would like to book a consultation", ("What name",)), Turn(name, (f"Thanks, {name}",)),
                 Turn(typed, ("When does it suit you?",)), Turn(when, (f"Name: {name}", digits, consent)), save)
    elif kind == AT_ONCE:
        turns = (at_once, save)
    elif kind == CORRECTING:
        turns = (at_once, correct, save)
    elif kind == CHANGING:
        turns = (at_once, save, correct, Turn(rng.choice(_YESES), ("Your request is changed",)))
    else:
        # Some while they are changing it.
        turns = (at_once, save, *([correct] if rng.random() < _SECOND_THOUGHTS else []),
                 Turn("Please withdraw my request", ("is withdrawn",)))
    changed = other if kind in (CORRECTING, CHANGING) else digits
    return Script(kind, name, f"+447700{changed}", turns, 2 if kind in (CHANGING, WITHDRAWING) else 1)


def visit(
    url: str, script: Script, find: Callable[[str], CallbackRequest | None], progress: Progress, rng: random.Random,
) -> Visit:
    """Hold one dialogue; each message is sent again until there is an answer, as the widget does it.

    Args:
        url: the site's base address.
        script: what to say.
        find: looks a reference up in the store.
        progress: told of each message.
        rng: for how long the visitor thinks.
    """
    held, session = Visit(script), None
    with httpx.Client(base_url=url, timeout=_CLIENT_TIMEOUT, trust_env=False) as client:
        for number, turn in enumerate(script.turns, start=1):
            held.confirmed = held.confirmed or turn.expects == (_SAVED,)
            body = {"message": turn.says, "session": session, "message_id": str(uuid.uuid4())}
            with progress.message():
                answer = _answer(client, body, held)
            if answer is None:
                held.problem = held.problem or f"“{turn.says}” got no answer within {_PATIENCE:.0f} s."
                return held
            session, text = answer["session"], "\n".join(reply["text"] for reply in answer["replies"])
            _note(held, number, text, find)
            missing = [part for part in turn.expects if part not in text]
            if missing:
                held.problem = f"“{turn.says}” was answered without “{missing[0]}”: {text!r}."
                return held
            time.sleep(rng.uniform(*_THINKING))
    return held


def _answer(client: httpx.Client, body: dict[str, Any], held: Visit) -> dict[str, Any] | None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            response = client.post("/api/chat", json=body)
        except httpx.HTTPError:
            pass  # the site was killed, or isn't back yet
        else:
            if response.is_success:
                answer: dict[str, Any] = response.json()
                return answer
            if response.status_code < 500 and response.status_code != 429:
                held.problem = f"“{body['message']}” was refused: {response.text}."
                return None
        held.repeated += 1
        time.sleep(_AGAIN)
    return None


def _note(held: Visit, number: int, text: str, find: Callable[[str], CallbackRequest | None]) -> None:
    """Hold an answer against the store, at the moment it is there."""
    if "Your request is " not in text and "is withdrawn" not in text:
        return
    if _SAVED in text and not held.needed:
        held.needed = number
    references = _REFERENCE.findall(text)[:1] or ["no reference"]
    held.told += references
    for reference in references:
        stored = find(reference)
        if stored is None or stored.details.name != held.script.name:
            held.unstored.append(reference)
