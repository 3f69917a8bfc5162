"""One turn of the callback form."""

from __future__ import annotations

import datetime
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.booking.form import ABOUT, AGREED, FIELDS, Act, Meaning, Place, Turn, missing, take
from frontdesk.booking.request import Details, When, Window

NOW = datetime.datetime(2027, 1, 13, 10, 0, tzinfo=ZoneInfo("Europe/London"))  # a Wednesday
PLACE = Place(NOW, "GB")
MORNINGS = When("any morning", "any day, in the morning", (Window(NOW.date(), None, end=720),))
NOTHING = Details()
FULL = Details("Jo Smith", "+447700900123", "", MORNINGS, "my knee")
UNKNOWN, QUESTION = Meaning(), Meaning("faq", sure=True)
OPENING = ""


def turn(
    text: str, asked: str = AGREED, details: Details = FULL, meaning: Meaning = UNKNOWN, **more: bool
) -> Turn:
    return take(text, asked, details, meaning, PLACE, **more)


def test_details_are_asked_for_one_after_the_other() -> None:
    assert missing(NOTHING) == "name"
    assert missing(Details("Jo")) == "contact"
    assert missing(Details("Jo", phone="+447700900123")) == "when"
    assert missing(Details("Jo", email="jo@example.org")) == "when"
    assert missing(replace(FULL, about="")) == AGREED
    assert missing(replace(FULL, name="")) == "name"


def test_everything_is_taken_from_the_message_that_opens_the_form() -> None:
    text = "Can I book? I'm Priya Nair, 07700 900456, thursday after 5, it's about my stiff neck"
    taken = turn(text, OPENING, NOTHING)
    assert (taken.act, taken.unclear, taken.problems) == (Act.TOLD, False, ())
    told = taken.details
    assert (told.name, told.phone, told.about) == ("Priya Nair", "+447700900456", "my stiff neck")
    assert told.when is not None
    assert told.when.windows == (Window(datetime.date(2027, 1, 14), datetime.date(2027, 1, 14), start=17 * 60),)
    assert missing(told) == AGREED


@pytest.mark.parametrize("text", ["I'd like to book please", "yes", "no", "stop", "what does it cost?", "hello"])
def test_an_opening_message_without_details_only_opens_it(text: str) -> None:
    assert turn(text, OPENING, NOTHING, QUESTION) == Turn(NOTHING)


@pytest.mark.parametrize(("asked", "text", "field", "value"), [
    ("name", "tamsin", "name", "Tamsin"),
    ("name", "It's Mr Okafor", "name", "Mr Okafor"),
    ("name", "my name's o'brien", "name", "O'Brien"),
    ("contact", "07700 900 456", "phone", "+447700900456"),
    ("contact", "ring me on +353 86 123 4567", "phone", "+353861234567"),
    ("contact", "Tamsin@Example.ORG.", "email", "tamsin@example.org"),
])
def test_an_answer_fills_what_was_asked_for(asked: str, text: str, field: str, value: str) -> None:
    taken = turn(text, asked, NOTHING)
    assert (getattr(taken.details, field), taken.act, taken.unclear) == (value, Act.TOLD, False)


def test_whatever_is_said_to_when_is_kept_in_the_visitors_words() -> None:
    taken = turn("once the  builders\nhave left", "when", Details("Jo", "+447700900123"))
    assert taken.details.when == When("once the builders have left")
    assert turn("word " * 400, "when", NOTHING).details.when == When(("word " * 400)[:300])


@pytest.mark.parametrize("text", ["ok", "yes please", "sure"])
def test_a_mere_yes_is_no_time(text: str) -> None:
    assert turn(text, "when", Details("Jo", "+447700900123")).details.when is None


@pytest.mark.parametrize(("text", "field", "value"), [
    ("actually my number is 07700 900456", "phone", "+447700900456"),
    ("no, use sam@example.org", "email", "sam@example.org"),
    ("my name is Joanna", "name", "Joanna"),
    ("the name is Jo Brown", "name", "Jo Brown"),
])
@pytest.mark.parametrize("asked", ["when", AGREED])
def test_a_correction_changes_that_and_nothing_else(asked: str, text: str, field: str, value: str) -> None:
    taken = turn(text, asked)
    assert (taken.act, taken.details) == (Act.TOLD, replace(FULL, **{field: value}))


def test_no_to_the_summary_may_come_with_the_right_name() -> None:
    assert turn("no, it's Annika").details == replace(FULL, name="Annika")
    assert turn("it's Annika", "when").details.name == "Jo Smith"


def test_a_given_name_that_another_begins_with_is_a_correction() -> None:
    joanna = replace(FULL, name="Joanna")
    assert turn("my name is Jo", AGREED, joanna).details.name == "Jo"


@pytest.mark.parametrize("text", ["my name is jo, 07700 900456", "it's 07700 900456, Jo", "07700 900456 cheers, smith"])
def test_a_shorter_form_of_the_name_is_no_correction(text: str) -> None:
    assert turn(text).details == replace(FULL, phone="+447700900456")


def test_somebody_elses_name_beside_a_number_is_no_correction() -> None:
    assert turn("no, 07700 900456, that is Peter's phone").details == replace(FULL, phone="+447700900456")


def test_a_corrected_day_keeps_the_hours() -> None:
    when = turn("make it friday").details.when
    assert when is not None
    friday = datetime.date(2027, 1, 15)
    assert when.windows == (Window(friday, friday, end=720),)


def test_a_topic_is_kept_once_told() -> None:
    assert turn("tomorrow, my back hurts", "when", replace(FULL, when=None)).details.about == "my knee"
    assert turn("tomorrow, my back hurts", "when", replace(FULL, when=None, about="")).details.about == "my back hurts"


@pytest.mark.parametrize("text", [
    "yes", "Yes, send it", "yep that's right thanks", "👍", "correct", "looks good", "spot on", "yes, no problem",
    "no problem", "no changes", "nothing to change", "all good, no mistakes", "yes thanks, bye", "perfect, goodbye",
])
def test_a_yes_agrees(text: str) -> None:
    assert turn(text) == Turn(FULL, Act.AGREED)


@pytest.mark.parametrize("text", [
    "yes but not before nine o'clock sharp if that's ok", "ok no", "looks good, no wait", "yes and no", "yeah, no",
    "yes, wrong number though", "no", "not quite", "nope", "👎", "that's wrong", "yes except the name", "ok, don't",
    "correct? no", "yes it isn't", "good but it doesn't look right", "I do not", "I won't have that", "never",
])
@pytest.mark.parametrize("intent", ["", "affirm", "deny"])
def test_a_yes_that_is_taken_back_agrees_to_nothing(text: str, intent: str) -> None:
    assert turn(text, meaning=Meaning(intent)).act is not Act.AGREED


@pytest.mark.parametrize(("text", "field"), [
    ("Change the name", "name"), ("my name is wrong", "name"), ("the name is spelt wrong", "name"),
    ("Change the number", "contact"), ("that is not my email", "contact"), ("Change the time", "when"),
    ("wrong day", "when"), ("I want to say what it is about", ABOUT), ("I want to change something", ""),
    ("no", ""), ("that's not right", ""),
])
def test_what_is_to_be_changed_is_asked_for(text: str, field: str) -> None:
    assert turn(text) == Turn(FULL, Act.CHANGES, change=field)


def test_a_misspelt_name_is_mended_where_it_is_spelt() -> None:
    assert turn("my name is spelt Joh Smyth").details == replace(FULL, name="Joh Smyth")


@pytest.mark.parametrize("text", ["Annika Berg", "annika berg", "it's Annika Berg please"])
def test_asked_what_to_change_a_name_may_stand_alone(text: str) -> None:
    assert turn(text, changing=True) == Turn(replace(FULL, name="Annika Berg"))
    assert turn(text) == Turn(FULL, unclear=True)


def test_an_affirming_message_agrees_though_its_words_are_new() -> None:
    assert turn("tickety-boo", meaning=Meaning("affirm")).act is Act.AGREED
    assert turn("tickety-boo") == Turn(FULL, unclear=True)


@pytest.mark.parametrize("asked", [*FIELDS, ABOUT])
@pytest.mark.parametrize("text", [
    "stop", "never mind", "Cancel.", "forget it", "No thanks, stop this", "ok, scrap that",
    "can you cancel that please", "could you stop this?", "please just cancel the form",
])
def test_giving_up_is_understood_wherever_the_form_is(asked: str, text: str) -> None:
    assert turn(text, asked) == Turn(FULL, Act.STOPPED)


@pytest.mark.parametrize("asked", [*FIELDS, ABOUT])
def test_withdrawing_is_giving_up(asked: str) -> None:
    assert turn("please take my request back", asked, meaning=Meaning("withdraw")).act is Act.STOPPED


@pytest.mark.parametrize("text", ["can you stop the pain?", "can I cancel later?", "what if I cancel?"])
def test_a_question_with_such_a_word_is_a_question(text: str) -> None:
    assert turn(text, meaning=QUESTION) == Turn(FULL, Act.ASKED)


@pytest.mark.parametrize(("text", "asked"), [
    ("the stop after 5 on thursday", "when"), ("I can't do friday, thursday", "when"),
    ("not today, tomorrow", "when"), ("leave it till monday", "when"),
])
def test_a_time_is_told_with_a_word_that_might_give_up(text: str, asked: str) -> None:
    taken = turn(text, asked, replace(FULL, when=None))
    assert taken.act is Act.TOLD
    assert taken.details.when is not None


@pytest.mark.parametrize("asked", ["name", "contact"])
def test_no_to_a_question_gives_up(asked: str) -> None:
    assert turn("no", asked, NOTHING).act is Act.STOPPED


@pytest.mark.parametrize("asked", [*FIELDS, ABOUT])
def test_a_question_in_the_middle_is_answered_first(asked: str) -> None:
    taken = turn("how much does it cost?", asked, meaning=QUESTION)
    assert taken == Turn(FULL, Act.ASKED)


def test_a_question_may_tell_something_as_well() -> None:
    taken = turn("I'm Tamsin Rowe. Do you have parking?", "name", NOTHING, QUESTION)
    assert (taken.act, taken.details.name) == (Act.ASKED, "Tamsin Rowe")
    # A topic in a question is the question's.
    taken = turn("07700 900456. what helps a stiff neck?", "contact", NOTHING, QUESTION)
    assert taken == Turn(Details(phone="+447700900456"), Act.ASKED)


def test_asking_for_a_time_is_telling_it() -> None:
    taken = turn("can you do thursday?", "when", replace(FULL, when=None))
    assert taken.act is Act.TOLD
    assert taken.details.when is not None


def test_a_name_that_is_near_an_article_by_chance_is_a_name() -> None:
    assert turn("Neil Carver", "name", NOTHING, QUESTION).details.name == "Neil Carver"


def test_a_number_with_something_wrong_is_told_and_not_kept() -> None:
    taken = turn("07700 90045", "contact", Details("Jo"))
    assert (taken.act, taken.details) == (Act.TOLD, Details("Jo"))
    assert len(taken.problems) == 1
    assert "a digit may be missing" in taken.problems[0]


@pytest.mark.parametrize(("asked", "text"), [
    ("name", "the one and only"), ("contact", "over the phone"), (AGREED, "purple monkey dishwasher"),
])
def test_what_cant_be_taken_is_said_to_be_unclear(asked: str, text: str) -> None:
    before = FULL if asked == AGREED else NOTHING
    assert turn(text, asked, before) == Turn(before, unclear=True)


def test_a_name_that_couldnt_be_made_out_is_taken_the_second_time() -> None:
    assert turn("the one", "name", NOTHING).unclear
    assert turn("the one", "name", NOTHING, insist=True).details.name == "The One"


@pytest.mark.parametrize("text", ["4", "07700 9001", "x@", "???", "!", "one two three four five", "yes"])
def test_but_nothing_that_cant_be_one(text: str) -> None:
    assert turn(text, "name", NOTHING, insist=True).details.name == ""


@pytest.mark.parametrize(("text", "about"), [
    ("it's about my hip,\nafter a  fall", "my hip, after a fall"), ("sciatica", "sciatica"),
    ("x" * 500, "x" * 200), ("skip", ""), ("no", ""), ("-", ""),
])
def test_what_it_is_about_is_one_line_or_left_out(text: str, about: str) -> None:
    assert turn(text, ABOUT, replace(FULL, about="")) == Turn(replace(FULL, about=about))


WORDS = """
    yes no not wrong ok stop jo my name is 07700 900123 900 call me @ example.org a.b thursday after 5 tomorrow what ? !
    , . 👍 change number never mind knee hurts about O'Brien 12:30 - + ( ) can you do please it's i'm
"""
words = st.sampled_from([*WORDS.split(), "\n"])
texts = st.text(max_size=60) | st.lists(words, max_size=12).map(" ".join)
windows = st.builds(Window, st.just(NOW.date()), st.none() | st.just(datetime.date(2027, 2, 1)))
whens = st.none() | st.builds(When, texts, texts, st.lists(windows, max_size=2).map(tuple))
details_of_any_kind = st.builds(
    Details, st.sampled_from(("", "Jo", "Jo Smith")), st.sampled_from(("", "+447700900123")),
    st.sampled_from(("", "jo@example.org")), whens, st.sampled_from(("", "my knee")))
intents = st.sampled_from(("", "affirm", "deny", "withdraw", "thanks", "faq", "book"))
meanings = st.builds(Meaning, intents, st.booleans())
states = st.sampled_from((OPENING, *FIELDS, ABOUT))
places = st.builds(Place, st.just(NOW), st.sampled_from(("GB", "", "IE", "US")))


@settings(derandomize=True, max_examples=500, deadline=None)
@given(texts, states, details_of_any_kind, meanings, places, st.booleans(), st.booleans())
def test_any_message_in_any_state_is_taken_and_nothing_is_lost(
    text: str, asked: str, before: Details, meaning: Meaning, place: Place, insist: bool, changing: bool
) -> None:
    taken = take(text, asked, before, meaning, place, insist, changing)
    for field in ("name", "phone", "email", "when", "about"):
        assert getattr(taken.details, field) or not getattr(before, field), field
    if taken.act in (Act.STOPPED, Act.AGREED, Act.CHANGES):
        assert taken.details == before
    if taken.act in (Act.AGREED, Act.CHANGES):
        assert asked == AGREED
    if asked == OPENING:
        assert taken.act is Act.TOLD
    if taken.unclear:
        assert (taken.act, taken.details) == (Act.TOLD, before)
    assert not set("0123456789@") & set(taken.details.name)
    assert len(taken.details.about) <= 200
    assert "\n" not in taken.details.name + taken.details.about


doubtful = st.sampled_from(("no", "No!", "not", "wrong", "isn't it", "don't", "but no", "nope", "not that", "never"))
agreeable = st.sampled_from(("yes", "ok", "correct", "great", "👍", "looks good", "send it", "thanks", "that's right"))


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(agreeable, max_size=3), doubtful, st.lists(agreeable, max_size=2), meanings)
def test_nothing_is_agreed_to_with_a_no_in_it(
    before: list[str], doubt: str, after: list[str], meaning: Meaning
) -> None:
    assert turn(", ".join([*before, doubt, *after]), meaning=meaning).act is not Act.AGREED
