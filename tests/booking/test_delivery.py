"""The rules of delivery, without clock, database or network."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.booking.delivery import Message, Pace, Step, after_sending, before_sending
from frontdesk.booking.request import CallbackRequest, Details

HOUR = 60 * 60
SECONDS = st.floats(0.01, 1e5)
PACES = st.builds(Pace, first=SECONDS, factor=st.floats(1, 10), longest=SECONDS, patience=st.floats(0, 1e5)).filter(
    lambda pace: pace.patience / min(pace.first, pace.longest) < 1000)


def test_the_waits_double_from_ten_seconds_to_an_hour() -> None:
    assert [Pace().wait(attempts) for attempts in range(1, 12)] == [
        10, 20, 40, 80, 160, 320, 640, 1280, 2560, HOUR, HOUR]
    assert Pace().wait(10**9) == HOUR


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_a_delivery_is_given_up_after_about_three_days(chance: float) -> None:
    now, attempts = 0.0, 0
    step = Step("pending")
    while step.state == "pending":
        now, attempts = max(now, step.due), attempts + 1
        step = after_sending("refused", attempts, now, Pace(), chance)
    assert step == Step("dead", error="refused")
    assert 72 * HOUR <= now <= 92 * HOUR


def test_only_what_a_later_event_replaces_is_superseded() -> None:
    assert before_sending(1, newest=2) == Step("superseded")
    assert before_sending(2, newest=2) is None
    assert before_sending(1, newest=0) is None  # erased meanwhile


@settings(derandomize=True, deadline=None)
@given(st.integers(1, 10**6), SECONDS, PACES, st.floats(0, 1))
def test_what_was_taken_is_delivered_whenever(attempts: int, now: float, pace: Pace, chance: float) -> None:
    assert after_sending(None, attempts, now, pace, chance) == Step("delivered")


@settings(derandomize=True, deadline=None)
@given(st.integers(1, 10**6), SECONDS, PACES, st.floats(0, 1))
def test_what_failed_is_tried_later_or_given_up(attempts: int, now: float, pace: Pace, chance: float) -> None:
    step = after_sending("refused", attempts, now, pace, chance)
    assert step.error == "refused"
    if attempts >= pace.attempts:
        assert step.state == "dead"
    else:
        assert step.state == "pending"
        assert now + 0.79 * pace.wait(attempts) <= step.due <= now + pace.wait(attempts)
        assert pace.wait(attempts) <= pace.longest


@settings(derandomize=True, deadline=None)
@given(PACES)
def test_there_is_patience_for_as_long_as_it_says(pace: Pace) -> None:
    waits = [pace.wait(attempts) for attempts in range(1, pace.attempts)]
    assert 0.8 * sum(waits) >= pace.patience * (1 - 1e-9)
    assert 0.8 * sum(waits[:-1]) <= pace.patience * (1 + 1e-9)
    assert all(earlier <= later for earlier, later in pairwise(waits))


def test_a_messages_id_is_that_of_the_event_not_of_the_request_as_it_is_now() -> None:
    request = CallbackRequest("an-id", "K7Q-F3M", 3, "contacted", 0, 0, Details(name="Jo"), "Yes.", 0)
    assert Message(request, "updated", 2, 0.0).id == "an-id-2-updated"
