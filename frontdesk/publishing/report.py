"""What the check of a candidate says: figures, what got better and worse, and whether it may be published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from frontdesk.errors import FrontdeskError

FORMAT = 1
FINE, WORSE, BLOCKED = "fine", "worse", "blocked"  # verdicts
MORE, LESS = "more", "less"  # which way a figure is better
CLINIC, SET = "clinic", "set"  # where a question or a conversation comes from


class ReportError(FrontdeskError):
    """A report of another Frontdesk, or something that is no report."""


@dataclass(frozen=True)
class Outcome:
    """What a version made of one question.

    Attributes:
        text: what a visitor would type.
        label: how it is to be understood.
        source: :data:`CLINIC` for the clinic's own test questions, :data:`SET` for those that come with Frontdesk.
        held_out: whether it is kept for testing and never taught.
        outcome: see :class:`~frontdesk.evaluation.judge.Judged`.
        given: short name of what was replied.
    """

    text: str
    label: str
    source: str
    held_out: bool
    outcome: str
    given: str


@dataclass(frozen=True)
class Change:
    """A question that the candidate treats better or worse than the live version.

    Attributes:
        question: with the candidate's outcome.
        outcome: of the live version.
        given: by the live version.
        better: else it is worse.
    """

    question: Outcome
    outcome: str
    given: str
    better: bool


@dataclass(frozen=True)
class Figure:
    """One figure of both versions.

    Attributes:
        key: its short name.
        name: what is measured, in a few words.
        about: what that means, in a sentence.
        candidate: a share, 0 to 1.
        live: the same of the live version; ``None`` where it isn't known.
        count: how many messages, examples or conversations it is measured on.
        wanted: :data:`MORE` or :data:`LESS`; ``""`` where neither is better by itself.
        better: how many of them got better.
        worse: how many got worse.
    """

    key: str
    name: str
    about: str
    candidate: float
    live: float | None
    count: int
    wanted: str
    better: int = 0
    worse: int = 0


@dataclass(frozen=True)
class Recognised:
    """How many examples of a label are recognised by the others, each left out in turn.

    Attributes:
        label: ``faq/<slug>``, an intent, or ``out_of_scope`` for all kinds of it.
        right: how many.
        count: of so many.
    """

    label: str
    right: int
    count: int


@dataclass(frozen=True)
class Confused:
    """Examples of one label that look like another's."""

    label: str
    taken_for: str
    count: int


@dataclass(frozen=True)
class Misplaced:
    """An example that looks as if it belonged elsewhere."""

    text: str
    label: str
    taken_for: str
    confidence: float


@dataclass(frozen=True)
class LeftOut:
    """Cross-validation: each example judged by a classifier that wasn't taught it.

    Attributes:
        labels: each label's share, the worst first.
        confused: pairs of labels, the most confused first.
        misplaced: examples, the surest first.
    """

    labels: tuple[Recognised, ...]
    confused: tuple[Confused, ...]
    misplaced: tuple[Misplaced, ...]


@dataclass(frozen=True)
class Held:
    """A conversation that was held.

    Attributes:
        name: of its file, without the ending.
        source: :data:`CLINIC` or :data:`SET`.
        wrong: what wasn't as expected; ``""`` when all was.
        before: the same of the live version; ``None`` where it isn't known.
    """

    name: str
    source: str
    wrong: str
    before: str | None = None


@dataclass(frozen=True)
class Emergency:
    """A message of the safety set, or the turns of a conversation, and how it would fare.

    Attributes:
        text: what the visitor says.
        label: ``level/condition``.
        flagged: the level of the flag that the detector raised; ``""`` for none.
        alone: label of the article that the assistant would answer it from if there were no detector; ``""`` for
            none, and where it wasn't asked.
    """

    text: str
    label: str
    flagged: str
    alone: str = ""


@dataclass(frozen=True)
class Safety:
    """What became of the safety set.

    Attributes:
        detector: digest of all that the detector is made of.
        emergencies: every message that a flag is due for.
        asked_alone: how many of them the assistant was asked without the detector.
    """

    detector: str
    emergencies: tuple[Emergency, ...]
    asked_alone: int


@dataclass(frozen=True)
class Report:
    """The check of one candidate.

    Attributes:
        made: seconds since the epoch.
        seconds: how long it took.
        code: digest of the Frontdesk that was checked with: outcomes of another one aren't comparable.
        compared: whether with a live version; else this is the first.
        verdict: :data:`FINE`, :data:`WORSE` or :data:`BLOCKED`.
        reasons: why, each a sentence.
        figures: see :class:`Figure`.
        outcomes: of every question that was asked.
        changes: what got better or worse.
        unasked: how many questions the live version was never asked.
        left_aside: how many questions are about FAQs that there are no more.
        left_out: cross-validation.
        conversations: that were held.
        safety: the safety set; ``None`` where there is none.
    """

    made: float
    seconds: float
    code: str
    compared: bool
    verdict: str
    reasons: tuple[str, ...]
    figures: tuple[Figure, ...]
    outcomes: tuple[Outcome, ...]
    changes: tuple[Change, ...]
    unasked: int
    left_aside: int
    left_out: LeftOut
    conversations: tuple[Held, ...]
    safety: Safety | None

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready data."""
        return {"format": FORMAT, **asdict(self)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Report:
        """The report that :meth:`as_dict` gave.

        Raises:
            ReportError: it is something else.
        """
        if data.get("format") != FORMAT:
            raise ReportError("This report was made by another Frontdesk, and can't be read any more.")
        try:
            given = {key: value for key, value in data.items() if key != "format"}
            return cls(**{
                **given,
                "reasons": tuple(given["reasons"]),
                "figures": tuple(Figure(**item) for item in given["figures"]),
                "outcomes": tuple(Outcome(**item) for item in given["outcomes"]),
                "changes": tuple(Change(**{**item, "question": Outcome(**item["question"])})
                                 for item in given["changes"]),
                "left_out": _left_out(given["left_out"]),
                "conversations": tuple(Held(**item) for item in given["conversations"]),
                "safety": None if given["safety"] is None else _safety(given["safety"]),
            })
        except (KeyError, TypeError, AttributeError) as error:
            raise ReportError(f"This report can't be read ({type(error).__name__}).") from None


def _left_out(data: Mapping[str, Any]) -> LeftOut:
    return LeftOut(tuple(Recognised(**item) for item in data["labels"]),
                   tuple(Confused(**item) for item in data["confused"]),
                   tuple(Misplaced(**item) for item in data["misplaced"]))


def _safety(data: Mapping[str, Any]) -> Safety:
    return Safety(data["detector"], tuple(Emergency(**item) for item in data["emergencies"]), data["asked_alone"])
