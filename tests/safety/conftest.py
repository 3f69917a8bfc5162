"""The red flags' content, loaded once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.safety.evidence import Judgement
from frontdesk.safety.red_flags import RedFlags, load_red_flags

SAFETY = Path(__file__).resolve().parents[2] / "content" / "safety"
Judge = Callable[..., Judgement]


@pytest.fixture(scope="session")
def red_flags() -> RedFlags:
    """The content as it is now."""
    return load_red_flags(SAFETY)


@pytest.fixture
def judged() -> Judge:
    """Makes a judgement from beliefs by label, ``/`` written as ``__``."""

    def judge(**beliefs: float) -> Judgement:
        total = sum(beliefs.values())
        return Judgement(total, total, total, {label.replace("__", "/"): belief for label, belief in beliefs.items()})

    return judge
