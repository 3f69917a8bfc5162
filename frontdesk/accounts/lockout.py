"""When too many wrong passwords for one name close it for a while."""

from __future__ import annotations

from collections.abc import Sequence

MOST_WRONG = 5
WINDOW = 15 * 60  # seconds in which so many are too many
LOCKED = 15 * 60  # seconds for which the name is closed then
REMEMBERED = WINDOW + LOCKED  # seconds after which the last wrong one means nothing any more


def locked_until(wrong: Sequence[float], now: float) -> float:
    """Until when a name is closed.

    Args:
        wrong: when wrong passwords came, oldest first, in seconds since the epoch.
        now: the same.

    Returns:
        Seconds since the epoch; 0.0 when it isn't closed.
    """
    last = wrong[-MOST_WRONG:]
    if len(last) < MOST_WRONG or last[-1] - last[0] > WINDOW or now >= last[-1] + LOCKED:
        return 0.0
    return last[-1] + LOCKED


def one_more(wrong: Sequence[float], now: float) -> list[float]:
    """What to remember after another wrong password: no more than matters."""
    return [*wrong, now][-MOST_WRONG:]
