"""A time that corrects another: "no, Friday" keeps the hours, "after five, sorry" the day."""

from __future__ import annotations

import datetime

from frontdesk.booking.request import EVERY_DAY, When
from frontdesk.booking.times.combining import Pair, combine
from frontdesk.booking.times.elements import read_elements
from frontdesk.booking.times.tokens import Tokens
from frontdesk.booking.times.values import Days, Hours
from frontdesk.booking.times.windows import windows_of
from frontdesk.booking.times.wording import put_in_words
from frontdesk.booking.times.words import ANY_HOUR


def corrected(before: When, new: When, now: datetime.datetime) -> When:
    """The new time, with what it leaves open taken from the one before.

    Args:
        before: told earlier.
        new: told now.
        now: the present, aware, in the clinic's time zone.
    """
    old_days, old_hours = _named(before, now)
    days, hours = _told(new.said, now)
    if hours and not days and old_days:
        days = old_days
    elif days and not hours and len(old_hours) == 1:
        hours = old_hours
    else:
        return new
    pairs = [(day, hour) for day in days for hour in hours]
    return When(f"{before.said}; {new.said}", put_in_words(pairs, now.date()), windows_of(pairs))


def _named(when: When, now: datetime.datetime) -> tuple[list[Days], list[Hours]]:
    """The days and the hours of a time, each once; none for what was left open."""
    days = (Days(window.first, window.last, window.weekdays,
                 "day" if window.first == window.last else "recurring" if window.last is None else "span")
            for window in when.windows if window.last or window.weekdays != EVERY_DAY or window.first > now.date())
    # What they were called, such as "in the evening", is only in the words.
    called = {(hours.start, hours.end): hours for hours in _told(when.said, now)[1]}
    spans = dict.fromkeys((window.start, window.end) for window in when.windows)
    spans.pop((None, None), None)
    return list(dict.fromkeys(days)), [called.get(span, Hours(*span)) for span in spans]


def _told(said: str, now: datetime.datetime) -> tuple[list[Days], list[Hours]]:
    """The days and the hours that were named, each once; none for what was left open."""
    tokens = Tokens(said)
    pairs: list[Pair] = combine(tokens, read_elements(tokens, now), now.date())
    days = dict.fromkeys(day for day, _ in pairs if day.kind != "any")
    return list(days), list(dict.fromkeys(hour for _, hour in pairs if hour != ANY_HOUR))
