"""Red flags in a conversation that is tried out: what the site's guard does, without a store and without haste."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from frontdesk.knowledge.clinic import Clinic
from frontdesk.replies.reply import Reply
from frontdesk.replies.urgent import after_a_flag, urgent_reply, with_general_line
from frontdesk.safety.detector import MAX_EARLIER, Detector, Heard, Verdict
from frontdesk.safety.red_flags import LEVELS
from frontdesk.safety.wording import Wording


@dataclass(frozen=True)
class Watch:
    """What is kept of a conversation for the messages to come.

    Attributes:
        heard: of its last messages.
        level: of the most urgent flag so far, or ``""``.
        condition: of that flag.
    """

    heard: tuple[Heard, ...] = ()
    level: str = ""
    condition: str = ""


class Guarding:
    """Reads messages before the assistant does, and holds its replies to a standing flag.

    Args:
        detector: the site's.
    """

    def __init__(self, detector: Detector) -> None:
        self._detector = detector

    def read(self, text: str, watch: Watch) -> tuple[Verdict, Watch]:
        """Read one message.

        Args:
            text: the message.
            watch: kept of those before it.

        Returns:
            What was found, and what to keep.
        """
        verdict, heard = self._detector.read(text, watch.heard)
        if watch.level and watch.heard and verdict.level and not _more_urgent(watch.level, verdict.level):
            # What raised the flag before would raise it again with every message: is there anything in this one?
            verdict, heard = self._detector.read(text)
        after = replace(watch, heard=(*watch.heard, heard)[-MAX_EARLIER:])
        if verdict.level and (not watch.level or _more_urgent(verdict.level, watch.level)):
            after = replace(after, level=verdict.level, condition=verdict.condition)
        return verdict, after

    def replies(
        self, clinic: Clinic, verdict: Verdict, before: Watch, ask: Callable[[], Sequence[Reply]]
    ) -> list[Reply]:
        """What a visitor reads.

        Args:
            clinic: whose numbers are put into the texts.
            verdict: on the message.
            before: kept of the messages before it.
            ask: for the ordinary replies; not called when the message raises a flag.
        """
        wording = Wording(self._detector.flags, clinic.emergency_number, clinic.country)
        standing = self._detector.message_of(before.level, before.condition) if before.level else ""
        if verdict.level:
            worse_before = before.level and _more_urgent(before.level, verdict.level)
            return [urgent_reply(
                wording.urgent(standing) if worse_before else wording.urgent(verdict.message, verdict.extra))]
        if standing:
            return after_a_flag(ask(), wording.still(standing))
        return with_general_line(ask(), wording.asked()) if verdict.asked else list(ask())


def _more_urgent(level: str, other: str) -> bool:
    return LEVELS.index(level) < LEVELS.index(other)
