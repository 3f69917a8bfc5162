"""How long the clinic keeps what visitors leave behind: ``privacy:`` in ``content/clinic.yml``."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.knowledge.yaml_lines import Section

# Smallest and largest value of each time. The largest are what we would defend to a
# data protection officer, not what a database can hold.
RANGES = {
    "questions_days": (1, 90),
    "conversation_minutes": (5, 120),
    "requests_days": (7, 365),
    "flag_events_days": (1, 1095),
    "log_days": (2, 90),  # a log is put aside once a day, so one day can't be promised
}


@dataclass(frozen=True)
class Privacy:
    """What is kept, and for how long at most. The defaults hold where the clinic says nothing.

    Attributes:
        keep_questions: whether visitors are asked if the clinic may keep their
            questions, redacted, for review.
        questions_days: days a question is kept, where the visitor said yes.
        conversation_minutes: minutes without a message after which a conversation is forgotten.
        requests_days: days that a callback request is kept after its last change; one that
            hasn't reached the clinic stays until it has.
        flag_events_days: days for which it is kept that a red flag was raised, without
            who or what.
        log_days: days that the processes' logs are kept.
    """

    keep_questions: bool = False
    questions_days: int = 30
    conversation_minutes: int = 30
    requests_days: int = 90
    flag_events_days: int = 365
    log_days: int = 14

    @property
    def conversation_seconds(self) -> int:
        """Seconds without a message after which a conversation is forgotten."""
        return 60 * self.conversation_minutes


def read_privacy(section: Section) -> Privacy:
    """Read and check the block; what it leaves out keeps its default.

    Raises:
        ContentError: with file, line, what is wrong and what to do.
    """
    section.only(("keep_questions", *RANGES))
    times = {key: section.whole_number(key, getattr(Privacy, key), *limits) for key, limits in RANGES.items()}
    return Privacy(keep_questions=section.flag("keep_questions"), **times)
