"""Whatever is written, what is read holds together."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from frontdesk.booking.times import Times, read_times
from frontdesk.booking.times.spelling import mend

WORDS = (
    "monday", "mondays", "tues", "thurs", "sat", "sun", "may", "march", "tomorrow", "2moro", "today", "tonight",
    "weekend", "weekends", "next", "this", "last", "week", "weeks", "month", "day", "days", "every", "any", "not",
    "no", "but", "except", "cant", "or", "and", ",", ".", "/", "-", "to", "from", "between", "at", "after", "before",
    "until", "by", "around", "about", "half", "quarter", "past", "1", "2", "3", "5", "7", "8", "10", "12", "15", "17",
    "24", "30", "31", "99", "2026", "am", "pm", "ish", "oclock", ":", "h", "noon", "midday", "morning", "afternoon",
    "evening", "work", "school", "lunch", "early", "late", "in", "of", "the", "3rd", "december", "dec", "jan", "3/12",
    "03.12.2026", "3.30", "15:30", "2-4", "9-5", "for", "since", "ago", "pain", "hurts", "asap", "whenever",
    "flexible", "weekdays", "first", "thing", "end", "beginning", "couple", "christmas", "new", "year", "on", "only",
    "please", "jo", "knee", "0", "00", "24:00", "i", "work", "busy", "new\n",
)
MINUTES_A_DAY = 24 * 60

zones = st.sampled_from([ZoneInfo("Europe/London"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Auckland")])
nows = st.builds(lambda moment, zone: moment.astimezone(zone),
                 st.datetimes(datetime.datetime(2024, 1, 1), datetime.datetime(2040, 12, 31),
                              timezones=st.just(datetime.timezone.utc)), zones)
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=10).map(" ".join)
settled = settings(derandomize=True, max_examples=600, deadline=None)


def check(text: str, now: datetime.datetime) -> None:
    times = read_times(text, now)
    if times is None:
        return
    check_spans(text, times)
    for window in times.when.windows:
        assert window.first >= now.date()
        assert window.last is None or window.first <= window.last
        assert window.weekdays
        assert list(window.weekdays) == sorted(set(window.weekdays))
        assert set(window.weekdays) <= set(range(7))
        for minutes in (window.start, window.end):
            assert minutes is None or 0 < minutes < MINUTES_A_DAY
        assert window.start is None or window.end is None or window.start < window.end
        if window.last is not None:
            days = [window.first + datetime.timedelta(ahead) for ahead in range((window.last - window.first).days + 1)]
            assert any(day.weekday() in window.weekdays for day in days)
    assert bool(times.when.understood) == bool(times.when.windows)


def check_spans(text: str, times: Times) -> None:
    assert times.spans
    assert times.when.said
    end = 0
    for start, stop in times.spans:
        assert end <= start < stop <= len(text)
        end = stop


@settled
@given(phrases, nows)
@example("not monday not tuesday not wednesday not thursday not friday not saturday not sunday",
         datetime.datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Europe/London")))
def test_words_of_time_in_any_order(text: str, now: datetime.datetime) -> None:
    check(text, now)


@settled
@given(st.text(max_size=200), nows)
@example("²½ ٣pm 9" + "9" * 5000, datetime.datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Europe/London")))
def test_any_text(text: str, now: datetime.datetime) -> None:
    check(text, now)


@settled
@given(phrases, nows)
def test_a_window_survives_being_kept(text: str, now: datetime.datetime) -> None:
    times = read_times(text, now)
    if times is not None:
        assert type(times.when).from_dict(times.when.as_dict()) == times.when


@settled
@given(phrases, nows)
def test_large_and_small_letters_mean_the_same(text: str, now: datetime.datetime) -> None:
    one, other = read_times(text, now), read_times(text.upper(), now)
    assert (one and one.when.windows) == (other and other.when.windows)


@settled
@given(st.from_regex(r"[a-z]{1,14}", fullmatch=True))
def test_mending_is_done_once(word: str) -> None:
    assert mend(mend(word)) == mend(word)


@pytest.mark.parametrize("word", ["mourning", "warning", "sundae", "monkey", "turning", "stomach", "evenly", "later",
                                  "mobility", "friend", "marching", "sunny", "second", "wedding", "thirsty"])
def test_words_of_their_own_are_left_alone(word: str) -> None:
    assert mend(word) == word


@pytest.mark.parametrize(("slip", "meant"), [
    ("tomorow", "tomorrow"), ("tommorow", "tomorrow"), ("wensday", "wednesday"), ("tuesdy", "tuesday"),
    ("satuday", "saturday"), ("thirsday", "thursday"), ("mondya", "monday"), ("fridya", "friday"),
    ("afternon", "afternoon"), ("evning", "evening"), ("wendesdays", "wednesdays"), ("decemer", "december"),
])
def test_slips_are_mended(slip: str, meant: str) -> None:
    assert mend(slip) == meant
