"""Votes on answers."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from frontdesk.store.answers import Answers
from frontdesk.store.conversations import DEFAULT_EXPIRY
from frontdesk.store.erasure import erase_conversation
from frontdesk.store.questions import NewQuestion
from frontdesk.store.votes import REASONS, VOTES, Change, Vote, Votes

ANSWER = {"kind": "answer", "text": "…", "quotes": [{"article": "first"}, {"article": "second"}]}
CONTACT = {"kind": "contact", "text": "…", "quotes": []}


@pytest.fixture
def answers(engine: Engine, clock) -> Answers:
    return Answers(engine)


@pytest.fixture
def votes(engine: Engine, answers: Answers) -> Votes:
    answers.keep("a", "id-1", [ANSWER], NewQuestion("text", "first", "answer"))
    answers.keep("a", "id-2", [CONTACT, ANSWER])
    answers.keep("b", "id-1", [CONTACT])
    return Votes(engine)


def test_a_vote_tells_what_it_is_on(votes: Votes, clock) -> None:
    assert votes.add("a", "id-1", "up")
    clock.now += 1
    assert votes.add("a", "id-2", "down", "outdated")
    clock.now += 1
    assert votes.add("b", "id-1", "down")
    assert votes.newest() == [
        Vote(3, clock.now, "down", None, "contact", "", None),
        Vote(2, clock.now - 1, "down", "outdated", "contact", "first", None),
        Vote(1, clock.now - 2, "up", None, "answer", "first", 1),
    ]
    assert votes.newest(1)[0].id == 3


@pytest.mark.parametrize(("sender", "message"), [("a", "id-3"), ("c", "id-1"), ("b", "id-2")])
def test_only_an_answer_of_the_conversation_can_be_voted_on(votes: Votes, sender: str, message: str) -> None:
    assert not votes.add(sender, message, "up")
    assert not votes.withdraw(sender, message)
    assert votes.newest() == []


def test_voting_again_replaces(votes: Votes, clock) -> None:
    votes.add("a", "id-1", "down", "wrong")
    clock.now += 1
    votes.add("a", "id-1", "up")
    assert votes.newest() == [Vote(1, clock.now, "up", None, "answer", "first", 1)]


def test_what_has_changed_is_told(engine: Engine, votes: Votes, clock) -> None:
    asked = []

    def faq_of(replies: list[dict[str, object]]) -> str:
        asked.append(replies)
        return "an-faq"

    knowing = Votes(engine, faq_of=faq_of)
    assert knowing.add("a", "id-1", "up") == Change(None, "up", "an-faq")
    assert asked == [[ANSWER]]
    clock.now += DEFAULT_EXPIRY + 1
    assert votes.newest()[0].faq == "an-faq"
    # It stays what it was on, also when the answer is gone and whoever asks knows no FAQs.
    assert votes.add("a", "id-1", "down", "wrong") == Change("up", "down", "an-faq")
    assert votes.add("a", "id-1", "down") == Change("down", "down", "an-faq")
    assert votes.withdraw("a", "id-1") == Change("down", None, "an-faq")
    assert votes.withdraw("a", "id-1") is None


def test_without_a_vote_there_is_nothing_to_take_back(votes: Votes) -> None:
    assert votes.withdraw("a", "id-1") == Change(None, None, "")


def test_a_vote_can_be_withdrawn(votes: Votes) -> None:
    votes.add("a", "id-1", "up")
    votes.add("a", "id-2", "up")
    assert votes.withdraw("a", "id-1")
    assert votes.withdraw("a", "id-1")  # the answer is still there
    assert [vote.id for vote in votes.newest()] == [2]


@pytest.mark.parametrize(("vote", "reason"), [("sideways", None), ("", None), ("down", "boring"), ("up", "wrong")])
def test_what_is_no_vote_is_refused(votes: Votes, vote: str, reason: str | None) -> None:
    with pytest.raises(ValueError, match="isn't a vote"):
        votes.add("a", "id-1", vote, reason)
    assert votes.newest() == []


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_can_be_given(votes: Votes, reason: str) -> None:
    assert votes.add("a", "id-1", "down", reason)
    assert votes.newest()[0].reason == reason


def test_they_are_counted(votes: Votes, clock) -> None:
    assert votes.counts() == dict.fromkeys(VOTES, 0)
    votes.add("a", "id-1", "up")
    votes.add("a", "id-2", "up")
    clock.now += 10
    votes.add("b", "id-1", "down")
    assert votes.counts() == {"up": 2, "down": 1}
    assert votes.counts(since=clock.now) == {"up": 0, "down": 1}


def test_when_the_conversation_has_expired_an_answer_cant_be_voted_on_but_a_vote_can_be_changed(
    votes: Votes, clock
) -> None:
    votes.add("a", "id-1", "up")
    clock.now += DEFAULT_EXPIRY + 1
    assert not votes.add("a", "id-2", "up")
    assert votes.add("a", "id-1", "down")
    assert votes.withdraw("a", "id-1")
    assert not votes.withdraw("a", "id-1")


def test_nothing_of_a_withdrawn_vote_is_left_on_the_disk(sqlite_engine: Engine, path: Path) -> None:
    votes = Votes(sqlite_engine)
    Answers(sqlite_engine).keep("a", "id-1", [ANSWER])
    votes.add("a", "id-1", "down", "unsafe")
    assert b"unsafe" in on_disk(path)
    votes.withdraw("a", "id-1")
    assert b"unsafe" not in on_disk(path)


def test_no_vote_is_left_behind_by_an_erasure_at_the_same_time(votes: Votes, engine: Engine) -> None:
    for _ in range(10):
        Answers(engine).keep("c", "id-1", [ANSWER])
        start = threading.Barrier(2)

        def vote(start: threading.Barrier = start) -> None:
            start.wait()
            votes.add("c", "id-1", "up")

        def erase(start: threading.Barrier = start) -> None:
            start.wait()
            erase_conversation(engine, "c")

        threads = [threading.Thread(target=work) for work in (vote, erase)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert votes.newest() == []


def test_of_two_votes_at_once_one_stays(votes: Votes, engine: Engine) -> None:
    for number in range(10):
        Answers(engine).keep("c", f"id-{number}", [ANSWER])
        taken: list[Change | None] = []
        start = threading.Barrier(2)

        def vote(way: str, message: str = f"id-{number}", start: threading.Barrier = start,
                 taken: list[Change | None] = taken) -> None:
            start.wait()
            taken.append(votes.add("c", message, way))

        threads = [threading.Thread(target=vote, args=(way,)) for way in VOTES]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        # One was the first, and the other knows of it: counted by what changed, there is one vote.
        first, second = sorted(taken, key=lambda change: change.before is not None)
        assert (first.before, second.before) == (None, first.after)
        assert {first.after, second.after} == set(VOTES)
        assert len(votes.newest()) == number + 1


def on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
