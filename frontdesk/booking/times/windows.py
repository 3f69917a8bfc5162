"""Days and hours as windows to keep."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.booking.request import EVERY_DAY, Window
from frontdesk.booking.times.values import Days, Hours


def windows_of(pairs: Sequence[tuple[Days, Hours]]) -> tuple[Window, ...]:
    """The windows, those of the same hours in every week as one.

    Args:
        pairs: days with their hours.
    """
    windows: list[Window] = []
    for days, hours in pairs:
        window = Window(days.first, days.last, EVERY_DAY if days.first == days.last else days.weekdays,
                        hours.start or None, hours.end)
        same = next((place for place, other in enumerate(windows) if days.last is None and other.last is None
                     and (other.first, other.start, other.end) == (window.first, window.start, window.end)), None)
        if same is None:
            windows.append(window)
        else:
            weekdays = tuple(sorted({*windows[same].weekdays, *window.weekdays}))
            windows[same] = Window(window.first, None, weekdays, window.start, window.end)
    return tuple(dict.fromkeys(windows))
