"""What a request is about."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.booking.topics import MAX_ABOUT, as_topic, find_topic


@pytest.mark.parametrize(("text", "topic"), [
    ("Can I come in? my lower back has been killing me since monday", "my lower back has been killing me since monday"),
    ("it's about sciatica, please call", "sciatica"),
    ("trouble with my left knee", "my left knee"),
    ("reason: whiplash after a crash. thanks", "whiplash after a crash"),
    ("hi, my shoulder's sore and can you call me back", "my shoulder's sore"),
    ("my backs killing me", "my backs killing me"),
    ("it is regarding the MRI of a friend", "the MRI of a friend"),
])
def test_the_line_that_speaks_of_it_is_found(text: str, topic: str) -> None:
    assert find_topic(text) == topic


@pytest.mark.parametrize("text", [
    "", "hello", "please ring me", "any morning", "about you", "how do I fix my knee?", "what helps a stiff neck",
    "can you help with this", "Jo",
])
def test_where_nothing_does_there_is_none(text: str) -> None:
    assert find_topic(text) == ""


def test_it_is_bounded() -> None:
    assert len(find_topic("my knee " + "hurts " * 300)) <= MAX_ABOUT


@pytest.mark.parametrize(("text", "topic"), [
    ("sciatica", "sciatica"), ("it's about my hip", "my hip"),
    ("it's about my hip,\nafter a  fall", "my hip, after a fall"),
    ("  an old\tinjury\n", "an old injury"), ("x" * 500, "x" * MAX_ABOUT), ("", ""),
    ("can I bring my dog?", "can I bring my dog?"),
])
def test_asked_for_it_the_whole_message_is_it_on_one_line(text: str, topic: str) -> None:
    assert as_topic(text) == topic


pieces = st.sampled_from(
    ["about", "my knee", "it's", "?", ".", ",", "\n", " - ", "please", "call me", "(", "and", "hurts"])
texts = st.text(max_size=80) | st.lists(pieces, max_size=15).map(" ".join)


@settings(derandomize=True, max_examples=500, deadline=None)
@given(texts)
def test_a_topic_is_the_visitors_words_on_one_line(text: str) -> None:
    for topic in (find_topic(text), as_topic(text)):
        assert len(topic) <= MAX_ABOUT
        assert topic == topic.strip()
        assert "\n" not in topic
        assert topic.split() == [] or " ".join(topic.split()) in " ".join(text.split())
