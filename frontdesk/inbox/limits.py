"""Where the inbox draws its lines. ``python -m frontdesk.evaluation.inbox_limits`` tells where they should be.

It reads the development set (``tests/eval/development.tsv``), on which nothing is trained:

- **Low agreement.** Of the messages that are answered rightly, it takes for each of the three signals the value that
  the same small share of them falls short of, and chooses that share so that one in ten falls short of any. So about
  the shakiest tenth of right answers is shown, and with them every wrong answer of that set.
- **Alike.** It puts the set's messages into groups as the inbox does, in several orders, and takes the lowest
  cosine at which at least nine in ten messages that share a group ask what most of it asks.

Two texts are the same for the inbox when no reader would tell them apart but by a word or a typing error.
"""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.language.gate import Thresholds

ALIKE = 0.66  # mean cosine to the questions of a group from which one more belongs to it
SAME = 0.95  # cosine from which two texts ask the same


@dataclass(frozen=True)
class Agreement:
    """How much must agree for an answer to need nobody's eyes.

    Attributes:
        confidence: in the label.
        near: above the threshold for an answer.
        strength: the same.
    """

    confidence: float = 0.56
    near: float = 0.09
    strength: float = 3.7

    def lacking(self, confidence: float, near: float, strength: float, thresholds: Thresholds) -> tuple[str, ...]:
        """Names of the signals that an FAQ's answer falls short in."""
        floors = {"confidence": (confidence, self.confidence), "near": (near, thresholds.near + self.near),
                  "strength": (strength, thresholds.answer + self.strength)}
        return tuple(name for name, (value, floor) in floors.items() if value < floor)
