"""The figures of an evaluation, their goals and their floors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.evaluation.judge import Judged, share
from frontdesk.language.gate import FAQ, OUT_OF_SCOPE


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        name: what is measured.
        value: a share, 0 to 1.
        size: number of messages it is measured on.
        goal: the share to reach, or not to exceed; ``None`` for figures without one.
        at_most: whether lower is better.
        floor: the share at which the build fails; ``None`` for no floor.
    """

    name: str
    value: float
    size: int
    goal: float | None = None
    at_most: bool = False
    floor: float | None = None

    @property
    def reached(self) -> bool:
        """Whether the goal is reached."""
        return self.goal is None or (self.value <= self.goal if self.at_most else self.value >= self.goal)

    @property
    def holds(self) -> bool:
        """Whether the floor holds."""
        return self.floor is None or (self.value <= self.floor if self.at_most else self.value >= self.floor)


def figures(judged: Sequence[Judged]) -> list[Figure]:
    """The figures of one set of single messages."""
    faqs = [item for item in judged if item.case.label.startswith(f"{FAQ}/")]
    outside = [item for item in judged if item.case.label.startswith(OUT_OF_SCOPE)]
    handoff = [item for item in judged if item.case.label in ("book", "contact")]
    urgent = [item for item in judged if item.case.label == "urgent"]
    other = [item for item in judged if item not in handoff and item not in urgent
             and not item.case.label.startswith((FAQ, OUT_OF_SCOPE))]
    by_mistake = sum(item.given.startswith((f"{FAQ}/", "answer")) for item in outside) / max(len(outside), 1)
    return [
        Figure("answerable: right answer", share(faqs, "right"), len(faqs), 0.95, floor=0.93),
        Figure("answerable: wrong answer", share(faqs, "wrong"), len(faqs), 0.02, at_most=True, floor=0.03),
        Figure("answerable: asked to choose, right one among the choices", share(faqs, "choice"), len(faqs)),
        Figure("answerable: asked to choose, right one missing", share(faqs, "wrong_choice"), len(faqs)),
        Figure("answerable: not answered", share(faqs, "not_answered"), len(faqs)),
        Figure("out of scope: answered by mistake", by_mistake, len(outside), 0.03, at_most=True, floor=0.04),
        Figure("booking and contact: recognised", share(handoff, "right"), len(handoff), 0.98, floor=0.90),
        Figure("may be urgent: pointed at urgent care", share(urgent, "right"), len(urgent), floor=0.90),
        Figure("other intents: right kind of reply", share(other, "right"), len(other), floor=0.88),
    ]
