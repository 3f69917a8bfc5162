"""Holding the conversations that must go as written down: Frontdesk's, and the clinic's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from frontdesk.evaluation.conversations import ConversationError, Turn, hold, read_conversation
from frontdesk.publishing.outcomes import Asker, each
from frontdesk.publishing.report import CLINIC, SET, Held

OURS = "tests/conversations/*/*.yml"  # in the project's folder; a clinic's installation may lack them
CLINICS = "content/conversations/*.yml"  # in the version's folder


@dataclass(frozen=True)
class Conversation:
    """A conversation to hold.

    Attributes:
        name: of its file, without the ending.
        source: :data:`~frontdesk.publishing.report.CLINIC` or :data:`~frontdesk.publishing.report.SET`.
        turns: none where the file can't be read.
        fault: why not.
    """

    name: str
    source: str
    turns: tuple[Turn, ...]
    fault: str = ""


def load_conversations(project: Path, folder: Path) -> list[Conversation]:
    """All conversations for a version.

    Args:
        project: the project's folder.
        folder: the version's.
    """
    return ([_load(path, CLINIC) for path in sorted(folder.glob(CLINICS))]
            + [_load(path, SET) for path in sorted(project.glob(OURS))])


def _load(path: Path, source: str) -> Conversation:
    try:
        return Conversation(path.stem, source, tuple(read_conversation(path)))
    except ConversationError as error:
        return Conversation(path.stem, source, (), str(error))


async def hold_all(
    asker: Asker, conversations: Sequence[Conversation], tick: Callable[[], None],
    facts: Mapping[str, str] | None = None,
) -> list[Held]:
    """Hold them, a few at a time.

    Args:
        asker: asks a site.
        conversations: to hold. What doesn't go as expected is tried once more by itself, so that a machine that has
            too much to do is never the reason.
        tick: told of each that was held.
        facts: that the clinic gives; none when ``None``.
    """
    async def one(conversation: Conversation) -> Held:
        wrong = conversation.fault or await hold(conversation.turns, asker.send, facts)
        return Held(conversation.name, conversation.source, wrong)

    held = await each(conversations, one, tick)
    return [replace(item, wrong=(await one(conversation)).wrong) if item.wrong else item
            for conversation, item in zip(conversations, held)]
