"""What an answer in a booking means."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.booking.wording import (
    asks,
    asks_to_book,
    asks_to_stop,
    confirms,
    doubts,
    field_meant,
    insists_on_stop,
    replaces,
    says_no,
    says_stop,
    says_yes,
    skips,
    without_farewell,
)


@pytest.mark.parametrize("text", [
    "yes", "Yes!", "yeah go on", "yep", "ok", "OK then", "sure thing", "that's right", "thats right",
    "that is quite correct", "it is", "it is, thanks", "that's me", "looks good", "correct", "👍", "✅",
    "oh yes please", "no problem", "no changes",
    "nothing to change", "send it", "yes, no worries", "aye",
])
def test_yes(text: str) -> None:
    assert says_yes(text)
    assert not says_no(text) or text.startswith("no")


@pytest.mark.parametrize("text", [
    "", "no", "not yes", "yes but", "yes, but not fridays", "ok no", "yes? what for", "is it right?",
    "correct the name", "please correct the name", "please don't go ahead", "I never said yes",
    "send it to my other address", "it's Annika", "that's my old number", "yesterday", "okra", "sure, except the name",
    "good, don't", "yes and no", "of course not", "eyes", "looks wrong", "yes, nope", "👎",
])
def test_no_yes(text: str) -> None:
    assert not says_yes(text)


@pytest.mark.parametrize("text", [
    "no", "nope", "No, that's wrong", "not right", "that's not my number", "wrong", "it's incorrect", "ok no",
    "yes but the name", "hang on", "there's a mistake", "👎", "hmm no", "the time is wrong",
])
def test_no(text: str) -> None:
    assert says_no(text)
    assert not says_yes(text)


@pytest.mark.parametrize("text", ["yes", "Norah", "notary", "nothing hurts", "Nora Nope-Smith is spelt so", "monday"])
def test_no_no(text: str) -> None:
    assert not says_no(text)


@pytest.mark.parametrize("text", [
    "stop", "STOP!", "never mind", "nevermind", "cancel", "please cancel", "forget it", "scrap that",
])
def test_giving_up_in_so_many_words(text: str) -> None:
    assert insists_on_stop(text)
    assert says_stop(text)


@pytest.mark.parametrize("text", ["no thanks", "I'll ring you instead", "not now", "gotta go", "bye", "maybe later"])
def test_giving_up_where_nothing_else_can_be_meant(text: str) -> None:
    assert says_stop(text)
    assert not insists_on_stop(text)


@pytest.mark.parametrize("text", ["stop?", "the weekend", "tomorrow", "Stopford", "any time but " + "never mind " * 9])
def test_what_gives_nothing_up(text: str) -> None:
    assert not says_stop(text)


@pytest.mark.parametrize("text", [
    "can you cancel that please", "could you stop this?", "please just stop asking", "can we scrap it", "can I stop?",
    "would you forget it, thanks",
])
def test_asking_to_stop(text: str) -> None:
    assert asks_to_stop(text)


@pytest.mark.parametrize("text", [
    "can you stop the pain", "can I cancel later?", "stop", "could you call me", "what if I cancel?", "can you",
])
def test_not_asking_to_stop(text: str) -> None:
    assert not asks_to_stop(text)


@pytest.mark.parametrize("text", ["no", "skip", "Skip.", "none", "n/a", "-", "nothing else", " nope! "])
def test_skipping(text: str) -> None:
    assert skips(text)


@pytest.mark.parametrize("text", ["", "no pain", "skip the queue", "my knee", "none of it works"])
def test_not_skipping(text: str) -> None:
    assert not skips(text)


@pytest.mark.parametrize("text", [
    "how much is it", "what does it cost", "is it free", "do you have parking", "can I park there?", "Jo?",
    "ok but where are you", "hi, who will I see",
])
def test_asking(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", ["", "howard", "whatever suits", "Will Smith", "do not call", "any morning"])
def test_not_asking(text: str) -> None:
    assert not asks(text)


@pytest.mark.parametrize("text", [
    "can I book", "could you call me back please", "I'd like an appointment", "book me in",
    "I need to be seen, I'd like to book", "can someone ring me", "pls call me", "my mum needs an appointment",
])
def test_asking_to_book(text: str) -> None:
    assert asks_to_book(text)


@pytest.mark.parametrize("text", ["", "what is an appointment like", "I read it in a book", "does massage help"])
def test_not_asking_to_book(text: str) -> None:
    assert not asks_to_book(text)


@pytest.mark.parametrize(("text", "field"), [
    ("change the name", "name"), ("wrong spelling", "name"), ("the number's wrong", "contact"),
    ("other email", "contact"), ("another day", "when"), ("the time", "when"), ("say what it is about", "about"),
    ("everything", ""),
    ("", ""),
])
def test_the_field_that_is_meant(text: str, field: str) -> None:
    assert field_meant(text) == field


def test_a_farewell_is_left_out() -> None:
    assert without_farewell("yes, bye").strip(" ,") == "yes"
    assert without_farewell("Goodbye") == ""
    assert without_farewell("yes, byelaw") == "yes, byelaw"


def test_doubts() -> None:
    assert doubts("I won't have that")
    assert doubts("right, but")
    assert not doubts("no problem at all")


agreeing = st.sampled_from(("yes", "ok", "correct", "👍", "looks good", "that's right", "send it"))


@settings(derandomize=True, deadline=None)
@given(st.lists(agreeing, min_size=1, max_size=3),
       st.sampled_from(("no", "not that", "wrong", "but", "don't", "never")), st.booleans())
def test_a_doubt_anywhere_takes_every_yes_back(yes: list[str], doubt: str, last: bool) -> None:
    text = ", ".join([*yes, doubt] if last else [doubt, *yes])
    assert not says_yes(text)
    assert says_yes(", ".join(yes))


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_means_yes_or_no_or_neither(text: str) -> None:
    assert not (says_yes(text) and asks(text))
    assert not insists_on_stop(text) or says_stop(text)
    assert field_meant(text) in ("name", "contact", "when", "about", "")
    assert isinstance(asks_to_stop(text) or skips(text) or asks_to_book(text) or says_no(text), bool)


@pytest.mark.parametrize("text", ["yes correct teşekkürler", "Yes it is correct only, please proceed", "yep all good"])
def test_a_yes_that_says_what_is_right_confirms(text: str) -> None:
    assert confirms(text)


@pytest.mark.parametrize("text", ["yes", "right so. Padraig Healy", "yes its Hope", "no that's not right"])
def test_a_mere_yes_or_a_right_of_another_kind_doesnt(text: str) -> None:
    assert not confirms(text)


@pytest.mark.parametrize("text", ["email me instead", "take my number off", "not by phone please"])
def test_one_way_of_contact_is_put_in_place_of_the_other(text: str) -> None:
    assert replaces(text)
    assert not replaces("my email as well")


@pytest.mark.parametrize("text", ["mornings only", "I'm off on friday", "evenings, only after 6", "weekdays only"])
def test_a_time_with_only_or_off_in_it_takes_no_way_of_contact_away(text: str) -> None:
    assert not replaces(text)


@pytest.mark.parametrize("text", ["thanks", "thank you", "cheers", "ta"])
def test_thanks_alone_is_no_consent(text: str) -> None:
    assert not says_yes(text)
