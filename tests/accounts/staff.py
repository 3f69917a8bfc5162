"""What tests of accounts have in common: digests that cost nothing, and time that passes when a test says so."""

from __future__ import annotations

import sys
import time
from functools import partial

import pytest
from argon2 import PasswordHasher

PASSWORD = "mossy kettle orbit 7"
ANOTHER = "velvet anchor puddle"
ON_A_REAL_CLOCK = ("frontdesk.store.engine", "frontdesk.store.backup")  # they wait


class Clock:
    """Stands in for the ``time`` module."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _cheap_digests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.accounts.passwords.PasswordHasher",
                        partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for name, module in list(sys.modules.items()):
        if (name.startswith(("frontdesk.store.", "frontdesk.accounts.", "frontdesk.console."))
                and name not in ON_A_REAL_CLOCK and vars(module).get("time") is time):
            monkeypatch.setattr(module, "time", clock)
    return clock
