"""What becomes of a delivery: the rules alone, without clock, database or network."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from frontdesk.booking.request import CallbackRequest
from frontdesk.errors import FrontdeskError
from frontdesk.store.booking_tables import DEAD, DELIVERED, PENDING, SUPERSEDED, WITHDRAWN

_JITTER = 0.2  # the largest part of a wait that is left out, so that what failed together isn't tried together
_DOUBLINGS = 64  # beyond, the wait is the longest in any case, and the power no float


@dataclass(frozen=True)
class Pace:
    """How patiently deliveries are tried; every time in seconds.

    Attributes:
        first: before the second attempt.
        factor: by which each wait is longer than the one before.
        longest: that a wait becomes.
        patience: for which a delivery is tried at least before it is given up. Only
            the waits between attempts count, not times when nothing was running.
        lease: after which an attempt counts as lost; longer than any attempt takes.
        poll: between two looks for what is due.
    """

    first: float = 10.0
    factor: float = 2.0
    longest: float = 60 * 60.0
    patience: float = 72 * 60 * 60.0
    lease: float = 5 * 60.0
    poll: float = 1.0

    def wait(self, attempts: int) -> float:
        """The longest wait after so many attempts."""
        return float(min(self.longest, self.first * self.factor ** min(attempts - 1, _DOUBLINGS)))

    @property
    def attempts(self) -> int:
        """After how many attempts a delivery is given up: those that fill the patience."""
        count, left = 1, self.patience / (1 - _JITTER)
        while left > 0 and self.wait(count) < self.longest:
            left -= self.wait(count)
            count += 1
        return count + max(0, math.ceil(left / self.longest))


@dataclass(frozen=True)
class Step:
    """What a row becomes.

    Attributes:
        state: one of :data:`~frontdesk.store.booking_tables.STATES`.
        due: when it is tried again, for what stays pending.
        error: why it failed.
    """

    state: str
    due: float = 0.0
    error: str = ""


def before_sending(version: int, newest: int) -> Step | None:
    """What becomes of a claimed row unsent; ``None`` when it is to be sent.

    Args:
        version: the row's.
        newest: of the request's events.
    """
    return Step(SUPERSEDED) if version < newest else None


def after_sending(error: str | None, attempts: int, now: float, pace: Pace, chance: float) -> Step:
    """What becomes of a row after an attempt.

    Args:
        error: why it failed; ``None`` when it didn't.
        attempts: how many there were, with this one.
        now: seconds since the epoch.
        pace: how patiently it is tried.
        chance: at random from 0 to 1.
    """
    if error is None:
        return Step(DELIVERED)
    if attempts >= pace.attempts:
        return Step(DEAD, error=error)
    return Step(PENDING, now + pace.wait(attempts) * (1 - _JITTER * chance), error)


@dataclass(frozen=True)
class Message:
    """What a channel sends.

    Attributes:
        request: as it is now.
        event: one of :data:`~frontdesk.store.booking_tables.EVENTS`, or ``test``.
        version: the request's with that event.
        occurred: when it happened, in seconds since the epoch.
    """

    request: CallbackRequest
    event: str
    version: int
    occurred: float

    @property
    def id(self) -> str:
        """The same however often it is sent; receivers know repetitions by it."""
        return f"{self.request.id}-{self.version}-{self.event}"

    @property
    def is_withdrawn(self) -> bool:
        """Whether the visitor's details are nobody's business any more."""
        return self.request.status == WITHDRAWN


class DeliveryError(FrontdeskError):
    """A message wasn't taken.

    Args:
        reason: why, in a few words that hold nothing personal.
        remedy: what to do about it.
    """

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}. {remedy}.")
        self.reason, self.remedy = reason, remedy


class Channel(Protocol):
    """A way to the clinic."""

    def send(self, message: Message) -> str:
        """Send it.

        Returns:
            Who took it, in a few words.

        Raises:
            DeliveryError: nobody did, or it isn't known.
        """
