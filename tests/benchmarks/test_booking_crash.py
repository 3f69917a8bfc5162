"""A short crash test of booking: every process killed, the clinic's servers going wrong, and no request lost."""

from __future__ import annotations

import pytest

from benchmarks.booking.clinic import PROCESSES
from benchmarks.booking.crash import crash_test
from benchmarks.booking.figures import figures, table

REQUESTS, KILLS = 24, 8


@pytest.mark.live
def test_no_request_is_lost_doubled_or_falsely_confirmed() -> None:
    run = crash_test(REQUESTS, KILLS, seed=1)
    found = figures(run)
    assert found.good, "\n".join([table(found), *found.problems])
    assert dict(run.killed.kills) == dict.fromkeys(PROCESSES, KILLS // len(PROCESSES))
    assert sum(run.killed.hit.values()) > 0
    assert len(run.stored) == REQUESTS
