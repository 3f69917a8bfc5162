"""Reports as checks give them, made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from frontdesk.publishing.compare import Examined, compare
from frontdesk.publishing.report import (
    CLINIC,
    SET,
    Confused,
    Emergency,
    Held,
    LeftOut,
    Misplaced,
    Outcome,
    Recognised,
    Report,
    Safety,
)

LABEL, OTHER = "faq/calf-and-back-related", "faq/body-compensates"
LEFT_OUT = LeftOut(
    (Recognised("greet", 40, 50), Recognised(LABEL, 90, 100), Recognised(OTHER, 95, 100),
     Recognised("out_of_scope", 480, 500)),
    (Confused(LABEL, OTHER, 7), Confused("out_of_scope", LABEL, 4)),
    (Misplaced("knock <b>knock</b>", "out_of_scope/chitchat", "greet", 0.83),
     Misplaced("do both hurt", LABEL, OTHER, 0.7)))


def asked(number: int, label: str = LABEL, outcome: str = "right", given: str = "", **more: Any) -> Outcome:
    """A question's outcome; its text tells its number."""
    given = given or {"right": label, "not_answered": "no_answer"}.get(outcome, outcome)
    return Outcome(f"question {number} about {label}", label, more.pop("source", SET), more.pop("held_out", False),
                   outcome, given)


def emergency(number: int, flagged: str = "emergency_now", alone: str = "") -> Emergency:
    """An emergency of the safety set."""
    return Emergency(f"emergency {number}", "emergency_now/cauda_equina", flagged, alone)


def examined(**changes: Any) -> Examined:
    """A version that does well, but for what is given."""
    good = Examined(
        outcomes=(*(asked(number) for number in range(100)), *(asked(number, OTHER) for number in range(100)),
                  *(asked(number, "out_of_scope/weather", given="no_answer") for number in range(100)),
                  *(asked(number, "book", given="booking") for number in range(30)),
                  *(asked(number, "urgent", given="urgent") for number in range(30)),
                  asked(1, "greet", given="smalltalk", source=CLINIC),
                  asked(500, source=CLINIC, held_out=True, outcome="not_answered")),
        left_out=LEFT_OUT,
        conversations=(Held("visitor_greets_and_asks", SET, ""), Held("our_own_visitor", CLINIC, "")),
        safety=Safety("digest", tuple(emergency(number) for number in range(40)), 40))
    return replace(good, **changes)


def with_outcomes(version: Examined, *outcomes: Outcome) -> Examined:
    """The version, with other outcomes of these questions."""
    new = {(item.text, item.label): item for item in outcomes}
    return replace(version, outcomes=tuple(new.get((item.text, item.label), item) for item in version.outcomes))


def report_of(candidate: Examined, live: Examined | None = None, **changes: Any) -> Report:
    """The report on a candidate."""
    result = compare(candidate, live)
    assert candidate.left_out is not None
    report = Report(1000.0, 33.3, "code", live is not None, result.verdict, result.reasons, result.figures,
                    candidate.outcomes, result.changes, result.unasked, 0, candidate.left_out, result.conversations,
                    candidate.safety)
    return replace(report, **changes)
