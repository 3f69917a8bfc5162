"""The red-flag detector: reads every message before anything else does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from frontdesk.language.encoder import Vector
from frontdesk.safety.evidence import Features, Judgement, Weights, choose, gather, share
from frontdesk.safety.facts import FactReader, Told, raised
from frontdesk.safety.model import SafetyModel, load_model
from frontdesk.safety.model_folder import model_folder
from frontdesk.safety.red_flags import LEVELS, SELF_HARM, RedFlags, Rule, load_red_flags

WEIGHTS = "red-flag-weights.json"
CHECKED = "red_flags_checked"  # metadata of a message that the site has read already
ASKED = "none/educational"  # label of questions asked in general
MAX_EARLIER = 2  # messages before the present one that are read with it
_WORTH_JOINING = 0.0005  # belief from which a message is also read as one text with those before it
_SURE_OF_CONDITION = 0.5  # share of belief from which a condition's own sentence is added
_SELF_HARM_SHARE = 0.3


@dataclass(frozen=True)
class Heard:
    """What is kept of a message, in memory, while the conversation goes on.

    Attributes:
        text: its spelling mended.
        told: its facts.
        belief: the classifier's highest belief in a flag.
    """

    text: str
    told: Told
    belief: float


@dataclass(frozen=True)
class Verdict:
    """What was found in a message.

    Attributes:
        level: of urgency, or ``""`` for no flag, which never means reassurance.
        condition: id for logs and tests; never shown.
        message: key of the text to show.
        extra: the condition's own sentence, or ``""``.
        strength: of the evidence, 0 to 1.
        asked: whether the message asks about emergencies in general.
        vectors: of the texts that were encoded on the way, for who reads the message next.
    """

    level: str = ""
    condition: str = ""
    message: str = ""
    extra: str = ""
    strength: float = 0.0
    asked: bool = False
    vectors: Mapping[str, Vector] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True)
class Findings:
    """Both signals for one message."""

    heard: Heard
    judgement: Judgement
    raised: tuple[Rule, ...]
    features: Features
    vectors: Mapping[str, Vector]


class Detector:
    """Both signals over one conversation's last messages.

    Args:
        flags: the content.
        model: the classifier.
        weights: of the evidence.
        year: the present one, for what is long ago.
    """

    def __init__(self, flags: RedFlags, model: SafetyModel, weights: Weights, year: int | None = None) -> None:
        self.flags, self._model, self._weights = flags, model, weights
        self._facts = FactReader(flags, year or date.today().year)
        self._self_harm = {name for name, condition in flags.conditions.items() if condition.message == SELF_HARM}

    def read(self, text: str, earlier: Sequence[Heard] = ()) -> tuple[Verdict, Heard]:
        """Look for red flags in a message.

        Args:
            text: the message.
            earlier: what was heard before it in the conversation; the last
                :data:`MAX_EARLIER` are read with it.

        Returns:
            What was found, and what to keep of the message for the next one.
        """
        findings = self.find(text, earlier)
        strength = self._weights.strength(findings.features)
        if strength < self._weights.threshold and _both_name_an_emergency(findings):
            strength = self._weights.threshold
        if strength < self._weights.threshold:
            asked = findings.judgement.kind == ASKED
            return Verdict(strength=strength, asked=asked, vectors=findings.vectors), findings.heard
        return self._verdict(findings, strength), findings.heard

    def find(self, text: str, earlier: Sequence[Heard] = ()) -> Findings:
        """What speaks for a flag, before it is weighed."""
        text, earlier = self._model.mend(text), earlier[-MAX_EARLIER:]
        before: frozenset[str] = frozenset().union(*(heard.told.present for heard in earlier))
        readings = self._model.begin(text)
        told = self._facts.read(text, before)
        judgement = self._model.judge(readings)
        heard = Heard(text, told, judgement.highest)
        every = Told(told.present | before, told.excused - before)
        by_facts = tuple(raised(self.flags.rules, every.present))
        said = [other.text for other in earlier if by_facts or other.belief >= _WORTH_JOINING]
        # A message that only denies adds nothing to those before it, and joined to them it would look as if it did.
        only_denies = bool(told.excused) and not told.present
        if said and not only_denies and (by_facts or judgement.highest >= _WORTH_JOINING):
            judgement = self._model.judge_with(judgement, text, said)
        would = raised(self.flags.rules, every.present | every.excused)
        features = gather(judgement, every, by_facts, would, self.flags.rules)
        return Findings(heard, judgement, by_facts, features, readings.by_text())

    def message_of(self, level: str, condition: str) -> str:
        """Key of the text that a flag of this level and condition got."""
        about = self.flags.conditions.get(condition)
        return SELF_HARM if about is not None and about.message == SELF_HARM else level

    def _verdict(self, findings: Findings, strength: float) -> Verdict:
        judgement, by_facts = findings.judgement, findings.raised
        level, condition = choose(judgement, by_facts)
        if any(rule.condition in self._self_harm for rule in by_facts) or (
                share(judgement, self._self_harm) >= _SELF_HARM_SHARE):
            condition = min(self._self_harm)
            level = self.flags.conditions[condition].level
        about = self.flags.conditions[condition]
        sure = any(rule.condition == condition for rule in by_facts) or (
            share(judgement, {condition}) >= _SURE_OF_CONDITION)
        return Verdict(level, condition, self.message_of(level, condition), about.extra if sure else "", strength)


def _both_name_an_emergency(findings: Findings) -> bool:
    """Whether the facts raise the very emergency that the classifier thinks of first, however faintly.

    Not where it takes the message for a question in general.
    """
    first = findings.judgement.first.partition("/")[2]
    named = any(rule.level == LEVELS[0] and rule.condition == first for rule in findings.raised)
    return named and findings.judgement.kind != ASKED


def load_detector(root: Path) -> Detector:
    """The detector for the content as it is now.

    Args:
        root: the project's folder.

    Raises:
        FrontdeskError: content, weights or model can't be used.
    """
    flags = load_red_flags(root / "content" / "safety")
    return Detector(flags, load_model(model_folder(root), flags.spellings), Weights.load(root / WEIGHTS))
