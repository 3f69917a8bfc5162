"""When it suits: days and hours found in a visitor's message, on the clinic's own clock."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from frontdesk.booking.request import When
from frontdesk.booking.times.combining import combine
from frontdesk.booking.times.elements import read_elements
from frontdesk.booking.times.spans import spans_of
from frontdesk.booking.times.tokens import Tokens
from frontdesk.booking.times.windows import windows_of
from frontdesk.booking.times.wording import put_in_words

__all__ = ["Times", "read_times"]

_LONGEST = 2000  # characters of a message that are read


@dataclass(frozen=True)
class Times:
    """When it suits, and where the message says so.

    Attributes:
        when: what was said and what was understood of it.
        spans: where the text speaks of time: first character and the one after the last, in order.
    """

    when: When
    spans: tuple[tuple[int, int], ...]


def read_times(text: str, now: datetime.datetime) -> Times | None:
    """Find in a message when it suits the visitor to be called or to come.

    Args:
        text: the message, without phone numbers and e-mail addresses where these are known.
        now: the present, aware, in the clinic's time zone.

    Returns:
        When it suits, or ``None`` where the message doesn't say.
    """
    tokens = Tokens(text[:_LONGEST])
    elements = read_elements(tokens, now)
    if not elements:
        return None
    spans = spans_of(tokens, elements)
    said = re.sub(r"\s+", " ", text[spans[0][0]:spans[-1][1]]).strip(" ,.;:!?-–")
    pairs = combine(tokens, elements, now.date())
    windows = windows_of(pairs)
    return Times(When(said, put_in_words(pairs, now.date()) if windows else "", windows), spans)
