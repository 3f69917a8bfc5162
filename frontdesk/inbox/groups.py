"""Groups of questions, ranked by how many visitors asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frontdesk.editing.test_questions import normalised
from frontdesk.inbox.reasons import REASONS
from frontdesk.store.inbox import Kept


@dataclass(frozen=True)
class Message:
    """A question in the inbox, and why it is there."""

    question: Kept
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """Messages of a group that say the same but for case and punctuation, newest first."""

    messages: tuple[Message, ...]

    @property
    def text(self) -> str:
        """As it was put last."""
        return self.newest.question.text

    @property
    def newest(self) -> Message:
        """The last of them."""
        return self.messages[0]

    @property
    def visitors(self) -> int:
        """How many asked in these words."""
        return _visitors(self.messages)

    @property
    def id(self) -> int:
        """Number of its first message, which stays when somebody else says the same."""
        return self.messages[-1].question.id


@dataclass(frozen=True)
class Group:
    """Messages that ask alike.

    Attributes:
        id: number of the group's first question, whether it is still among them or not.
        wordings: what they say; the one that was put first represents the group, then the newest come first.
    """

    id: int
    wordings: tuple[Wording, ...]

    @property
    def messages(self) -> tuple[Message, ...]:
        """All of them."""
        return tuple(message for wording in self.wordings for message in wording.messages)

    @property
    def text(self) -> str:
        """What represents the group. It stays the same when another message joins."""
        return self.wordings[0].text

    @property
    def visitors(self) -> int:
        """How many asked."""
        return _visitors(self.messages)

    @property
    def since(self) -> float:
        """When the first of them asked, in seconds since the epoch."""
        return min(message.question.created for message in self.messages)

    @property
    def newest(self) -> float:
        """When the last of them asked."""
        return max(message.question.created for message in self.messages)

    @property
    def last_id(self) -> int:
        """Number of the last of them: what comes later has a higher one."""
        return max(message.question.id for message in self.messages)

    @property
    def reasons(self) -> dict[str, int]:
        """Why they are in the inbox, with how many of them are for that reason."""
        counts = {reason: sum(reason in message.reasons for message in self.messages) for reason in REASONS}
        return {reason: count for reason, count in counts.items() if count}


def group_of(number: int, messages: Sequence[Message]) -> Group:
    """Make a group of messages.

    Args:
        number: the group's.
        messages: at least one, in any order.
    """
    newest_first = sorted(messages, key=lambda message: message.question.id, reverse=True)
    said: dict[str, list[Message]] = {}
    for message in newest_first:
        said.setdefault(normalised(message.question.text), []).append(message)
    wordings = [Wording(tuple(found)) for found in said.values()]
    first = min(wordings, key=lambda wording: wording.id)
    return Group(number, (first, *(wording for wording in wordings if wording is not first)))


def ranked(messages: Iterable[Message]) -> list[Group]:
    """All groups: those that most visitors asked about first, then those that somebody asked about last."""
    members: dict[int, list[Message]] = {}
    for message in messages:
        if message.question.group:
            members.setdefault(message.question.group, []).append(message)
    groups = [group_of(number, found) for number, found in members.items()]
    return sorted(groups, key=lambda group: (-group.visitors, -group.newest, group.id))


def _visitors(messages: Iterable[Message]) -> int:
    return len({message.question.visitor for message in messages})
