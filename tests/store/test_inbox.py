"""What the inbox reads of kept questions."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Engine

from frontdesk.knowledge.privacy import Privacy
from frontdesk.store.erasure import erase_conversation
from frontdesk.store.inbox import NO_GROUP, InboxQuestions, Turn
from frontdesk.store.inbox_marks import RIGHT, InboxMarks, Mark
from frontdesk.store.questions import Questions
from frontdesk.store.retention import purge_all
from frontdesk.store.tables import DAY
from frontdesk.store.votes import Votes
from tests.store.inbox_rows import ask, grouped


@pytest.fixture
def questions(engine: Engine, clock) -> InboxQuestions:
    return InboxQuestions(engine)


def test_a_new_question_comes_with_all_that_is_known(engine: Engine, questions: InboxQuestions, clock) -> None:
    ask(engine, "a", "why?", "choice", version=3, decision="choice", choices=["x", "y"])
    (one,) = questions.fresh()
    assert (one.visitor, one.text, one.kind, one.version, one.created) == ("a", "why?", "choice", 3, clock.now)
    assert one.understood == {"decision": "choice", "choices": ["x", "y"]}
    assert (one.vector, one.group, one.voted_down, one.reason) == (None, None, False, "")
    assert questions.open() == []


def test_one_that_was_kept_before_any_of_this_was_recorded(engine: Engine, questions: InboxQuestions) -> None:
    Questions(engine).keep("a", "why?", "article", "no_answer")
    (one,) = questions.fresh()
    assert (one.understood, one.version) == ({}, None)


def test_placed_questions_are_open_oldest_first(engine: Engine, questions: InboxQuestions) -> None:
    for text in ("one", "two", "three"):
        ask(engine, "a", text)
    found = grouped(engine, {"three": 1, "one": 1, "two": 2})
    assert [(one.text, one.group, one.vector) for one in found] == [
        ("one", 1, b"one"), ("two", 2, b"two"), ("three", 1, b"three")]
    assert questions.fresh() == []
    assert questions.placed() == [(1, b"one"), (2, b"two"), (1, b"three")]
    assert [one.text for one in questions.open_in(1)] == ["one", "three"]


def test_the_first_to_place_a_question_wins(engine: Engine, questions: InboxQuestions) -> None:
    ask(engine, "a", "one")
    questions.place({1: (1, b"first")})
    questions.place({1: (9, b"second")})
    assert questions.placed() == [(1, b"first")]


def test_what_isnt_for_the_inbox_isnt_looked_at_again(engine: Engine, questions: InboxQuestions) -> None:
    ask(engine, "a", "one", "answer")
    questions.place({1: (NO_GROUP, None)})
    assert (questions.fresh(), questions.open(), questions.placed()) == ([], [], [])


def test_unless_its_answer_is_voted_down_later(engine: Engine, questions: InboxQuestions) -> None:
    ask(engine, "a", "one", "answer")
    questions.place({1: (NO_GROUP, None)})
    Votes(engine).add("a", "id of one by a", "down", "outdated")
    (one,) = questions.fresh()
    assert (one.voted_down, one.reason, one.group) == (True, "outdated", NO_GROUP)
    questions.place({1: (1, b"vector")})
    assert [(one.group, one.vector) for one in questions.open()] == [(1, b"vector")]


@pytest.mark.parametrize(("vote", "reason", "told"), [
    ("down", None, (True, "")), ("down", "wrong", (True, "wrong")), ("up", None, (False, ""))])
def test_a_vote_belongs_to_its_own_message(
    engine: Engine, questions: InboxQuestions, vote: str, reason: str | None, told: tuple[bool, str]
) -> None:
    ask(engine, "a", "one", "answer", vote, reason)
    ask(engine, "a", "two", "answer")
    ask(engine, "b", "one", "answer")
    assert [(one.voted_down, one.reason) for one in questions.fresh()] == [told, (False, ""), (False, "")]


def test_a_vote_that_is_taken_back_is_gone(engine: Engine, questions: InboxQuestions) -> None:
    ask(engine, "a", "one", "answer", "down")
    Votes(engine).withdraw("a", "id of one by a")
    assert [one.voted_down for one in questions.fresh()] == [False]


def test_what_something_was_done_with_isnt_open(engine: Engine, questions: InboxQuestions) -> None:
    for text in ("one", "two", "three"):
        ask(engine, "a", text)
    one, _ = grouped(engine, {"one": 1, "two": 1})
    (three,) = questions.fresh()
    InboxMarks(engine).add([Mark(one.key, RIGHT), Mark(three.key, RIGHT)], "Robin", 1)
    assert [left.text for left in questions.open()] == ["two"]
    assert questions.fresh() == []
    assert [group for group, _ in questions.placed()] == [1, 1]  # it still shows what the group is about


def test_the_turn_before_is_of_the_same_conversation(engine: Engine, questions: InboxQuestions) -> None:
    ask(engine, "a", "first", "answer")
    ask(engine, "b", "other", "choice")
    ask(engine, "a", "second", "no_answer")
    ask(engine, "a", "third", "choice")
    asked = {one.text: one for one in questions.fresh()}
    assert questions.before(list(asked.values())) == {
        asked["second"].id: Turn("first", "answer"), asked["third"].id: Turn("second", "no_answer")}
    assert questions.before([asked["third"]]) == {asked["third"].id: Turn("second", "no_answer")}
    assert questions.before([]) == {}


def test_it_is_found_for_many_conversations_at_once(engine: Engine, questions: InboxQuestions) -> None:
    Asked = Questions(engine)
    for number in range(1100):
        Asked.keep(f"visitor {number}", f"{number}", "", "no_answer")
    for number in (0, 600, 1099):
        Asked.keep(f"visitor {number}", "again", "", "no_answer")
    found = questions.before(questions.fresh())
    assert sorted(turn.text for turn in found.values()) == ["0", "1099", "600"]


def test_counts_are_by_kind(engine: Engine, questions: InboxQuestions) -> None:
    for visitor, kind in (("a", "no_answer"), ("b", "choice"), ("c", "no_answer")):
        for text in ("one", "two"):
            ask(engine, visitor, text, kind)
    assert questions.counts() == {"no_answer": 4, "choice": 2}


def test_erasing_a_conversation_leaves_nothing_of_it(engine: Engine, questions: InboxQuestions) -> None:
    for visitor in ("a", "b"):
        ask(engine, visitor, f"of {visitor}")
    for one in grouped(engine, {"of a": 1, "of b": 1}):
        InboxMarks(engine).add([Mark(one.key, RIGHT)], "Robin", one.id)
    erased = erase_conversation(engine, "a")
    assert (erased["questions"], erased["inbox_marks"]) == (1, 1)
    assert [(action.audit_id, action.texts) for action in InboxMarks(engine).actions()] == [(2, ("of b",))]
    assert questions.placed() == [(1, b"of b")]


def test_marks_go_after_their_questions(engine: Engine, clock) -> None:
    ask(engine, "a", "one")
    (one,) = grouped(engine, {"one": 1})
    clock.now += DAY
    InboxMarks(engine).add([Mark(one.key, RIGHT)], "Robin", 1)
    privacy = Privacy(questions_days=3)
    assert purge_all(engine, privacy, now=clock.now + 2 * DAY + 1)["questions"] == 1
    (action,) = InboxMarks(engine).actions()
    assert action.texts == ()
    assert purge_all(engine, privacy, now=clock.now + 3 * DAY + 1)["inbox_marks"] == 1


def test_a_number_that_comes_again_has_no_mark(engine: Engine, questions: InboxQuestions, clock) -> None:
    """SQLite gives the number of a newest row that was erased to the next one."""
    ask(engine, "a", "one")
    (one,) = grouped(engine, {"one": 1})
    InboxMarks(engine).add([Mark(one.key, RIGHT)], "Robin", 1)
    Questions(engine).erase("a")
    ask(engine, "b", "two")
    assert [fresh.text for fresh in questions.fresh()] == ["two"]
