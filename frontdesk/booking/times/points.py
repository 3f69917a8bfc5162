"""Hours between parts of the day: "between lunch and 4", "from 10 till the school run"."""

from __future__ import annotations

from frontdesk.booking.times.clock_readings import clock_at, may_be_hour
from frontdesk.booking.times.tokens import Phrases, Tokens
from frontdesk.booking.times.values import Clock, ClockHours
from frontdesk.booking.times.words import POINTS, RANGE_SIGNS, ROUGHLY

_POINTS = Phrases(POINTS)
Found = tuple[Clock, Clock, int, bool]  # from when and until when, the place after, whether it has a name


def points_at(tokens: Tokens, at: int) -> tuple[ClockHours, int] | None:
    """Hours from one point of the day to another, at least one of which isn't said by the clock.

    Args:
        tokens: the message.
        at: the place.
    """
    lead = tokens.word(at) in ("between", "from", "after")
    first = _point(tokens, tokens.skip(at + lead, ROUGHLY) if lead else at)
    if first is None:
        return None
    signs = RANGE_SIGNS | ({"before"} if lead else set()) | ({"and", "&"} if tokens.word(at) == "between" else set())
    sign = tokens.skip(first[2], ("time", ","))
    if tokens.word(sign) not in signs:
        return None
    last = _point(tokens, tokens.skip(sign + 1, ROUGHLY))
    if last is None or not (first[3] or last[3]):
        return None
    hours = ClockHours("between", first[0], last[1])
    return (hours, last[2]) if hours.hours() is not None else None


def _point(tokens: Tokens, at: int) -> Found | None:
    named = _POINTS.at(tokens, at)
    if named is not None:
        (start, end), after = named
        return Clock(start // 60, start % 60, "24"), Clock(end // 60, end % 60, "24"), after, True
    read = clock_at(tokens, at)
    if read is None or (tokens.glued(at) and tokens.word(at - 1).isalnum()):
        return None
    if not may_be_hour(tokens, read, read.sure):
        return None
    return read.clock, read.clock, read.after, False
