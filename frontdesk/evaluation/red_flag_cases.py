"""The sets of ``tests/eval/red_flags``: messages with the flag that must, or must not, be raised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from frontdesk.evaluation.datasets import Case, load_cases
from frontdesk.safety.detector import Detector, Findings, Heard, Verdict
from frontdesk.safety.examples import NONE
from frontdesk.safety.red_flags import LEVELS

FOLDER = Path("tests/eval/red_flags")
SETS = ("development", "held_out")
ORDINARY = ("development", "held_out")  # sets of ordinary messages, in tests/eval
_TURNS = " || "  # between the turns of a conversation

Result = TypeVar("Result")


@dataclass(frozen=True)
class FlagCase:
    """One message, or the turns of one conversation.

    Attributes:
        id: its name in the set.
        turns: the visitor's messages; the flag, if any, is due at the last.
        label: ``level/condition``, or ``none/kind``.
        accepted: all labels that are right, the best among them.
    """

    id: str
    turns: tuple[str, ...]
    label: str
    accepted: frozenset[str]

    @property
    def flagged(self) -> bool:
        """Whether a flag must be raised."""
        return not self.label.startswith(f"{NONE}/")

    @property
    def ordinary(self) -> bool:
        """Whether it is an everyday message, that doesn't even look like a flag."""
        return self.label == f"{NONE}/ordinary"

    @property
    def levels(self) -> tuple[str, str]:
        """The most and the least urgent level that is right."""
        levels = [label.partition("/")[0] for label in self.accepted]
        indices = [LEVELS.index(level) for level in levels if level in LEVELS]
        return LEVELS[min(indices)], LEVELS[max(indices)]


def load_flag_cases(path: Path) -> list[FlagCase]:
    """Read a set (columns ``id, label, also, voice, text``)."""
    return [FlagCase(case.id, tuple(case.text.split(_TURNS)), case.label, case.accepted) for case in load_cases(path)]


def load_ordinary_cases(root: Path, name: str) -> list[Case]:
    """The ordinary messages of a set of ``make eval``: all but those that may be urgent."""
    return [case for case in load_cases(root / "tests" / "eval" / f"{name}.tsv") if "urgent" not in case.accepted]


def find(detector: Detector, turns: Sequence[str]) -> Findings:
    """The findings for the last turn."""
    return _last(turns, lambda text, heard: (found := detector.find(text, heard), found.heard))


def read(detector: Detector, turns: Sequence[str]) -> Verdict:
    """The most urgent verdict over all turns: a flag raised early stays."""
    verdicts: list[Verdict] = []

    def step(text: str, heard: Sequence[Heard]) -> tuple[Verdict, Heard]:
        verdict, new = detector.read(text, heard)
        verdicts.append(verdict)
        return verdict, new

    _last(turns, step)
    flagged = [verdict for verdict in verdicts if verdict.level]
    return min(flagged, key=lambda verdict: LEVELS.index(verdict.level)) if flagged else verdicts[-1]


def _last(turns: Sequence[str], step: Callable[[str, Sequence[Heard]], tuple[Result, Heard]]) -> Result:
    heard: list[Heard] = []
    for turn in turns:
        result, new = step(turn, heard)
        heard.append(new)
    return result
