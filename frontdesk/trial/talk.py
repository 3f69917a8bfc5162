"""A conversation with the assistant, turn by turn; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from frontdesk.booking.form import Meaning, Place, missing, take
from frontdesk.booking.request import Details
from frontdesk.knowledge.clinic import Clinic
from frontdesk.language.understood import Understood
from frontdesk.replies import booking
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import Reply
from frontdesk.replies.respond import accept, follow_up, respond
from frontdesk.replies.smalltalk import ask_for_topic
from frontdesk.site.rasa_client import as_text
from frontdesk.trial.assistant import Assistant
from frontdesk.trial.guarding import Guarding, Watch
from frontdesk.trial.observation import Observation

# What the domain itself says to an intent, by the rules in data/rules.yml.
_SAID = {"thanks": "utter_thanks", "goodbye": "utter_goodbye", "deny": "utter_no_problem"}
_NEED_A_TURN_BEFORE = ("affirm", "deny")
_KEPT = 256  # beginnings of conversations: the next message needs only what it adds


@dataclass(frozen=True)
class Turn:
    """One message and what came of it.

    Attributes:
        text: what was typed.
        replies: what a visitor reads.
        observation: what was understood; ``None`` where a red flag was answered instead.
        flag: level, condition and strength of the flag it raised, or empty.
        standing: whether a flag of an earlier message held replies back.
        form: whether the callback form would begin here, which isn't tried out.
    """

    text: str
    replies: tuple[Reply, ...]
    observation: Observation | None
    flag: dict[str, Any]
    standing: bool
    form: bool

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready data."""
        return {"text": self.text, "replies": [reply.as_dict() for reply in self.replies],
                "observation": self.observation.as_dict() if self.observation else None,
                "flag": self.flag, "standing": self.standing, "form": self.form}


@dataclass(frozen=True)
class Talk:
    """A conversation so far."""

    turns: tuple[Turn, ...] = ()
    memory: Memory = field(default_factory=Memory)
    watch: Watch = field(default_factory=Watch)


def say(assistant: Assistant, guarding: Guarding, talk: Talk, text: str) -> Talk:
    """The conversation after one more message.

    Args:
        assistant: answers.
        guarding: reads every message first.
        talk: so far.
        text: the message.
    """
    verdict, watch = guarding.read(text, talk.watch)
    step = _Step(assistant, talk, as_text(text))
    replies = guarding.replies(assistant.content.clinic, verdict, talk.watch, step.take)
    flag = {"level": verdict.level, "condition": verdict.condition, "strength": verdict.strength}
    turn = Turn(text, tuple(replies), step.observation, flag if verdict.level else {}, bool(talk.watch.level),
                step.form)
    return Talk((*talk.turns, turn), step.memory, watch)


class _Step:
    """One message that raised no flag: what Rasa's rules and stories make of it."""

    def __init__(self, assistant: Assistant, talk: Talk, text: str) -> None:
        self._assistant, self._text = assistant, text
        self._begun, self._flagged = bool(talk.turns), bool(talk.watch.level)
        self.memory, self.form = talk.memory, False
        self.observation: Observation | None = None

    def take(self) -> list[Reply]:
        """The ordinary replies; the other attributes are set meanwhile."""
        content, before = self._assistant.content, self.memory
        self.observation = self._assistant.read(self._text, before.topic)
        replies, memory = self._answer(self.observation.understood, before)
        self.form = memory.form and not self._flagged
        self.memory = memory.after(form=False)
        if self.form:
            replies.append(_first_question(content.clinic, self._text, self.observation.understood))
        return replies

    def _answer(self, understood: Understood, memory: Memory) -> tuple[list[Reply], Memory]:
        content, label = self._assistant.content, understood.label
        if understood.decision == "intent":
            if label in _NEED_A_TURN_BEFORE and not self._begun:
                return _one(ask_for_topic(content, memory))
            if label in _SAID:
                return [Reply("smalltalk", self._assistant.said[_SAID[label]])], memory
            if label == "withdraw":
                return [booking.withdrawn(content.clinic, None)], memory
            if label == "affirm":
                return _one(accept(content, memory))
            if label == "follow_up":
                return _one(follow_up(content, memory))
        return respond(content, understood, memory)


def _one(answer: tuple[Reply, Memory]) -> tuple[list[Reply], Memory]:
    return [answer[0]], answer[1]


def _first_question(clinic: Clinic, text: str, understood: Understood) -> Reply:
    """What the callback form asks after the message that opens it, which may hold details already."""
    turn = take(text, "", Details(), Meaning(understood.label.partition("/")[0]), Place(clinic.now(), clinic.region))
    asks: dict[str, Callable[[], Reply]] = {
        "name": lambda: booking.ask_name(clinic, turn.details, opening=True),
        "contact": lambda: booking.ask_contact(turn.details),
        "when": booking.ask_when,
        "agreed": lambda: booking.summary(clinic, turn.details, ""),
    }
    return asks[missing(turn.details)]()


class Rehearsal:
    """Conversations with one assistant, each told by its messages alone.

    Args:
        assistant: answers.
        guarding: reads every message first.
    """

    def __init__(self, assistant: Assistant, guarding: Guarding) -> None:
        self._assistant, self._guarding = assistant, guarding
        self._after = lru_cache(maxsize=_KEPT)(self._talk)

    def told(self, texts: tuple[str, ...]) -> dict[str, Any]:
        """The conversation with these messages.

        Returns:
            JSON-ready ``turns``, ``thresholds``, and ``questions``: the FAQs' questions by slug.
        """
        return {"turns": [turn.as_dict() for turn in self._after(texts).turns],
                "thresholds": self._assistant.thresholds.as_dict(),
                "questions": {slug: faq.question for slug, faq in self._assistant.content.faqs.items()}}

    def _talk(self, texts: tuple[str, ...]) -> Talk:
        return say(self._assistant, self._guarding, self._after(texts[:-1]), texts[-1]) if texts else Talk()
