"""The days and hours in a message, one after another, without those that tell about something else."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from frontdesk.booking.times.busy import busy
from frontdesk.booking.times.clocks import clock_hours_at
from frontdesk.booking.times.days import days_at
from frontdesk.booking.times.only import only
from frontdesk.booking.times.others import greeting_at, no_time_at, tells_of_something_else
from frontdesk.booking.times.points import points_at
from frontdesk.booking.times.present import now_at
from frontdesk.booking.times.referring import bounded
from frontdesk.booking.times.replacing import correction_after, replaced
from frontdesk.booking.times.ruled_out import ruled_out
from frontdesk.booking.times.this_or_next import this_or_next_at
from frontdesk.booking.times.tokens import Phrases, Tokens
from frontdesk.booking.times.values import ClockHours, Days, Element, Hours
from frontdesk.booking.times.words import (
    AFTER_I_AM,
    DAY_PARTS,
    FILLERS,
    MINDED,
    NUMBER_WORDS,
    PARTS,
    SHORT_UNITS,
    SOON,
    TONIGHT,
    WHENEVER,
    WHENEVER_ALONE,
)

_PARTS = Phrases(PARTS)
_WHENEVER = Phrases({**dict.fromkeys(WHENEVER, ""), **dict.fromkeys(SOON, "as soon as possible")})
_ALONE = Phrases(dict.fromkeys(WHENEVER_ALONE, ""))


def read_elements(tokens: Tokens, now: datetime.datetime) -> list[Element]:
    """The days and hours in a message.

    Args:
        tokens: the message.
        now: the present, on the clinic's clock.
    """
    elements = busy(tokens, ruled_out(tokens, list(_wanted(tokens, now))))
    return only(tokens, replaced(tokens, bounded(tokens, elements, now.date())))


def _wanted(tokens: Tokens, now: datetime.datetime) -> Iterator[Element]:
    at, beside = 0, -1
    while at < len(tokens):
        passed = no_time_at(tokens, at, now.date()) or greeting_at(tokens, at)
        if passed is not None:
            at = passed
            continue
        found = list(_at(tokens, at, now, beside == at))
        wanted = [element for element in found if not tells_of_something_else(tokens, element, beside == at)]
        yield from wanted
        if found:
            at = found[-1].after
            if wanted and found[0].is_days:
                beside = at
            elif wanted and isinstance(found[0].value, ClockHours) and tokens.word(at) in ("or", "/"):
                beside = at + 1  # "at 3 or 4"
            elif wanted and isinstance(found[0].value, ClockHours):
                beside = correction_after(tokens, at) or beside  # "at 3, no, 4"
        else:
            at += 1


def _at(tokens: Tokens, at: int, now: datetime.datetime, beside_day: bool) -> Iterator[Element]:
    present = _present(tokens, at, now.date())
    if present is not None:
        yield present
        return
    both = this_or_next_at(tokens, at, now.date())
    if both is not None:
        yield from both
        return
    points = points_at(tokens, at)
    if points is not None:
        yield Element(points[0], at, points[1])
        return
    whenever = _whenever(tokens, at) or _alone(tokens, at)
    if whenever is not None:
        yield Element(None, at, whenever[1], name=whenever[0])
        return
    soon = _in_some_minutes(tokens, at, now)
    if soon is not None:
        yield from soon
        return
    part = _part(tokens, at, beside_day, now.date()) or _part_beside_day(tokens, at, beside_day)
    if part is not None and not days_at(tokens, at, now.date()):
        yield Element(part[0], at, part[1])
        return
    days = days_at(tokens, at, now.date())
    if days is not None:
        yield Element(days[0], at, days[1])
        if tokens.word(days[1] - 1) == "tonight":
            yield Element(TONIGHT, at, days[1])
        return
    clock = clock_hours_at(tokens, at, beside_day)
    if clock is not None:
        yield Element(clock[0], at, clock[1])


def _present(tokens: Tokens, at: int, today: datetime.date) -> Element | None:
    """Being called now; in "now or tomorrow" that is today, in "now or wait and see" it is no time."""
    after = now_at(tokens, at)
    if after is None or tokens.word(after) not in ("or", "/"):
        return None if after is None else Element(None, at, after, name="as soon as possible")
    place = after + 1
    timely = days_at(tokens, place, today) or _PARTS.at(tokens, place) or clock_hours_at(tokens, place, False)
    return Element(Days(today, today, kind="day", name="today"), at, after) if timely else None


def _part(tokens: Tokens, at: int, beside_day: bool, today: datetime.date) -> tuple[Hours, int] | None:
    """A part of the day; "all day" only beside a day, as it is mostly said of pain or work."""
    found = _PARTS.at(tokens, at)
    if found is None or tokens.word(found[1] - 1) != "day" or beside_day or len(tokens) == found[1] - at:
        return found
    return found if days_at(tokens, tokens.skip(found[1], ("on",)), today) else None


def _whenever(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """What leaves it to the clinic; "I don't mind" may be about something else."""
    found = _WHENEVER.at(tokens, at)
    if found is None or tokens.word(found[1] - 1) != "mind":
        return found
    following = tokens.word(found[1])
    return found if following in MINDED or not following.isalnum() else None


def _alone(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """"whenever" as the whole answer."""
    found = _ALONE.at(tokens, at)
    if found is None or tokens.skip(0, FILLERS | {"um", "just", "really", "its"}) < at:
        return None
    return found if tokens.skip(found[1], FILLERS | {"really", "for", "me", "with"}) >= len(tokens) else None


def _part_beside_day(tokens: Tokens, at: int, beside_day: bool) -> tuple[Hours, int] | None:
    """thursday am; "early", "late", "am" and "eve" mean hours only beside a day or another part."""
    word, before, after = tokens.word(at), tokens.word(at - 1), tokens.word(at + 1)
    if word not in DAY_PARTS:
        return None
    if word in ("early", "late"):
        place = tokens.skip(at + 1, ("on", "next", "this"))
        likely = beside_day or tokens.word(place).endswith("day") or tokens.word(place) == "tomorrow"
        return (DAY_PARTS[word], at + 1) if likely else None
    if tokens.glued(at) or (word == "am" and (before == "i" or after in AFTER_I_AM)):
        return None
    likely = beside_day or before in ("the", "or", "this", "in", "and", "any", "-", ",") or len(tokens) == 1 or (
        after in ("or", "/") and tokens.word(at + 2) in ("pm", "am")) or (
        word == "pm" and tokens.skip(0, FILLERS) == at)
    return (DAY_PARTS[word], at + 1) if likely else None


def _in_some_minutes(tokens: Tokens, at: int, now: datetime.datetime) -> list[Element] | None:
    """in 2 hours, in half an hour: from then on, today."""
    if tokens.word(at) != "in":
        return None
    place = tokens.skip(at + 1, ("about", "around"))
    half = tokens.word(place) == "half"
    place = tokens.skip(place + half, ("a",)) if tokens.word(place + half + 1) in ("couple", "few") else place + half
    number = NUMBER_WORDS.get(tokens.word(place), tokens.number(place))
    after = tokens.skip(place + 1, ("of",))
    unit = SHORT_UNITS.get(tokens.word(after))
    if number is None or unit is None or number * unit > 24 * 60:
        return None
    later = datetime.timedelta(minutes=number * unit // (2 if half else 1))
    then = (now.astimezone(datetime.timezone.utc) + later).astimezone(now.tzinfo)
    day = Days(then.date(), then.date(), kind="day", name="today" if then.date() == now.date() else "tomorrow")
    hours = Hours(then.hour * 60 + then.minute, None, "from")
    return [Element(day, at, after + 1), Element(hours, at, after + 1)]

