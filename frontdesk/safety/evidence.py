"""What speaks for a flag in one message, and how much of it is enough.

The two signals fail differently: patterns miss words nobody wrote down, the
classifier misses what it never saw and is weak on denials. So they are weighed
together, by weights and a threshold that are fitted on development data
(``make eval-safety`` shows them at work), never typed in.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np

from frontdesk.errors import FrontdeskError
from frontdesk.safety.facts import Told
from frontdesk.safety.red_flags import LEVELS, Rule

_TINY = 1e-4
_FAINTEST = -3.5  # log-odds
_CALM = 0.05  # belief in the whole below which a denied message's parts aren't listened to
_SHARE = 0.35  # of the classifier's belief from which a level is considered


@dataclass(frozen=True)
class Judgement:
    """The classifier's belief in a message.

    Attributes:
        whole: probability of a flag, the message read as a whole (0 to 1).
        clause: the highest among its clauses, at least ``whole``.
        window: the highest among the windows on it, at least ``whole``.
        beliefs: probability by ``level/condition``, the highest over all readings.
        kind: label believed in most for the whole message, of all labels.
    """

    whole: float
    clause: float
    window: float
    beliefs: Mapping[str, float]
    kind: str = ""

    @property
    def highest(self) -> float:
        """The highest among all readings."""
        return max(self.clause, self.window)

    @property
    def first(self) -> str:
        """The ``level/condition`` believed in most."""
        return max(self.beliefs, key=lambda label: self.beliefs[label])


@dataclass(frozen=True)
class Features:
    """What the weights are for; the field names are the weights' names.

    Attributes:
        whole: log-odds of :attr:`Judgement.whole`.
        part: mean log-odds of :attr:`Judgement.clause` and :attr:`Judgement.window`:
            words cut out of their story look alarming now and then, but seldom in both cuts.
        raised: 1 when the facts raise a condition.
        agreed: 1 when they raise the one the classifier puts first.
        excused: 1 when they would, had they not been denied, over, or asked in general.
        partial: how much of that condition's best rule is told, 0 to 1.
        denied: share of the matched facts that don't count, 0 to 1.
    """

    whole: float
    part: float
    raised: float
    agreed: float
    excused: float
    partial: float
    denied: float

    def as_row(self) -> list[float]:
        """The values in the order of the fields."""
        return [float(getattr(self, field.name)) for field in fields(self)]


@dataclass(frozen=True)
class Weights:
    """A logistic model over :class:`Features`, with the threshold from which a message is flagged."""

    weights: Mapping[str, float]
    bias: float
    threshold: float

    @classmethod
    def load(cls, path: Path) -> Weights:
        """Read the fitted weights.

        Raises:
            FrontdeskError: the file is missing or doesn't hold them.
        """
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            weights = {field.name: float(data["weights"][field.name]) for field in fields(Features)}
            return cls(weights, float(data["bias"]), float(data["threshold"]))
        except (OSError, ValueError, KeyError, TypeError):
            raise FrontdeskError(f"{path} doesn't hold the fitted weights. Run 'make red-flag-weights'.") from None

    def as_dict(self) -> dict[str, object]:
        """JSON-ready data."""
        return asdict(self)

    def strength(self, features: Features) -> float:
        """Probability-like strength of the evidence, 0 to 1."""
        total = self.bias + sum(self.weights[field.name] * getattr(features, field.name) for field in fields(features))
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))


def gather(judgement: Judgement, told: Told, raised: Sequence[Rule], would: Sequence[Rule],
           rules: Sequence[Rule]) -> Features:
    """Put the two signals side by side.

    Args:
        judgement: the classifier's.
        told: facts of the conversation so far.
        raised: rules that the present facts satisfy.
        would: rules that they would with the excused ones.
        rules: all rules.
    """
    condition = judgement.first.partition("/")[2]
    every = len(told.present) + len(told.excused)
    excused = bool(would) and not raised
    # Out of its message, "I don't want to die" looks like its opposite: then the whole of it is the better witness.
    calm = excused and judgement.whole < _CALM
    cuts = (judgement.whole,) if calm else (judgement.clause, judgement.window)
    return Features(
        whole=_log_odds(judgement.whole), part=float(np.mean([_log_odds(cut) for cut in cuts])),
        raised=float(bool(raised)), agreed=float(any(rule.condition == condition for rule in raised)),
        excused=float(excused), partial=_partial(condition, told.present, rules),
        denied=len(told.excused) / every if every else 0.0)


def choose(judgement: Judgement, raised: Sequence[Rule]) -> tuple[str, str]:
    """The level and condition of a flagged message: the most urgent that either signal puts forward.

    Args:
        judgement: the classifier's.
        raised: rules that the facts satisfy, most urgent first.
    """
    total = sum(judgement.beliefs.values()) or 1.0
    shares = {level: sum(belief for label, belief in judgement.beliefs.items() if label.startswith(f"{level}/")) / total
              for level in LEVELS}
    believed = [level for level in LEVELS if shares[level] >= _SHARE] or [max(LEVELS, key=lambda name: shares[name])]
    named = [rule.level for rule in raised]
    level = min((*believed, *named), key=LEVELS.index)
    own = {label: belief for label, belief in judgement.beliefs.items() if label.startswith(f"{level}/")}
    raised_here = [rule.condition for rule in raised if rule.level == level]
    best = max(own, key=lambda label: own[label]).partition("/")[2] if own else ""
    if raised_here and best not in raised_here and level not in believed:
        return level, raised_here[0]
    return level, best or raised_here[0]


def share(judgement: Judgement, conditions: Collection[str]) -> float:
    """The classifier's belief in any of these conditions, as a share of its belief in all."""
    total = sum(judgement.beliefs.values()) or 1.0
    return sum(belief for label, belief in judgement.beliefs.items() if label.partition("/")[2] in conditions) / total


def _partial(condition: str, facts: frozenset[str], rules: Sequence[Rule]) -> float:
    shares = [float(np.mean([min(1.0, sum(name in facts for name in need.facts) / need.count) for need in rule.needs]))
              for rule in rules if rule.condition == condition]
    return max(shares, default=0.0)


def _log_odds(probability: float) -> float:
    """Log-odds, not below a floor: however sure the classifier is that there is nothing, facts that are told count."""
    return max(_FAINTEST, math.log((probability + _TINY) / (1 - probability + _TINY)))
