"""What a conversation remembers, through the slot and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.knowledge.content import Content
from frontdesk.replies.answers import answer_faq
from frontdesk.replies.memory import Memory

names = st.text(max_size=12)
memories = st.builds(
    Memory, turn=st.integers(0, 99), topic=names, shown=st.lists(names, max_size=70).map(tuple),
    exhausted=st.lists(names, max_size=5).map(tuple), offer=names,
    booking_turn=st.none() | st.integers(0, 99))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(memories)
def test_a_memory_survives_the_slot(memory: Memory) -> None:
    assert Memory.from_slot(json.loads(json.dumps(memory.as_slot()))) == memory


@pytest.mark.parametrize(
    "unreadable",
    [None, "", "text", 3, [], [1], {}, {"unknown": 1}, {"shown": None}, {"shown": 5}, {"exhausted": True}],
)
def test_anything_unreadable_starts_afresh(unreadable: object) -> None:
    assert Memory.from_slot(unreadable) == Memory()


def test_what_an_older_version_didnt_remember_is_filled_in() -> None:
    assert Memory.from_slot({"turn": 3, "topic": "a"}) == Memory(turn=3, topic="a")


def test_a_change_leaves_the_memory_before_it_alone() -> None:
    before = Memory(turn=1)
    assert before.after(turn=2, topic="a") == Memory(turn=2, topic="a")
    assert before == Memory(turn=1)


@settings(derandomize=True, max_examples=50, deadline=None)
@given(st.integers(0, 200))
def test_it_stays_small_and_keeps_what_was_shown_last(count: int) -> None:
    shown = tuple(str(number) for number in range(count))
    kept = Memory().after(shown=shown).shown
    assert len(kept) <= 60
    assert kept == shown[-len(kept) :] if kept else count == 0


def test_a_whole_conversation_is_a_few_kilobytes(content: Content) -> None:
    memory = Memory()
    for slug in list(content.faqs) * 5:
        _, memory = answer_faq(content, slug, memory)
    assert len(json.dumps(memory.as_slot())) < 6000
