"""Questions made by hand."""

from __future__ import annotations

from typing import Any

from frontdesk.language.gate import Thresholds
from frontdesk.store.inbox import Kept

LIMITS = Thresholds(answer=1.0, choice=-1.0, near=0.4, passage=0.1, rival=0.9, intent=0.3, context=2.0, search=0.6)
SURE = {"confidence": 0.9, "near": 0.9, "strength": 9.0, "passage": 0.5}


def kept(number: int = 1, text: str = "why?", kind: str = "no_answer", visitor: str = "a", **given: Any) -> Kept:
    """A kept question; what isn't a field of its own was understood."""
    own = {name: given.pop(name) for name in ("version", "vector", "group", "voted_down", "reason", "created")
           if name in given}
    values = {"version": None, "vector": None, "group": 1, "voted_down": False, "reason": "",
              "created": 1000.0 + number}
    return Kept(id=number, visitor=visitor, text=text, kind=kind, understood=given, **(values | own))


def answered(**given: Any) -> Kept:
    """One that was answered with an FAQ, surely unless something else is given."""
    return kept(**({"kind": "answer", "decision": "answer", "label": "faq/x"} | SURE | given))
