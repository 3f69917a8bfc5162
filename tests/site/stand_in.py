"""A detector that finds what a test tells it to, and fails how a test tells it to."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence

import numpy as np

from frontdesk.safety.detector import Heard, Verdict
from frontdesk.safety.facts import Told
from frontdesk.safety.red_flags import SELF_HARM, RedFlags

CONDITIONS = {"emergency_now": "stroke", "same_day": "dvt", "soon": "malignancy", SELF_HARM: "self_harm_crisis"}
ASKED = "asked"  # a message with this word asks in general
VECTOR = np.ones(3, dtype=np.float32)
HALVES = ("first-half", "second-half")  # of something urgent, told in two messages


class StandIn:
    """Flags a message that holds the name of a level, or ``self_harm``; also if an earlier one held it.

    Args:
        flags: the content.
    """

    def __init__(self, flags: RedFlags) -> None:
        self.flags = flags
        self.texts: list[str] = []
        self.earlier: list[list[str]] = []
        self.remembered: weakref.WeakSet[Heard] = weakref.WeakSet()
        self.trouble: Callable[[], object] = lambda: None

    def read(self, text: str, earlier: Sequence[Heard] = ()) -> tuple[Verdict, Heard]:
        self.texts.append(text)
        self.earlier.append([heard.text for heard in earlier])
        self.trouble()
        heard = Heard(text, Told(frozenset(), frozenset()), 0.0)
        self.remembered.add(heard)
        return self._verdict(text, " ".join([*(other.text for other in earlier), text])), heard

    def message_of(self, level: str, condition: str) -> str:
        return SELF_HARM if condition == CONDITIONS[SELF_HARM] else level

    def _verdict(self, text: str, everything: str) -> Verdict:
        for name, condition in CONDITIONS.items():
            if name in everything or (name == "emergency_now" and all(half in everything for half in HALVES)):
                about = self.flags.conditions[condition]
                return Verdict(about.level, condition, name, about.extra, 1.0)
        return Verdict(asked=ASKED in text, vectors={text: VECTOR})
