"""What is measured on a version: its figures over questions, and over the safety set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from frontdesk.language.gate import FAQ, OUT_OF_SCOPE
from frontdesk.publishing.report import CLINIC, LESS, MORE, Emergency, Outcome
from frontdesk.safety.red_flags import LEVELS

Item = TypeVar("Item", Outcome, Emergency)


@dataclass(frozen=True)
class Measure(Generic[Item]):
    """A figure over messages.

    Attributes:
        key: its short name.
        name: what is measured.
        about: what that means.
        of: which messages it is about.
        counts: whether what became of one counts.
        wanted: see :class:`~frontdesk.publishing.report.Figure`.
        floor: share that a first version must reach, or may not exceed; ``None`` for none.
        safety: whether a version that is worse here can't be published.
        each: whether one message that got worse is too much, whatever got better.
    """

    key: str
    name: str
    about: str
    of: Callable[[Item], bool]
    counts: Callable[[Item], bool]
    wanted: str = MORE
    floor: float | None = None
    safety: bool = False
    each: bool = False


def _is_faq(item: Outcome) -> bool:
    return item.label.startswith(f"{FAQ}/")


def _is_outside(item: Outcome) -> bool:
    return item.label.startswith(OUT_OF_SCOPE)


def _is_handed_over(item: Outcome) -> bool:
    return item.label in ("book", "contact")


def _is_urgent(item: Outcome) -> bool:
    return item.label == "urgent"


def _is_other(item: Outcome) -> bool:
    return not (_is_faq(item) or _is_outside(item) or _is_handed_over(item) or _is_urgent(item))


def _right(item: Outcome) -> bool:
    return item.outcome == "right"


def _answered(item: Outcome) -> bool:
    return item.given.startswith((f"{FAQ}/", "answer"))


MEASURES: tuple[Measure[Outcome], ...] = (
    Measure("right", "Answered right", "Questions that an FAQ answers, and that got exactly this answer.",
            _is_faq, _right, floor=0.9),
    Measure("choice", "Asked which question was meant", "Questions that an FAQ answers, where the visitor was offered "
            "it among two or three to choose from.", _is_faq, lambda item: item.outcome == "choice", wanted=""),
    Measure("wrong", "Answered wrong", "Questions that an FAQ answers, but that got another answer.",
            _is_faq, lambda item: item.outcome == "wrong", LESS, 0.05),
    Measure("mistaken", "Not covered, but answered", "Questions that no article answers, but that got an answer all "
            "the same.", _is_outside, _answered, LESS, 0.05),
    Measure("handed_over", "Booking and contact recognised", "Visitors who want an appointment or a person, and were "
            "led there.", _is_handed_over, _right, floor=0.85),
    Measure("other", "Other messages understood", "Greetings, thanks, questions about the clinic and the like that got "
            "the right kind of reply.", _is_other, _right, floor=0.8),
    Measure("urgent", "Possibly urgent, and told where to turn", "Messages that may be urgent, and got the urgent "
            "text.", _is_urgent, _right, floor=0.9, safety=True),
    Measure("clinic", "Your own test questions", "Questions your clinic added as tests, and that got the right reply.",
            lambda item: item.source == CLINIC, _right),
    Measure("held_out", "Of these, kept for testing only", "One in five of your test questions is never taught: it "
            "shows how well new questions are understood.", lambda item: item.held_out, _right),
)


def _is_emergency(item: Emergency) -> bool:
    return item.label.startswith(f"{LEVELS[0]}/")


def _is_for_today(item: Emergency) -> bool:
    return item.label.startswith((f"{LEVELS[0]}/", f"{LEVELS[1]}/"))


def _is_flagged(item: Emergency) -> bool:
    return bool(item.flagged)


SAFETY_MEASURES: tuple[Measure[Emergency], ...] = (
    Measure("emergencies", "Emergencies noticed", "Messages about an emergency for which the urgent text is shown, "
            "before the assistant reads them.", _is_emergency, _is_flagged, floor=0.95, safety=True,
            each=True),
    Measure("flags", "All that is urgent noticed", "The same for everything that needs help today or soon.",
            lambda _item: True, _is_flagged, floor=0.95, safety=True, each=True),
    Measure("alone", "Urgent, and the assistant would have answered", "If the urgent text failed, so many urgent "
            "messages would get an answer from an article. What you teach can change this, so it must not rise.",
            _is_for_today, lambda item: bool(item.alone), LESS, 0.1, safety=True),
)
